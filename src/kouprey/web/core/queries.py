"""Reads of `core`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from kouprey.domain.audit.chain import Link
from kouprey.domain.audit.heads import Head
from kouprey.web.core.audit import Act
from kouprey.web.core.jobs import State
from kouprey.web.core.keyring import keyring
from kouprey.web.core.models import Approval, AuditEvent, AuditLink, ContentKey, Job


def events_about(kind: str, id: object) -> QuerySet[AuditEvent]:
    """What was done to one thing, oldest first: in the order of the chain, for acts of one moment have no other.

    On PostgreSQL an act of the transaction that asks has no place in the chain yet, and comes last.
    """
    place = AuditLink.objects.filter(event=OuterRef("pk")).order_by().values("n")[:1]
    rows = AuditEvent.objects.filter(target_kind=kind, target_id=str(id))
    return rows.annotate(place=Subquery(place)).order_by(F("place").asc(nulls_last=True), "at", "id")


@dataclass(frozen=True, slots=True)
class Sought:
    """What of the audit is looked for: acts of one authority, and of the node itself (shell, worker), which belong to
    none. `by` is an officer; `node` asks for the node's alone."""

    authority: UUID
    since: datetime | None = None
    until: datetime | None = None
    by: UUID | None = None
    node: bool = False
    acts: Sequence[str] = ()
    kind: str = ""
    id: str = ""


def events(sought: Sought) -> QuerySet[AuditEvent]:
    """Acts that are looked for, the newest first. `since` is included, `until` is not."""
    found = AuditEvent.objects.filter(Q(authority=sought.authority) | Q(authority=None)).order_by("-id")
    if sought.since:
        found = found.filter(at__gte=sought.since)
    if sought.until:
        found = found.filter(at__lt=sought.until)
    if sought.node:
        found = found.filter(by=None)
    elif sought.by:
        found = found.filter(by=sought.by)
    if sought.acts:
        found = found.filter(act__in=sought.acts)
    if sought.kind:
        found = found.filter(target_kind=sought.kind)
    if sought.id:
        found = found.filter(target_id=sought.id)
    return found


def opened(events: Iterable[AuditEvent]) -> list[AuditEvent]:
    """The rows with what they hold, keys fetched together."""
    rows, ring = list(events), keyring()
    keys = ContentKey.objects.in_bulk({row.key for row in rows})
    for row in rows:
        row.contents = row.open(keys.get(row.key), ring)
    return rows


def links(events: Sequence[AuditEvent]) -> dict[UUID, str]:
    """The link of each act in the chain, as 64 hexadecimal digits. Never its number, which would tell how many acts
    there are that the reader may not see. On PostgreSQL an act has one only when its transaction has ended."""
    found = AuditLink.objects.filter(event__in=[row.id for row in events]).values_list("event", "link")
    return {event: bytes(link).hex() for event, link in found}


def destructions(events: Sequence[AuditEvent]) -> dict[UUID, AuditEvent]:
    """For acts whose contents were destroyed: by which later act. Keyed by the content key."""
    keys = ContentKey.objects.filter(pk__in={row.key for row in events}).exclude(destroyed_at=None)
    acts = AuditEvent.objects.filter(act=Act.CONTENTS_DESTROYED, target_id__in={key.target_id for key in keys})
    by_target: dict[tuple[str, str, datetime | None], AuditEvent] = {
        (act.target_kind, act.target_id, act.at): act for act in opened(acts)
    }
    found = {key.id: by_target.get((key.target_kind, key.target_id, key.destroyed_at)) for key in keys}
    return {id: act for id, act in found.items() if act is not None}


def is_destruction_on_record(key: ContentKey) -> bool:
    """Whether an act says that the contents of this record were destroyed at that time."""
    if key.destroyed_at is None:
        return False
    acts = AuditEvent.objects.filter(target_kind=key.target_kind, target_id=key.target_id)
    return acts.filter(act=Act.CONTENTS_DESTROYED, at=key.destroyed_at).exists()


