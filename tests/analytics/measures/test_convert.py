"""Conversions in the engine are those of the rules in plain Python, for every row of every list of rules."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase

import pytest

from formats.cites_text import comptab, row
from kouprey import trade
from kouprey.analytics.measures.convert import WHOLE_ORGANISMS
from kouprey.domain.trade.factors import OFF, FactorTable, describe, factor_table, whole_organisms
from kouprey.domain.trade.rows import tidy
from kouprey.domain.trade.standard import Conditions, conditions, standard, standardise

COLUMNS = ("class", "order", "family", "genus", "taxon", "term", "unit")
AMOUNT, KEPT = Decimal(3000), Decimal("1e-9")
Answers = dict[tuple[str, str, str], Decimal]


BETWEEN = (
    # A term rule opens a unit rule; a unit rule comes too late for a term rule; no rule at all.
    {"taxon": "Pericopsis elata", "term": "timber pieces", "unit": "kg"},
    {"class": "Amphibia", "term": "frog legs", "unit": "g"},
    {"class": "Mammalia", "term": "meat", "unit": "kg"},
    {"class": "Mammalia", "term": "sides", "unit": "kg"},
)


def examples(when: Conditions) -> Iterator[dict[str, str]]:
    """Rows that a rule applies to: each of its terms and units, the first and the last of its taxa."""
    asked = dict(when)
    choices = [asked.get(c, ("",)) for c in COLUMNS]
    choices = [(v[0], v[-1]) if c not in ("term", "unit") else v for c, v in zip(COLUMNS, choices, strict=True)]
    for values in product(*choices):
        yield dict(zip(COLUMNS, values, strict=True)) | ({"term": "live"} if "term" not in asked else {})


def every_row() -> dict[str, dict[str, str]]:
    """An example of every rule and of what lies between them, by an importer code of its own."""
    rules = standard()
    whens = [rule.when for rule in (*rules.terms, *rules.units, *rules.term_units)]
    whens += [conditions(line, ("class", "order", "genus", "taxon", "term", "unit")) for line in describe()]
    rows = [example for when in whens for example in examples(when)]
    rows += [dict.fromkeys(COLUMNS, "") | values for values in BETWEEN]
    rows = [values | {"unit": tidy("unit", values["unit"])} for values in rows]
    unique = {tuple(values.items()): values for values in rows}.values()
    codes = map("".join, product(ascii_uppercase, repeat=2))
    return dict(zip(islice(codes, len(unique)), unique, strict=True))


ROWS = every_row()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> trade.Store:
    """A release of all these rows."""
    folder = tmp_path_factory.mktemp("convert")
    lines = [row(**{**{f"{k}_": v for k, v in r.items()}, "importer": i, "importer_quantity": str(AMOUNT)})
             for i, r in ROWS.items()]  # fmt: skip
    (folder / "given.csv").write_text(comptab(*lines), encoding="utf-8")
    report = trade.load([folder / "given.csv"], home=folder / "home")
    assert (report.rows, report.rejected) == (len(ROWS), 0)
    return trade.open(folder / "home")


def answers(store: trade.Store, **asked: object) -> Answers:
    rows = store.study(by=("importer", "term"), unit="any", **asked).records()
    return {(r["importer"], r["term"], r["unit"]): r["quantity"] for r in rows}


def kept(amount: Decimal) -> Decimal:
    return amount.quantize(KEPT, ROUND_HALF_UP)


def organisms(table: FactorTable, rows: Mapping[str, tuple[dict[str, str], Decimal]]) -> Answers:
    """What plain Python makes of the rows with these factors."""
    found: Answers = {}
    for code, (values, amount) in rows.items():
        factor = whole_organisms(table, values)
        if factor is not None:
            found[code, values["term"], WHOLE_ORGANISMS] = kept(amount * factor)
    return found


def standardised() -> dict[str, tuple[dict[str, str], Decimal]]:
    rules, found = standard(), {}
    for code, values in ROWS.items():
        term, unit, amount = standardise(rules, values, AMOUNT)
        found[code] = (values | {"term": term, "unit": unit}, kept(amount))
    return found


def choices() -> list[dict[str, str]]:
    """Sets of choices in which each choice of each item occurs, `none` included."""
    items: dict[str, list[str]] = {}
    for line in describe():
        if line["choice"] not in items.setdefault(line["item"], []):
            items[line["item"]].append(line["choice"])
    longest = max(map(len, items.values())) + 1
    return [{item: [*known, OFF][n % (len(known) + 1)] for item, known in items.items()} for n in range(longest)]


def test_the_table_has_an_example_of_every_rule() -> None:
    assert len(ROWS) > len(describe()) + len(standard().terms) + len(standard().units)


def test_standardisation(store: trade.Store) -> None:
    expected = {(code, v["term"], v["unit"]): amount for code, (v, amount) in standardised().items()}
    assert answers(store, standardise=True) == expected


@pytest.mark.parametrize("chosen", [{}, *choices()], ids=["defaults", *map(str, range(len(choices())))])
def test_whole_organisms(store: trade.Store, chosen: dict[str, str]) -> None:
    expected = organisms(factor_table(chosen), {code: (values, AMOUNT) for code, values in ROWS.items()})
    assert answers(store, woe=True, factors=chosen) == expected


@pytest.mark.long  # only until the bug below is mended: it takes minutes
def test_standardisation_comes_before_whole_organisms(store: trade.Store) -> None:
    assert answers(store, standardise=True, woe=True) == organisms(factor_table(), standardised())


BOTH = """
import sys
from pathlib import Path
from kouprey import trade
trade.open(Path(sys.argv[1])).study(woe=True, standardise=True, unit="any")
"""


def test_both_conversions_over_all_units_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "given.csv").write_text(comptab(row()), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    subprocess.run([sys.executable, "-c", BOTH, str(tmp_path)], check=True, timeout=300)


def test_a_unit_asked_for_is_that_of_the_standard(store: trade.Store) -> None:
    asked = store.study(by=("importer", "term"), unit="kg", standardise=True).records()
    expected = {code: amount for code, (values, amount) in standardised().items() if values["unit"] == "kg"}
    assert {record["importer"]: record["quantity"] for record in asked} == expected


def test_without_conversion_everything_is_as_in_the_file(store: trade.Store) -> None:
    expected = {(code, values["term"], values["unit"]): AMOUNT for code, values in ROWS.items()}
    assert answers(store) == expected


@pytest.mark.parametrize("how", ["woe", "standardise"])
def test_long_quantities_are_converted_exactly(how: str, tmp_path: Path) -> None:
    (tmp_path / "given.csv").write_text(comptab(row(importer_quantity="123456789012345")), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    (record,) = trade.open(tmp_path).study(**{how: True}).records()
    assert record["quantity"] == Decimal(123456789012345)
