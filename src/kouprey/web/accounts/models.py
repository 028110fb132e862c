"""Tables of `accounts`."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kouprey.kernel.ids import new_id
from kouprey.web.core.audit import Actor


class Officer(AbstractBaseUser):
    """A person who works on this node. Never deleted: an officer who leaves is deactivated.

    Django's groups and permissions are left out on purpose: what an officer may do is decided by the
    rules of the domain, and an officer has no integer ids anywhere.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("user name"), max_length=150, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    enrolled_at = models.DateTimeField(_("enrolled"))
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True)

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
