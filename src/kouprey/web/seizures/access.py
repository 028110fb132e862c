"""The only door to observations, hand-overs, judgements and tips. Hidden and missing answer the same.

Who may read an observation is said by the marks of its record (`records.access`); a hand-over is known to its two
agencies, a tip to the agency it came to.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, NewRecord, State, gate
from kouprey.web.accounts.directory import agencies_of, country_of
from kouprey.web.accounts.directory import agency as agency_of
from kouprey.web.accounts.models import Agency
from kouprey.web.records import access
from kouprey.web.records.access import nothing
from kouprey.web.records.models import Record, RecordVersion
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.models import EventJudgement, HandedOver, ImportedLine, Incident, TableImport, Tip


def incidents(actor: Actor, act: Act = Act.RECORD_READ) -> Protected:
    """The records of observations to which the officer may do the act, each with its columns."""
    found: Protected = access.records(actor, act).filter(kind=sz.INCIDENT.name).select_related("incident")
    return found


def incident(actor: Actor, id: UUID) -> Record:
    """One record of an observation that the officer may read. Raises NothingThere."""
    return _found(incidents(actor).prefetch_related("reached").filter(pk=id).first())


def sent_before(actor: Actor, token: UUID | None) -> Record | None:
    """What the officer sent with this token before, while it still reaches the officer."""
    if token is None:
        return None
    found: Record | None = incidents(actor).filter(incident__token=token, incident__sent_by=actor.officer).first()
    return found


def handovers(actor: Actor, *, sent: bool) -> Protected:
    """Hand-overs that the own agency offered (`sent`), or that were offered to it; of records that reach it."""
    if gate(actor, Act.RECORD_READ):
        return HandedOver.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    mine = {"from_agency": actor.agency} if sent else {"to_agency": actor.agency}
    seen = incidents(actor).values("pk")
    return HandedOver.objects.get_queryset().of(authority=actor.authority, record__in=seen, **mine)  # type: ignore[attr-defined]


def handover(actor: Actor, id: UUID, *, sent: bool | None = None, lock: bool = False) -> HandedOver:
    """One hand-over of the own agency; under a lock inside a transaction. Raises NothingThere."""
    for way in (True, False) if sent is None else (sent,):
        rows = handovers(actor, sent=way).select_related("record").filter(pk=id)
        found = (rows.select_for_update(of=("self",)) if lock else rows).first()
        if found is not None:
            return found
    raise nothing()


def receivers(actor: Actor) -> list[Agency]:
    """The other agencies of the own authority."""
    return list(agencies_of(actor.authority).exclude(pk=actor.agency))


def bases_between(actor: Actor, receiver: Agency) -> tuple[sz.Basis, ...]:
    """Under which law the officer's agency can hand to another."""
    own = agency_of(actor.agency)
    return sz.bases(country_of(actor.authority), own.kind if own else "", receiver.kind)


def names_reporter(record: Record) -> bool:
    """Whether any version of a record that was authorised says how a reporter can be reached."""
    return bool(RecordVersion.objects.of(record=record).filter(snapshot__contains='"reporter":').exists())


def judgements(actor: Actor) -> Protected:
    """What officers of the own authority judged about records; each pair still asks whether both may be read."""
    if gate(actor, Act.RECORD_READ):
        return EventJudgement.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    return EventJudgement.objects.get_queryset().of(authority=actor.authority)  # type: ignore[attr-defined]


def judgement(actor: Actor, id: UUID) -> EventJudgement:
    """One judgement, when both records reach the officer. Raises NothingThere."""
    found = _found(judgements(actor).filter(pk=id).first())
    incident(actor, found.one)
    incident(actor, found.other)
    return found


def tips(actor: Actor) -> Protected:
    """Tips that came to the own agency, for whoever records there."""
    if not may_take_tips(actor):
        return Tip.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    return Tip.objects.get_queryset().of(authority=actor.authority, agency=actor.agency)  # type: ignore[attr-defined]


def tip(actor: Actor, id: UUID, *, lock: bool = False) -> Tip:
    """One tip of the own agency; under a lock inside a transaction. Raises NothingThere."""
    found = tips(actor).filter(pk=id)
    return _found((found.select_for_update() if lock else found).first())


def may_take_tips(actor: Actor) -> bool:
    """Whether the officer sees tips: whoever files what the agency records. A drafter does not."""
    return gate(actor, Act.RECORD_FILE) is None and access.may(actor, Act.RECORD_CREATE, NewRecord(actor.agency))


def may_read_reporter(actor: Actor) -> bool:
    """Whether the role reads how the reporter of a tip can be reached: the roles that read names of persons."""
    return may_take_tips(actor) and actor.spec.nominal


def row_of(record: Record) -> Incident:
    """The columns of a record that was authorised."""
    return Incident.objects.of(record=record).get()


def _found(thing: Any) -> Any:
    if thing is None:
        raise nothing()
    return thing


def before_of(actor: Actor, key: UUID) -> Record | None:
    """The record that the own agency has of an observation of a table, by the id it has there: made of a table
    before, or the very record. None if there is none, or if it was withdrawn."""
    lines = ImportedLine.objects.get_queryset().of(agency=actor.agency, key=key)  # type: ignore[attr-defined]
    mine = incidents(actor).filter(agency=actor.agency).exclude(state=State.WITHDRAWN.value)
    seen = mine.filter(Q(pk__in=lines.values("record")) | Q(pk=key))
    found: Record | None = seen.order_by("-id").first()
    return found


def table_imports(actor: Actor) -> Protected:
    """The tables that the own agency took in, the newest first."""
    found: Protected = TableImport.objects.get_queryset().of(agency=actor.agency)  # type: ignore[attr-defined]
    return found


def table_import(actor: Actor, id: UUID, *, lock: bool = False) -> TableImport:
    """One of them; under a lock inside a transaction. Raises NothingThere."""
    found = table_imports(actor).filter(pk=id)
    return _found((found.select_for_update(of=("self",)) if lock else found).first())


def lines_of(run: TableImport) -> list[ImportedLine]:
    """What an import that was authorised did, observation by observation."""
    return list(ImportedLine.objects.of(table=run).select_related("record"))
