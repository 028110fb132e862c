"""Tables as people keep them: read or refused with a reason, every row accounted for, no file too strange."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize
from uuid import uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from kouprey.domain import seizures as sz
from kouprey.domain.lists import load
from kouprey.domain.records.schema import fitted, snapshot
from kouprey.formats import seizures as forms
from kouprey.formats.seizures import dirt, taking
from kouprey.formats.seizures.dirt import Dirt
from kouprey.formats.seizures.headings import fold, told_apart
from kouprey.formats.seizures.rows import SPACE, id_of
from kouprey.kernel import aside
from kouprey.kernel.errors import KoupreyError, UnusableFile

BOOK = sz.book(date(2026, 11, 20))
WORDS = sz.synonyms()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2026-11-20", "2026-11-20"), ("2014", "2014"), ("2009-2015", "2009/2015"), ("SPLIT 2015-2016", "2015/2016"),
        ("41852", "2014-08-01"), ("41852.5", "2014-08-01"), 
        ("20/11/2026", "2026-11-20"), ("11/20/2026", "2026-11-20"),
        ("5/5/2020", "2020-05-05"), ("12 Nov 2026", "2026-11-12"), ("November 2026", "2026-11"), ("  ", ""),
        ("Nov 12, 2026", "2026-11-12"), ("12-Nov-2026", "2026-11-12"), ("2014年5月6日", "2014-05-06"), ("N/A", ""),
        ("2014年5月", "2014-05"), ("2567-05-06", "2024-05-06"), ("2026-11-20T10:00:00", "2026-11-20"), ("-", ""),
        ("2026/11/20", "2026-11-20"), ("20.11.2026", "2026-11-20"), ("2026-11-20 00:00:00", "2026-11-20"),
        ("2026-10/2026-11", "2026-10/2026-11"), ("3rd May 2019", "2019-05-03"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(cell: str, text: str) -> None:
    assert str(dirt.read_date(cell) or "") == text


@pytest.mark.parametrize(
    "cell",
    ["05/08/10", "05/08/2010", "2026-13-40", "yesterday", "12", "99999", "0204-01-01", "2015-2009", "31/02/2020",
     "12 Foo 2026"],
)  # fmt: skip
def test_dates_that_can_be_two_or_none_are_refused(cell: str) -> None:
    with pytest.raises(Dirt) as refused:
        dirt.read_date(cell)
    assert refused.value.remedy


def test_a_table_may_say_which_stands_first() -> None:
    assert str(dirt.read_date("05/08/2010", day_first=True)) == "2010-08-05"
    assert str(dirt.read_date("05/08/2010", day_first=False)) == "2010-05-08"
    assert str(dirt.read_parts("2019", "1", "")) == "2019-01"
    assert str(dirt.read_parts("2019", "May", "3")) == "2019-05-03"
    assert str(dirt.read_parts("2019", "0", "0")) == "2019"
    assert dirt.read_parts("", "1", "1") is None


E, A, P, N = sz.Amount.EXACT, sz.Amount.ESTIMATED, sz.Amount.PRESENT, sz.Amount.NONE


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("12", (E, Decimal(12), "")), ("1,200.5", (E, Decimal("1200.5"), "")), ("12 kg", (E, Decimal(12), "kg")),
        ("~12", (A, Decimal(12), "")), ("about 3 kg", (A, Decimal(3), "kg")), ("Y", (P, None, "")),
        ("", (P, None, "")),
        ("N/A", (P, None, "")), ("0", (N, None, "")), ("none", (N, None, "")), ("12公斤", (E, Decimal(12), "公斤")),
        ("approx. 1,000", (A, Decimal(1000), "")), ("3 m3", (E, Decimal(3), "m3")),
    ],
)  # fmt: skip
def test_quantities_have_three_states(cell: str, found: tuple[Any, ...]) -> None:
    assert dirt.read_quantity(cell) == found


@pytest.mark.parametrize(
    "cell", ["4; 41", "10-15", "many", "-3", "1.200,5", "1 200", "2 tusks and 3 pieces", "1e999"]
)
def test_several_numbers_or_none_are_refused(cell: str) -> None:
    with pytest.raises(Dirt):
        dirt.read_quantity(cell)


def test_words_are_parted_and_each_is_one_of_the_list() -> None:
    assert dirt.read_codes("transport", "By road / By Road / by road / by river", WORDS) == ("road", "river")
    assert dirt.read_codes("disposal", "Education, museum or training; burnt", WORDS) == ("education", "destroyed")
    assert dirt.read_codes("transport", "car, train", WORDS) == ("road", "rail")
    assert dirt.read_codes("concealment", "   ", WORDS) == ()
    with pytest.raises(Dirt) as refused:
        dirt.read_codes("transport", "by lorrry", WORDS)
    assert "lorrry" in refused.value.reason


def test_namibia_is_a_country_and_shares_are_kept() -> None:
    assert dirt.read_countries("NA", WORDS) == (dirt.Share("NA"),)
    assert dirt.read_countries("KE 60%; TZ (40 %)", WORDS) == (
        dirt.Share("KE", Decimal(60)), dirt.Share("TZ", Decimal(40)),
    )  # fmt: skip
    assert dirt.read_countries("China - Hong Kong", WORDS) == (dirt.Share("HK"),)
    assert dirt.read_countries("Hong Kong SAR, Malaysia", WORDS) == (dirt.Share("HK"), dirt.Share("MY"))
    with pytest.raises(Dirt):
        dirt.read_countries("Atlantis", WORDS)


def test_people_are_counted_and_never_named() -> None:
    assert dirt.read_people("VN 2; China", "", WORDS) == (sz.People("VN", 2), sz.People("CN"))
    assert dirt.read_people("Viet Nam", "3", WORDS) == (sz.People("VN", 3),)
    assert dirt.read_people("", "3", WORDS) == (sz.People("", 3),)
    with pytest.raises(Dirt, match="nationality"):
        dirt.read_people("Somebody Example", "", WORDS)


def test_money_has_one_currency() -> None:
    assert dirt.read_money("1,000", "usd") == sz.Money(Decimal(1000), "USD")
    assert dirt.read_money("USD 5.50", "") == sz.Money(Decimal("5.50"), "USD")
    assert dirt.read_money("", "USD") is None
    for cell, currency in (("5", ""), ("USD 5", "EUR"), ("five", "USD")):
        with pytest.raises(Dirt):
            dirt.read_money(cell, currency)


def take(tmp: Path, rows: list[list[str]], name: str = "t.csv", mark: str = ",", **more: Any) -> forms.Imported:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    (tmp / name).write_text(out.getvalue(), encoding="utf-8")
    return forms.read_file(tmp / name, BOOK, **more)


CEN = [
    ["Administration", "Place of seizure / Customs office", "Seizure date (dd/mm/yyyy)", "Direction of movement",
     "Conveyance type", "Concealing method", "Detecting method", "Departure", "Destination / arrival",
     "Goods description", "Species", "Quantity seized", "Quantity unit", "CEN number", "Agency"],
    ["Viet Nam", "Hai Phong Port", "13/05/2019", "import", "ship", "among cargo", "x-ray", "Nigeria", "China",
     "pangolin scales", "Manidae", "5,200", "kg", "CEN-1", "Customs"],
]  # fmt: skip
TWIX = [
    ["Reporting Member State", "Date of offence", "Enforcement service", "Specimen species", "Specimen description",
     "Quantity", "Unit", "Type of infraction", "Last country before seizure", "Declared origin",
     "Intended destination"],
    ["MY", "2020-02-03", "wildlife department", "Cuora amboinensis", "live", "200", "specimens",
     "no cites permit", "", "ID", "CN"],
]  # fmt: skip
NATIONAL = [
    ["Ngày bắt giữ", "Loài", "mô tả", "Số lượng", "Đơn vị", "Địa điểm", "Cơ quan", "Ghi chú"],
    ["20/11/2021", "tê tê Java", "live", "4", "con", "Móng Cái", "police", ""],
]


def test_exports_of_three_kinds_are_read_by_their_words(tmp_path: Path) -> None:
    cen = take(tmp_path, CEN).loaded[0].incident
    assert (cen.place.code, cen.transport, cen.detection, cen.concealment) == (
        "vn-hai-phong-port", ("sea",), ("x-ray",), ("mixed",),
    )  # fmt: skip
    assert (cen.specimens[0].taxon, cen.specimens[0].quantity.number, cen.reference) == (
        "Manidae spp.",
        5200,
        "CEN-1",
    )
    assert [(leg.role, leg.country) for leg in cen.legs] == [("export", "NG"), ("destination", "CN")]
    national = take(tmp_path, NATIONAL, country="VN").loaded[0].incident
    assert (national.place.code, national.specimens[0].taxon) == ("vn-mong-cai", "Manis javanica")
    assert (national.specimens[0].appendix, national.specimens[0].reported) == ("I", "tê tê Java")


def test_a_word_that_no_list_has_is_refused_and_then_learned(tmp_path: Path) -> None:
    first = take(tmp_path, TWIX)
    assert (first.read, first.rows_loaded) == (1, 0)
    fault = first.rejected[0].first
    assert (fault.field, fault.value, first.rejected[0].line) == ("unit", "specimens", 2)
    taught = WORDS.learn("unit", "specimens", "")
    again = take(tmp_path, TWIX, synonyms=taught)
    assert again.rejected == ()
    assert again.loaded[0].incident.legs[0].country == "ID"


def test_columns_stand_in_any_order_and_case_with_blank_rows_and_titles_above(tmp_path: Path) -> None:
    order = list(reversed(range(len(CEN[0]))))
    shuffled = [
        ["A title of the office"],
        [],
        [CEN[0][n].upper() for n in order],
        [],
        [CEN[1][n] for n in order],
        ["", ""],
    ]
    mixed = take(tmp_path, shuffled, mark=";")
    assert mixed.read == mixed.rows_loaded == 1
    assert mixed.loaded[0].lines == (5,)
    assert (
        mixed.loaded[0].incident.specimens[0].quantity == take(tmp_path, CEN).loaded[0].incident.specimens[0].quantity
    )


def test_a_source_says_once_what_its_columns_are_called(tmp_path: Path) -> None:
    rows = [["Wann", "Was", "Wieviel", "Art"], ["2020-01-02", "LIV", "3", "Manis javanica"]]
    with pytest.raises(UnusableFile):
        take(tmp_path, rows, country="VN")
    told = {"date": "Wann", "term": "Was", "quantity": "Wieviel", "species": "Art"}
    found = take(tmp_path, rows, country="VN", told=told, kind=sz.Kind.OFFER)
    assert found.rows_loaded == 1
    heading = forms.recognise(rows[0], told)
    assert heading.as_mapping() == told
    close = forms.recognise(["Date of seizur", "Species"])
    assert forms.suggestions(close, "date") == ("Date of seizur",)
    assert "date" in forms.fields()


def test_workbooks_with_extra_sheets_typed_dates_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Notes of the office"])
    book.active.append(["nothing here"])
    sheet = book.create_sheet("2020")
    sheet.append(["Date of seizure", "Country", "Species", "Term", "Quantity", "Unit", "Agency"])
    sheet.append([date(2020, 5, 6), "VN", "Manis javanica", "SCA", 12.5, "kg", "Customs"])
    sheet.append([41852, "VN", "Manis javanica", "LIV", 3, None, "Police"])
    book.save(tmp_path / "t.xlsx")
    found = forms.read_file(tmp_path / "t.xlsx", BOOK)
    assert found.left_sheets == ("Sheet",)
    assert [str(one.incident.when) for one in found.loaded] == ["2020-05-06", "2014-08-01"]
    assert [one.incident.specimens[0].quantity.number for one in found.loaded] == [Decimal("12.5"), 3]
    assert {one.sheet for one in found.loaded} == {"2020"}


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_etis_exports_of_three_generations_are_imported(tmp_path: Path, generation: int) -> None:
    form = forms.etis_layout(generation)
    cells = {
        "id": "E-77", "year": "2018", "date": "2018-03-04", "agency": "Customs",
        "activities": "import", "place": "Boten",
        "country": "LA", "origin": "KE 50%; TZ 50%", "export": "TH", "transit": "", "destination": "CN",
        "species": "Loxodonta africana", "raw_pieces": "4", "raw_weight": "22.5", "worked_weight": "Y",
        "ivory_note": "tusks in a lorry", "transport": "Road", "people": "CN 1",
    }  # fmt: skip
    row = [cells.get(name, "") for name in form.fields]
    found = take(tmp_path, [list(form.headers), row])
    assert found.rejected == ()
    assert (found.headings[0].shape, found.headings[0].generation) == ("etis", generation)
    incident = found.loaded[0].incident
    assert (incident.reference, incident.place.code, incident.note) == ("E-77", "la-boten", "tusks in a lorry")
    raw, worked = incident.specimens
    assert (raw.term, raw.count, raw.kilograms, worked.quantity.amount) == ("TUS", 4, Decimal("22.5"), P)
    assert [leg.share for leg in incident.of_role(sz.Role.ORIGIN)] == [50, 50]


OWN = ["incident_id", "Date of seizure", "Country of seizure", "Species", "Description (type) of specimen",
       "Quantity", "Unit", "Detecting agency", "Additional information"]  # fmt: skip


def test_rows_of_one_seizure_are_joined_and_one_that_contradicts_is_refused_alone(tmp_path: Path) -> None:
    rows = [
        OWN,
        ["A", "2020-05-06", "VN", "Manis javanica", "SCA", "3", "kg", "Customs", ""],
        ["B", "2020-05-07", "VN", "Manis javanica", "SCA", "3", "kg", "Customs", "driver Mr Example"],
        ["A", "2020-05-06", "VN", "Panthera tigris", "BON", "4; 41", "kg", "Customs", ""],
        ["A", "2020-05-06", "VN", "Panthera tigris", "BON", "2", "kg", "", ""],
        ["A", "2020-05-08", "VN", "Panthera tigris", "SKI", "2", "", "Customs", ""],
        ["C", "", "VN", "Panthera tigris", "SKI", "2", "", "Customs", ""],
    ]
    found = take(tmp_path, rows)
    assert (found.read, found.rows_loaded, len(found.rejected)) == (6, 3, 3)
    assert [(one.lines, len(one.incident.specimens)) for one in found.loaded] == [((2, 5), 2), ((3,), 1)]
    assert [(one.line, one.first.field) for one in found.rejected] == [(4, "quantity"), (6, "date"), (7, "when")]
    assert all(fault.reason and fault.remedy for one in found.rejected for fault in one.faults)
    assert [finding.value for finding in found.names] == ["Mr Example"]
    again = take(tmp_path, rows)
    assert [one.incident for one in again.loaded] == [one.incident for one in found.loaded]
    assert again.sha256 == found.sha256


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    for name, content in (
        ("a.csv", b""),
        ("b.csv", b"hello"),
        ("c.xlsx", b"PK\x03\x04junk"),
        ("d.csv", b"a,b\n1,2\n"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnusableFile):
            forms.read_file(tmp_path / name, BOOK)
    with pytest.raises(UnusableFile):
        forms.read_file(tmp_path / "absent.csv", BOOK)


COUNTRIES = [row["code"] for row in load("countries").rows]


@given(st.lists(st.text() | st.integers(), max_size=4))
def test_ids_are_those_of_their_name_space(parts: list[str | int]) -> None:
    """Tables that were imported years ago must be met again: these ids are for ever."""
    try:
        wanted = str(uuid5(SPACE, "\x1f".join(map(str, parts))))
    except UnicodeEncodeError:
        return
    assert id_of(*parts) == wanted
    assert id_of("incident", "KH-1") == "fa99af90-959e-5ae6-9618-39f0f0364e95"


@pytest.mark.parametrize(("given", "kept"), [
    ("KH  12\n3", "KH 12 3"), ("Kho\u0301 7", "Khó 7"), ("A\x07 1", None), ("9" * 600, "9" * 500),
])  # fmt: skip
def test_an_id_that_is_none_of_ours_is_kept_as_text_is_kept(tmp_path: Path, given: str, kept: str | None) -> None:
    header = ["incident_id", "Date of seizure", "Country", "Species", "Type of specimen", "Detecting agency"]
    found = take(tmp_path, [header, [given, "2026-01-02", "KH", "Manis javanica", "SCA", "Customs"]])
    if kept is None:
        assert [one.first.field for one in found.rejected] == ["incident_id"]
        return
    (one,) = found.loaded
    assert one.incident.reference == kept
    values = sz.to_values(one.incident)
    assert fitted(sz.INCIDENT, values, COUNTRIES) == values


def test_texts_that_would_not_stay_are_named(tmp_path: Path) -> None:
    one = sz.Incident(id="1")
    assert sz.unkept(one) == []
    for field, wrong in (
        ("note", "a\x07"),
        ("law", "two  blanks"),
        ("source", "9" * 5_001),
        ("agency_name", "x" * 501),
    ):
        assert sz.unkept(replace(one, **{field: wrong})) == [field]
    assert sz.unkept(replace(one, place=sz.Place(admin1=" x"))) == ["place"]
    assert sz.unkept(replace(one, specimens=(sz.Specimen("1", reported="\x00"),))) == ["specimens"]


CELLS = st.one_of(
    st.sampled_from([
        "", " ", "N/A", "Y", "0", "12", "4; 41", "~3", "VN", "NA", "XX", "China - Hong Kong", "KE 60%; TZ 40%",
        "By road",
        "By road / By Road", "2019", "05/08/10", "41852", "SPLIT 2015-2016", "2009-2015", "Manis javanica",
        "pangolin",
        "SCA", "LIV", "kg", "no.", "USD", "1,000", "Customs", "routine", "=1+1", "#REF!", "none", "象牙",
        "Mr Example",
        "99999999999999999999999999", "1e5", "-5", "½", "٣", "\u200b",
    ]),
    st.text(max_size=12),
)  # fmt: skip
FIELDS = ["incident_id", *forms.layout_of(forms.AITR).headers, "Weight (kg)", "Latitude", "Longitude",
          "Month", "Day", "Year", "Number of people",
          "Type of incident", "Origin confirmed", "Something else"]  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = draw(st.lists(st.sampled_from(FIELDS), min_size=4, max_size=14, unique=True))
    header = ["Date of seizure", "Species", *(name for name in header if name not in ("Date of seizure", "Species"))]
    return [header, *draw(st.lists(st.lists(CELLS, max_size=len(header) + 1), max_size=5))]


FUZZ = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(tables(), st.sampled_from([",", ";", "\t"]))
def test_read_is_loaded_and_rejected_whatever_stands_in_the_cells(
    tmp_path_factory: Any, rows: list[list[str]], mark: str
) -> None:
    path = tmp_path_factory.mktemp("dirt") / "t.csv"
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", errors="replace", newline="")
    try:
        found = forms.read_file(path, BOOK, country="VN")
    except UnusableFile:
        return
    assert found.read == found.rows_loaded + len(found.rejected)
    lines = [line for one in found.loaded for line in one.lines] + [one.line for one in found.rejected]
    assert len(set(lines)) == len(lines)
    for one in found.rejected:
        assert one.faults
        assert all(fault.reason and fault.remedy for fault in one.faults)
    for one in found.loaded:
        assert sz.errors(sz.judge(one.incident, BOOK)) == 0
        assert sz.of_snapshot(sz.snapshot(one.incident)) == one.incident
        values = sz.to_values(one.incident)  # which an import keeps as they are (`keepers.Judged`)
        assert fitted(sz.INCIDENT, values, COUNTRIES) == values
        assert json.dumps(values, ensure_ascii=False) == snapshot(values)


@settings(FUZZ, max_examples=15)
@given(tables())
def test_a_table_read_in_two_halves_is_the_same(tmp_path_factory: Any, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("halves") / "t.csv"
    out = io.StringIO()
    csv.writer(out).writerows([*rows, *rows[1:]])
    path.write_text(out.getvalue(), encoding="utf-8", errors="replace", newline="")
    try:
        whole, _told = in_halves(path, aside.MUCH)
    except UnusableFile:
        return
    assert in_halves(path, 1)[0] == whole


def in_halves(path: Path, much: int) -> tuple[Any, list[tuple[int, int]]]:
    """What a table holds, read in two parts where that many records are much, and what was told meanwhile."""
    told: list[tuple[int, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aside, "MUCH", much)
        patch.setattr(taking, "_OFTEN", 1)
        patch.setattr("os.sched_getaffinity", lambda _process: {0, 1}, raising=False)
        return forms.read_file(path, BOOK, tick=lambda done, total: told.append((done, total))), told


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_what_has_rows_in_both_halves_is_read_whole(tmp_path: Path, name: str) -> None:
    rest = ["VN", "Manis javanica", "SCA", "3", "kg", "Customs", ""]
    first = [["A", "2020-05-06"], ["B", ""], ["", "2020-05-01"], ["D", "2020-05-02"], ["E", "2020-05-03"], ["G", ""]]
    second = [["F", "2020-05-04"], ["A", "2020-05-06"], ["A", "2020-05-08"], ["B", "2020-05-09"], ["G", ""],
              ["E", "20xx"]]  # fmt: skip
    path = tmp_path / name
    if name == "t.csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([OWN, *(row + rest for row in first + second)])
    else:
        book = Workbook()
        for title, rows in (("Z", first), ("A", second)):
            sheet = book.create_sheet(title)
            for row in (OWN, *(row + rest for row in rows)):
                sheet.append(row)
        book.save(path)
    whole, told = in_halves(path, aside.MUCH)
    halves, meanwhile = in_halves(path, 1)
    assert halves == whole
    assert [one.incident.reference for one in whole.loaded] == ["A", "B", "", "D", "E", "F"]
    assert [len(one.lines) for one in whole.loaded] == [2, 2, 1, 1, 1, 1]
    assert sorted(one.first.field for one in whole.rejected) == ["date", "date", "when", "when"]
    for ticks in (told, meanwhile):
        assert ticks
        assert ticks == sorted(ticks)
        assert all(done <= total for done, total in ticks)


def read_anything(path: Path) -> None:
    try:
        forms.read_file(path, BOOK)
    except KoupreyError as refused:
        assert str(refused)  # noqa: PT017 - any other exception fails the test


@settings(FUZZ, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered(tmp_path_factory: Any, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "t"
    path.write_bytes(content)
    read_anything(path)


@settings(FUZZ, max_examples=40)
@given(st.data())
def test_damaged_workbooks_and_tables_are_answered(tmp_path_factory: Any, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(damaged()))
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "t"
    path.write_bytes(bytes(content[: data.draw(st.sampled_from([len(content), len(content) // 2]))]))
    read_anything(path)


def damaged(kept: dict[str, list[bytes]] = {}) -> list[bytes]:  # noqa: B006 - made once
    if not kept:
        made = tuple(sz.generate(3, 6))
        kept["all"] = [forms.aitr_xlsx(forms.Report("VN", 2024, made), own=True), forms.aitr_csv(made).encode()]
    return kept["all"]


def test_the_dictionary_that_newsrooms_use_is_understood() -> None:
    sample = Path(__file__).parents[4] / "shared" / "data" / "seizures" / "aitr-style-data-dictionary.csv.gz"
    if not sample.is_file():
        pytest.skip("the samples are not at hand")
    import gzip

    with gzip.open(sample, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["group"].startswith("Seizure")]
    heading = forms.recognise([row["column"] for row in rows])
    known = {"date", "year", "month", "day"} & set(heading.fields)
    assert known == {"year", "month", "day"}
    assert {
        "country",
        "admin1",
        "place",
        "agency",
        "transit",
        "origin",
        "species",
        "term",
        "quantity",
        "unit",
    } <= set(heading.fields)
    assert "Subjects (perpetrator, defendant)" in heading.unknown


HEAD = "Date of seizure,Species,Term,Quantity,Country of seizure,Agency\n"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("ตัวนิ่ม", "tis-620"),
        ("穿山甲鳞片", "gb18030"),
        ("穿山甲", "big5"),
        ("センザンコウ", "shift-jis"),
        ("งา", "tis-620"),
        ("象", "gb18030"),
        ("con Mo\u0300ng", "cp1258"),
    ],
)
def test_another_alphabet_in_another_encoding_is_refused_and_never_rubbish(
    tmp_path: Path, name: str, encoding: str
) -> None:
    path = tmp_path / "national.csv"
    path.write_bytes(f"{HEAD}2024-05-06,{name},LIV,5,KH,Customs\n".encode(encoding))
    for read in (lambda: forms.read_file(path, BOOK), lambda: forms.columns(path)):
        with pytest.raises(UnusableFile, match="another encoding") as refused:
            read()
        assert "UTF-8" in str(refused.value.remedy)
    path.write_bytes(f"{HEAD}2024-05-06,{name},LIV,5,KH,Customs\n".encode("utf-16"))
    assert forms.read_file(path, BOOK).loaded[0].incident.specimens[0].reported == normalize("NFC", name)


@pytest.mark.parametrize(
    "name", ["Pangolin géant", "«\u00a0Étang\u00a0»", "espèce créée", "peça de 5 m² §§ 3", "“œil” – 20 €"]
)
def test_western_european_is_read_without_being_asked(tmp_path: Path, name: str) -> None:
    path = tmp_path / "western.csv"
    path.write_bytes(f"{HEAD}2024-05-06,{name},LIV,5,KH,Customs\n".encode("cp1252"))
    assert forms.read_file(path, BOOK).loaded[0].incident.specimens[0].reported == " ".join(name.split())


def test_a_workbook_is_known_by_what_it_holds_whatever_it_is_called(tmp_path: Path) -> None:
    book = Workbook()
    for row in csv.reader(io.StringIO(f"{HEAD}2024-05-06,Manis javanica,LIV,5,KH,Customs\n")):
        book.active.append(row)
    path = tmp_path / "table"
    book.save(path)
    assert forms.read_file(path, BOOK).rows_loaded == 1


def test_columns_of_one_name_are_told_apart_and_can_each_hold_something(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(
        "Date,Species,Species,Term,Country,Agency\n2024-05-06,shown as,Manis javanica,LIV,KH,Customs\n", "utf-8"
    )
    _heading, found = forms.columns(path)
    assert [one.header for one in found] == ["Date", "Species", "Species (2)", "Term", "Country", "Agency"]
    told = {f"{forms.LEFT_OUT}0": "Species", "species": "Species (2)", "date": "Date"}
    read = forms.read_file(path, BOOK, told=told)
    assert [line.reported for line in read.loaded[0].incident.specimens] == ["Manis javanica"]
    assert [one.field for one in forms.columns(path, told)[1]][1:3] == ["", "species"]


def test_a_name_that_is_given_to_a_column_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    path.write_text("Date,Species,Species,Species 2,Term,Country,Agency\n"
                    "2024-05-06,x,WRONG,Manis javanica,LIV,KH,Customs\n", "utf-8")  # fmt: skip
    read = forms.read_file(path, BOOK, told={"species": "Species 2", "date": "Date"})
    assert [line.reported for line in read.loaded[0].incident.specimens] == ["Manis javanica"]
    for header in (("a", "a (2)", "a"), ("a", "a", "a 2", "a2"), ("", "", "b", "B", "b")):
        names = told_apart(header)
        assert len({fold(one) for one in names if one}) == sum(1 for one in header if one), names
