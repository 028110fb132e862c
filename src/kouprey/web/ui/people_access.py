"""What the pages about people share: only officers come in, and whatever cannot be done is said in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kouprey.kernel.errors import KoupreyError, NothingThere, Refused

View = Callable[..., HttpResponseBase]


def for_signed_in(view: View) -> View:
    """For every officer, with or without a role; errors become a page."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except KoupreyError as error:
            return said(request, error)

    return wrapped


def for_officers(view: View) -> View:
    """For officers who act for an agency."""

    @for_signed_in
    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor is None:
            raise Refused(
                _("You hold no role in any agency today."),
                kept="",
                remedy=_("Ask the node administrator of your authority for one."),
            )
        return view(request, *args, **kwargs)

    return wrapped


def said(request: HttpRequest, error: KoupreyError) -> HttpResponse:
    """An error as a page of its own. The same for what is hidden and what is missing."""
    return render(request, "people/said.html", {"error": error}, status=status_of(error))


def status_of(error: KoupreyError) -> int:
    """What a program is told: nothing there, may not, or cannot be used."""
    if isinstance(error, NothingThere):
        return 404
    return 403 if isinstance(error, Refused) else 400


def attempt(
    act: Callable[[], Any],
    then: Callable[[Any], HttpResponseBase],
    again: Callable[[KoupreyError], HttpResponseBase],
) -> HttpResponseBase:
    """Do an act and go on; show the page again, with what was typed, when it was refused or could not be used."""
    try:
        done = act()
    except NothingThere:
        raise
    except KoupreyError as error:
        return again(error)
    return then(done)
