"""Thresholds of measures, from versioned lists: each row names its source and whether it was verified.

The rules themselves are Python beside the measure they belong to; only what may be disputed or change is a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from decimal import Context, Decimal, InvalidOperation, localcontext
from typing import Any, NamedTuple

from kouprey.domain.lists import CodeList, load
from kouprey.domain.trade.standard import BLANK
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said


class Thresholds(NamedTuple):
    """One edition of a list of thresholds: rule to its value as written."""

    name: str
    version: str
    verified: bool
    origin: str
    values: Mapping[str, str]

    def number(self, rule: str) -> Decimal:
        """The value of a rule as an exact number. Raises UnusableFile for what is none."""
        try:
            return Decimal(self.values[rule])
        except (InvalidOperation, KeyError):
            raise self.refusal(rule, said("a number")) from None

    def whole(self, rule: str) -> int:
        """The value of a rule as a whole number above zero. Raises UnusableFile for what is none."""
        number = self.number(rule)
        if number != number.to_integral_value() or number < 1:
            raise self.refusal(rule, said("a whole number above zero"))
        return int(number)

    def codes(self, rule: str) -> tuple[str, ...]:
        """The value of a rule as codes, parted by `|`; `(blank)` is a blank code."""
        if rule not in self.values:
            raise self.refusal(rule, said("codes"))
        return tuple("" if code == BLANK else code for code in self.values[rule].split("|"))

    def as_json(self) -> dict[str, Any]:
        """The thresholds as the method note shows them."""
        return {"table": self.name, "version": self.version, "verified": self.verified, "values": dict(self.values)}

    def refusal(self, rule: str, expected: str) -> UnusableFile:
        """The error for a value that cannot be used."""
        return UnusableFile(
            f"{self.origin} (list {self.name})",
            expected=said("%(expected)s for %(rule)s", expected=expected, rule=rule),
            found=repr(self.values[rule]) if rule in self.values else said("no such row"),
            remedy=said("Correct the row, or remove the file to use the shipped list."),
        )


def thresholds(name: str, key: str = "rule") -> Thresholds:
    """Read a list of thresholds, this node's own edition first. `key` is the column that names a rule."""
    edition = load(name)
    return Thresholds(
        name,
        edition.version,
        _all_verified(edition),
        edition.origin,
        {row[key]: row["value"] for row in edition.rows},
    )


def numbers(found: Thresholds, rule: str, count: int) -> list[Decimal]:
    """The value of a rule as so many exact numbers, parted by `|`. Raises UnusableFile for what is none."""
    parts = found.codes(rule)
    if len(parts) != count:
        raise found.refusal(rule, said("%(count)s numbers parted by |", count=count))
    each = found._replace(values={part: part for part in parts})
    return [each.number(part) for part in parts]


def _all_verified(edition: CodeList) -> bool:
    return all(row["verified"] == "yes" for row in edition.rows)


def exactly() -> AbstractContextManager[Context]:
    """Reckon with as many digits as the longest quantity of a store and its sums can have."""
    return localcontext(prec=80)
