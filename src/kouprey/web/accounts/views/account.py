"""An officer's own account: language and time, password, sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouprey.kernel.clock import now
from kouprey.web.accounts import second_factor, sessions
from kouprey.web.accounts.actions import choose_language, choose_time_zone
from kouprey.web.accounts.forms import ChangePassword, Preferences
from kouprey.web.accounts.queries import second_factors


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Any) -> HttpResponseBase:
    """Who the officer is here, and what can be set."""
    officer = request.user
    form = Preferences(request.POST or None, initial={"language": officer.language, "time_zone": officer.time_zone})
    if form.is_valid():
        at = now()
        choose_language(officer=officer, language=form.cleaned_data["language"], at=at)
        choose_time_zone(officer=officer, time_zone=form.cleaned_data["time_zone"], at=at)
        return HttpResponseRedirect(reverse("officer-account"))
    shown = {"form": form, "now": now(), "unproven": request.GET.get("proof") == "none"}
    return render(request, "account/account.html", shown | _state(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("current", "password1", "password2")
def password(request: Any) -> HttpResponseBase:
    """A new password. Every other session of the officer ends with the old one."""
    row, back = request.officer_session, get_next_redirect_url(request, REDIRECT_FIELD_NAME) or ""
    form = ChangePassword(request.POST or None, officer=request.user)
    if form.is_valid() and form.save(keep=row and row.pk):
        update_session_auth_hash(request, request.user)
        if row is not None:
            sessions.renew_key(row, request.session)
        return HttpResponseRedirect(back or reverse("officer-account"))
    told = {"form": form, "forced": request.user.must_change_password, "next": back}
    return render(request, "account/password.html", told | {"rules": password_validators_help_texts()})


@login_required
@require_safe
def own_sessions(request: Any) -> HttpResponseBase:
    """Where the officer is signed in."""
    rows = sessions.of_officer(request.user, at=now())
    current = request.officer_session and request.officer_session.pk
    return render(request, "account/sessions.html", {"sessions": rows, "current": current})


@login_required
@require_POST
def end_session(request: Any, id: UUID) -> HttpResponseBase:
    """End one of the own sessions; of others there is no such session."""
    for row in sessions.of_officer(request.user, at=now()):
        if row.pk == id and row.pk != request.officer_session.pk:
            sessions.end(row, how="ended by its officer", by=request.user.actor, at=now())
    return HttpResponseRedirect(reverse("officer-sessions"))


@login_required
@require_POST
def end_other_sessions(request: Any) -> HttpResponseBase:
    """End all of the own sessions but this one."""
    keep = request.officer_session.pk
    sessions.end_all(request.user, keep=keep, how="ended by its officer", by=request.user.actor, at=now())
    return HttpResponseRedirect(reverse("officer-sessions"))


def _state(request: Any) -> dict[str, Any]:
    found = second_factors(request.user)
    codes = next((each for each in found if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "app": any(each.type == Authenticator.Type.TOTP for each in found),
        "keys": sum(each.type == Authenticator.Type.WEBAUTHN for each in found),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "needed": second_factor.needed(request.user),
        "strong": second_factor.is_strong(request),
        "sessions": len(sessions.of_officer(request.user, at=now())),
    }
