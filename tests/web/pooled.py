"""What the tests of pictures ask for, and a seizure abroad whose fields were released to the cast's own authority."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kouprey.domain.access import Role
from kouprey.domain.handling import Handling
from kouprey.domain.release import PartyKind
from kouprey.web.records.actions import desk
from kouprey.web.records.tenancy import acting
from web.cast import AT, Cast
from web.incidents import reported

WINDOW = {"since": "2026-01", "until": "2026-11-30"}
FIELDS = ("kind", "when", "country", "admin1", "specimens", "legs", "detection")


def released(
    cast: Cast,
    *,
    fields: tuple[str, ...] = FIELDS,
    marks: Handling | None = None,
    to: UUID | None = None,
    kind: PartyKind = PartyKind.AUTHORITY,
    **values: Any,
) -> tuple[UUID, UUID]:
    """Its record, and the release: to the own authority, or to one of its agencies."""
    by, officer = (cast.actor(role, cast.abroad) for role in (Role.RECORDER, Role.RELEASING_OFFICER))
    record = reported(by, marks=marks or Handling(), **({"country": "VN", "admin1": "Lang Son"} | values))
    with acting(by):
        ask = desk.ask_release(
            id=record.id, fields=list(fields), recipient=to or cast.kiri.id, recipient_kind=kind,
            reason="the same ring", by=by, at=AT,
        )  # fmt: skip
    with acting(officer):
        left = desk.decide_release(
            ask=ask.id,
            fields=list(fields),
            under="An invented agreement",
            answer="",
            consent="given",
            by=officer,
            at=AT,
        )
    return record.id, left.id
