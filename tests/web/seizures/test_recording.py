"""Observations written down, sent twice, amended and stepped: rows follow the newest version, errors bar the way."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from kouprey.domain import seizures as sz
from kouprey.domain.access import Role, State
from kouprey.domain.handling import Handling
from kouprey.domain.records.schema import Unfit
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.records.actions import records as plain
from kouprey.web.records.models import Record
from kouprey.web.records.queries import versions_of
from kouprey.web.records.tenancy import Unscoped, acting
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import recording, stages
from kouprey.web.seizures.models import Incident, RouteLeg, SpecimenLine
from kouprey.web.seizures.queries import listing, narrowing
from web.cast import AT, Cast, build, second
from web.incidents import line, reported, values, written

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LATER = AT + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.INVESTIGATOR)


def lines_of(record: Record) -> list[SpecimenLine]:
    return list(SpecimenLine.objects.of(incident__record=record))


def test_what_lists_ask_stands_in_columns(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = written(by)
    assert record.number.startswith("KH-INC-2026-")
    assert record.headline == "Seizure · Manis javanica, Cuora amboinensis · KH"
    with acting(by):
        row = access.row_of(record)
        scales, turtle = lines_of(record)
        legs = list(RouteLeg.objects.of(incident=row))
    assert (row.kind, row.country, row.agency_kind, row.found_by) == ("seizure", "KH", "customs", by.agency)
    assert row.first == row.last == row.day
    assert (scales.taxon, scales.family, scales.kilograms) == ("Manis javanica", "Manidae", Decimal("12.5"))
    assert (turtle.number, turtle.kilograms) == (3, None)
    assert [(leg.role, leg.country) for leg in legs] == [("origin", "KH"), ("destination", "VN")]


def test_an_amendment_keeps_the_ids_of_lines_and_the_rows_follow(cast: Cast):
    by = cast.actor(Role.RECORDER)
    record = written(by)
    with acting(by):
        given = queries.values_of(record)
        first, other = given["specimens"]
        given["specimens"] = [other | {"quantity": {"amount": "exact", "number": "4"}}, line("Manis sp.", "SKI")]
        recording.amend_incident(id=record.id, seen=1, values=given, reason="", by=by, at=LATER)
        after = lines_of(record)
        assert [str(after[0].id), after[0].number] == [other["id"], 4]
        assert first["id"] not in {str(one.id) for one in after}
        assert len(after) == 2
        assert len(versions_of(record)) == 2
        assert queries.incident_of(record, 1).specimens[0].id == first["id"]


def test_sent_again_it_is_the_same_record(cast: Cast):
    by, token = cast.actor(Role.RECORDER), new_id()
    one, again = written(by, token=token), written(by, token=token, note="other words")
    assert one.id == again.id
    with acting(by):
        assert Record.objects.of(authority=by.authority).count() == 1
        assert len(versions_of(one)) == 1
    colleague = second(cast, Role.RECORDER)
    assert written(colleague, token=token).id != one.id


def test_lines_have_ids_of_their_own(cast: Cast):
    by, one = cast.actor(Role.RECORDER), line("Manis javanica", "SCA")
    for specimens in ([one, one], [one | {"id": "first"}]):
        with pytest.raises(Unfit) as caught:
            written(by, specimens=specimens)
        assert list(caught.value.problems) == ["specimens"]
    written(by, specimens=[one])
    with pytest.raises(Unfit):
        written(by, specimens=[one])
    with acting(by):
        assert Record.objects.of(authority=by.authority).count() == 1


def test_a_draft_may_be_incomplete_and_is_not_reported_so(cast: Cast):
    by = cast.actor(Role.RECORDER)
    with acting(by):
        made = recording.record_incident(values={"kind": "seizure"}, marks=Handling(), by=by, at=AT)
        assert access.row_of(made).day == AT.date()
        with pytest.raises(UnusableInput, match="The date is missing"):
            stages.report(id=made.id, by=by, at=AT)
        # The record's own act is no way around the rules.
        with pytest.raises(UnusableInput, match="The country is missing"):
            plain.file_record(id=made.id, by=by, at=AT)
        assert Record.objects.of(pk=made.pk).get().state == State.DRAFT


def test_a_second_officer_verifies_and_an_amendment_asks_again(cast: Cast):
    by, verifier = cast.actor(Role.RECORDER), cast.actor(Role.VERIFIER)
    record = reported(by)
    with acting(by), pytest.raises(Refused):
        stages.verify(id=record.id, by=by, at=LATER)
    with acting(verifier):
        assert stages.verify(id=record.id, by=verifier, at=LATER).state == State.VERIFIED
    with acting(by):
        found = recording.amend_incident(id=record.id, seen=1, values=values(), reason="weighed", by=by, at=LATER)
        assert found.state == State.REPORTED
    with acting(verifier):
        assert stages.send_back(id=record.id, reason="weigh again", by=verifier, at=LATER).state == State.DRAFT
        with pytest.raises(Refused):
            stages.verify(id=record.id, by=verifier, at=LATER)
    with acting(by):
        gone = stages.withdraw(id=record.id, reason="entered twice", by=by, at=LATER)
        assert gone.state == State.WITHDRAWN
        assert not sz.counted(queries.incident_of(gone))


def test_another_agency_and_another_state_see_nothing(cast: Cast):
    record = reported(cast.actor(Role.RECORDER))
    for agency in (cast.police, cast.abroad):
        other = cast.actor(Role.RECORDER, agency)
        with acting(other):
            assert listing.listed(access.observations(other), narrowing.Filters()).rows == []
            with pytest.raises(NothingThere):
                access.incident(other, record.id)
    with pytest.raises(Unscoped):
        list(Incident.objects.all())


def test_the_list_is_narrowed_sorted_and_paged(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    by = cast.actor(Role.RECORDER)
    scales = written(by, when="2026-11-02")
    carving = written(by, when="2026-10", specimens=[line("Loxodonta africana", "IVC", number="4")], country="VN")
    offer = written(by, kind="online-offer", when="", note="shop window", legs=[])
    monkeypatch.setattr(listing, "PAGE", 2)

    def found(**asked: str) -> list:
        return [row.id for row in listing.listed(access.observations(by), narrowing.Filters(**asked)).rows]

    with acting(by):
        assert found(taxon="Manidae") == found(taxon="Manis javanica") == [offer.id, scales.id]
        assert found(taxon="African elephant") == found(term="IVC") == found(country="VN") == [carving.id]
        assert found(since="2026-11", until="2026-11-30") == [scales.id]
        assert found(until="2026-10-15") == [carving.id]
        assert found(kind="online-offer") == found(q="window") == found(q=offer.number.lower()) == [offer.id]
        assert found(route="vn") == [scales.id, carving.id]
        assert found(state="verified") == found(agency=str(new_id())) == found(agency="x") == []
        page = listing.listed(access.observations(by), narrowing.Filters(sort="day"))
        assert ([row.id for row in page.rows], page.total) == ([carving.id, scales.id], "3")
        rest = listing.listed(access.observations(by), narrowing.Filters(sort="day"), page.after)
        assert ([row.id for row in rest.rows], rest.after) == ([offer.id], "")
        with pytest.raises(UnusableInput):
            listing.listed(access.observations(by), narrowing.Filters(), "xyz")
