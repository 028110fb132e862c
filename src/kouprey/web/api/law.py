"""Operations on the register of law: the answers of the shell, byte for byte."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from kouprey.domain import law
from kouprey.domain.access import Act
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.jsontext import dumps
from kouprey.web.api import law_shapes, shapes
from kouprey.web.api.answers import ERRORS
from kouprey.web.api.bearer import calling
from kouprey.web.law.filters import answer_of

router = Router(tags=["law"])
_ASKED = {200: law_shapes.LawAnswer, **ERRORS}


@router.get("/table", response=_ASKED, summary="Penalties, serious crime and treaties with China on a day")
def table(request: Any, as_of: shapes.Line = "", edition: shapes.Name = "") -> Any:
    """Without a day today's; without an edition the paper's up to its day, the current one after."""
    return _given(request, "table", {"as-of": as_of, "edition": edition})


@router.get("/gap", response=_ASKED, summary="How far laws lie apart: intervals, never one index")
def gap(request: Any, as_of: shapes.Line = "", edition: shapes.Name = "", country: shapes.Line = "") -> Any:
    """`country`: one State, or several with commas; all where it is left out."""
    return _given(request, "gap", {"as-of": as_of, "edition": edition, "country": country})


@router.get("/route", response=_ASKED, summary="Every channel from one State to another on a day")
def route(
    request: Any, requesting: shapes.Name, requested: shapes.Name, as_of: shapes.Line = "",
    edition: shapes.Name = "",
) -> Any:  # fmt: skip
    """In the order in which to try them."""
    return _given(request, "route", {"from": requesting, "to": requested, "as-of": as_of, "edition": edition})


@router.post(
    "/assess", response={200: law_shapes.LawAssessment, **ERRORS}, summary="Tools that a case opens, and why"
)
def assess(request: Any, given: law_shapes.LawCase) -> Any:
    """The case is one by the published schema. Nothing is kept: write a record of the kind `assessment` for that."""
    with calling(request, Act.RECORD_CREATE):
        result = law.assess(
            given.case, edition=given.edition or law.CURRENT, accept_unverified=given.accept_unverified
        )
        return _json(law.written(result, explained=given.explain))


def _given(request: Any, name: str, asked: dict[str, str]) -> HttpResponse:
    with calling(request, Act.RECORD_READ):
        return _json(dumps(answer_of(name, asked)) + "\n")


def _json(body: str) -> HttpResponse:
    try:
        return HttpResponse(body.encode(), content_type="application/json")
    except UnicodeEncodeError as error:
        raise UnusableInput(
            _("A text holds half of a character."), kept=_("Nothing was assessed."), remedy=_("Send it again, whole.")
        ) from error
