"""Setting up and removing a second factor: the library's steps, each in one transaction with its row of the audit."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse_lazy

from kouprey.kernel.clock import now
from kouprey.web.accounts import second_factor
from kouprey.web.accounts.actions import note
from kouprey.web.core.audit import Act

GROUP = 4
"""Digits of a printed code that stand together."""


class Overview(IndexView):
    """What is set up, and what can be."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Beside it: whether the officer's work needs one, and how many codes are left."""
        shown = super().get_context_data(**kwargs)
        codes = shown["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        needed = second_factor.needed(self.request.user)
        return shown | {"needed": needed, "codes_left": len(codes.get_unused_codes()) if codes else 0}


class _Noted:
    """A form whose change and whose row of the audit stand or fall together."""

    request: Any
    act: Act

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Do it and write it down."""
        with transaction.atomic():
            answer: HttpResponseBase = super().form_valid(form)  # type: ignore[misc]
            note(act=self.act, officer=self.request.user, at=now(), **self.details())
        return answer

    def details(self) -> dict[str, Any]:
        """What the row says beside the act."""
        return {}


class SetUpApp(_Noted, ActivateTOTPView):
    """An app that shows a code every half minute."""

    act = Act.OFFICER_SECOND_FACTOR_SET_UP

    def details(self) -> dict[str, Any]:
        """The session counts as one with a second factor from here on: a code of the app was given."""
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        second_factor.note_shown(self.request, app)
        return {"what": "app"}


class RemoveApp(_Noted, DeactivateTOTPView):
    """No app any more."""

    act = Act.OFFICER_SECOND_FACTOR_REMOVED

    def details(self) -> dict[str, Any]:
        """Which kind it was."""
        return {"what": "app"}


class AddKey(_Noted, AddWebAuthnView):
    """A security key, touched to prove it."""

    act = Act.OFFICER_SECOND_FACTOR_SET_UP

    def details(self) -> dict[str, Any]:
        """The newest key, which was shown in this session."""
        key = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN).latest("pk")
        second_factor.note_shown(self.request, key)
        return {"what": "key", "name": key.wrap().name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form that was refused, if one was (the library would show a fresh one)."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | ({"form": kwargs["form"]} if "form" in kwargs else {})


class RenameKey(EditWebAuthnView):
    """Another name for a key."""

    success_url = reverse_lazy("mfa_index")


class RemoveKey(_Noted, RemoveWebAuthnView):
    """One key less."""

    act = Act.OFFICER_SECOND_FACTOR_REMOVED
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Not the last one of an officer who needs one."""
        self.name = self.object.wrap().name
        try:
            if not get_adapter().can_delete_authenticator(self.object):
                raise get_adapter().validation_error("cannot_delete_authenticator")
        except ValidationError as error:
            answer: HttpResponseBase = self.render_to_response(self.get_context_data(refused=error.messages))
            return answer
        return super().form_valid(form)

    def details(self) -> dict[str, Any]:
        """Which one it was."""
        return {"what": "key", "name": self.name}


class MakeCodes(_Noted, GenerateRecoveryCodesView):
    """A new sheet of recovery codes; the old one is worth nothing from here on."""

    act = Act.OFFICER_RECOVERY_CODES_MADE


class ShowCodes(ViewRecoveryCodesView):
    """The sheet, to print or to write down: shown once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Digits in groups: the dash may be typed or left out."""
        shown = super().get_context_data(**kwargs)
        grouped = [
            "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP)) for code in shown["unused_codes"]
        ]
        return shown | {"unused_codes": grouped, "made_at": now()}
