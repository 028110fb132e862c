"""What every page of records, desk and received stands on: who acts, and one answer for what is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kouprey.domain.access import Act, Actor, gate
from kouprey.kernel.errors import KoupreyError, NothingThere, Refused

View = Callable[..., HttpResponseBase]


def acting_page(*acts: Act) -> Callable[[View], View]:
    """A page for officers whose role does one of these acts; the view is given the request and who acts.

    Whether the role may is no secret and is said. What is hidden and what is missing answer the same.
    """

    def wrap(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def wrapped(request: HttpRequest, **named: Any) -> HttpResponseBase:
            by: Actor | None = getattr(request, "actor", None)
            if by is None:
                return render(request, "records/no_agency.html", status=403)
            closed = [gate(by, act) for act in acts]
            try:
                if all(closed):
                    raise Refused(
                        _("This cannot be done here: %(reason)s.") % {"reason": _(str(closed[0]))},
                        remedy=_("Act in another role or for another purpose, or ask a colleague who may."),
                    )
                return view(request, by, **named)
            except KoupreyError as error:
                return render(request, "records/refused.html", {"error": error}, status=status_of(error))

        return wrapped

    return wrap


def status_of(error: KoupreyError) -> int:
    """The status under which an error is shown."""
    if isinstance(error, NothingThere):
        return 404
    return 403 if isinstance(error, Refused) else 400


def attached(body: str | bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under its type and name."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
