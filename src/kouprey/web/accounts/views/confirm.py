"""Asking again who sits there: by password, by code, or by key. Each proof is on record."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView as KeyView
from django.http import HttpResponseBase

from kouprey.kernel.clock import now
from kouprey.web.accounts.actions import note
from kouprey.web.core.audit import Act


class _Recorded:
    """Writes down that the officer proved who sits there, and goes on with what was begun."""

    request: Any
    how: str

    def form_valid(self, form: Any) -> HttpResponseBase:
        """The proof holds."""
        note(act=Act.OFFICER_REAUTHENTICATED, officer=self.request.user, at=now(), how=self.how)
        answer: HttpResponseBase = super().form_valid(form)  # type: ignore[misc]
        return answer


class ConfirmByPassword(_Recorded, ReauthenticateView):
    """For officers without a second factor."""

    how = "password"


class ConfirmByCode(_Recorded, CodeView):
    """A code of the app, or a printed one."""

    how = "code"


class ConfirmByKey(_Recorded, KeyView):
    """A security key."""

    how = "key"

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """Say so on the page itself."""
        answer: HttpResponseBase = self.render_to_response(self.get_context_data() | {"form": form})
        return answer
