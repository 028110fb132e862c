"""Operations on records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Path, Router, Status

from kouprey.domain.access import Act
from kouprey.domain.release import PartyKind
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableInput
from kouprey.web.accounts.directory import country_of
from kouprey.web.api import shapes, shown
from kouprey.web.api.answers import ERRORS
from kouprey.web.api.bearer import calling
from kouprey.web.api.paging import MOST, following, page
from kouprey.web.records import access
from kouprey.web.records.actions import desk as desk_acts
from kouprey.web.records.actions import marks as mark_acts
from kouprey.web.records.actions import records as acts
from kouprey.web.records.actions.marks import from_json
from kouprey.web.records.actions.reading import open_record
from kouprey.web.records.actions.withdrawing import withdraw_record
from kouprey.web.records.queries import versions_of
from kouprey.web.records.search import matching_records

router = Router(tags=["records"])


@router.get("", response={200: shapes.RecordList, **ERRORS}, summary="Records that reach the caller")
def listed(request: Any, q: shapes.Line = "", after: shapes.Name = "") -> Any:
    """The newest first; `q` finds pieces of words."""
    with calling(request, Act.RECORD_READ) as actor:
        rows = page(matching_records(access.records(actor), q), after)
        return {"records": [shown.record_row(row) for row in rows[:MOST]], "after": following(rows)}


@router.post("", response={201: shapes.RecordOut, **ERRORS}, summary="Write a record down, as a draft")
def create(request: Any, given: shapes.NewRecord) -> Any:
    """Problems with values are told all at once, under `problems`."""
    with calling(request, Act.RECORD_CREATE) as actor:
        no_names(given.kind, given.values, confirmed=given.names_confirmed)
        record = acts.create_record(
            kind=given.kind, values=given.values, marks=marks_of(given.marks), country=country_of(actor.authority),
            by=actor, at=now(), team=given.team, compartment=given.compartment,
        )  # fmt: skip
        return Status(201, shown.record_whole(record))


@router.get("/{id}", response={200: shapes.RecordOut, **ERRORS}, summary="One record")
def one(request: Any, id: Path[UUID]) -> Any:
    """Reading a record that names persons is written down."""
    with calling(request, Act.RECORD_READ) as actor:
        return shown.record_whole(open_record(id=id, by=actor, at=now()))


@router.get("/{id}/versions", response={200: list[shapes.VersionOut], **ERRORS}, summary="All its versions")
def versions(request: Any, id: Path[UUID]) -> Any:
    """The newest first, each chained to the one before by its digest."""
    with calling(request, Act.RECORD_READ) as actor:
        return [shown.version(found) for found in versions_of(open_record(id=id, by=actor, at=now()))]


@router.post("/{id}/versions", response={200: shapes.RecordOut, **ERRORS}, summary="Amend: the next version")
def amend(request: Any, id: Path[UUID], given: shapes.Amendment) -> Any:
    """Refused when somebody else amended it since the version that was `seen`."""
    with calling(request, Act.RECORD_AMEND) as actor:
        no_names(access.record(actor, id).kind, given.values, confirmed=given.names_confirmed)
        record = acts.amend_record(
            id=id, seen=given.seen, values=given.values, reason=given.reason, by=actor, at=now()
        )
        return shown.record_whole(record)


@router.post("/{id}/file", response={200: shapes.RecordOut, **ERRORS}, summary="File a draft")
def file(request: Any, id: Path[UUID]) -> Any:
    """Rules that were cleared in advance now apply to it."""
    with calling(request, Act.RECORD_FILE) as actor:
        return shown.record_whole(acts.file_record(id=id, by=actor, at=now()))


@router.post("/{id}/verify", response={200: shapes.RecordOut, **ERRORS}, summary="Confirm a colleague's record")
def verify(request: Any, id: Path[UUID]) -> Any:
    """Never one's own."""
    with calling(request, Act.RECORD_VERIFY) as actor:
        return shown.record_whole(acts.verify_record(id=id, by=actor, at=now()))


@router.post("/{id}/send-back", response={200: shapes.RecordOut, **ERRORS}, summary="Send back, with a reason")
def send_back(request: Any, id: Path[UUID], given: shapes.Why) -> Any:
    """It is a draft again."""
    with calling(request, Act.RECORD_VERIFY) as actor:
        return shown.record_whole(acts.send_back_record(id=id, reason=given.reason, by=actor, at=now()))


@router.post("/{id}/withdraw", response={200: shapes.RecordOut, **ERRORS}, summary="Withdraw, with a reason")
def withdraw(request: Any, id: Path[UUID], given: shapes.Why) -> Any:
    """Whatever was released of it is recalled."""
    with calling(request, Act.RECORD_WITHDRAW) as actor:
        return shown.record_whole(withdraw_record(id=id, reason=given.reason, by=actor, at=now()))


@router.put("/{id}/marks", response={200: shapes.RecordOut, **ERRORS}, summary="Narrow the handling marks")
def narrow(request: Any, id: Path[UUID], given: shapes.Marks) -> Any:
    """Wider marks are refused: ask for them."""
    with calling(request, Act.RECORD_MARK) as actor:
        return shown.record_whole(mark_acts.mark_record(id=id, marks=marks_of(given), by=actor, at=now()))


@router.post("/{id}/wider", response={202: shapes.ApprovalOut, **ERRORS}, summary="Ask for wider marks")
def widen(request: Any, id: Path[UUID], given: shapes.Wider) -> Any:
    """A second officer decides."""
    with calling(request, Act.RECORD_ASK_WIDER) as actor:
        asked = mark_acts.ask_wider(id=id, marks=marks_of(given.marks), reason=given.reason, by=actor, at=now())
        return Status(202, asked)


@router.post("/{id}/asks", response={202: shapes.AskOut, **ERRORS}, summary="Ask the release desk")
def ask(request: Any, id: Path[UUID], given: shapes.Asking) -> Any:
    """May these fields go to that recipient?"""
    with calling(request, Act.RELEASE_ASK) as actor:
        asked = desk_acts.ask_release(
            id=id, fields=given.fields, recipient=given.recipient, recipient_kind=PartyKind(given.recipient_kind),
            reason=given.reason, by=actor, at=now(),
        )  # fmt: skip
        return Status(202, shown.ask(asked))


def no_names(kind: str, values: Mapping[str, Any], *, confirmed: bool) -> None:
    """Raises UnusableInput for free text that seems to name persons, unless the caller says that it does not."""
    found = [] if confirmed else acts.names_in(kind=kind, values=values)
    if found:
        raise UnusableInput(
            _("Free text seems to name persons: %(words)s.") % {"words": "; ".join(found)},
            remedy=_("Take the names out, or say names_confirmed when these are none."),
        )


def marks_of(given: shapes.Marks) -> Any:
    """The handling marks that were sent."""
    plain = {
        "review_on": given.review_on.isoformat() if given.review_on else None,
        "audience": [str(party) for party in given.audience],
    }
    return from_json(given.dict() | plain)
