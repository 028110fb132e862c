"""What rules set in advance clear of many records: as of one after another, with a few statements for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from kouprey.domain.access import Actor, State
from kouprey.domain.records.schema import digest, shareable_part, snapshot
from kouprey.domain.release import Candidate, PartyKind, guards, offer
from kouprey.kernel.ids import new_ids
from kouprey.web.accounts.directory import recipient as recipient_of
from kouprey.web.core.actions import record_new
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.bulk import add_rows
from kouprey.web.records.actions.clearing import candidate_of, country_of, of_record, told_of
from kouprey.web.records.models import Findable, Record, Release, ReleaseRule
from kouprey.web.records.queries import kind_of, rule_of, values_of_all
from kouprey.web.records.search import pieces_of_release

AT_ONCE: Final = 1_000
"""Records that are looked at together: what they say is held in memory."""
FILED: Final = (State.REPORTED.value, State.VERIFIED.value)
"""States in which a record can leave."""
Fields = Callable[[ReleaseRule, Record], tuple[str, ...]]


class _Leaving(NamedTuple):
    """What a rule clears of a record, the bytes and their digest."""

    record: Record
    rule: ReleaseRule
    part: dict[str, Any]
    text: str
    sha256: str


def clear_many(rules: Sequence[ReleaseRule], ids: Sequence[UUID], *, by: Actor, at: datetime) -> int:
    """Release what rules of one authority clear of its records as they are now, which were authorised; how many
    releases that made. `by` is whoever's act made it so. Only inside a transaction."""
    fields, made = _fields_of(rules, at), 0
    for start in range(0, len(ids) if rules else 0, AT_ONCE):
        found = Record.objects.of(pk__among=ids[start : start + AT_ONCE], state__in=FILED).order_by("id")
        leaving = list(_leaving(list(found.prefetch_related("reached")), rules, fields))
        _write(leaving, by, at)
        made += len(leaving)
    return made


def _fields_of(rules: Sequence[ReleaseRule], at: datetime) -> Fields:
    """How it is decided which fields a rule clears of a record: once for all that are alike."""
    national, country = guards(), country_of(rules[0].authority) if rules else ""
    known = {rule.id: (recipient_of(rule.recipient, PartyKind(rule.recipient_kind)), rule_of(rule)) for rule in rules}

    @cache
    def decided(rule: UUID, candidate: Candidate) -> tuple[str, ...]:
        recipient, said = known[rule]
        return offer(candidate, recipient, [said], national, on=at.date()).fields if recipient else ()

    return lambda rule, record: decided(rule.id, candidate_of(record, country))


def _leaving(records: Sequence[Record], rules: Sequence[ReleaseRule], fields_of: Fields) -> Iterator[_Leaving]:
    """What leaves, in the order of records and rules; not what a recipient holds already, to the byte."""
    cleared = {
        record.id: [(rule, fields) for rule in rules if (fields := fields_of(rule, record))] for record in records
    }
    some = [record for record in records if cleared[record.id]]
    values = values_of_all(some)
    ids = [record.id for record in some]
    left = Release.objects.of(record__id__among=ids, recalled=False) if some else ()
    held = {(one.record_id, one.recipient, one.sha256) for one in left}
    for record in some:
        for rule, fields in cleared[record.id]:
            part = shareable_part(kind_of(record), values[record.id], fields)
            text = snapshot(part)
            same = (record.id, rule.recipient, digest(text))
            if same not in held:
                held.add(same)
                yield _Leaving(record, rule, part, text, same[-1])


def _write(leaving: Sequence[_Leaving], by: Actor, at: datetime) -> None:
    """The releases, by what they are found, and an act for each."""
    ids = new_ids(len(leaving), at_ms=int(at.timestamp() * 1000))
    rows = [{"id": id, **_row(one)} for id, one in zip(ids, leaving, strict=True)]
    found = [
        {"record_id": one.record.id, "release_id": id, "pieces": pieces_of_release(one.record.number, one.part)}
        for id, one in zip(ids, leaving, strict=True)
    ]
    add_rows(Release, rows, consent="", ask_id=None, by=by.officer, by_label=by.label, at=at)
    add_rows(Findable, found)
    things = [(row["id"], row["number"], told_of(row)) for row in rows]
    record_new(act=Audit.RELEASE_MADE, kind="release", things=things, by=by, at=at)


def _row(one: _Leaving) -> dict[str, Any]:
    rule = one.rule
    return of_record(one.record) | {
        "recipient": rule.recipient, "recipient_kind": rule.recipient_kind, "recipient_label": rule.recipient_label,
        "fields": sorted(one.part), "snapshot": one.text, "sha256": one.sha256, "under": rule.under,
        "rule_id": rule.id,
    }  # fmt: skip
