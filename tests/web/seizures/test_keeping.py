"""However an observation is amended, its rows are those of its newest version, and nothing else is touched."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from kouprey.domain import seizures as sz
from kouprey.domain.access import Role
from kouprey.domain.records.schema import Unfit
from kouprey.kernel.ids import new_id
from kouprey.web.records.queries import values_of
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures.actions.recording import amend_incident
from kouprey.web.seizures.actions.rows import columns_of, headings_of, legs_of, lines_of
from kouprey.web.seizures.models import Heading, Incident, RouteLeg, SpecimenLine
from web.cast import AT, build
from web.incidents import line, written

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TAXA = ("Manis javanica", "Cuora amboinensis", "Panthera tigris", "Loxodonta africana", "something odd", "Manis")
DAYS = ("2026-11-12", "2026-10", "2025-01-01")


def rows(record: Any) -> dict[str, Any]:
    """What stands in the rows of an observation."""
    stands = {"columns": Incident.objects.of(record=record).values().get()}
    for name, model in (("lines", SpecimenLine), ("legs", RouteLeg)):
        stands[name] = {one["id"]: one for one in model.objects.of(incident=record.pk).values()}
    stands["words"] = sorted(Heading.objects.of(incident=record.pk).values_list("sort", "word", "day"))
    return stands


def wanted(record: Any) -> dict[str, Any]:
    """What should stand there: worked out of its newest version alone."""
    values = values_of(record)
    incident = sz.of_values(values, id="")
    columns = columns_of(incident, record.recorded_at.date())
    lines, legs = lines_of(record.pk, incident, values), legs_of(record.pk, incident, values)
    words = sorted(
        (one["sort"], one["word"], one["day"]) for one in headings_of(record.pk, columns["day"], lines, legs)
    )
    parts = {"lines": {one["id"]: one for one in lines}, "legs": {one["id"]: one for one in legs}}
    return {"columns": columns, "words": words, **parts}


def holds(found: dict[str, Any], asked: dict[str, Any]) -> bool:
    """Whether a row says all that is asked of it."""
    return all(found[name] == value for name, value in asked.items())


def changed(values: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The next version: lines and legs in another order, taken away, added, or another under the same id."""
    lines, legs = list(values.get("specimens", ())), list(values.get("legs", ()))
    chance.shuffle(lines)
    if len(lines) > 1 and chance.random() < 0.4:
        lines.pop()
    if lines and chance.random() < 0.5:
        lines[0] = line(chance.choice(TAXA), "SCA", number=chance.choice(("1", "1.50", "3"))) | {"id": lines[0]["id"]}
    if chance.random() < 0.5:
        lines.append(line(chance.choice(TAXA), chance.choice(("SCA", "SKI")), number="2"))
    if legs and chance.random() < 0.4:
        legs.pop(0)
    if chance.random() < 0.5:
        country = chance.choice(("KH", "VN", "TH"))
        legs.append({"id": str(new_id()), "role": "transit", "country": country, "certainty": "confirmed"})
    legs = [leg | {"order": place} for place, leg in enumerate(legs, 1)]
    return values | {"specimens": lines, "legs": legs, "when": chance.choice(DAYS), "note": str(chance.random())}


def test_rows_follow_whatever_is_amended():
    by, chance = build(Role.RECORDER).actor(Role.RECORDER), Random(5)
    record, other = written(by), written(by)
    with acting(by):
        before = rows(other)
        for turn in range(25):
            values, at = changed(values_of(record), chance), AT + timedelta(minutes=turn)
            record = amend_incident(id=record.id, seen=record.version, values=values, reason="x", by=by, at=at)
            stands, asked = rows(record), wanted(record)
            assert holds(stands["columns"], asked["columns"])
            assert stands["words"] == asked["words"]
            for part in ("lines", "legs"):
                assert stands[part].keys() == asked[part].keys()
                assert all(holds(stands[part][id], one) for id, one in asked[part].items())
        stolen = values_of(record) | {"specimens": [line("Manis", "SCA") | {"id": str(next(iter(before["lines"])))}]}
        with pytest.raises(Unfit, match="id of its own"):
            amend_incident(id=record.id, seen=record.version, values=stolen, reason="x", by=by, at=AT)
        assert rows(other) == before
