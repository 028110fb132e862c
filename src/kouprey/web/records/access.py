"""The only door to records and to what was released. Hidden and missing answer the same, by the same number of
queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, DeskFacts, Facts, conditions, decide, gate
from kouprey.kernel.errors import NothingThere, Refused
from kouprey.web.core.models import Approval
from kouprey.web.core.queries import asked_for, waiting
from kouprey.web.records.filters import as_filter
from kouprey.web.records.models import Attachment, Record, Release, ReleaseAsk, ReleaseRule, Standing, Stone
from kouprey.web.records.queries import facts_of, facts_of_release, over
from kouprey.web.records.tenancy import Protected
from kouprey.web.records.worded import rows_that_meet

WIDEN: Final = "records.widen"
"""Wider marks, which wait for a second person."""
DESTROY: Final = "records.destroy"
"""That a record is destroyed, which waits for a second person."""


def records(actor: Actor, act: Act = Act.RECORD_READ) -> Protected:
    """The records to which the officer may do the act."""
    return rows_that_meet(Record, conditions(actor, act))


def standing_rows(model: type[Standing], actor: Actor, act: Act = Act.RECORD_READ) -> Protected:
    """The rows of a room that keeps the standing of its records, as far as the officer may do the act to them. For
    acts that are decided by that alone: reading and taking out. Raises FieldError for others."""
    return rows_that_meet(model, conditions(actor, act))


def record(actor: Actor, id: UUID) -> Record:
    """One record that the officer may read. Raises NothingThere for one that is hidden as for one that is missing."""
    return _found(records(actor).prefetch_related("reached").filter(pk=id).first())


def held(actor: Actor, id: UUID, act: Act, *, asked_by: UUID | None = None) -> Record:
    """The record under a lock, when the officer may do the act to it as it is now. Only inside a transaction.

    Raises NothingThere, or Refused with the reason for a record that the officer can see.
    """
    found = _found(records(actor).select_for_update(of=("self",)).filter(pk=id).first())
    require(actor, act, facts_of(found, asked_by=asked_by))
    return found


def held_all(actor: Actor, ids: Sequence[UUID], act: Act) -> list[Record]:
    """Many records under locks, in the order of their ids, as `held` gives one: when the officer may do the act to
    each of them. Only inside a transaction. Raises NothingThere, or Refused with the reason."""
    rows = records(actor).filter(pk__among=ids).order_by("pk").select_for_update(of=("self",))
    found: list[Record] = list(rows.prefetch_related("reached"))
    if len(found) < len(set(ids)):
        raise nothing()
    for one in found:
        require_on(actor, act, one)
    return found


def locked_among(actor: Actor, ids: Sequence[UUID]) -> list[UUID]:
    """Those of many records that the officer may read, under locks. Only inside a transaction."""
    found: list[UUID] = []
    for start in range(0, len(ids), 5_000):
        rows = records(actor).filter(pk__among=ids[start : start + 5_000]).order_by("pk")
        locked = [row.pk for row in rows.select_for_update(of=("self",)).only("pk")]
        still = records(actor).filter(pk__among=locked)  # as they are now that nobody changes them
        found += still.order_by("pk").values_list("pk", flat=True)
    return found


def may(actor: Actor, act: Act, facts: Facts) -> bool:
    """Whether a page offers the act."""
    return decide(actor, act, facts).allowed


def require(actor: Actor, act: Act, facts: Facts) -> None:
    """Raise Refused when the officer may not do the act. For things the officer knows of already."""
    decision = decide(actor, act, facts)
    if not decision.allowed:
        raise Refused(
            _("This cannot be done here: %(reason)s.") % {"reason": _(decision.reason.value)},  # type: ignore[union-attr]
            remedy=_("Act in another role or for another purpose, or ask a colleague who may."),
        )


def require_on(actor: Actor, act: Act, found: Record) -> None:
    """Raise Refused when the officer may not do the act to this record, which was found by `record`."""
    require(actor, act, facts_of(found))


def attachment(actor: Actor, record: UUID, id: UUID) -> Attachment:
    """One file of a record that the officer may read. Raises NothingThere, the same for file and record."""
    seen = records(actor).filter(pk=record).values("pk")
    files = Attachment.objects.get_queryset().of(record__in=seen)  # type: ignore[attr-defined]
    return _found(files.select_related("record").filter(pk=id, removed_at=None).first())


def releases_to(actor: Actor, act: Act = Act.RELEASE_READ) -> Protected:
    """What other authorities released to the officer's own, as far as the marks let this officer read it."""
    return rows_that_meet(Release, conditions(actor, act))


def release_to(actor: Actor, id: UUID, act: Act = Act.RELEASE_READ) -> Release:
    """One of them. Raises NothingThere."""
    return _found(releases_to(actor, act).filter(pk=id).first())


def recalled_from(actor: Actor, ids: Iterable[UUID]) -> list[Release]:
    """Those of the releases that were recalled and, but for that, would reach the officer: that they did is no secret
    to whoever judged by them. What they said is not for reading any more."""
    gone = Release.objects.get_queryset().of(pk__in=list(ids), recalled=True)  # type: ignore[attr-defined]
    return [one for one in gone if may(actor, Act.RELEASE_READ, replace(facts_of_release(one), recalled=False))]


