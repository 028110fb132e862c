"""Ivory in a seizure: raw and worked, pieces and weight, raw ivory equivalent, and whether it is large.

Raw ivory equivalent = raw kg + worked kg / 0.7 (ETIS, reporting.md 3.6). A missing weight stays unknown, unless the
caller asks for the factors of the list `ivory-rules`; what they filled in is flagged as an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from kouprey.domain.lists import load
from kouprey.domain.seizures.taxa import within
from kouprey.domain.seizures.values import Amount, Incident, Kind, Specimen
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

RAW = frozenset({"TUS", "IVP"})
WORKED = frozenset({"IVC", "IJW", "KEY"})
_GRAM = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class IvoryRules:
    """One edition of the figures."""

    version: str
    raw_from_worked: Decimal
    large: Decimal
    per_raw_piece: Decimal
    per_worked_piece: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """A group of specimens: pieces and weight as far as known; `unknown`: some were there whose amount is not known.

    Pieces and weight are sums only where every line has them; else None, never a part of a sum.
    """

    present: bool = False
    pieces: Decimal | None = None
    weight: Decimal | None = None
    unknown: bool = False
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Ivory:
    """The ivory of a seizure. `equivalent` in kg of raw ivory, None while a weight is missing; `at_least` is what the
    known weights alone give."""

    raw: Total
    worked: Total
    equivalent: Decimal | None
    at_least: Decimal
    estimated: bool
    factors: str = ""

    @property
    def present(self) -> bool:
        """Whether there is any ivory."""
        return self.raw.present or self.worked.present


def ivory_rules() -> IvoryRules:
    """The figures in force, this node's own edition first."""
    edition = load("ivory-rules")
    values = {row["id"]: row["value"] for row in edition.rows}
    names = ("raw-from-worked", "large", "kg-per-raw-piece", "kg-per-worked-piece")
    try:
        figures = [Decimal(values[name]) for name in names]
    except (KeyError, ArithmeticError):
        raise UnusableFile(
            edition.origin, expected=said("numbers for %(names)s", names=", ".join(names)), found=str(values)
        ) from None
    return IvoryRules(edition.version, *figures)


def elephant(line: Specimen) -> bool:
    """Whether a line is of elephants."""
    return within(line.name, "Elephantidae")


def rhinoceros(line: Specimen) -> bool:
    """Whether a line is of rhinoceroses."""
    return within(line.name, "Rhinocerotidae")


def total(lines: Iterable[Specimen]) -> Total:
    """Pieces and weight of lines together."""
    found = [line for line in lines if line.quantity.amount is not Amount.NONE]
    if not found:
        return Total()
    pieces = [line.count for line in found]
    weights = [line.kilograms for line in found]
    return Total(
        present=True,
        pieces=None if None in pieces else sum(filter(None, pieces), Decimal(0)),
        weight=None if None in weights else sum(filter(None, weights), Decimal(0)),
        unknown=any(line.count is None and line.kilograms is None for line in found),
        estimated=any(line.estimated for line in found),
    )


def ivory_of(incident: Incident, *, fill: bool = False) -> Ivory:
    """The ivory of a seizure. `fill`: weights that are missing are set from pieces by the factors, as an estimate."""
    rules = ivory_rules()
    lines = [line for line in incident.specimens if elephant(line) and line.quantity.amount is not Amount.NONE]
    groups = [[line for line in lines if line.term in terms] for terms in (RAW, WORKED)]
    shares = (Decimal(1), rules.raw_from_worked)
    factors = (rules.per_raw_piece, rules.per_worked_piece)
    sure, missing, filled = Decimal(0), False, Decimal(0)
    for group, share, factor in zip(groups, shares, factors, strict=True):
        for line in group:
            weight, count = line.kilograms, line.count
            if weight is not None:
                sure += weight / share
            elif fill and count is not None:
                filled += count * factor / share
            else:
                missing = True
    raw, worked = map(total, groups)
    return Ivory(
        raw,
        worked,
        None if missing else _rounded(sure + filled),
        _rounded(sure),
        raw.estimated or worked.estimated or bool(filled),
        f"ivory-rules {rules.version}" if filled else "",
    )


def large(incident: Incident) -> bool | None:
    """Whether a seizure of ivory is a large one (500 kg of raw ivory equivalent); None while weights are missing."""
    found = ivory_of(incident)
    if incident.kind is not Kind.SEIZURE or not found.present:
        return False
    if found.at_least >= ivory_rules().large:
        return True
    return None if found.equivalent is None else False


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_GRAM, ROUND_HALF_EVEN)
