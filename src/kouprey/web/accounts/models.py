"""Tables of `accounts`."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kouprey.domain.access import Role
from kouprey.domain.signin.devices import Device, device
from kouprey.domain.signin.sessions import Times
from kouprey.kernel.ids import new_id
from kouprey.web.core.audit import Actor


class Officer(AbstractBaseUser):
    """A person who works on this node. Never deleted: an officer who leaves is deactivated.

    Django's groups and permissions are left out on purpose: what an officer may do is decided by the
    rules of the domain, and an officer has no integer ids anywhere. `must_change_password` holds while the
    password is one that somebody else chose; an invented officer cannot sign in to a node in service.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("user name"), max_length=150, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    enrolled_at = models.DateTimeField(_("enrolled"))
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True)
    must_use_second_factor = models.BooleanField(_("must use a second factor"), default=False)
    must_change_password = models.BooleanField(_("must choose a password"), default=False)
    is_invented = models.BooleanField(_("invented, for trying out"), default=False)
    language = models.CharField(_("language"), max_length=16, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    authority = models.ForeignKey(
        "accounts.Authority", on_delete=models.PROTECT, null=True, blank=True, related_name="officers"
    )

    objects = BaseUserManager["Officer"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        ordering: ClassVar = ["username"]
        constraints: ClassVar = [
            # Case counts for nothing in a name that is said over the telephone.
            models.UniqueConstraint(Lower("username"), name="officer_username_is_unique"),
            # Within an authority: an address that another one has is not given away by a refusal.
            models.UniqueConstraint(
                "authority", Lower("email"), name="officer_email_is_unique", condition=~models.Q(email="")
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="officer_of_none_email_is_unique",
                condition=~models.Q(email="") & models.Q(authority=None),
            ),
            models.CheckConstraint(
                condition=models.Q(is_active=True, deactivated_at=None)
                | models.Q(is_active=False, deactivated_at__isnull=False),
                name="officer_is_active_or_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def actor(self) -> Actor:
        """The officer as the one who acts."""
        return Actor(self.id, self.username, self.authority_id)


class OfficerSession(models.Model):
    """One officer signed in on one browser: the row is there as long as the session may be used.

    Django's own row holds the data of the session; this one says whose it is, when something was last done
    in it, and whether its screen is locked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.officer_id} since {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def times(self) -> Times:
        """Its times, for the rule."""
        return Times(began=self.began_at, seen=self.seen_at, locked=self.locked_at)

    @property
    def device(self) -> Device:
        """The browser it lives in, by its own account."""
        return device(self.user_agent)


class Tries(models.Model):
    """Tries in a row that failed, for one name, address or officer, known here by a keyed digest only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    wait_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "digest"], name="tries_one_count_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]} {self.failures}"


class Authority(models.Model):
    """A public body that answers for its agencies' records: a ministry, a customs department, a secretariat.

    `held`: it has users on this node. A foreign one is an entry of the directory, to which things can be addressed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    country = models.CharField(_("country"), max_length=2, blank=True)
    name = models.CharField(_("name"), max_length=200)
    name_local = models.CharField(_("name in its own language"), max_length=200, blank=True)
    held = models.BooleanField(_("has users on this node"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    listed_as = models.CharField(max_length=300, blank=True)
    """Its place in the shipped list, so that the list can be taken in again after a change of name."""
    verified_on = models.DateField(null=True, blank=True)
    verified_by_label = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["country", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "name"], name="authority_has_one_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unverified(self) -> bool:
        """Whether nobody has checked the entry. Of an authority with users here, those users know best."""
        return not self.held and self.verified_on is None


class Agency(models.Model):
    """A part of an authority whose people act together and read what it records. `kind`: list `agency-kinds`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="agencies")
    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    name_local = models.CharField(_("name in its own language"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    listed_as = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by_label = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["authority__country", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "name"], name="agency_has_one_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unverified(self) -> bool:
        """Whether nobody has checked the entry. Of an authority with users here, those users know best."""
        return not self.authority.held and self.verified_on is None


class Unit(models.Model):
    """A part of an agency, down to a border post."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "name"], name="unit_has_one_name")]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """An officer's role in an agency, from a day, maybe until a day. Ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=40, choices=[(r.value, r.value) for r in Role])
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    given_at = models.DateTimeField()
    given_by_label = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_label = models.CharField(max_length=200, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["officer", "agency", "role"],
                name="appointment_is_held_once",
                condition=models.Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.agency}"


class PartyGroup(models.Model):
    """Agencies and States that things can be addressed to together, such as the members of a working group."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A State, an authority or one agency that belongs to a group, from a day, maybe until a day.

    A State is its `country` alone: all its authorities, those entered later among them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(PartyGroup, on_delete=models.PROTECT, related_name="members")
    country = models.CharField(_("country"), max_length=2, blank=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(models.Q(country="", authority__isnull=False))
                | (~models.Q(country="") & models.Q(authority=None, agency=None)),
                name="group_member_is_a_state_or_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or self.authority or self.country} in {self.group}"


class NamedList(models.Model):
    """People of one authority by name: a team that works on something, or those admitted to a compartment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    is_compartment = models.BooleanField(_("is a compartment"), default=False)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "name"], name="named_list_has_one_name")]

    def __str__(self) -> str:
        return self.name


class NamedListMember(models.Model):
    """An officer on a team or admitted to a compartment, from a day, maybe until a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = models.ForeignKey(NamedList, on_delete=models.PROTECT, related_name="members")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.officer} on {self.list}"


class Invitation(models.Model):
    """The one-time way in for a new officer, who chooses the password. Only a digest of the code is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation of {self.officer}"


class Token(models.Model):
    """A key for a program that acts as an officer in one appointment: named, scoped, expiring, kept as a digest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=100)
    acts = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name
