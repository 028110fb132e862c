"""Every rule of the annual report, with a row that breaks it and the sound row that does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kouprey.domain.lists import load
from kouprey.domain.reports.known import known
from kouprey.domain.reports.layout import layout
from kouprey.domain.reports.rows import FIELDS, ReportRow
from kouprey.domain.reports.rules import ALL, ERROR, NOTICE, RULES, counts, judge

KNOWN = known()
DOCS = Path(__file__).resolve().parents[3] / "docs" / "annual-report.md"
SOUND = ReportRow(
    line=14, sheet="", country="KH", direction="E", appendix="II", taxon="Macaca fascicularis", term="LIV",
    quantity="1000", unit="", partner="CN", origin="", import_permit="", export_permit="KH001", origin_permit="",
    purpose="T", source="F", year="2025",
)  # fmt: skip
BROKEN = [
    ("partner-given", {"partner": ""}),
    ("term-given", {"term": ""}),
    ("taxon-given", {"taxon": ""}),
    ("appendix-given", {"appendix": ""}),
    ("quantity-given", {"quantity": ""}),
    ("year-given", {"year": ""}),
    ("quantity-number", {"quantity": "1,000"}),
    ("quantity-number", {"quantity": "-3"}),
    ("year-number", {"year": "last year"}),
    ("year-digits", {"year": "25"}),
    ("term-listed", {"term": "LVE"}),
    ("unit-listed", {"unit": "crate of ten"}),
    ("purpose-listed", {"purpose": "K"}),
    ("source-listed", {"source": "K"}),
    ("partner-listed", {"partner": "Kampuchea"}),
    ("origin-listed", {"origin": "QQ"}),
    ("appendix-listed", {"appendix": "IV"}),
    ("taxon-spelling", {"taxon": "Macaca fascicolaris"}),
    ("term-current", {"term": "WAL"}),
    ("listing-in-force", {"appendix": "I"}),
    ("listing-in-force", {"taxon": "Manis javanica", "appendix": "II"}),
    ("term-unit", {"unit": "MTQ"}),
    ("term-purpose", {"term": "LOG", "purpose": "H"}),
    ("taxon-term", {"term": "FEA"}),
    ("taxon-term", {"taxon": "Aquilaria crassna", "term": "MEA"}),
    ("wild-origin", {"source": "W", "origin": "BR"}),
    ("wild-exporter", {"source": "W", "direction": "I", "partner": "BR"}),
    ("exporter-origin", {"origin": "KH"}),
    ("exporter-importer", {"partner": "KH"}),
    ("taxon-source", {"source": "A"}),
    ("taxon-source", {"taxon": "Aquilaria crassna", "source": "C"}),
    ("no-seizure", {"source": "I"}),
    ("permit-readable", {"export_permit": "#NAME?"}),
    ("permit-readable", {"origin_permit": "~~~~~~~4"}),
    ("permit-readable", {"import_permit": "---"}),
]
SPARED = [
    ("listing-in-force", {"taxon": "Manis javanica", "appendix": "II", "year": "2016"}),
    ("listing-in-force", {"taxon": "Manis javanica", "appendix": "II", "year": "2017"}),  # the year of change
    ("listing-in-force", {"taxon": "Manis javanica", "appendix": "I", "year": "2017"}),
    ("listing-in-force", {"taxon": "Crocodylus porosus", "appendix": "I"}),  # a split listing
    ("listing-in-force", {"taxon": "Nomen nudum", "appendix": "I"}),  # unknown never turns into wrong
    ("wild-origin", {"source": "W", "origin": "XX"}),
    ("wild-origin", {"source": "W", "origin": "VN"}),
    ("wild-origin", {"source": "F", "origin": "BR"}),
    ("wild-exporter", {"source": "W", "direction": "I", "partner": "XX"}),
    ("wild-exporter", {"source": "W"}),
    ("taxon-spelling", {"taxon": "Python reticulatus"}),
    ("taxon-spelling", {"taxon": "Broghammerus reticulatus"}),  # an older name
    ("taxon-spelling", {"taxon": "Nomen nudum"}),
    ("taxon-source", {"taxon": "Nomen nudum", "source": "A"}),
    ("taxon-term", {"taxon": "Nomen nudum", "term": "FEA"}),
    ("term-unit", {"unit": "KGM"}),
    ("partner-listed", {"partner": "NA"}),  # Namibia
    ("unit-listed", {"unit": ""}),
    ("quantity-number", {"quantity": "0.000000001"}),
    ("permit-readable", {"export_permit": "KH/2025-#14"}),
]


def names(row: ReportRow, year: str = "") -> list[str]:
    return [finding.rule for finding in judge(row, KNOWN, year)]


def test_the_sound_row_is_sound() -> None:
    assert names(SOUND, "2025") == []


@pytest.mark.parametrize(("rule", "changed"), BROKEN, ids=str)
def test_a_row_that_breaks_the_rule(rule: str, changed: dict[str, str]) -> None:
    assert rule in names(SOUND._replace(**changed))


@pytest.mark.parametrize(("rule", "changed"), SPARED, ids=str)
def test_a_row_that_only_seems_to(rule: str, changed: dict[str, str]) -> None:
    assert rule not in names(SOUND._replace(**changed))


def test_every_rule_is_broken_by_some_row() -> None:
    assert {rule for rule, _ in BROKEN} == {rule.name for rule in RULES}


def test_the_year_that_was_asked_for() -> None:
    assert names(SOUND, "2024") == ["year-asked"]
    assert names(SOUND._replace(year="25"), "2024") == ["year-digits"]


def test_a_missing_value_is_asked_for_once_and_nothing_is_built_on_it() -> None:
    bare = SOUND._replace(**dict.fromkeys(FIELDS[1:], ""))
    assert sorted(names(bare)) == sorted(
        f"{f}-given" for f in ("partner", "term", "taxon", "appendix", "quantity", "year")
    )


def test_errors_come_first_and_a_finding_says_where_what_and_how_to_mend() -> None:
    found = judge(SOUND._replace(source="A", term="", sheet="Exports"), KNOWN)
    assert [finding.severity for finding in found] == [ERROR, NOTICE]
    assert found[0].message == "The term is missing on row 14 of sheet “Exports”."
    assert found[0].remedy.startswith("Add the three-letter code")
    assert (found[0].row, found[0].field, found[0].value, found[0].verified) == (14, "term", "", True)


def test_a_near_name_is_offered() -> None:
    (found,) = judge(SOUND._replace(taxon="Macaca fascicolaris"), KNOWN)
    assert found.remedy.startswith("Write Macaca fascicularis if that is meant;")
    (term,) = judge(SOUND._replace(term="LVE"), KNOWN)
    assert "LIV" in term.remedy


def test_what_rests_on_an_unverified_list_says_so_and_nothing_else_does() -> None:
    for rule, changed in BROKEN:
        for finding in judge(SOUND._replace(**changed), KNOWN):
            lists = next(r.lists for r in ALL if r.name == finding.rule)
            assert finding.verified == all(load(name).verified for name in lists), rule
            assert ("UNVERIFIED" in finding.message) != finding.verified, rule


def test_a_permit_is_named_by_its_own_field() -> None:
    (found,) = judge(SOUND._replace(origin_permit="#REF!"), KNOWN)
    assert (found.field, found.value) == ("origin_permit", "#REF!")


def test_braces_in_a_value_do_no_harm() -> None:
    assert "“{value}”" in judge(SOUND._replace(term="{value}"), KNOWN)[0].message


def test_counts_follow_the_order_of_the_rules() -> None:
    rows = [SOUND._replace(term=""), SOUND._replace(partner=""), SOUND._replace(term="")]
    assert list(counts(f for row in rows for f in judge(row, KNOWN)).items()) == [
        ("partner-given", 1),
        ("term-given", 2),
    ]


def test_rules_are_named_once_and_say_everything() -> None:
    assert len({rule.name for rule in ALL}) == len(ALL)
    for rule in ALL:
        assert rule.severity in (ERROR, NOTICE)
        assert rule.asks
        assert rule.remedy.endswith(".")
        assert rule.source
        assert set(rule.lists) <= {*load_names()}


def load_names() -> set[str]:
    from kouprey.domain.lists import index

    return set(index())


def test_the_page_lists_exactly_these_rules() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [(rule.name, rule.severity, rule.asks) for rule in ALL]


def test_the_layout_is_versioned_unverified_and_carries_every_field() -> None:
    form = layout()
    assert form.version == "reconstruction-1"
    assert form.mark == "reconstruction-1 (UNVERIFIED)"
    assert set(form.fields) == set(FIELDS)
    assert all(f"`{header}`" in DOCS.read_text(encoding="utf-8") for header in form.headers)
