"""Version 1 of the API: what it is called, who may call, and how errors are told. The description is OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

import kouprey
from kouprey.kernel.errors import KoupreyError
from kouprey.web.api import shapes
from kouprey.web.api.answers import ERRORS, status_of, words_of
from kouprey.web.api.bearer import Token
from kouprey.web.api.desk import router as desk
from kouprey.web.api.events import router as events
from kouprey.web.api.files import router as files
from kouprey.web.api.incidents import router as incidents
from kouprey.web.api.law import router as law
from kouprey.web.api.records import router as records
from kouprey.web.core.busy import AGAIN, busy

api = NinjaAPI(
    title="Kouprey",
    version=kouprey.__version__,
    description="Records, their handling and what may leave. The same acts, rules and words as the pages.",
    auth=Token(),
    docs_url=None,
    urls_namespace="api-1",
)
api.add_router("/records", records)
api.add_router("/records", files)
api.add_router("/incidents", incidents)
api.add_router("/incidents", events)
api.add_router("/law", law)
api.add_router("", desk)


@api.get("/me", response={200: shapes.Me, **ERRORS}, tags=["caller"], summary="As whom the token acts")
def me(request: Any) -> Any:
    """Officer, agency, role, purpose, and the acts the token names."""
    actor, acts = request.auth
    return {
        "officer": actor.officer, "agency": actor.agency, "authority": actor.authority, "role": actor.role.value,
        "purpose": actor.purpose.value, "acts": sorted(act.value for act in acts),
    }  # fmt: skip


@api.exception_handler(KoupreyError)
def told(request: HttpRequest, error: Any) -> HttpResponse:
    """What a user can act on, in the same words as everywhere."""
    return api.create_response(request, words_of(error), status=status_of(error))


@api.exception_handler(OperationalError)
def waiting(request: HttpRequest, error: Any) -> HttpResponse:
    """Somebody else's long act. Anything else that is wrong with the database is an accident."""
    found = busy(error)
    if found is None:
        raise error
    response = told(request, found)
    response["Retry-After"] = str(AGAIN)
    return response


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, _error: Any) -> HttpResponse:
    """No token, or none that can be used: the same answer."""
    words = KoupreyError(
        _("A token is needed, and this is none that can be used."), remedy=_("Make one on your account page.")
    )
    response = api.create_response(request, words_of(words), status=401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: Any) -> HttpResponse:
    """Input of the wrong shape: every place that is wrong."""
    problems = {".".join(map(str, one["loc"])): one["msg"] for one in error.errors}
    words = KoupreyError(_("The input has the wrong shape."), remedy=_("Compare it with the description of the API."))
    body = words_of(words)
    body["error"]["problems"] = problems
    return api.create_response(request, body, status=422)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    """A body that is no JSON, and the like."""
    words = KoupreyError(str(error), remedy=_("Send JSON, as the description of the API says."))
    return api.create_response(request, words_of(words), status=error.status_code)


@api.exception_handler(Http404)
def nowhere(request: HttpRequest, _error: Any) -> HttpResponse:
    """An address that is none."""
    words = KoupreyError(_("There is nothing here with that address."), remedy=_("Check the address."))
    return api.create_response(request, words_of(words), status=404)
