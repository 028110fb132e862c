"""Known answers of the official standardisation, worked by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kouprey.domain.lists import load
from kouprey.domain.trade.codes import known_terms, known_units
from kouprey.domain.trade.standard import Rule, standard, standardise
from kouprey.kernel.errors import UnusableFile

MAMMAL = {"class": "Mammalia"}
CORAL = {"class": "Anthozoa"}


def ask(quantity: str, term: str, unit: str = "", **taxon: str) -> tuple[str, str, Decimal]:
    return standardise(standard(), {**taxon, "term": term, "unit": unit}, Decimal(quantity))


@pytest.mark.parametrize(
    ("quantity", "term", "unit", "taxon", "expected"),
    [
        # terms
        ("3", "shoes", "pairs", {"class": "Reptilia"}, ("leather products (small)", "", "6")),
        ("2", "sides", "", MAMMAL, ("skins", "", "1")),
        ("3", "sides", "Number of specimens", MAMMAL, ("skins", "", "1.5")),
        ("3", "sides", "kg", MAMMAL, ("sides", "kg", "3")),
        ("4", "shells", "", {"class": "Reptilia", "order": "Testudines"}, ("carapaces", "", "4")),
        ("4", "shells", "", {"class": "Bivalvia"}, ("shells", "", "4")),
        ("7", "frog legs", "kg", {"class": "Amphibia"}, ("meat", "kg", "7")),
        ("7000", "frog legs", "g", {"class": "Amphibia"}, ("frog legs", "kg", "7")),
        ("5", "roots", "", {"genus": "Galanthus"}, ("live", "", "5")),
        ("5", "roots", "", {"genus": "Panax"}, ("roots", "", "5")),
        ("5", "powder", "kg", {"genus": "Aloe"}, ("extract", "kg", "5")),
        ("5", "eggs", "g", {"order": "Acipenseriformes"}, ("caviar", "kg", "0.005")),
        ("5", "quills", "", {"class": "Aves"}, ("feathers", "", "5")),
        ("5", "quills", "", MAMMAL, ("quills", "", "5")),
        ("2", "sets of piano keys", "", MAMMAL, ("piano keys", "", "104")),
        ("2", "furniture", "", {"class": "", "genus": "Dalbergia"}, ("wood product", "", "2")),
        ("2", "furniture", "", {"class": "", "taxon": "Pinus koraiensis"}, ("wood product", "", "2")),
        ("2", "furniture", "", MAMMAL, ("carvings", "", "2")),
        ("2", "leather", "", {"class": ""}, ("leaves", "", "2")),
        ("2", "leather", "", MAMMAL, ("leather products (small)", "", "2")),
        # units
        ("5000000", "live", "microgrammes", MAMMAL, ("live", "kg", "0.005")),
        ("12", "live", "Number of specimens", MAMMAL, ("live", "", "12")),
        ("2", "medicine", "cartons", MAMMAL, ("medicine", "", "2")),
        ("1.5", "meat", "metric tonnes", MAMMAL, ("meat", "kg", "1500")),
        ("250", "oil", "ml", MAMMAL, ("oil", "l", "0.25")),
        ("25000", "cloth", "cm2", MAMMAL, ("cloth", "m2", "2.5")),
        ("10", "live", "kg", CORAL, ("live", "", "48.54368932039")),
        ("10", "live", "kg", MAMMAL, ("live", "kg", "10")),
        ("10", "raw corals", "", {"class": "Hydrozoa"}, ("raw corals", "kg", "5.8")),
        ("10", "raw corals", "Number of specimens", CORAL, ("raw corals", "kg", "5.8")),
        ("10", "raw corals", "kg", CORAL, ("raw corals", "kg", "10")),
        # a term rule first, then a unit rule on what it left
        ("725", "timber pieces", "kg", {"taxon": "Pericopsis elata"}, ("timber", "m3", "1.000000000125")),
        ("10", "logs", "kg", {"taxon": "Taxus wallichiana"}, ("logs", "kg", "10")),
        # terms and units together
        ("4", "skins", "backskins", {"class": "Reptilia"}, ("skins", "", "2")),
        ("4", "skin pieces", "bellyskins", {"class": "Reptilia"}, ("skins", "", "4")),
        ("4", "skins", "hornback skins", {"class": "Reptilia"}, ("skins", "", "4")),
        ("4", "skins", "sides", {"class": "Reptilia"}, ("skins", "", "2")),
        ("4", "skins", "(skins)", {"class": "Reptilia"}, ("skins", "", "4")),
        # nothing to do
        ("1", "trophies", "", MAMMAL, ("trophies", "", "1")),
    ],
)
def test_known_answers(
    quantity: str, term: str, unit: str, taxon: dict[str, str], expected: tuple[str, str, str]
) -> None:
    to_term, to_unit, amount = ask(quantity, term, unit, **taxon)
    assert (to_term, to_unit, amount) == (*expected[:2], Decimal(expected[2]))


def test_the_row_that_is_asked_about_stays_as_it_is() -> None:
    row = {"term": "shoes", "unit": "pairs"}
    standardise(standard(), row, Decimal(1))
    assert row == {"term": "shoes", "unit": "pairs"}


def test_every_row_becomes_a_rule_of_its_step_in_the_order_of_its_position() -> None:
    rules, rows = standard(), load("standard").rows
    steps = {"term": rules.terms, "unit": rules.units, "term_unit": rules.term_units}
    assert sum(map(len, steps.values())) == len(rows)
    for step, found in steps.items():
        positions = [int(row["position"]) for row in rows if row["step"] == step]
        assert positions == list(range(1, len(found) + 1))
    assert {row["verified"] for row in rows} == {"yes", "no"}
    assert all(row["note"] for row in rows if row["verified"] == "no")


def test_rules_speak_the_words_of_the_lists() -> None:
    # Older lists wrote "items of furniture".
    terms, units = known_terms() | {"items of furniture"}, known_units()
    rules = standard()
    for rule in (*rules.terms, *rules.units, *rules.term_units):
        when = dict(rule.when)
        assert set(when.get("term", ())) | ({rule.to_term} - {None}) <= terms
        assert set(when.get("unit", ())) | ({rule.to_unit} - {None}) <= units


def test_standardising_twice_changes_nothing_more_for_the_target_units() -> None:
    for rule in standard().units:
        assert rule.to_unit in {"", "kg", "l", "m", "m2", "m3"}


def test_factors_are_rounded_to_twelve_decimals() -> None:
    rule: Rule = next(rule for rule in standard().units if dict(rule.when).get("unit") == ("oz",))
    assert rule.factor == Decimal("0.028349492544")  # 1 / 35.274 = 0.0283494925440...


@pytest.mark.parametrize(
    ("column", "value"), [("divide", "0"), ("multiply", "two"), ("step", "both"), ("position", "first")]
)
def test_a_broken_own_edition_is_refused(
    column: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {**dict.fromkeys(load("standard").rows[0], ""), "step": "unit", "position": "1", column: value}
    path = tmp_path / "lists" / "standard.csv"
    path.parent.mkdir()
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    with pytest.raises(UnusableFile, match=value):
        standard()
