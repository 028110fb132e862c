"""An observation is the same after it was written and read, and what may leave never holds what must stay."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.seizures_shapes import incidents
from kouprey.domain import seizures as sz
from kouprey.domain.records.schema import Form, Unfit, fitted
from kouprey.kernel.errors import KoupreyError, UnusableInput

_TODAY = date(2026, 11, 20)
EVERY = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@EVERY
@given(incidents())
def test_a_snapshot_is_read_back_whole_and_always_the_same(incident: sz.Incident) -> None:
    written = sz.snapshot(incident)
    assert sz.of_snapshot(written) == incident
    assert sz.snapshot(sz.of_snapshot(written)) == written
    assert sz.of_values(sz.to_values(incident), id=incident.id).specimens == incident.specimens


@EVERY
@given(incidents())
def test_the_values_fit_a_record_of_the_kind_and_nothing_national_leaves(incident: sz.Incident) -> None:
    values = sz.to_values(incident)
    assert fitted(sz.INCIDENT, values, tuple(sz.book(_TODAY).trade.countries)) == values
    shared = sz.shared(incident)
    assert shared.pop("admin1", "") == incident.place.admin1  # after which a town may be called
    left = json.dumps(shared, ensure_ascii=False)
    for secret in (incident.place.name, incident.note, incident.source, incident.reporter, incident.reference):
        assert len(secret) < 12 or secret not in left
    assert set(sz.shared(incident)) <= set(sz.INCIDENT.shareable)


def test_every_field_of_the_schema_is_written_and_read() -> None:
    names = {field.name for field in sz.INCIDENT.fields}
    full = next(one for one in sz.generate(3, 400) if one.legs and one.people and one.value)
    assert set(sz.to_values(full)) <= names
    never = {"place", "note", "source", "reporter", "reference", "first_hour", "concealment_text", "sanction_text"}
    assert not never & set(sz.INCIDENT.shareable)
    assert [field.name for field in sz.INCIDENT.fields if field.nominal] == ["reporter"]
    assert sz.INCIDENT.fields[4].form is Form.LINE


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"people": [{"country": "VN", "name": "Somebody"}]}, "people"),
        ({"people": [{"country": "VN", "number": -1}]}, "people"),
        ({"specimens": [{"reported": "Manis javanica"}]}, "specimens"),
        ({"specimens": [{"id": "a", "quantity": {"amount": "exact"}}]}, "specimens"),
        ({"specimens": [{"id": "a", "quantity": {"amount": "none", "number": "2"}}]}, "specimens"),
        ({"specimens": [{"id": "a", "quantity": {"number": "-2"}}]}, "specimens"),
        ({"specimens": [{"id": "a", "quantity": {"number": "1e3"}}]}, "specimens"),
        ({"specimens": {"id": "a"}}, "specimens"),
        ({"legs": [{"id": "a", "role": "hub"}]}, "legs"),
        ({"legs": [{"id": "a", "custody": "perhaps"}]}, "legs"),
        ({"value": {"amount": "-4", "currency": "USD"}}, "value"),
        ({"when": "2026-13"}, "when"),
        ({"kind": "hoax"}, "kind"),
        ({"note": "x" * 20_001}, "note"),
        ({"outlets": "2.5"}, "outlets"),
        ({"place": {"latitude": "north"}}, "place"),
        ({"strange": "x"}, "strange"),
        ({"forensic": 7}, "forensic"),
        ({"law": 7}, "law"),
    ],
)
def test_what_cannot_be_kept_is_refused_field_by_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(Unfit) as refused:
        sz.of_values(values, id="x")
    assert set(refused.value.problems) == {field}


@settings(max_examples=80, deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*(f.name for f in sz.INCIDENT.fields), "schema", "id", "quantity"]), inner),
    max_leaves=12,
))  # fmt: skip
def test_whatever_is_sent_is_read_or_refused(sent: Any) -> None:
    asked = sent | {"schema": "incident-1"} if isinstance(sent, dict) else sent
    try:
        read = sz.of_json(asked)
    except KoupreyError:
        return  # in words; anything else fails the test
    assert sz.of_snapshot(sz.snapshot(read)) == read


def test_what_is_no_snapshot_is_refused() -> None:
    for text in ("", "[]", '{"schema": "incident-0"}', '{"schema": "incident-1", "stage": "lost"}'):
        with pytest.raises(UnusableInput):
            sz.of_snapshot(text)
