"""The lists that access control reads fit together: codes, order, countries, kinds and purposes."""

from __future__ import annotations

import re
import unicodedata

import pytest

from kouprey.domain import lists

NEW = (
    "handling-codes",
    "tlp",
    "grades",
    "secrecy",
    "purposes-of-use",
    "agency-kinds",
    "release-guards",
    "retention",
    "directory",
)
KEYS = {
    "handling-codes": ("code",),
    "tlp": ("label",),
    "grades": ("scheme", "part", "value"),
    "secrecy": ("country", "code"),
    "purposes-of-use": ("code",),
    "agency-kinds": ("code",),
    "release-guards": ("id",),
    "retention": ("kind",),
    "directory": ("country", "kind", "name_en"),
}


def column(name: str, of: str) -> list[str]:
    return [row[of] for row in lists.load(name).rows]


@pytest.mark.parametrize("name", NEW)
def test_no_key_stands_twice(name: str) -> None:
    keys = [tuple(row[part] for part in KEYS[name]) for row in lists.load(name).rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", NEW)
def test_every_text_is_in_composed_form(name: str) -> None:
    cells = [cell for row in lists.load(name).rows for cell in row.values()]
    assert all(unicodedata.is_normalized("NFC", cell) for cell in cells)


@pytest.mark.parametrize("name", ["handling-codes", "tlp", "grades", "secrecy", "release-guards", "directory"])
def test_every_row_has_its_source_and_none_claims_to_be_verified(name: str) -> None:
    assert all(column(name, "source"))
    assert set(column(name, "verified")) == {"no"}


def test_handling_codes_are_the_four_of_europol() -> None:
    assert column("handling-codes", "code") == ["H0", "H1", "H2", "H3"]


def test_tlp_runs_from_clear_to_red_in_colours_on_black() -> None:
    rows = lists.load("tlp").rows
    assert [row["label"] for row in rows] == ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
    assert [row["rank"] for row in rows] == ["0", "1", "2", "3", "4"]
    assert {row["colour_background"] for row in rows} == {"#000000"}
    assert all(re.fullmatch("#[0-9A-F]{6}", row["colour_text"]) for row in rows)


@pytest.mark.parametrize(
    ("likeness", "scheme"),
    [("like_europol_4x4", "europol-4x4"), ("like_uk_5x5x5", "uk-5x5x5"), ("like_admiralty", "admiralty")],
)
def test_a_likeness_names_a_grade_of_the_other_scheme_and_is_flagged(likeness: str, scheme: str) -> None:
    rows = lists.load("grades").rows
    known = {(row["part"], row["value"]) for row in rows if row["scheme"] == scheme}
    mapped = [row for row in rows if row[likeness]]
    assert mapped
    assert all((row["part"], row[likeness]) in known for row in mapped)
    assert all(row["lossy"] == "yes" and row["scheme"] != scheme for row in mapped)


def test_c_of_europol_is_not_c_of_the_admiralty() -> None:
    grades = {(row["scheme"], row["part"], row["value"]): row for row in lists.load("grades").rows}
    assert grades["europol-4x4", "source", "C"]["like_admiralty"] == "D"
    assert grades["admiralty", "source", "C"]["like_europol_4x4"] == ""


def test_the_classes_of_a_state_are_ranked_without_a_gap() -> None:
    rows = lists.load("secrecy").rows
    for country in {row["country"] for row in rows}:
        ranks = sorted(int(row["rank"]) for row in rows if row["country"] == country)
        assert ranks == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("purposes-of-use", "is_judicial"),
        ("purposes-of-use", "combats_crime"),
        ("agency-kinds", "judicial_or_enforcement"),
    ],
)
def test_a_flag_is_yes_or_no_and_both_occur(name: str, of: str) -> None:
    assert set(column(name, of)) == {"yes", "no"}


def test_guards_speak_in_known_purposes_and_words() -> None:
    purposes = set(column("purposes-of-use", "code"))
    for row in lists.load("release-guards").rows:
        assert row["purposes"] == "any" or set(row["purposes"].split("|")) <= purposes
        assert row["nominal"] in {"yes", "no", "any"}
        assert row["recipient"] in {"foreign", "foreign-judicial", "any"}
        assert row["effect"] in {"consent", "block"}
        assert bool(row["consent_of"]) == (row["effect"] == "consent")
        assert all(row[part] for part in ("law", "article", "summary"))


@pytest.mark.parametrize("name", ["secrecy", "release-guards", "directory"])
def test_countries_are_those_of_the_list_of_countries(name: str) -> None:
    known = set(column("countries", "code"))
    assert {country for country in column(name, "country") if country} <= known


def test_a_body_without_a_country_belongs_to_several() -> None:
    regional = [row for row in lists.load("directory").rows if not row["country"]]
    assert regional
    assert {row["kind"] for row in regional} == {"secretariat"}


def test_the_directory_names_bodies_of_known_kinds_and_no_numbers_to_call() -> None:
    assert set(column("directory", "kind")) <= set(column("agency-kinds", "code"))
    for row in lists.load("directory").rows:
        assert "@" not in "".join(row.values())
        assert not re.search(r"\+?\d[\d\s-]{6,}", row["name_en"] + row["name_local"] + row["parent"])


def test_every_jurisdiction_has_its_customs_and_every_party_its_management_authority() -> None:
    having = {(row["country"], row["kind"]) for row in lists.load("directory").rows}
    twelve = {"BN", "CN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"}
    assert {country for country in twelve if (country, "customs") not in having} == set()
    assert {country for country in twelve if (country, "cites-ma") not in having} == {"TL"}


def test_a_period_is_a_count_of_months_from_an_event_or_follows_something_else() -> None:
    for row in lists.load("retention").rows:
        assert row["basis"]
        assert bool(row["months"]) == bool(row["counted_from"])
        assert row["months"] == "" or int(row["months"]) > 0
