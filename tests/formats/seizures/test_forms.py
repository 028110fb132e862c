"""The official forms, out and in again: equal in all that a form carries; what it cannot carry is listed and true."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from domain.seizures_shapes import incidents
from kouprey.domain import seizures as sz
from kouprey.formats import seizures as forms
from kouprey.formats.seizures import etis
from kouprey.formats.seizures.etis_record import EtisRecord
from kouprey.formats.seizures.etis_tables import ivory_seizure
from kouprey.formats.seizures.rows import Reading
from kouprey.formats.seizures.tables import unguarded
from kouprey.formats.seizures.writing import rows_of
from kouprey.kernel.errors import Refused
from kouprey.kernel.partialdate import partial_date

EVERY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
SEIZURES = st.lists(incidents(sz.Kind.SEIZURE), min_size=1, max_size=3, unique_by=lambda one: one.id)
NAMES = [field.name for field in fields(sz.Incident)]


def bare(incident: sz.Incident) -> sz.Incident:
    """Without the ids of its parts, which a form makes anew."""
    lines = tuple(replace(line, id="") for line in incident.specimens)
    return replace(incident, specimens=lines, legs=tuple(replace(leg, id="") for leg in incident.legs))


def read(tmp: Path, name: str, written: str | bytes) -> tuple[tuple[sz.Incident, ...], tuple[forms.Rejected, ...]]:
    path = tmp / name
    path.write_bytes(written.encode() if isinstance(written, str) else written)
    return forms.read_form(path)


@EVERY
@given(SEIZURES)
def test_aitr_csv_reads_back_what_the_form_carries(tmp_path_factory: Any, made: list[sz.Incident]) -> None:
    found, rejected = read(tmp_path_factory.mktemp("aitr"), "aitr.csv", forms.aitr_csv(made))
    assert rejected == ()
    assert {one.id: bare(one) for one in found} == {one.id: forms.without(one) for one in made}


@settings(EVERY, max_examples=15)
@given(SEIZURES)
def test_aitr_workbook_reads_back_the_same(tmp_path_factory: Any, made: list[sz.Incident]) -> None:
    written = forms.aitr_xlsx(forms.Report("VN", 2024, tuple(made), consent=False), own=True)
    found, rejected = read(tmp_path_factory.mktemp("aitr"), "aitr.xlsx", written)
    assert rejected == ()
    assert {one.id: bare(one) for one in found} == {one.id: forms.without(one) for one in made}


@settings(EVERY, max_examples=15)
@given(SEIZURES)
def test_the_flat_form_keeps_every_row_and_loses_only_the_join(
    tmp_path_factory: Any, made: list[sz.Incident]
) -> None:
    found, rejected = read(tmp_path_factory.mktemp("flat"), "flat.csv", forms.aitr_csv(made, own=False))
    assert rejected == ()
    alone = []
    for one in map(forms.without, made):
        for place, line in enumerate(one.specimens or (None,)):
            value = one.value if place == 0 else None
            lines = () if line is None else (line,)
            alone.append(replace(one, id="", specimens=lines, value=value))
    back = [replace(bare(one), id="") for one in found]
    assert [one for one in back if one != EMPTY] == [one for one in alone if one != EMPTY]


EMPTY = sz.Incident(id="")
NEVER_INVENTED = {"Name of agency", "Concealment, description", "Law under which charged", "Sanction, description"}


def paths(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """Where two values differ, by name of the part; lists of parts as one."""
    if one == other:
        return
    if is_dataclass(one) and is_dataclass(other) and not isinstance(one, sz.Quantity | sz.Money):
        for field in fields(one):
            name = f"{at}.{field.name}".lstrip(".")
            yield from paths(getattr(one, field.name), getattr(other, field.name), name)
    elif isinstance(one, tuple) and len(one) == len(other) and one and is_dataclass(one[0]) and at != "people":
        for mine, theirs in zip(one, other, strict=True):
            yield from paths(mine, theirs, at)
    else:
        yield at


LOST = {loss.part for loss in forms.LOSSES["aitr"]}


@EVERY
@given(incidents())
def test_aitr_loses_nothing_but_what_is_listed(incident: sz.Incident) -> None:
    kept = forms.without(incident)
    ordered = replace(incident, legs=tuple(sorted(incident.legs, key=_as_written)))
    firsts = {path if path in LOST else path.split(".")[0] for path in paths(ordered, kept)}
    assert firsts <= LOST


def _as_written(leg: sz.Leg) -> tuple[int, int]:
    return [sz.Role.ORIGIN, sz.Role.EXPORT, sz.Role.TRANSIT, sz.Role.DESTINATION].index(leg.role), leg.order


FULL = sz.Incident(
    id="018f0000-0000-7000-8000-000000000001", kind=sz.Kind.MEDIA, stage=sz.Stage.VERIFIED,
    when=partial_date("2024-05-06"), withdrawn_because="x",
    place=sz.Place("VN", "Quang Ninh", "vn-mong-cai", "Mong Cai", Decimal(1), Decimal(2), 9),
    agency="customs", agency_name="Customs Office", activities=("import",), offences=("no-permit",),
    transport=("road",), detection=("dog",), concealment=("mixed",), 
    concealment_text="a\nb", sanction_text="a\nb", note="a\nb",
    specimens=(sz.Specimen("s", "Loxodonta sp", "Loxodonta africana", "I", "TUS",
                           sz.Quantity(sz.Amount.ESTIMATED, Decimal(3)),
                           sz.Quantity(sz.Amount.EXACT, Decimal(9), "KGM"),
                           sz.Money(Decimal(1), "USD"), "stored", "W"),),
    legs=(sz.Leg("l", 7, sz.Role.TRANSIT, "MY", None, True, sz.Certainty.CONFIRMED),),
    people=(sz.People("", 2),), value=sz.Money(Decimal(5), "USD"), law="law", sanctions=("fine",), contraband="drugs",
    forensic=True, first_hour=sz.FirstHour("crime"), platform="p", outlets=3, court="c", cause="c", source="a\nb",
    grade=sz.Grade("europol-4x4", "B", "2"), reporter="r", entry_way="paper", entered_for="e", reference="ref",
    synthetic=True,
)  # fmt: skip


def test_every_listed_loss_of_aitr_is_a_real_one() -> None:
    lost = {path if path in LOST else path.split(".")[0] for path in paths(FULL, forms.without(FULL))}
    assert lost == LOST
    assert all(loss.why.endswith(".") for losses in forms.LOSSES.values() for loss in losses)


ELEPHANTS = SEIZURES.map(lambda made: [one for one in made if any(map(sz.elephant, one.specimens))])


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_etis_reads_back_the_row_in_every_generation(tmp_path: Path, generation: int) -> None:
    @settings(EVERY, max_examples=20)
    @given(ELEPHANTS)
    def holds(made: list[sz.Incident]) -> None:
        written = forms.etis_csv(made, generation=generation)
        rows = list(csv.reader(io.StringIO(written)))
        form = forms.etis_layout(generation)
        how = Reading(sz.synonyms())
        for incident, row in zip(made, rows[1:], strict=True):
            cells = {name: unguarded(cell) for name, cell in zip(form.fields, row, strict=False)}
            assert etis.read_record(cells, how) == etis.carried(forms.record_of(incident), generation)
        found, rejected = read(tmp_path, f"etis-{generation}.csv", written)
        assert rejected == ()
        assert len(found) == len(made)

    holds()


@EVERY
@given(incidents(sz.Kind.SEIZURE))
def test_a_record_of_etis_makes_an_observation_that_gives_the_same_record(incident: sz.Incident) -> None:
    record = forms.record_of(incident)
    again = forms.record_of(forms.incident_of_record(record))
    if not record.species:
        return  # nothing of elephants
    assert again == record


def test_every_part_of_an_observation_is_carried_by_etis_or_listed_as_lost() -> None:
    lost = {loss.part for loss in forms.LOSSES["etis"]}
    made = replace(FULL, kind=sz.Kind.SEIZURE)
    back = forms.incident_of_record(forms.record_of(made))
    found = {
        path if path in lost else path.split(".")[0]
        for path in paths(replace(made, specimens=()), replace(back, specimens=()))
    }
    assert found | {"specimens", "kind", "legs.id", "withdrawn_because"} == lost
    tables = forms.of_etis_tables(forms.etis_tables([made]))
    assert tables[0].transits == (("MY", True),)


@settings(EVERY, max_examples=20)
@given(ELEPHANTS)
def test_the_tables_of_analysis_code_read_back(made: list[sz.Incident]) -> None:
    assert forms.of_etis_tables(forms.etis_tables(made)) == tuple(map(ivory_seizure, made))


def test_raw_ivory_equivalent_stands_behind_the_form_and_stays_blank_while_unknown() -> None:
    def line(term: str, number: str, unit: str) -> sz.Specimen:
        amount = sz.Quantity(sz.Amount.EXACT, Decimal(number), unit)
        return sz.Specimen(term + number, "Loxodonta africana", "Loxodonta africana", "I", term, amount)

    weighed = replace(FULL, specimens=(line("IVP", "10", "KGM"), line("IVC", "7", "KGM")))
    counted = replace(FULL, specimens=(line("TUS", "10", ""),))
    rows = list(csv.DictReader(io.StringIO(forms.etis_csv([weighed, counted]))))
    assert [row["Raw ivory equivalent (kg)"] for row in rows] == ["20", ""]
    assert [(row["Raw Iv No. Pcs"], row["Raw Iv Wt (kg)"], row["Worked Iv Wt (kg)"]) for row in rows] == [
        ("", "10", "7"), ("10", "", ""),
    ]  # fmt: skip
    filled = list(csv.DictReader(io.StringIO(forms.etis_csv([counted], fill=True))))
    assert filled[0]["Raw ivory equivalent (kg)"] == "30"
    assert len(forms.etis_layout(1).columns) == len(forms.etis_layout(2).columns) == 44
    assert len(forms.etis_layout(3).columns) == 24


def test_world_wise_reads_back_and_holds_nothing_nominal() -> None:
    secret = replace(
        FULL, kind=sz.Kind.SEIZURE, note="secret note", reporter="secret reporter", reference="secret file",
        agency_name="secret office",
        place=sz.Place("VN", "Quang Ninh", "", "secret village", Decimal(21), Decimal(107)),
        source="secret source", people=(sz.People("VN", 4),), concealment_text="secret wall", synthetic=False,
    )  # fmt: skip
    made = [secret, *sz.generate(4, 50)]
    rows = forms.wise_rows(made)
    written = forms.wise_csv(rows)
    assert forms.of_wise_csv(written) == rows
    assert "secret" not in written
    assert secret.id not in written
    assert sum(len(one.specimens) for one in made if sz.counted(one)) == len(rows)
    assert rows[0][:8] == ("1", "2024-05-06", "VN", "Quang Ninh", "Loxodonta africana", "TUS", "3", "no.")
    assert all(row.incident.startswith("SYNTHETIC ") for row in rows[1:])


YEAR = [one for one in sz.generate(11, 400) if one.year == 2024 and one.place.country == "VN"]


def test_the_report_holds_the_seizures_of_its_year_and_flags_what_spans_two() -> None:
    wide = replace(FULL, id="wide", kind=sz.Kind.SEIZURE, when=partial_date("2024-12-31/2025-01-02"))
    early = replace(wide, id="early", when=partial_date("2023/2024"))
    draft = replace(wide, id="draft", stage=sz.Stage.DRAFT)
    survey = replace(wide, id="survey", kind=sz.Kind.SURVEY)
    made = forms.report([*YEAR, wide, early, draft, survey], "VN", 2024)
    assert made.two_years == ("wide",)
    assert {one.id for one in made.incidents} == {one.id for one in YEAR if sz.counted(one)} | {"wide"}
    assert made.synthetic


THIN = sz.Incident(id="i", stage=sz.Stage.REPORTED, when=partial_date("2024"), place=sz.Place("VN"))


def test_completeness_says_which_row_which_field_and_what_to_mend() -> None:
    lines = (sz.Specimen("a", "Manis javanica", "", "", "SCA"), sz.Specimen("b", "", "", "", "LIV"))
    thin = sz.Incident(
        id="i", stage=sz.Stage.REPORTED, when=partial_date("2024"), place=sz.Place("VN"), specimens=lines
    )
    found = forms.gaps(forms.report([thin], "VN", 2024))
    must = [(gap.row, gap.specimen, gap.field) for gap in found if gap.must]
    assert must == [
        (2, "a", "quantity"), (2, "a", "unit"), (2, "a", "place"), (2, "a", "agency"), (2, "a", "offence"),
        (3, "b", "species"), (3, "b", "quantity"), (3, "b", "unit"), (3, "b", "place"), (3, "b", "agency"),
        (3, "b", "offence"),
    ]  # fmt: skip
    assert all(gap.mend.endswith(".") and gap.header and gap.incident == "i" for gap in found)
    assert {gap.field for gap in found if not gap.must} >= {"transport", "origin", "detection"}
    assert [gap.must for gap in found] == sorted((gap.must for gap in found), reverse=True)


@pytest.mark.parametrize(("consent", "said"), [(True, "yes"), (False, "no"), (None, "not answered")])
def test_the_answer_on_iccwc_is_printed_and_gates_what_follows(consent: bool | None, said: str) -> None:
    made = forms.report(YEAR, "VN", 2024, consent=consent)
    assert bool(made.obstacles) is (consent is None)
    book = load_workbook(io.BytesIO(forms.aitr_xlsx(made)))
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about[forms.CONSENT_ASKED] == said
    assert "UNVERIFIED" in about["Layout"]
    assert about["SYNTHETIC"]
    assert book.sheetnames[0].startswith("SYNTHETIC")
    printed = {
        row.get("Use by ICCWC partners") for row in csv.DictReader(io.StringIO(forms.aitr_csv(YEAR, consent=consent)))
    }
    assert printed == ({None} if consent is None else {said})
    if consent:
        forms.may_pass_on(made)
    else:
        with pytest.raises(Refused, match=said):
            forms.may_pass_on(made)


def test_cells_that_look_like_formulas_are_words() -> None:
    sly = replace(FULL, law="=1+1", note="@cmd", kind=sz.Kind.SEIZURE)
    text = forms.aitr_csv([sly])
    assert "'=1+1" in text
    sheet = load_workbook(io.BytesIO(forms.aitr_xlsx(forms.Report("VN", 2024, (sly,))))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_layouts_are_reconstructions_and_fit_the_writer() -> None:
    form = forms.layout_of(forms.AITR)
    assert form.mark == "reconstruction-1 (UNVERIFIED)"
    assert {column.required for column in form.columns} == {"yes", "no", "if known"}
    assert set(form.fields) <= next(rows_of(FULL)).keys()
    rows = list(csv.DictReader(io.StringIO(forms.aitr_csv(sz.generate(3, 800)))))
    assert {header for row in rows for header in form.headers if row[header]} >= set(form.headers) - NEVER_INVENTED
    assert {field.name for field in fields(EtisRecord)} >= {"id", "raw", "worked", "origin"}
    assert forms.etis_report(sz.generate(3, 200, until=date(2024, 12, 31), years=1), "VN", 2024)


def test_a_listed_place_stands_in_every_report_by_its_name() -> None:
    chosen = replace(FULL, kind=sz.Kind.SEIZURE, place=sz.Place("KH", "Banteay Meanchey", "kh-poipet"))
    listed = sz.place("kh-poipet")
    assert listed is not None
    (aitr, *_rest) = csv.DictReader(io.StringIO(forms.aitr_csv([chosen])))
    (etis, *_rest) = csv.DictReader(io.StringIO(forms.etis_csv([chosen])))
    assert [aitr["Location of incident"], etis["Discovered place"]] == [listed.name] * 2
    in_words = replace(chosen, place=replace(chosen.place, name="Weighbridge"))
    (aitr, *_rest) = csv.DictReader(io.StringIO(forms.aitr_csv([in_words])))
    assert aitr["Location of incident"] == "Weighbridge"
