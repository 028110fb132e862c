"""Official standardisation: the terms and units that CITES Wildlife TradeView counts in.

Source: UNEP-WCMC, `unepwcmc/SAPI:lib/data/trade_mapping.yml`, entered in words in the list `standard`. Its
timber and plant groups are written out as genera, species and a blank class. Rules not read in that file are
marked unverified, with the reason: belly and hornback skins, the unit sides, leather (leaves) of plants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, DecimalException

from kouprey.domain.lists import CodeList, load
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import said

Conditions = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns and the values they may have; all columns must fit. "" stands for a blank value."""

BLANK = "(blank)"
"""How a list writes a value that must be blank, where an empty cell already means "any"."""

NUMBER = "Number of specimens"
"""The second spelling of a blank unit in the trade database (code NAR)."""

COLUMNS = ("class", "order", "family", "genus", "taxon", "term", "unit")
STEPS = ("term", "unit", "term_unit")
PLACES = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Rule:
    """One conversion: when it applies, what it changes (None leaves it, "" blanks it), and by how much."""

    step: str
    when: Conditions
    to_term: str | None
    to_unit: str | None
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Standard:
    """One edition of the rules, step by step, each step in its order of precedence."""

    version: str
    terms: tuple[Rule, ...]
    units: tuple[Rule, ...]
    term_units: tuple[Rule, ...]


def conditions(row: Mapping[str, str], columns: tuple[str, ...]) -> Conditions:
    """Read the conditions of a list's row: an empty cell means any, `|` parts values, `(blank)` is blank."""
    found = ((column, row[column].split("|")) for column in columns if row[column])
    return tuple((column, tuple("" if value == BLANK else value for value in values)) for column, values in found)


def meets(row: Mapping[str, str], when: Conditions) -> bool:
    """Tell whether a trade row fits every condition; a column it lacks counts as blank."""
    return all(row.get(column, "") in values for column, values in when)


def standard() -> Standard:
    """Read the rules of standardisation, this node's own edition first."""
    edition = load("standard")
    rules = sorted((_rule(edition, row) for row in edition.rows), key=lambda found: found[0])
    terms, units, both = (tuple(rule for _, rule in rules if rule.step == step) for step in STEPS)
    return Standard(edition.version, terms, units, both)


def standardise(standard: Standard, row: Mapping[str, str], quantity: Decimal) -> tuple[str, str, Decimal]:
    """Return term, unit and quantity in official form; `row` has the columns class to unit in lower case.

    Term rules come first, then unit rules, then rules on both, each seeing what the step before left; in
    each step the first rule that fits is the only one applied. Number of specimens ends as a blank unit.
    """
    current = dict(row)
    for rules in (standard.terms, standard.units, standard.term_units):
        rule = next((rule for rule in rules if meets(current, rule.when)), None)
        if rule is None:
            continue
        current["term"] = current.get("term", "") if rule.to_term is None else rule.to_term
        current["unit"] = current.get("unit", "") if rule.to_unit is None else rule.to_unit
        quantity *= rule.factor
    return current.get("term", ""), current.get("unit", ""), quantity


def _rule(edition: CodeList, row: Mapping[str, str]) -> tuple[int, Rule]:
    try:
        position = int(row["position"])
        ratio = Decimal(row["multiply"] or 1) / Decimal(row["divide"] or 1)
        factor = Decimal(plain(ratio.quantize(PLACES, ROUND_HALF_EVEN)))
    except (DecimalException, ValueError):
        raise _refusal(edition, row) from None
    if row["step"] not in STEPS or factor <= 0:
        raise _refusal(edition, row)
    when = conditions(row, COLUMNS)
    return position, Rule(row["step"], when, _target(row["to_term"]), _target(row["to_unit"]), factor)


def _refusal(edition: CodeList, row: Mapping[str, str]) -> UnusableFile:
    return UnusableFile(
        edition.origin,
        expected=said(
            "a step (%(steps)s), a position, and numbers above 0 in multiply and divide", steps=", ".join(STEPS)
        ),
        found=", ".join(f"{column} {row[column]!r}" for column in ("step", "position", "multiply", "divide")),
        remedy=said("Correct the row, or remove the file to use the shipped list."),
    )


def _target(cell: str) -> str | None:
    return "" if cell == BLANK else cell or None
