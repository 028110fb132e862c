"""The careful reader: every line has its number, bad ones are set aside with a reason, none is lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from formats.cites_text import bulk, row
from kouprey.formats.cites.careful import Careful, Reject, read
from kouprey.formats.cites.files import unpack

HEADER = bulk()
OPEN = "a quotation mark is opened and not closed"


def line(taxon: str, **values: str) -> str:
    """One line of a bulk file."""
    return bulk(row(taxon=taxon, **values)).removeprefix(HEADER)


def through(tmp_path: Path, content: str | bytes) -> tuple[Careful, list[tuple[int, str]]]:
    """What the reader found, and the line number and taxon of each record it wrote."""
    given, out = tmp_path / "given.csv", tmp_path / "out.csv"
    given.write_bytes(content.encode() if isinstance(content, str) else content)
    (source,) = unpack(given, tmp_path)
    found = read(source, out)
    with out.open(encoding="utf-8", newline="") as file:
        written = [(int(record[0]), record[4]) for record in csv.reader(file)]
    assert found.records == len(written)
    return found, written


@pytest.mark.parametrize(
    "content",
    [
        HEADER + line("A") + "\n\n  \n" + line("B"),
        HEADER.rstrip("\n") + "\r\n" + (line("A") + "\n\n\n" + line("B")).replace("\n", "\r\n"),
        (HEADER + line("A") + "\n\n\n" + line("B")).replace("\n", "\r"),
        (HEADER + line("A") + "\n\n\n" + line("B")).rstrip("\n"),
    ],
    ids=["LF", "CRLF", "CR", "no last line end"],
)
def test_blank_lines_are_skipped_and_counted(content: str, tmp_path: Path) -> None:
    found, written = through(tmp_path, content)
    assert written == [(2, "A"), (6, "B")]
    assert found.rejects == ()


def test_lines_before_the_header_count_too(tmp_path: Path) -> None:
    assert through(tmp_path, "sep=,\n\n" + HEADER + line("A"))[1] == [(4, "A")]


def test_ragged_rows_are_set_aside_with_their_text(tmp_path: Path) -> None:
    short, long = "1,2013,II\n", line("A").rstrip("\n") + ",more\n"
    found, written = through(tmp_path, HEADER + short + line("B") + long + line("C"))
    assert written == [(3, "B"), (5, "C")]
    assert [reject.line for reject in found.rejects] == [2, 4]
    assert found.rejects[0] == Reject(2, "", "1,2013,II", "the row has 3 fields where the header has 20")
    assert found.rejects[1].reason == "the row has 21 fields where the header has 20"


@pytest.mark.parametrize("after", range(6))
def test_after_an_open_quote_reading_resumes_at_the_next_line(after: int, tmp_path: Path) -> None:
    torn = '1,2013,II,"Naja naja\n'
    rest = [f"T{n}" for n in range(after)]
    found, written = through(tmp_path, HEADER + line("A") + torn + "".join(map(line, rest)))
    assert written == [(2, "A"), *((4 + n, taxon) for n, taxon in enumerate(rest))]
    assert found.rejects == (Reject(3, "", torn.rstrip("\n"), OPEN),)


def test_two_open_quotes_are_two_rejects(tmp_path: Path) -> None:
    torn = '1,2013,II,"Naja naja\n'
    found, written = through(tmp_path, HEADER + torn + line("A") + torn + line("B"))
    assert written == [(3, "A"), (5, "B")]
    assert [reject.line for reject in found.rejects] == [2, 4]


def test_a_quoted_line_break_belongs_to_its_record(tmp_path: Path) -> None:
    found, written = through(tmp_path, HEADER + line("A\nb") + line("C"))
    assert written == [(2, "A\nb"), (4, "C")]
    assert found.rejects == ()


def test_quotes_and_delimiters_in_a_value_survive(tmp_path: Path) -> None:
    name = 'Naja "cf." naja, odd; ñ'
    assert through(tmp_path, HEADER + line(name))[1] == [(2, name)]


def test_a_very_long_line_is_shown_in_part(tmp_path: Path) -> None:
    found, _ = through(tmp_path, HEADER + '"' + "x" * 5000 + "\n")
    assert len(found.rejects[0].value) == 500


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\x0b", "\x1c"], ids=ascii)
def test_only_line_ends_end_a_line(mark: str, tmp_path: Path) -> None:
    found, written = through(tmp_path, HEADER + line(f"Naja{mark}naja") + line("B"))
    assert found.rejects == ()
    assert written == [(2, f"Naja{mark}naja"), (3, "B")]
