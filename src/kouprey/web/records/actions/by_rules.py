"""What rules set in advance clear by themselves, of one record or of many: with a few statements for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from kouprey.domain.access import Actor
from kouprey.domain.records.schema import digest, shareable_part, snapshot
from kouprey.domain.release import Candidate, PartyKind, guards, offer
from kouprey.web.accounts.directory import recipient as recipient_of
from kouprey.web.records.actions.clearing import FILED, Leaving, candidate_of, country_of, write_releases
from kouprey.web.records.models import Record, Release, ReleaseRule
from kouprey.web.records.queries import kind_of, rule_of, values_of_all
from kouprey.web.records.tenancy import as_the_node

AT_ONCE: Final = 1_000
"""Records that are looked at together: what they say is held in memory."""
Fields = Callable[[ReleaseRule, Record], tuple[str, ...]]


def rules_in_force(authority: UUID, kind: str) -> list[ReleaseRule]:
    """The rules that an authority set for a kind of record and did not close."""
    return list(ReleaseRule.objects.of(authority=authority, kind=kind, closed_at=None))


def clear_record(record: Record, *, by: Actor, at: datetime) -> int:
    """Release what the rules in force clear of one record, as it was saved."""
    return clear_by_rules(rules_in_force(record.authority, record.kind), [record.id], by=by, at=at)


def clear_by_rules(rules: Sequence[ReleaseRule], ids: Sequence[UUID], *, by: Actor, at: datetime) -> int:
    """Release what rules clear of records as they are now, which were authorised; how many releases that made. `by`
    is whoever's act made it so; by that very act the record may have gone out of their sight, and the rules are not
    theirs but the authority's. Only inside a transaction."""
    if not rules:
        return 0
    fields, made = _fields_of(rules, at), 0
    with as_the_node("what rules clear"):
        for start in range(0, len(ids), AT_ONCE):
            found = Record.objects.of(pk__among=ids[start : start + AT_ONCE], state__in=FILED).order_by("id")
            leaving = list(_leaving(list(found.prefetch_related("reached")), rules, fields))
            made += len(write_releases(leaving, by=by, at=at))
    return made


def _fields_of(rules: Sequence[ReleaseRule], at: datetime) -> Fields:
    """How it is decided which fields a rule clears of a record: once for all that are alike."""
    national, country = guards(), cache(country_of)
    known = {rule.id: (recipient_of(rule.recipient, PartyKind(rule.recipient_kind)), rule_of(rule)) for rule in rules}

    @cache
    def decided(rule: UUID, candidate: Candidate) -> tuple[str, ...]:
        recipient, said = known[rule]
        return offer(candidate, recipient, [said], national, on=at.date()).fields if recipient else ()

    return lambda rule, record: decided(rule.id, candidate_of(record, country(record.authority)))


def _leaving(records: Sequence[Record], rules: Sequence[ReleaseRule], fields_of: Fields) -> Iterator[Leaving]:
    """What leaves, in the order of records and rules; not what a recipient holds already, to the byte."""
    cleared = {
        record.id: [(rule, fields) for rule in rules if (fields := fields_of(rule, record))] for record in records
    }
    some = [record for record in records if cleared[record.id]]
    values = values_of_all(some)
    ids = [record.id for record in some]
    left = Release.objects.of(record__id__among=ids, recalled=False)
    held = set(left.values_list("record_id", "recipient", "sha256"))
    for record in some:
        for rule, fields in cleared[record.id]:
            part = shareable_part(kind_of(record), values[record.id], fields)
            text = snapshot(part)
            same = (record.id, rule.recipient, digest(text))
            if same not in held:
                held.add(same)
                to = (rule.recipient, rule.recipient_kind, rule.recipient_label)
                yield Leaving(record, to, part, text, same[-1], rule.under, rule=rule)
