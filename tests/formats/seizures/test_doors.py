"""What is settled before an import, how columns are told, and reports as files for other programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kouprey.domain import seizures as sz
from kouprey.formats import seizures as forms
from kouprey.formats.seizures.ical import Entry, as_ical

BOOK = sz.book(date(2026, 11, 20))
HEADER = "Date of seizure,Species,Description (type) of specimen,Quantity,Unit,Country of seizure,Mode of transport,"
HEADER += "Reason for seizure,Detecting agency,Additional information"
GOOD = "2026-03-02,Manis javanica,SCA,12,kg,KH,road,smuggling,Customs,"


def read(path: Path, *rows: str, header: str = HEADER, **how) -> forms.Imported:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return forms.read_file(path, BOOK, **how)


def test_names_are_taken_out_or_said_to_be_none_and_nothing_else_changes(tmp_path: Path):
    found = read(tmp_path / "t.csv", GOOD + "Driver Mr Sok Invented was asked by Dr Vet Office.", GOOD + "Nothing.")
    first, second = forms.named(found)
    assert (first.text, first.line, second.text) == ("Mr Sok Invented", 2, "Dr Vet Office")
    assert "Sok" not in first.key
    half = forms.settled(found, {first.key: forms.TAKE_OUT})
    assert [one.text for one in forms.named(half)] == ["Dr Vet Office"]
    whole = forms.settled(found, {first.key: forms.TAKE_OUT, second.key: forms.KEEP})
    assert not whole.names
    assert whole.loaded[0].incident.note == "Driver […] was asked by Dr Vet Office."
    assert whole.loaded[1] == found.loaded[1]
    assert (whole.read, whole.rejected) == (found.read, found.rejected)


def test_a_word_that_no_list_knows_is_told_once_and_then_known(tmp_path: Path):
    row = GOOD.replace("road", "ox cart")
    found = read(tmp_path / "t.csv", row, row, GOOD)
    (word,) = forms.unknown_words(found, sz.synonyms())
    assert (word.vocabulary, word.word, word.rows) == ("transport", "ox cart", 2)
    taught = sz.synonyms([sz.Learned("transport", "Ox  Cart", "road")])
    again = read(tmp_path / "t.csv", row, row, GOOD, synonyms=taught)
    assert (again.rows_loaded, forms.unknown_words(again, taught)) == (3, ())


def test_columns_are_seen_even_where_none_is_understood_and_one_can_be_left_out(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("Wann,Was,Wieviel\n2026-03-02,Manis javanica,12\n2026-03-03,Manis javanica,13\n")
    heading, columns = forms.columns(path)
    assert heading.found < 2
    assert [(one.header, one.field) for one in columns] == [("Wann", ""), ("Was", ""), ("Wieviel", "")]
    assert columns[2].samples == ("12", "13")
    _heading, told = forms.columns(path, {"date": "Wann", "species": "Was", "quantity": "Wieviel"})
    assert [one.field for one in told] == ["date", "species", "quantity"]
    left = forms.recognise(["Date", "Species", "Remarks"], {f"{forms.LEFT_OUT}0": "Species"})
    assert left.fields[:2] == ("date", "")


def test_rejected_rows_go_out_without_what_seems_to_name_a_person(tmp_path: Path):
    found = read(tmp_path / "t.csv", GOOD.replace("2026-03-02", "2026-13-45") + "Driver Mr Sok Invented.")
    (row,) = csv.DictReader(io.StringIO(forms.rejects_csv(found.rejected)))
    assert (row["line"], row["field"], row["value"]) == ("2", "date", "2026-13-45")
    assert row["reason"]
    assert row["remedy"]
    assert "Sok" not in row["text"]


@pytest.mark.parametrize("form", forms.FORMS)
def test_every_form_goes_out_as_every_kind_of_file_with_the_same_rows(form: str):
    seized = [one for one in sz.generate(3, count=40, until=date(2026, 11, 1)) if sz.counted(one)]
    country, year = seized[0].place.country, seized[0].year
    made = forms.report(seized, country, year, consent=False)
    files = {suffix: forms.carried(form, made, suffix) for suffix in forms.SUFFIXES}
    rows = list(csv.reader(io.StringIO(files["csv"].content.decode())))
    told = json.loads(files["json"].content)
    table = pq.read_table(io.BytesIO(files["parquet"].content))
    assert len({file.incidents for file in files.values()}) == 1
    assert (len(told["rows"]), table.num_rows) == (len(rows) - 1, len(rows) - 1)
    assert table.column_names == rows[0]
    assert "UNVERIFIED" in told["about"]["layout"]
    assert told["about"]["synthetic"] is files["csv"].synthetic
    assert (told["about"]["consent"] is False) is (form != "etis")
    assert files["xlsx"].content.startswith(b"PK")


def test_a_calendar_file_folds_long_lines_and_guards_its_marks():
    long = Entry("a@b", date(2026, 10, 31), "Annual illegal trade report, due; now", "ទិន្នន័យ " * 30, False)
    text = as_ical([long, long._replace(id="c@d", done=True)], title="Duties", at=datetime(2026, 1, 2, tzinfo=UTC))
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "SUMMARY:Annual illegal trade report\\, due\\; now" in lines
    assert "DTSTART;VALUE=DATE:20261031" in lines
    assert text.replace("\r\n ", "").count("DESCRIPTION:ទិន្នន័យ ទិន្នន័យ") == 2
    assert lines.count("BEGIN:VALARM") == 1
