"""The only door to observations, hand-overs, judgements and tips. Hidden and missing answer the same.

Who may read an observation is said by the marks of its record (`records.access`); a hand-over is known to its two
agencies, a tip to the agency it came to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import ROLES, Act, Actor, NewRecord, Role, State, gate
from kouprey.domain.handling import Purpose
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused
from kouprey.web.accounts.acting import actor_of, default_purpose, held_by
from kouprey.web.accounts.directory import agencies_of, country_of
from kouprey.web.accounts.directory import agency as agency_of
from kouprey.web.accounts.models import Agency
from kouprey.web.records import access
from kouprey.web.records.access import nothing
from kouprey.web.records.models import Record, RecordVersion, Release
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures import queries
from kouprey.web.seizures.models import (
    ColumnMapping,
    DutyNotice,
    EventJudgement,
    HandedOver,
    ImportedLine,
    Incident,
    LearnedWord,
    ReportAnswer,
    Submission,
    TableImport,
    Tip,
    WaitingTable,
)

SUBMITTING: Final = (Act.RECORD_FILE, Act.RECORD_EXPORT)
"""What a role must hold to answer for reports and to record that they were sent."""


def incidents(actor: Actor, act: Act = Act.RECORD_READ) -> Protected:
    """The records of observations to which the officer may do the act, each with its columns."""
    # Their columns say once more whose they are: the database walks the index of that authority, and sorts nothing.
    mine = {"kind": sz.INCIDENT.name, "incident__authority": actor.authority}
    found: Protected = access.records(actor, act).filter(**mine)
    return found.select_related("incident")


def observations(actor: Actor, act: Act = Act.RECORD_READ) -> Protected:
    """The columns of the same observations, for lists, counts and maps: no record is looked at to decide."""
    return access.standing_rows(Incident, actor, act)


def incident(actor: Actor, id: UUID) -> Record:
    """One record of an observation that the officer may read. Raises NothingThere."""
    return _found(incidents(actor).prefetch_related("reached").filter(pk=id).first())


def given(actor: Actor) -> Protected:
    """What other authorities released of their observations, as far as it reaches the officer."""
    found: Protected = access.releases_to(actor).filter(kind=sz.INCIDENT.name)
    return found


def given_one(actor: Actor, id: UUID) -> Release:
    """One such release. Raises NothingThere."""
    return _found(given(actor).filter(pk=id).first())


def side(actor: Actor, id: UUID) -> queries.Side:
    """An own record, or a release of another authority's, to be compared. Raises NothingThere for neither."""
    own = incidents(actor).prefetch_related("reached").filter(pk=id).first()
    if own is not None:
        return queries.Side(own.id, own.number, record=own)
    return given_side(actor, id)


def given_side(actor: Actor, id: UUID) -> queries.Side:
    """A release of another authority's, to be compared. Raises NothingThere, as for one whose record is destroyed."""
    left = given_one(actor, id)
    return queries.Side(_found(left.record_id), left.number, release=left)


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
    """One judgement, when both records reach the officer, by themselves or by a release. Raises NothingThere."""
    found = _found(judgements(actor).filter(pk=id).first())
    for record, left in found.ends:
        end(actor, record, left)
    return found


def end(actor: Actor, record: UUID, left: UUID | None) -> queries.Side:
    """A record that was judged as it is known now: what another State released (`left`) by its newest release, which
    need not be that of the judgement. Raises NothingThere."""
    if left is None:
        own = incident(actor, record)
        return queries.Side(own.id, own.number, record=own)
    newest = _found(given(actor).filter(record=record).order_by("-id").first())
    return queries.Side(record, newest.number, release=newest)


def events(actor: Actor) -> sz.Events:
    """Which records are about the same event for this officer's counts: a judgement on what another State released is
    used while a release of it reaches the officer."""
    held = queries.holding(judgements(actor))
    foreign = {record for row in held for record, left in row.ends if left is not None}
    return queries.events(held, queries.records_of(given(actor), foreign))


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


def befores_of(actor: Actor, keys: Sequence[UUID]) -> dict[UUID, Record]:
    """The records that the own agency has of observations of a table, by the ids they have there: made of a table
    before, or the very record. Only ids of which there is one that was not withdrawn; a few queries for all."""
    found: dict[UUID, Record] = {}
    for start in range(0, len(keys), 5_000):
        some = keys[start : start + 5_000]
        lines = ImportedLine.objects.get_queryset().of(agency=actor.agency, key__among=some)  # type: ignore[attr-defined]
        pairs = [*lines.values_list("key", "record"), *((key, key) for key in some)]
        mine = incidents(actor).filter(agency=actor.agency).exclude(state=State.WITHDRAWN.value)
        there = {record.pk: record for record in mine.filter(pk__among={id for _key, id in pairs})}
        found |= {key: there[id] for key, id in sorted(pairs) if id in there}
    return found


def table_imports(actor: Actor) -> Protected:
    """The tables that the own agency took in, the newest first."""
    found: Protected = TableImport.objects.get_queryset().of(agency=actor.agency)  # type: ignore[attr-defined]
    return found


def table_import(actor: Actor, id: UUID, *, lock: bool = False) -> TableImport:
    """One of them; under a lock inside a transaction. Raises NothingThere."""
    found = table_imports(actor).filter(pk=id)
    return _found((found.select_for_update(of=("self",)) if lock else found).first())


