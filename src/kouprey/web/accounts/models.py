"""Tables of `accounts`."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

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

    objects = BaseUserManager["Officer"]()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        ordering: ClassVar = ["username"]
        constraints: ClassVar = [
            # Case counts for nothing in a name that is said over the telephone.
            models.UniqueConstraint(Lower("username"), name="officer_username_is_unique"),
            models.UniqueConstraint(Lower("email"), name="officer_email_is_unique", condition=~models.Q(email="")),
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
        return Actor(self.id, self.username)


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
