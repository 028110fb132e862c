"""Table 2 of the founding paper, reproduced; the later law beside it; nothing written over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kouprey.domain import law
from kouprey.domain.law.table_answer import as_dict

PAPER = date(2021, 1, 29)
# State: highest term, serious crime, assistance with China, extradition with China. legal.md 1.1 and 1.2.
TABLE2 = {
    "BN": (5, "met", False, False),
    "KH": (10, "met", False, True),
    "ID": (5, "met", True, True),
    "LA": (5, "met", True, True),
    "MY": (7, "met", True, False),
    "MM": (7, "met", False, False),
    "PH": (12, "met", True, True),
    "SG": (2, "not_met", False, False),
    "TH": (15, "met", True, True),
    "VN": (15, "met", True, False),
    "TL": (None, "unknown", None, None),
    "CN": ("life", "met", None, None),
}
PRINTED = {
    "BN": 2, "KH": 2, "ID": 1, "LA": 1, "MY": 8, "MM": 2, "PH": 2, "TH": 5, "VN": 2, "CN": 2, "SG": 1, "TL": 0,
}  # fmt: skip


def rows(as_of: date, edition: str | None = None) -> dict[str, dict[str, Any]]:
    return {row["country"]: row for row in as_dict(law.table(as_of, edition))["rows"]}


def test_the_table_of_the_paper_is_reproduced() -> None:
    found = rows(PAPER)
    columns = ("max_years", "serious_crime", "mla_with_china", "extradition_with_china")
    assert {country: tuple(row[column] for column in columns) for country, row in found.items()} == TABLE2
    assert sum(row["mla_with_china"] is True for row in found.values()) == 6
    assert sum(row["extradition_with_china"] is True for row in found.values()) == 5


def test_it_has_every_provision_that_was_printed_and_the_footnote_on_singapore() -> None:
    found = rows(PAPER)
    assert {country: len(row["provisions"]) for country, row in found.items()} == PRINTED
    assert sum(PRINTED.values()) == 27 + 1
    assert {p["provenance"] for row in found.values() for p in row["provisions"]} == {"paper"}
    assert {p["verified"] for row in found.values() for p in row["provisions"]} == {False}


def test_the_paper_is_the_default_up_to_its_day_and_never_after() -> None:
    assert law.table(PAPER).register.edition == "paper"
    assert law.table(date(2021, 1, 30)).register.edition == "current"


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("PH", "exactly 4 years"),
        ("PH", "12-year and in the 4-year row"),
        ("KH", "2003 in the table and 2002"),
        ("TH", "royal assent"),
        ("TH", "reserved animals"),
        ("MM", "Repealed on 21 May 2018"),
        ("MY", "Wildlife Conservation Act 2010 is missing"),
        ("MY", "deleted in 2014"),
        ("ID", "Art. 40(2) the penalty"),
        ("SG", "Since 1 November 2022"),
        ("CN", "graduated"),
        ("VN", "Code of 1999 had 7"),
        ("LA", "Penal Code of 2017"),
        ("KH", "Environment and Natural Resources Code"),
        ("VN", "A later source says yes"),
    ],
)
def test_a_known_problem_is_named_where_it_occurs(country: str, words: str) -> None:
    assert [note for note in rows(PAPER)[country]["notes"] if words in note]


@pytest.mark.parametrize(("day", "years", "said"), [("2022-10-31", 2, "not_met"), ("2022-11-01", 6, "met")])
def test_singapore_passes_from_the_first_of_november_2022(day: str, years: int, said: str) -> None:
    row = rows(date.fromisoformat(day))["SG"]
    assert (row["max_years"], row["serious_crime"]) == (years, said)


def test_the_current_edition_has_the_later_law_and_the_disagreement() -> None:
    then, now = rows(PAPER, "current"), rows(date(2023, 6, 1))
    assert [p["id"] for p in then["MM"]["provisions"]] == ["MM-CBPA-T", "MM-CBPA-P"]
    assert (now["MM"]["max_years"], now["MY"]["max_years"]) == (10, 15)
    assert (then["VN"]["extradition_with_china"], rows(PAPER)["VN"]["extradition_with_china"]) == (True, False)
    assert "the sources disagree" in " ".join(then["VN"]["notes"])
    assert sum(row["extradition_with_china"] is True for row in then.values()) == 6


def test_a_maximum_that_nobody_knows_or_verified_is_unknown_not_below() -> None:
    assert rows(date(2026, 6, 1))["ID"]["max_years"] is None
    assert rows(date(2026, 6, 1))["ID"]["serious_crime"] == "unknown"
    unverified = rows(date(2025, 6, 1))["ID"]
    assert (unverified["max_years"], unverified["serious_crime"]) == (15, "unknown")


def test_the_current_edition_never_writes_over_the_paper() -> None:
    assert rows(PAPER, "paper")["MM"]["provisions"][0]["law"].startswith("Protection of Wildlife")
    late = rows(date(2026, 6, 1), "paper")
    assert {country: row["max_years"] for country, row in late.items() if country != "SG"} == {
        country: said[0] for country, said in TABLE2.items() if country != "SG"
    }
