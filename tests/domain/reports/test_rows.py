"""From the cells of a record to a row: words become codes, sides become a direction, nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.domain.reports.rows import FIELDS, Refusal, Reporting, ReportRow, row_of
from kouprey.domain.reports.words import clean, direction_of, tidy, words, year_of, year_of_date

WORDS = words()
KH = Reporting("KH")


def made(asked: Reporting = KH, **cells: str) -> ReportRow:
    found = row_of(cells, 2, "", asked, WORDS)
    assert isinstance(found, ReportRow), found
    return found


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("term", "Live", "LIV"), ("term", " liv ", "LIV"), ("term", "ivory  carvings", "IVC"),
        ("term", "quills of porcupine", "quills of porcupine"),
        ("unit", "kg", "KGM"), ("unit", "KIL", "KGM"), ("unit", "No.", ""), ("unit", "NAR", ""),
        ("unit", "jar", "jar"),
        ("partner", "viet nam", "VN"), ("partner", "na", "NA"), ("origin", "xx", "XX"),
        ("partner", "Atlantis", "Atlantis"),
        ("appendix", "ii", "II"), ("source", "w", "W"), ("quantity", "12.50", "12.5"), ("quantity", "1,5", "1,5"),
        ("year", "2025-03-01", "2025"), ("year", "01/03/2025", "2025"), ("year", "2025.0", "2025"),
        ("year", "25", "25"),
        ("year", "20255", "20255"), ("taxon", "Naja\natra\x00", "Naja atra"), ("taxon", "Bo\u0061\u0301", "Boá"),
    ],
)  # fmt: skip
def test_tidy(field: str, text: str, kept: str) -> None:
    assert tidy(field, text, WORDS) == kept


@given(st.sampled_from(FIELDS), st.text())
def test_tidy_twice_is_tidy_once(field: str, text: str) -> None:
    once = tidy(field, text, WORDS)
    assert tidy(field, once, WORDS) == once


@pytest.mark.parametrize(
    ("text", "year"),
    [("45730", "2025"), ("12 Mar 2025", "2025"), ("2025-03-01 10:00:00", "2025"), ("spring", "spring"), ("", "")],
)
def test_years_of_dates(text: str, year: str) -> None:
    assert year_of_date(text) == year


def test_a_range_names_no_year() -> None:
    assert year_of("2011-2014") == "2011-2014"


@pytest.mark.parametrize(
    ("word", "side"), [("Re-export", "E"), ("IMPORTS", "I"), ("i", "I"), ("transit", ""), ("", "")]
)
def test_words_for_the_direction(word: str, side: str) -> None:
    assert direction_of(word) == side


@pytest.mark.parametrize(
    ("cells", "direction", "partner"),
    [
        ({"importer": "CN", "exporter": "KH"}, "E", "CN"),
        ({"importer": "KH", "exporter": "Viet Nam"}, "I", "VN"),
        ({"importer": "KH", "exporter": ""}, "I", ""),
        ({"importer": "KH", "exporter": "KH"}, "E", "KH"),
        ({"importer": "CN", "exporter": "KH", "direction": "import"}, "E", "CN"),
        ({"importer": "CN"}, "E", "CN"),
        ({"exporter": "CN"}, "I", "CN"),
        ({"partner": "CN", "direction": "Re-exports"}, "E", "CN"),
    ],
)
def test_who_sent_to_whom(cells: dict[str, str], direction: str, partner: str) -> None:
    row = made(**cells)
    assert (row.direction, row.partner) == (direction, partner)
    assert {row.importer, row.exporter} == {"KH", partner}
    assert (row.exporter == "KH") == (direction == "E")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"importer": "CN", "exporter": "TH"}, "importer"),
        ({"importer": "", "exporter": ""}, "importer"),
        ({"partner": "CN", "direction": "transit"}, "direction"),
        ({"partner": "CN"}, "direction"),
    ],
)
def test_what_is_no_row_of_this_report(cells: dict[str, str], field: str) -> None:
    found = row_of(cells, 2, "", KH, WORDS)
    assert isinstance(found, Refusal)
    assert found.field == field
    assert found.reason


def test_the_year_of_the_report_fills_only_what_is_blank() -> None:
    asked = Reporting("KH", "E", "2025")
    assert made(asked, partner="CN").year == "2025"
    assert made(asked, partner="CN", year="2024").year == "2024"
    assert made(asked, partner="CN", date="2023-01-02").year == "2023"
    assert made(asked, partner="CN", year="", date="2023-01-02").year == "2023"


def test_clean_keeps_every_letter() -> None:
    assert clean(" ច័ន្ទ\tក្រាស់ ") == "ច័ន្ទ ក្រាស់"
