"""The page behind an invitation: a person who has no account yet chooses the password."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, UnusableInput
from kouprey.web.accounts import people
from kouprey.web.ui.people_access import attempt, said


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: Any, code: str) -> HttpResponseBase:
    """Choose a password. A code that was used, is too old or never was gets the same answer."""
    try:
        found = people.invitation_of(code, at=now())
    except KoupreyError as error:
        return said(request, error)
    if request.method != "POST":
        return _form(request, found.officer)
    try:
        return attempt(
            lambda: _use(code, request.POST.get("password", ""), request.POST.get("again", "")),
            lambda _done: HttpResponseRedirect(reverse("account_login")),
            lambda error: _form(request, found.officer, error),
        )
    except KoupreyError as error:
        return said(request, error)


def _use(code: str, password: str, again: str) -> Any:
    if password != again:
        raise UnusableInput(_("The two passwords differ."), remedy=_("Type the same password twice."))
    return people.use_invitation(code=code, password=password, at=now())


def _form(request: Any, officer: Any, error: KoupreyError | None = None) -> HttpResponseBase:
    # No error status: the log holds the address of every answer that is one, and the code is in the address.
    return render(request, "people/open.html", {"officer": officer, "error": error})