def lines_of(run: TableImport, most: int | None = None) -> list[ImportedLine]:
    """What an import that was authorised did, observation by observation; the first `most` of them."""
    return list(ImportedLine.objects.of(table=run).select_related("record")[:most])


def may_bring_tables(actor: Actor) -> bool:
    """Whether the officer imports tables: whoever files what the agency records, for what comes in is reported."""
    return may_take_tips(actor)


def bringer(officer: UUID, agency: UUID | None = None, as_whom: tuple[Role, Purpose] | None = None) -> Actor:
    """The officer as one who imports tables now (for that agency; in that role and for that purpose), for work that
    runs later. Raises Refused.

    The second factor was shown when the work was asked for.
    """
    on = now().date()
    for appointment in held_by(officer, on):
        role, purpose = as_whom or (Role(appointment.role), default_purpose(Role(appointment.role)))
        actor = actor_of(appointment, purpose, strong=True, on=on)
        if actor.role == role and may_bring_tables(actor) and agency in (None, actor.agency):
            return actor
    raise Refused(
        _("The officer who asked for this may no longer import."),
        remedy=_("Let an officer whose role imports start it."),
    )


def waiting_tables(actor: Actor) -> Protected:
    """The tables that the own agency brought and that wait, the newest first, for whoever imports."""
    if not may_bring_tables(actor):
        return WaitingTable.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    found: Protected = WaitingTable.objects.get_queryset().of(agency=actor.agency, ended_at=None)  # type: ignore[attr-defined]
    return found


def waiting_table(actor: Actor, id: UUID, *, lock: bool = False) -> WaitingTable:
    """One of them; under a lock inside a transaction. Raises NothingThere."""
    found = _that_waits(actor, id)
    return _found((found.select_for_update(of=("self",)) if lock else found).first())


class Brought(NamedTuple):
    """A table that waits, or the import that it became."""

    waiting: WaitingTable | None
    run: TableImport | None = None


def brought(actor: Actor, id: UUID) -> Brought:
    """A table of the own agency. It ends to wait and is an import in one moment, so it is looked for where it was
    first. Raises NothingThere."""
    waiting = _that_waits(actor, id).first()
    if waiting is not None:
        return Brought(waiting)
    return Brought(None, _found(table_imports(actor).select_related("rejects").filter(pk=id).first()))


def _that_waits(actor: Actor, id: UUID) -> Protected:
    return waiting_tables(actor).select_related("file", "preview", "job").filter(pk=id)


def mapping(actor: Actor, source: str) -> ColumnMapping | None:
    """What the own agency said of the columns of a source."""
    found: ColumnMapping | None = mappings(actor).filter(source=source).first()
    return found


def mappings(actor: Actor) -> Protected:
    """The sources that the own agency told about."""
    found: Protected = ColumnMapping.objects.get_queryset().of(agency=actor.agency)  # type: ignore[attr-defined]
    return found


def learned(actor: Actor, source: str) -> list[sz.Learned]:
    """What the own agency said that words of a source mean."""
    found = LearnedWord.objects.get_queryset().of(agency=actor.agency, source=source)  # type: ignore[attr-defined]
    return [sz.Learned(one.vocabulary, one.word, one.code) for one in found]


def may_submit(actor: Actor) -> bool:
    """Whether the officer answers for reports and records that they were sent: whoever files and takes out."""
    return all(gate(actor, act) is None for act in SUBMITTING)


def submitters() -> tuple[str, ...]:
    """The titles of the roles that hold these acts."""
    return tuple(spec.title for spec in ROLES.values() if spec.acts.issuperset(SUBMITTING))


def submissions(actor: Actor) -> Protected:
    """What the own authority sent, the newest first: that it was sent, not the files."""
    if gate(actor, Act.RECORD_READ):
        return Submission.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    found: Protected = Submission.objects.get_queryset().of(authority=actor.authority)  # type: ignore[attr-defined]
    return found


def submission(actor: Actor, id: UUID) -> Submission:
    """One whose file the officer may open: sent by the own agency, for a role that takes out. Raises NothingThere."""
    if gate(actor, Act.RECORD_EXPORT):
        raise nothing()
    return _found(submissions(actor).select_related("file").filter(pk=id, agency=actor.agency).first())


def answer_for(actor: Actor, form: str, year: int) -> ReportAnswer | None:
    """What the own authority answered for a report, the newest."""
    rows = ReportAnswer.objects.get_queryset().of(authority=actor.authority, form=form, year=year)  # type: ignore[attr-defined]
    found: ReportAnswer | None = rows.order_by("-id").first()
    return found


def notices(actor: Actor) -> Protected:
    """Duties of the own authority that come near or are late; of seizures, those whose record reaches the officer."""
    if gate(actor, Act.RECORD_READ):
        return DutyNotice.objects.get_queryset().none().unscoped("nothing")  # type: ignore[attr-defined]
    rows = DutyNotice.objects.get_queryset().of(authority=actor.authority, closed_at=None)  # type: ignore[attr-defined]
    found: Protected = rows.filter(Q(record=None) | Q(record__in=incidents(actor).values("pk")))
    return found
