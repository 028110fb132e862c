"""The screen lock and the change of officers on a shared computer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.utils import get_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME, SESSION_KEY
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kouprey.kernel.clock import now
from kouprey.web.accounts import held, sessions
from kouprey.web.accounts.forms import PasswordForm
from kouprey.web.accounts.views import aside
from kouprey.web.core.audit import DOOR


@require_POST
def here(request: Any) -> HttpResponseBase:
    """Somebody is at the keyboard: said by the page itself while an officer types, at most once a minute."""
    if request.officer_session is None:
        return HttpResponse(status=403)
    sessions.touch(request.officer_session, at=now())
    return HttpResponse(status=204)


@require_POST
def lock(request: Any) -> HttpResponseBase:
    """Lock the screen now."""
    if request.officer_session is not None:
        sessions.lock(request.officer_session, at=now())
    back = get_next_redirect_url(request, REDIRECT_FIELD_NAME) or reverse("home")
    return HttpResponseRedirect(f"{reverse('officer-locked')}?{urlencode({REDIRECT_FIELD_NAME: back})}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def locked(request: Any) -> HttpResponseBase:
    """All that a locked session shows: whose it is, and where to type the password."""
    row = request.officer_session
    back = get_next_redirect_url(request, REDIRECT_FIELD_NAME) or reverse("home")
    if row is None or not request.is_locked:
        return HttpResponseRedirect(back)
    form = PasswordForm(request.POST or None, officer=row.officer)
    if form.is_valid():
        sessions.unlock(row, request.session, at=now())
        return HttpResponseRedirect(reverse("officer-held") if held.waiting(request.session) else back)
    told = {"form": form, "officer": row.officer, "next": back, "here": reverse("officer-locked")}
    told |= {"held": held.waiting(request.session), "lost": held.was_lost(request.session)}
    return render(request, "account/locked.html", told)


@require_POST
def switch(request: Any) -> HttpResponseBase:
    """Lock the present officer's session away and let another one sign in."""
    response = HttpResponseRedirect(reverse("account_login"))
    if request.officer_session is not None:
        aside.put(request, response, request.officer_session)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def come_back(request: Any, id: UUID) -> HttpResponseBase:
    """An officer whose session waits in this browser comes back to it."""
    row = next((row for row in aside.waiting(request) if row.pk == id), None)
    if row is None:
        return HttpResponseRedirect(reverse("account_login"))
    form = PasswordForm(request.POST or None, officer=row.officer)
    if not form.is_valid():
        place = reverse("officer-return", args=[id])
        told = {"form": form, "officer": row.officer, "here": place, "waits": True, "held": None, "next": ""}
        return render(request, "account/locked.html", told)
    waits = [other for other in aside.ids(request) if other != id]
    session = sessions.store(row.session_key)
    if session.get(SESSION_KEY) != str(row.officer_id):  # its data are gone: sign in anew
        sessions.end(row, how="not there any more", by=DOOR, at=now())
        return HttpResponseRedirect(reverse("account_login"))
    response = HttpResponseRedirect(reverse("officer-held") if held.waiting(session) else reverse("home"))
    if request.officer_session is not None:
        aside.put(request, response, request.officer_session)
        waits.insert(0, request.officer_session.pk)
    request.session = session
    sessions.unlock(row, session, at=now())
    aside.remember(response, waits)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: Any) -> HttpResponseBase:
    """A form that was sent too late, for its officer to send now or to drop.

    Sending repeats the very request (307): the room it is meant for judges it as if it came for the first time.
    """
    waits = held.waiting(request.session)
    if request.officer_session is None or waits is None:
        return HttpResponseRedirect(reverse("home"))
    if request.method == "POST":
        held.drop(request.session)
        if "send" in request.GET:
            return HttpResponse(status=307, headers={"Location": waits["to"]})
        return HttpResponseRedirect(reverse("home"))
    return render(request, "account/held.html", {"held": waits})
