"""Whole-organism equivalents: how many animals or plants a quantity stands for, by choices on record.

Every row of the list `woe` names its source. No complete public copy of the table of Harfoot et al. 2018 is
known, so disputed items have several choices: official definitions and mappings are defaults before the
scripts of single analysts, and teeth and fins at one animal each are never a default. Nodes may replace it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kouprey.domain.lists import CodeList, load
from kouprey.domain.trade.standard import NUMBER, Conditions, conditions, meets
from kouprey.kernel.errors import UnusableFile, UnusableInput
from kouprey.kernel.words import said

OFF = "none"
"""The choice that every item has: leave these rows unconverted."""

TAXA = ("taxon", "genus", "order", "class")
COLUMNS = ("class", "order", "genus", "taxon", "term")
PLACES = 9


@dataclass(frozen=True, slots=True)
class Factor:
    """Whole organisms per unit for the rows that fit `when`; its unit condition is ("",) for a number."""

    item: str
    choice: str
    when: Conditions
    factor: Decimal
    disputed: bool
    provenance: str


@dataclass(frozen=True, slots=True)
class FactorTable:
    """The factors in force under these choices, most specific first: the first that fits applies."""

    name: str
    version: str
    choices: dict[str, str]
    factors: tuple[Factor, ...]


def factor_table(choices: Mapping[str, str] | None = None) -> FactorTable:
    """Build the table from the default choices, replaced by the caller's; `none` switches an item off.

    Raises UnusableInput for an item or a choice that the list does not have.
    """
    edition = load("woe")
    chosen = _defaults(edition.rows)
    for item, choice in (choices or {}).items():
        _check(edition.rows, item, choice)
        chosen[item] = choice
    rows = [row for row in edition.rows if chosen[row["item"]] == row["choice"]]
    rows.sort(key=lambda row: tuple(not row[column] for column in TAXA))
    return FactorTable(edition.name, edition.version, chosen, tuple(_factor(edition, row) for row in rows))


def whole_organisms(table: FactorTable, row: Mapping[str, str]) -> Decimal | None:
    """Return whole organisms per unit for a row (lower-case columns), or None where nothing converts it."""
    plain_row = dict(row)
    if plain_row.get("unit") == NUMBER:
        plain_row["unit"] = ""
    return next((entry.factor for entry in table.factors if meets(plain_row, entry.when)), None)


def describe() -> tuple[dict[str, str], ...]:
    """List every item and choice with its factor, source and note, as the list writes them."""
    return tuple(dict(row) for row in load("woe").rows)


def _defaults(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for row in rows:
        chosen.setdefault(row["item"], OFF)
        if row["default"] == "yes":
            chosen[row["item"]] = row["choice"]
    return chosen


def _check(rows: Iterable[Mapping[str, str]], item: str, choice: str) -> None:
    valid: dict[str, dict[str, None]] = {}
    for row in rows:
        valid.setdefault(row["item"], {})[row["choice"]] = None
    if item not in valid:
        raise UnusableInput(
            said("No conversion item is called %(item)s.", item=repr(item)),
            remedy=said("Items: %(items)s.", items=", ".join(valid)),
        )
    if choice != OFF and choice not in valid[item]:
        known = ", ".join((*valid[item], OFF))
        raise UnusableInput(
            said("The item %(item)s has no choice %(choice)s.", item=item, choice=repr(choice)),
            remedy=said("Choices: %(choices)s.", choices=known),
        )


def _factor(edition: CodeList, row: Mapping[str, str]) -> Factor:
    unit = conditions(row, ("unit",)) or (("unit", ("",)),)
    when = conditions(row, COLUMNS) + unit
    number = _number(edition, row)
    return Factor(row["item"], row["choice"], when, number, row["disputed"] == "yes", row["provenance"])


def _number(edition: CodeList, row: Mapping[str, str]) -> Decimal:
    try:
        number = Decimal(row["factor"])
    except InvalidOperation:
        number = Decimal(-1)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -PLACES or number <= 0:
        raise UnusableFile(
            edition.origin,
            expected=said("a factor above 0 with at most %(places)s decimals", places=PLACES),
            found=said(
                "%(factor)s for %(item)s (%(choice)s)",
                factor=repr(row["factor"]),
                item=row["item"],
                choice=row["choice"],
            ),
            remedy=said("Correct the row, or remove the file to use the shipped list."),
        )
    return number