def target_kinds() -> list[str]:
    """The kinds of records that the audit speaks of."""
    return list(AuditEvent.objects.order_by("target_kind").values_list("target_kind", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Linked:
    """A link with the row it stands for, and the key of that row, as far as they are there."""

    link: Link
    event_id: UUID
    event: AuditEvent | None
    key: ContentKey | None


def chain(*, after: int = 0, upto: int | None = None, part: int = 2000) -> Iterator[Linked]:
    """The chain in the order of its numbers, read in parts. A row that is added meanwhile is not an error."""
    while True:
        found = AuditLink.objects.filter(n__gt=after).order_by("n")
        links = list((found if upto is None else found.filter(n__lte=upto))[:part])
        if not links:
            return
        rows = AuditEvent.objects.in_bulk([link.event for link in links])
        keys = ContentKey.objects.in_bulk({row.key for row in rows.values()})
        for link in links:
            row = rows.get(link.event)
            yield Linked(as_link(link), link.event, row, keys.get(row.key) if row else None)
        after = links[-1].n


def as_link(row: AuditLink) -> Link:
    """A kept link as the rules know it."""
    return Link(row.n, bytes(row.header_digest), bytes(row.content_digest), bytes(row.link))


def last_link() -> Link | None:
    """The head of the chain as it is now."""
    row = AuditLink.objects.order_by("n").last()
    return as_link(row) if row else None


def link_of(n: int) -> Link | None:
    """The link of that number."""
    row = AuditLink.objects.filter(n=n).first()
    return as_link(row) if row else None


def outside_the_chain() -> list[UUID]:
    """Acts that have no link, at most a hundred. One look: row and link appear together."""
    linked = AuditLink.objects.filter(event=OuterRef("pk"))
    return list(AuditEvent.objects.filter(~Exists(linked)).values_list("pk", flat=True)[:100])


def head_on(day: date) -> Head | None:
    """The head of the chain at the end of a day (UTC); None before the first act."""
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    before = AuditEvent.objects.filter(pk=OuterRef("event"), at__lt=end)
    row = AuditLink.objects.filter(Exists(before)).order_by("n").last()
    return Head(day, row.n, acts_on(day, row.n), bytes(row.link)) if row else None


def acts_on(day: date, upto: int) -> int:
    """How many acts of a day (UTC) the chain holds up to a number."""
    start = datetime.combine(day, time(), UTC)
    on_day = AuditEvent.objects.filter(pk=OuterRef("event"), at__gte=start, at__lt=start + timedelta(days=1))
    return AuditLink.objects.filter(Exists(on_day), n__lte=upto).count()


def node_keys_needed() -> set[str]:
    """The keys of the node, by id, that wrap a key of a record."""
    kept = ContentKey.objects.filter(destroyed_at=None).order_by()
    return set(kept.values_list("node_key", flat=True).distinct())


def latest_act() -> datetime | None:
    """When the last act took place, by its own word."""
    return AuditEvent.objects.order_by("at").values_list("at", flat=True).last()


def last_backup() -> datetime | None:
    """When the last backup was made."""
    made = AuditEvent.objects.filter(act=Act.BACKUP_MADE).order_by("at")
    return made.values_list("at", flat=True).last()


def job(id: UUID) -> Job:
    """The job as it stands now."""
    return Job.objects.get(pk=id)


def jobs_before(job: Job) -> int:
    """How many jobs of the same lane are done before a queued one: those that run, and those asked for earlier."""
    lane = Job.objects.filter(lane=job.lane)
    return lane.filter(state=State.RUNNING).count() + lane.filter(state=State.QUEUED, id__lt=job.id).count()


def waiting(act: str, *, at: datetime) -> QuerySet[Approval]:
    """Questions of one kind that nobody answered yet and that have not lapsed. For the room that owns the kind: it
    says who may know of which."""
    return Approval.objects.filter(act=act, answered_at=None, expires_at__gte=at)


def asked_for(act: str, *, by: UUID) -> QuerySet[Approval]:
    """What one officer asked for of one kind, the newest first."""
    return Approval.objects.filter(act=act, asked_by=by)