def releases_of(actor: Actor) -> Protected:
    """What left the officer's own authority: the report. Raises Refused."""
    require(actor, Act.RELEASE_REPORT, DeskFacts(actor.authority))
    return Release.objects.get_queryset().of(authority=actor.authority)  # type: ignore[attr-defined]


def asks(actor: Actor) -> Protected:
    """Questions to the release desk about records that the officer may decide on."""
    if gate(actor, Act.RELEASE_DECIDE):
        return ReleaseAsk.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    seen = Record.objects.filter(as_filter(conditions(actor, Act.RECORD_READ)))
    return ReleaseAsk.objects.get_queryset().of(authority=actor.authority, record__in=seen)  # type: ignore[attr-defined]


def widening_questions(actor: Actor, *, at: datetime) -> list[tuple[Approval, Record]]:
    """Wider marks that wait for a second person, each with its record, that the officer may answer."""
    if gate(actor, Act.RECORD_APPROVE_WIDER):
        return []
    pairs = _with_records(actor, waiting(WIDEN, at=at).filter(authority=actor.authority))
    act = Act.RECORD_APPROVE_WIDER
    return [(asked, one) for asked, one in pairs if may(actor, act, facts_of(one, asked_by=asked.asked_by))]


def own_widening_questions(actor: Actor) -> list[tuple[Approval, Record]]:
    """Wider marks that the officer asked for, of records that the officer can still read; the newest first."""
    return _with_records(actor, asked_for(WIDEN, by=actor.officer))


def due(actor: Actor, *, on: date) -> Protected:
    """Records whose period is over on a day, and of which the officer may propose that they are destroyed."""
    found: Protected = records(actor, Act.RETENTION_ASK).filter(over(on))
    return found


def stones(actor: Actor) -> Protected:
    """What the own authority destroyed, the newest first, for whoever destroys."""
    if gate(actor, Act.RETENTION_ASK):
        return Stone.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    return Stone.objects.get_queryset().of(authority=actor.authority)  # type: ignore[attr-defined]


def proposed_among(records: Sequence[Record], *, at: datetime) -> dict[UUID, Approval]:
    """Those of records that were authorised of which it waits that they are destroyed, each with its question."""
    found = waiting(DESTROY, at=at).filter(target_kind="record", target_id__in=[str(one.id) for one in records])
    return {UUID(one.target_id): one for one in found}


def destruction_questions(actor: Actor, *, at: datetime) -> list[tuple[Approval, Record]]:
    """Proposals to destroy that wait, each with its record, that the officer may answer."""
    if gate(actor, Act.RETENTION_APPROVE):
        return []
    pairs = _with_records(actor, waiting(DESTROY, at=at).filter(authority=actor.authority))
    act = Act.RETENTION_APPROVE
    return [(asked, one) for asked, one in pairs if may(actor, act, facts_of(one, asked_by=asked.asked_by))]


def own_destruction_questions(actor: Actor) -> list[tuple[Approval, Record]]:
    """What the officer proposed to destroy, as long as the record is there to be read; the newest first."""
    return _with_records(actor, asked_for(DESTROY, by=actor.officer))


def _with_records(actor: Actor, asked: Iterable[Approval]) -> list[tuple[Approval, Record]]:
    """Questions whose record reaches the officer, in one query whatever is hidden."""
    questions = list(asked)
    wanted = [UUID(one.target_id) for one in questions]
    seen = {one.id: one for one in records(actor).prefetch_related("reached").filter(pk__in=wanted)}
    return [(one, seen[UUID(one.target_id)]) for one in questions if UUID(one.target_id) in seen]


def rules(actor: Actor) -> Protected:
    """The rules of the officer's own authority. Raises Refused."""
    require(actor, Act.RELEASE_REPORT, DeskFacts(actor.authority))
    return ReleaseRule.objects.get_queryset().of(authority=actor.authority)  # type: ignore[attr-defined]


def ask(actor: Actor, id: UUID, *, lock: bool = False) -> ReleaseAsk:
    """One question that the officer may see at the desk; under a lock inside a transaction. Raises NothingThere."""
    found = asks(actor).filter(pk=id)
    return _found((found.select_for_update(of=("self",)) if lock else found).first())


def rule(actor: Actor, id: UUID) -> ReleaseRule:
    """One rule of the officer's own authority. Raises NothingThere, Refused."""
    return _found(rules(actor).filter(pk=id).first())


def release_of(actor: Actor, id: UUID) -> Release:
    """One release of the officer's own authority, for the report. Raises NothingThere, Refused."""
    return _found(releases_of(actor).select_related("rule", "ask").filter(pk=id).first())


def nothing() -> NothingThere:
    """The one answer for what is hidden and for what is missing."""
    return NothingThere(
        _("There is nothing here with that address, or it does not reach you."),
        kept="",
        remedy=_("Check the address, or ask whoever gave it to you."),
    )


def _found(thing: Any) -> Any:
    if thing is None:
        raise nothing()
    return thing
