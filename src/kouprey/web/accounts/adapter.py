"""How sign-in behaves on a node."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal.ratelimit import truncate_ip
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kouprey.kernel.clock import now
from kouprey.web.accounts import lockout, sessions
from kouprey.web.accounts.actions import note_failed_try, note_sign_in
from kouprey.web.accounts.backend import OfficerBackend
from kouprey.web.accounts.queries import has_second_factor
from kouprey.web.accounts.reauthentication import is_fresh


class NodeAdapter(DefaultAccountAdapter):
    """Officers are enrolled by the node; nobody signs up by themselves. Every sign-in is on record."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This user name and password do not belong together. Check both."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or was used already. Wait for the next one."),
        "too_many_login_attempts": _("There were too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("There were too many tries. Wait a few minutes, then try again."),
    }
    _admission: lockout.Admission | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponseBase | None:
        """Turn away whoever knows the password of an account that is closed here."""
        if not OfficerBackend().user_can_authenticate(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session and write it down, both or neither."""
        with transaction.atomic():
            super().login(request, user)
            address, said = self.get_client_ip(request), self.get_http_user_agent(request)
            sessions.begin(officer=user, session=request.session, address=address, user_agent=said, at=now())
            note_sign_in(officer=user, at=now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at. Raises ValidationError while there is to wait."""
        name = lockout.counted("name", credentials.get("username", ""))
        self._admission = admitted(name, lockout.counted("address", address_of(request)))

    def _rollback_login_failed_rl_usage(self) -> None:
        if self._admission:
            lockout.forgive(self._admission, at=now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the failed try down."""
        if self._admission:
            note_failed_try(
                username=credentials.get("username", ""),
                admission=self._admission,
                address=address_of(request),
                at=now(),
            )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not when the officer has just proved who sits there, signing in included."""
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """An officer with a second factor proves with that; the password was enough to come in, not for this."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and has_second_factor(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods


def address_of(request: HttpRequest) -> str:
    """The address a request counts under; of IPv6 the part that one subscriber has."""
    return str(truncate_ip(DefaultAccountAdapter().get_client_ip(request)))


def admitted(*counts: lockout.Counted) -> lockout.Admission:
    """Count a try. Raises ValidationError, which tells how long to wait and nothing else."""
    admission = lockout.admit(*counts, at=now())
    if not admission.is_open:
        raise ValidationError(waiting(admission.wait), code="locked_out")
    return admission


def waiting(wait: timedelta) -> str:
    """How long to wait, in words."""
    minutes = math.ceil(wait.total_seconds() / 60)
    return ngettext(
        "Too many tries failed. Wait %(minutes)s minute, then try again. If you forgot your password, ask whoever"
        " looks after this node.",
        "Too many tries failed. Wait %(minutes)s minutes, then try again. If you forgot your password, ask whoever"
        " looks after this node.",
        minutes,
    ) % {"minutes": minutes}
