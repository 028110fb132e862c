"""Lists of taxa: recognised by their columns, every record accounted for, nothing guessed."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from formats.checklist_text import HISTORY, INDEX, LISTINGS, species, table
from kouprey.formats.checklist.reader import Entry, Reading, read
from kouprey.kernel.errors import UnusableFile

SAMPLE = Path(__file__).resolve().parents[4] / "shared/data/listing/Index_of_CITES_Species_2017-04-21.csv.gz"


def given(
    tmp_path: Path, text: str, name: str = "Index_of_CITES_Species_2017-04-21.csv", code: str = "utf-8"
) -> Reading:
    path = tmp_path / name
    path.write_bytes(text.encode(code))
    return read(path)


def one(reading: Reading) -> Entry:
    assert not reading.rejects
    assert len(reading.entries) == 1
    return reading.entries[0]


def test_a_record_of_the_index_with_line_breaks_inside(tmp_path: Path) -> None:
    row = species(
        "Loxodonta africana", "I/II", Class="Mammalia", Order="Proboscidea", Family="Elephantidae",
        AnnotationEnglish="Appendix I:All populations except <i>those</i> of\xa0BW. \nAppendix II:Populations of BW ",
        FullAnnotationEnglish="a\r\nb", SynonymsWithAuthors="Loxodonta cyclotis (Matschie, 1900)",
        EnglishNames="African Elephant, African Savannah Elephant", FrenchNames="Eléphant d'Afrique",
        All_DistributionISOCodes="NA", All_DistributionFullNames="Namibia", NativeDistributionFullNames="Namibia",
    )  # fmt: skip
    reading = given(tmp_path, table(INDEX, row))
    entry = one(reading)
    assert (reading.kind, reading.as_of, reading.read, reading.notices) == ("index", date(2017, 4, 21), 1, ())
    assert (entry.appendix, entry.rank, entry.accepted) == ("I/II", "species", True)
    assert entry.note == "Appendix I: All populations except those of BW. Appendix II: Populations of BW"
    assert [s.name for s in entry.synonyms] == ["Loxodonta cyclotis"]
    assert entry.common == (
        ("en", "African Elephant"),
        ("en", "African Savannah Elephant"),
        ("fr", "Eléphant d'Afrique"),
    )
    assert [tuple(o) for o in entry.distribution] == [("NA", "Namibia", "native")]


def test_the_listings_export_of_species_plus(tmp_path: Path) -> None:
    row = {
        "Id": "1", "Genus": "Manis", "Species": "javanica", "Scientific Name": "Manis javanica", "Rank": "SPECIES",
        "Listing": "I", "Listed under": "Manis javanica", "Full note": "note",
    }  # fmt: skip
    reading = given(tmp_path, table(LISTINGS, row), "cites_listings_2024-05-01 10:00.csv")
    entry = one(reading)
    assert (reading.kind, reading.as_of) == ("listings", date(2024, 5, 1))
    assert (entry.appendix, entry.under, entry.note, entry.accepted) == ("I", "Manis javanica", "note", None)


def test_the_history_of_the_checklist(tmp_path: Path) -> None:
    row = {
        "FullName": "Manis javanica", "RankName": "SPECIES", "Appendix": "I", "ChangeType": "ADDITION",
        "EffectiveAt": "02/01/2017", "IsCurrent": "true",
    }  # fmt: skip
    entry = one(given(tmp_path, table(HISTORY, row)))
    assert (entry.change, entry.effective, entry.current) == ("ADDITION", date(2017, 1, 2), True)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (species("", "I"), "name", "names no taxon"),
        (species("Manis javanica", "IV"), "appendix", "none of I, II, III"),
        (species("Manis javanica", CitesAccepted="perhaps"), "accepted", "neither true nor false"),
        (species("Manis  CULIONENSIS"), "name", "stands in line 2 already"),
    ],
)
def test_what_cannot_be_used_is_set_aside_with_its_line(
    tmp_path: Path, row: dict[str, str], field: str, reason: str
) -> None:
    reading = given(tmp_path, table(INDEX, species("Manis culionensis", AnnotationEnglish="a\nb"), row))
    assert reading.read == len(reading.entries) + len(reading.rejects) == 2
    (reject,) = reading.rejects
    assert (reject.line, reject.field) == (4, field)
    assert reason in reject.reason


@pytest.mark.parametrize(
    ("change", "when", "field"), [("MOVED", "02/01/2017", "change"), ("ADDITION", "31/02/2017", "effective")]
)
def test_a_change_without_a_kind_or_a_day_is_rejected(tmp_path: Path, change: str, when: str, field: str) -> None:
    row = {"FullName": "Manis", "RankName": "GENUS", "Appendix": "I", "ChangeType": change, "EffectiveAt": when}
    assert given(tmp_path, table(HISTORY, row)).rejects[0].field == field


def test_ragged_records_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    text = (
        table(INDEX, species("Manis javanica"))
        + "a,b\n"
        + "\n".join(table(INDEX, species("Naja naja")).splitlines()[1:])
    )
    reading = given(tmp_path, text + "\n")
    assert (reading.read, len(reading.entries), len(reading.rejects)) == (3, 2, 1)
    assert "2 fields where the header has 33" in reading.rejects[0].reason


def test_an_open_quotation_mark_is_told(tmp_path: Path) -> None:
    reading = given(tmp_path, table(INDEX, species("Manis javanica")) + '"open,II\n')
    assert len(reading.entries) == 1
    assert "not a CSV record, up to line" in reading.rejects[0].reason


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_usual_encodings_keep_accents(tmp_path: Path, code: str) -> None:
    entry = one(given(tmp_path, table(INDEX, species("Manis javanica", SpanishNames="Pangolín malayo")), code=code))
    assert entry.common == (("es", "Pangolín malayo"),)


def test_packed_files_and_other_delimiters_are_the_same(tmp_path: Path) -> None:
    plain = table(INDEX, species("Manis javanica"))
    (tmp_path / "packed.csv.gz").write_bytes(gzip.compress(plain.replace(",", ";").encode()))
    assert one(read(tmp_path / "packed.csv.gz")).name == "Manis javanica"


def test_a_file_without_a_date_says_so_unless_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text(table(INDEX, species("Manis javanica")), encoding="utf-8")
    assert read(path).as_of is None
    assert "--as-of" in read(path).notices[0]
    assert read(path, date(2020, 1, 1)).as_of == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "an empty file"),
        ("Id,Kingdom,Scientific Name,Rank,EU Listing,Party\n", "EU or CMS"),
        ("Year,App.,Taxon,Importer,Exporter\n", "trade data"),
        ("a,b,c\n1,2,3\n", "the columns “a, b, c”"),
    ],
)
def test_other_files_are_refused_by_what_they_are(tmp_path: Path, text: str, found: str) -> None:
    with pytest.raises(UnusableFile) as refusal:
        given(tmp_path, text)
    assert found in refusal.value.found


def test_a_damaged_archive_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress(b"x" * 100_000)[:60])
    for name in ("cut.csv.gz", "none.csv"):
        with pytest.raises(UnusableFile):
            read(tmp_path / name)


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the development sample ../shared/data/listing is not here")
def test_the_real_index_counted_against_a_plain_pass() -> None:
    with gzip.open(SAMPLE, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reading = read(SAMPLE)
    assert (reading.read, len(reading.entries), len(reading.rejects)) == (len(rows), 38_079, 0)
    assert Counter(e.appendix for e in reading.entries) == Counter(row["CurrentListing"].strip() for row in rows)
    assert Counter(e.rank.upper() for e in reading.entries) == Counter(row["RankName"] for row in rows)
    assert Counter(e.appendix for e in reading.entries)["II"] == 36_366  # trade.md, section 9
    with_synonyms = {e.name for e in reading.entries if e.synonyms}
    assert with_synonyms == {row["FullName"] for row in rows if row["SynonymsWithAuthors"].strip()}
    codes = Counter(code for row in rows for code in row["All_DistributionISOCodes"].split(", ") if code)
    ours = Counter(code for e in reading.entries for code in {o.country for o in e.distribution if o.country})
    assert all(ours[code] >= count for code, count in codes.items())
    lines = {e.name: e.line for e in reading.entries}
    assert lines[rows[0]["FullName"]] == 2
