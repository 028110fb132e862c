"""How something leaves: the one function that writes a release; and how it is narrowed or taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import transaction

from kouprey.domain.access import Actor, State
from kouprey.domain.handling import Handling, strictest
from kouprey.domain.records.schema import digest, shareable_part, snapshot
from kouprey.domain.release import WIDEST, Candidate, Hurdle, PartyKind, Recall, Recipient, guards, hurdles_of
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.ids import new_ids
from kouprey.web.accounts.directory import recipient as recipient_of
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.actions import record_each, record_new
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.bulk import add_rows
from kouprey.web.records.models import Findable, Marks, Record, Release, ReleaseAsk, ReleaseRule
from kouprey.web.records.queries import handling_of, kind_of, values_of
from kouprey.web.records.search import pieces_of_release


def candidate_of(record: Record, country: str, handling: Handling | None = None) -> Candidate:
    """The record as far as a release depends on it; its handling is looked up, where it is not given."""
    return Candidate(
        authority=record.authority,
        country=country,
        kind=record.kind,
        verified=record.state == State.VERIFIED,
        shareable=frozenset(kind_of(record).shareable),
        handling=handling_of(record) if handling is None else handling,
    )


def hurdles(record: Record, recipient: Recipient) -> tuple[Hurdle, ...]:
    """What stands in the way of the record leaving for that recipient, as both are now."""
    return hurdles_of(candidate_of(record, country_of(record.authority)), recipient, guards())


def what_leaves(record: Record, fields: Sequence[str]) -> tuple[dict[str, Any], str]:
    """The values that would leave if these fields were cleared, and the very bytes: a page shows what is written."""
    part = shareable_part(kind_of(record), values_of(record), fields)
    return part, snapshot(part)


FILED: Final = (State.REPORTED.value, State.VERIFIED.value)
"""States in which a record can leave."""


class Leaving(NamedTuple):
    """What leaves: of which record, to whom (id, kind and label), the fields, their very bytes and the digest of
    these; under which law or agreement, and by which rule or answer."""

    record: Record
    to: tuple[UUID, str, str]
    part: dict[str, Any]
    text: str
    sha256: str
    under: str
    consent: str = ""
    rule: ReleaseRule | None = None
    ask: ReleaseAsk | None = None


def release(
    record: Record, *, fields: Sequence[str], to: tuple[Any, str, str], under: str, by: Actor, at: datetime,
    ask: ReleaseAsk | None = None, consent: str = "",
) -> Release | None:  # fmt: skip
    """Write down what an officer lets leave: the cleared fields of the newest version that the kind can share, and
    nothing else.

    None when the recipient holds these very bytes already.
    """
    part, text = what_leaves(record, fields)
    leaving = Leaving(record, to, part, text, digest(text), under, consent, ask=ask)
    if Release.objects.of(record=record, recipient=to[0], sha256=leaving.sha256, recalled=False).exists():
        return None
    (id,) = write_releases([leaving], by=by, at=at)
    made: Release = Release.objects.of(pk=id).get()
    return made


def write_releases(leaving: Sequence[Leaving], *, by: Actor, at: datetime) -> list[UUID]:
    """The one function that writes releases: what leaves, by what it is found, and an act for each. Their ids. Only
    inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A release is written inside a transaction.")
    ids = new_ids(len(leaving), at_ms=int(at.timestamp() * 1000))
    rows = [{"id": id, **_columns(one)} for id, one in zip(ids, leaving, strict=True)]
    found = [
        {"record_id": one.record.id, "release_id": id, "pieces": pieces_of_release(one.record.number, one.part)}
        for id, one in zip(ids, leaving, strict=True)
    ]
    add_rows(Release, rows, by=by.officer, by_label=by.label, at=at)
    add_rows(Findable, found)
    things = [(row["id"], row["number"], _told_of(row)) for row in rows]
    record_new(act=Audit.RELEASE_MADE, kind="release", things=things, by=by, at=at)
    return ids


def _columns(one: Leaving) -> dict[str, Any]:
    record, (recipient, kind, label) = one.record, one.to
    said = {
        "record_id": record.id, "kind": record.kind, "number": record.number, "version": record.version,
        "authority": record.authority, "agency": record.agency,
        "recipient": recipient, "recipient_kind": kind, "recipient_label": label,
        "fields": sorted(one.part), "snapshot": one.text, "sha256": one.sha256, "under": one.under,
        "consent": one.consent, "rule_id": one.rule and one.rule.id, "ask_id": one.ask and one.ask.id,
    }  # fmt: skip
    return said | Marks.columns(without_names(record.marks()))


def _told_of(left: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "record": str(left["record_id"]), "version": left["version"], "recipient": str(left["recipient"]),
        "fields": left["fields"], "under": left["under"], "rule": str(left["rule_id"] or ""),
        "sha256": left["sha256"],
    }  # fmt: skip


def country_of(authority: UUID) -> str:
    """The country of an authority that is open, as a release depends on it; blank for another."""
    sender = recipient_of(authority, PartyKind.AUTHORITY)
    return sender.country if sender else ""


def narrow_releases(record: Record, *, by: Actor, at: datetime) -> None:
    """Bring what was released under the record's marks as they are now; recall what these no longer allow."""
    marks = record.marks()
    for left in Release.objects.of(record=record, recalled=False):
        before = left.marks()
        try:
            after = strictest([before, without_names(marks)])
        except UnusableInput:
            recall([left], reason=Recall.NO_PURPOSE.value, by=by, at=at)
            continue
        if marks.tlp > WIDEST[PartyKind(left.recipient_kind)] or marks.secrecy != before.secrecy:
            recall([left], reason=Recall.OUT_OF_REACH.value, by=by, at=at)
        elif Marks.columns(after) != Marks.columns(before):
            Release.objects.of(pk=left.pk).update(**Marks.columns(after))
            _note(Audit.RELEASE_NARROWED, left, by, at, before=Marks.columns(before), after=Marks.columns(after))


def recall_all(records: Sequence[Record], *, reason: str, by: Actor, at: datetime) -> None:
    """Recall everything that was released of these records."""
    recall(list(Release.objects.of(record__id__among=[one.id for one in records], recalled=False)),
           reason=reason, by=by, at=at)  # fmt: skip


def recall(left: Sequence[Release], *, reason: str, by: Actor, at: datetime) -> None:
    """Take releases back: each is hidden from its recipient from now on. What was seen stays seen."""
    if not left:
        return
    now = {"recalled": True, "recalled_at": at, "recalled_by_label": by.label, "recall_reason": reason}
    Release.objects.of(pk__among=[one.id for one in left]).update(**now)
    for one in left:
        for column, value in now.items():
            setattr(one, column, value)
    things = [(one.id, one.number, {"reason": reason}) for one in left]
    record_each(act=Audit.RELEASE_RECALLED, kind="release", things=things, by=by, at=at)


def without_names(marks: Handling) -> Handling:
    """What leaves never names persons, whatever the record does."""
    return Handling(
        marks.tlp, marks.codes, marks.h3_text, marks.purposes, frozenset(), False, marks.secrecy, marks.grade,
        marks.review_on,
    )  # fmt: skip


def _note(act: Audit, left: Release, by: Actor, at: datetime, **details: Any) -> None:
    details = {
        key: str(value) if not isinstance(value, str | int | list) else value for key, value in details.items()
    }
    write_down(act=act, kind="release", id=left.id, label=left.number, by=by, at=at, details=details)
