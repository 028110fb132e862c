"""What officers fill in about themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableInput
from kouprey.web.accounts import lockout
from kouprey.web.accounts.actions import change_own_password, note, note_failed_try
from kouprey.web.accounts.adapter import address_of, admitted
from kouprey.web.accounts.preferences import zones
from kouprey.web.core.audit import Act
from kouprey.web.core.words import translated

NEAR = ("Asia/", "Indian/", "Australia/", "Pacific/")
"""Zones of the region and around it come first in the list."""
USED_CODES_KEPT = 180
"""Seconds: longer than any code of the app is valid."""


class PasswordForm(forms.Form):
    """The password of an officer who is known already: to open a locked screen."""

    password = forms.CharField(strip=False)

    def __init__(self, *args: Any, officer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean_password(self) -> str:
        """Checked and counted like a sign-in."""
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.officer, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class ChangePassword(forms.Form):
    """A new password, by its owner."""

    current = forms.CharField(strip=False)
    password1 = forms.CharField(strip=False)
    password2 = forms.CharField(strip=False)

    def __init__(self, *args: Any, officer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean_current(self) -> str:
        """Checked and counted like a sign-in."""
        if not get_adapter().reauthenticate(self.officer, self.cleaned_data["current"]):
            raise get_adapter().validation_error("incorrect_password")
        return str(self.cleaned_data["current"])

    def clean_password2(self) -> str:
        """Typed the same twice."""
        if self.cleaned_data["password2"] != self.cleaned_data.get("password1"):
            raise ValidationError(_("The two do not match. Type the new password twice."))
        return str(self.cleaned_data["password2"])

    def save(self, *, keep: Any) -> bool:
        """Change it; False when the new one cannot be used, with the reasons among the errors."""
        try:
            change_own_password(
                officer=self.officer, password=self.cleaned_data["password1"], keep=keep, at=now()
            )  # fmt: skip
        except UnusableInput as error:
            self.add_error("password1", translated(error.what))
            return False
        return True


class Preferences(forms.Form):
    """Language and time zone of one officer."""

    language = forms.ChoiceField(required=False)
    time_zone = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [(code, name) for code, name in settings.LANGUAGES]
        self.fields["language"].choices = [("", _("As the browser asks")), *languages]  # type: ignore[attr-defined]
        ordered = sorted(zones(), key=lambda name: (not name.startswith(NEAR), name))
        here = _("As this node: %(zone)s") % {"zone": settings.TIME_ZONE}
        self.fields["time_zone"].choices = [("", here), *((zone, zone) for zone in ordered)]  # type: ignore[attr-defined]


class _Code:
    """A code of the app, or a printed one: counted, used once, and on record when it is a printed one."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """Whether the code is right."""
        request = get_adapter().request
        admission = admitted(lockout.counted("code", self.user.pk))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            self._use_up(code)
        except ValidationError:
            note_failed_try(officer=self.user, admission=admission, address=address_of(request), at=now())
            raise
        lockout.forgive(admission, at=now())
        return code

    def save(self) -> None:
        """Count the session as one with a second factor."""
        super().save()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            self.authenticator.refresh_from_db()
            left = len(self.authenticator.wrap().get_unused_codes())
            note(act=Act.OFFICER_RECOVERY_CODE_USED, officer=self.user, at=now(), left=left)

    def _use_up(self, code: str) -> None:
        plain = "".join(character for character in code if character.isalnum())
        if not cache.add(f"kouprey.accounts.code:{self.user.pk}:{plain}", "used", USED_CODES_KEPT):
            raise get_factor_adapter().validation_error("incorrect_code")


class SignInCode(_Code, AuthenticateForm):
    """The second step of signing in."""


class ConfirmCode(_Code, ReauthenticateForm):
    """Proof before a grave act."""
