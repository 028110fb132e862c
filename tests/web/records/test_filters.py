"""The filter of a query says of every row what `decide` says of that record. The full product: `make matrix`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest

from domain.access.test_decide import RECORD_ACTS, purposes
from domain.access.world import RECORD, RELEASE, actor, at_random, by_pairs, record, release, whole
from kouprey.domain.access import Act, Role, State, conditions, decide
from kouprey.domain.handling import Handling, Tlp
from kouprey.kernel.ids import new_id
from kouprey.web.records import access
from kouprey.web.records.models import Marks, Reach, Record, Release, ReleaseRule, standing_of, tokens
from kouprey.web.records.queries import facts_of, facts_of_release
from kouprey.web.records.tenancy import as_the_node
from kouprey.web.seizures.models import Incident
from web.cast import AT

pytestmark = [pytest.mark.database, pytest.mark.django_db]
BY_A_SECOND = (Act.RECORD_APPROVE_WIDER, Act.RELEASE_DECIDE, Act.RETENTION_APPROVE)
FILTERED = [act for act in RECORD_ACTS if act not in BY_A_SECOND]
"""Acts whose permission rests on the record alone; the others also ask who asked."""
BY_STANDING = (Act.RECORD_READ, Act.RECORD_EXPORT)
"""Acts to many at once, which are read of the columns of a room (ADR 37)."""


def fill(worlds: Iterable[dict[str, Any]]) -> None:
    """Put records with these facts into the database, and beside each the row of a room that says its standing."""
    rows, reaches, beside = [], [], []
    for chosen in worlds:
        facts = record(**chosen)
        id = new_id()
        row = Record(
            id=id, kind="information", number=id.hex, headline="x", authority=facts.authority,
            agency=facts.agency, recorded_by=facts.recorded_by, recorded_by_label="x", recorded_at=AT,
            amended_by=facts.amended_by, amended_at=AT, state=facts.state.value, received=facts.received,
            received_at=AT if facts.received else None, team=facts.team, compartment=facts.compartment,
            **Marks.columns(Handling(tlp=facts.tlp, nominal=facts.nominal))
            | {"codes": tokens(facts.codes), "purposes": tokens(facts.purposes)},
        )  # fmt: skip
        rows.append(row)
        reaches += [Reach(record=row, party=party) for party in facts.reach]
        whose = {"authority": row.authority, "number": row.number, "found_by": row.agency}
        beside.append(Incident(record=row, kind="seizure", day=AT.date(), **whose, **standing_of(row)))
    Record.objects.bulk_create(rows, batch_size=200)
    Reach.objects.bulk_create(reaches, batch_size=500)
    Incident.objects.bulk_create(beside, batch_size=200)


def agree(roles: Iterable[Role]) -> None:
    rows = list(Record.objects.unscoped("to compare").prefetch_related("reached"))
    facts = {row.pk: facts_of(row) for row in rows}
    seen = set()
    for role in roles:
        for purpose, act in product(purposes(role), FILTERED):
            who = actor(role, purpose)
            rule = conditions(who, act)  # many roles and acts share one; both readings are of it alone
            if rule in seen:
                continue
            seen.add(rule)
            found = set(access.records(who, act).values_list("pk", flat=True))
            decided = {pk for pk, fact in facts.items() if decide(who, act, fact).allowed}
            assert found == decided, (role, purpose, act)
            if act in BY_STANDING:
                found = set(access.standing_rows(Incident, who, act).values_list("pk", flat=True))
                assert found == decided, (role, purpose, act)


def test_the_filter_of_records_agrees_with_the_decision():
    base = {name: values[0] for name, values in RECORD.items()} | {"state": State.REPORTED}
    with as_the_node("a test looks at every row"):
        fill(by_pairs({name: values for name, values in RECORD.items() if name != "asked_by"}, base))
        fill(at_random(RECORD, 400, 11))
        agree(Role)


def test_the_filter_of_releases_agrees_with_the_decision():
    with as_the_node("a test looks at every row"):
        fill([{}])
        parent = Record.objects.unscoped("the only one").get()
        rule = ReleaseRule.objects.create(
            authority=parent.authority, kind="information", fields=[], recipient=new_id(), recipient_kind="agency",
            recipient_label="x", under="x", strictest=int(Tlp.AMBER), valid_from=AT.date(), set_by=new_id(),
            set_by_label="x", set_at=AT,
        )  # fmt: skip
        rows = []
        for chosen in whole(RELEASE):
            facts = release(**chosen)
            rows.append(Release(
                record=parent, kind="information", number="x", version=1, authority=parent.authority,
                agency=parent.agency, recipient=facts.recipient, recipient_kind="agency", recipient_label="x",
                fields=[], snapshot="{}", sha256="", under="x", rule=rule, by=new_id(), by_label="x", at=AT,
                recalled=facts.recalled, recalled_at=AT if facts.recalled else None,
                **Marks.columns(Handling(tlp=facts.tlp))
                | {"codes": tokens(facts.codes), "purposes": tokens(facts.purposes)},
            ))  # fmt: skip
        Release.objects.bulk_create(rows, batch_size=200)
        for role in Role:
            for purpose, act in product(purposes(role), (Act.RELEASE_READ, Act.RELEASE_EXPORT)):
                who = actor(role, purpose)
                found = set(access.releases_to(who, act).values_list("pk", flat=True))
                decided = {row.pk for row in rows if decide(who, act, facts_of_release(row)).allowed}
                assert found == decided, (role, purpose, act)


INNER = {name: RECORD[name] for name in RECORD if name not in ("place", "team", "compartment", "asked_by")}


@pytest.mark.long
@pytest.mark.matrix
@pytest.mark.parametrize("place", RECORD["place"], ids=["own", "neighbour", "abroad"])
@pytest.mark.parametrize("team", RECORD["team"], ids=["no team", "my team", "their team"])
@pytest.mark.parametrize("compartment", RECORD["compartment"], ids=["open", "my room", "their room"])
def test_the_full_product_agrees(place: object, team: object, compartment: object):
    """Every combination of every fact, in 27 slices of 53,760 records."""
    with as_the_node("a test looks at every row"):
        fill(chosen | {"place": place, "team": team, "compartment": compartment} for chosen in whole(INNER))
        agree(Role)
