"""Signing in and out."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kouprey.kernel.clock import now
from kouprey.web.accounts import sessions
from kouprey.web.accounts.queries import second_factors
from kouprey.web.accounts.views import aside


class SignIn(LoginView):
    """User name and password; and who waits in this browser to come back."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the sessions put aside here."""
        return super().get_context_data(**kwargs) | {"waiting": aside.waiting(self.request)}


class SecondStep(AuthenticateView):
    """The code or the key, after the password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keys are offered to those who have one."""
        found = second_factors(self.stage.login.user)
        keys = any(each.type == Authenticator.Type.WEBAUTHN for each in found)
        return super().get_context_data(**kwargs) | {"keys": keys}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: Any) -> HttpResponseBase:
    """End the session and leave nothing of it in the browser. A locked one can be ended by anybody who sits there."""
    if request.method != "POST":
        return render(request, "account/logout.html")
    row = request.officer_session
    if row is not None:
        sessions.end(row, how="signed out", by=row.officer.actor, at=now())
    request.session.flush()
    request.user = AnonymousUser()
    response = HttpResponseRedirect(get_next_redirect_url(request, REDIRECT_FIELD_NAME) or "/")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
