"""“Same event as” for programs: what was judged of an observation, judged and taken back, by the acts of the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router, Status

from kouprey.domain.access import Act, Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import NothingThere
from kouprey.web.api import incident_shapes as shapes
from kouprey.web.api.answers import ERRORS
from kouprey.web.api.bearer import calling
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import events

router = Router(tags=["incidents"])


@router.get("/{id}/events", response={200: list[shapes.Judgement], **ERRORS}, summary="What holds of an observation")
def judged(request: Any, id: UUID) -> Any:
    """The judgements that hold about an own record, or about what another State released (by the id of the release),
    as far as both sides reach the caller."""
    with calling(request, Act.RECORD_READ) as actor:
        about = access.side(actor, id).id
        rows = queries.holding(access.judgements(actor), [about])
        return [_shown(row) for row in rows if _reaches(actor, row)]


@router.post("/{id}/events", response={201: shapes.Judgement, **ERRORS}, summary="Judge whether two are one event")
def judge(request: Any, id: UUID, given: shapes.Judging) -> Any:
    """`other` is an own record or a release, as the id in the address. The last word on a pair holds; no record
    changes."""
    with calling(request, Act.RECORD_AMEND) as actor:
        made = events.judge_same_event(
            one=id, other=given.other, same=given.same, reason=given.reason, by=actor, at=now()
        )
        return Status(201, _shown(made))


@router.post("/events/{id}/undo", response={201: shapes.Judgement, **ERRORS}, summary="Take a judgement back")
def undo(request: Any, id: UUID) -> Any:
    """Both rows stay, neither holds."""
    with calling(request, Act.RECORD_AMEND) as actor:
        return Status(201, _shown(events.undo_judgement(id=id, by=actor, at=now())))


def _reaches(actor: Actor, row: Any) -> bool:
    try:
        access.judgement(actor, row.id)
    except NothingThere:
        return False
    return True


def _shown(row: Any) -> dict[str, Any]:
    plain = ("id", "one", "other", "one_release", "other_release", "same", "undoes", "reason", "at")
    return {name: getattr(row, name) for name in plain} | {"by": row.by_label}
