"""Claims of the founding paper: computed from the register or from trade data where they can be, stored otherwise.

Nothing here reads a figure of the paper to make one of its own: the printed value stands beside the computed one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kouprey.domain.law.register import Register, register, rows
from kouprey.domain.law.table import highest, table, term
from kouprey.domain.law.values import CURRENT, PAPER_DAY, PAPER_EDITION
from kouprey.domain.lists import load
from kouprey.kernel.words import saying

SYNTHETIC, STORED, COMPUTED, UNTESTED, UNCOVERED = (
    saying("not tested: synthetic"),
    saying("stored"),
    saying("computed"),
    saying("not tested: no trade data given"),
    saying("not tested: the trade data here lack what the claim is about"),
)
_DAY = date.resolution


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: the printed value, what was computed (if it can be), and how the two stand."""

    id: str
    subject: str
    printed: str
    unit: str
    cited_to: str
    status: str
    computed: Any
    agrees: bool | None
    how: str


def claims(measured: Mapping[str, Any] | None = None, *, synthetic: bool = False) -> tuple[Claim, ...]:
    """Every claim. `measured`: figures from trade data by the claim's id, None where there are no such data;
    `synthetic`: these data are made up. A figure agrees when it is the printed one at the precision of the print."""
    return tuple(_claim(row, measured, synthetic) for row in load("law-claims").rows)


def _claim(row: Mapping[str, str], measured: Mapping[str, Any] | None, synthetic: bool) -> Claim:
    kind, _, what = row["computed_by"].partition(":")
    head = (row["id"], row["subject"], row["value"], row["unit"], row["cited_to"])
    if kind == "law":
        value = _LAW[what]()
        written = _written(value)
        return Claim(*head, COMPUTED, value, written == row["value"], saying("from the register"))
    if kind == "trade":
        how = saying("from trade data: vertebrates, whole organisms, by origin, importers' figures first")
        if synthetic:
            return Claim(*head, SYNTHETIC, None, None, how)
        if measured is None or row["id"] not in measured:
            return Claim(*head, UNTESTED if measured is None else UNCOVERED, None, None, how)
        value = measured[row["id"]]
        return Claim(*head, COMPUTED, value, _agrees(value, row["value"]), how)
    return Claim(*head, STORED, None, None, saying("stored with its citation"))


def _agrees(value: Any, printed: str) -> bool:
    """Whether each figure is the printed one, rounded to the digits that the print has."""
    figures = value if isinstance(value, (list, tuple)) else [value]
    prints = [Decimal(part) for part in printed.split("; ")]
    return len(figures) == len(prints) and all(map(_rounds_to, figures, prints))


def _rounds_to(figure: Any, printed: Decimal) -> bool:
    step = Decimal(1).scaleb(int(printed.normalize().as_tuple().exponent))
    return figure is not None and abs(Decimal(figure) - printed) * 2 <= step


def _written(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _highest(country: str, on: date, edition: str) -> Any:
    held = register(edition)
    return term(highest([p for p in held.provisions if p.country == country and p.span.holds(on)]))


def _before_and_after() -> list[Any]:
    held = register(CURRENT)
    start = _start(held, "TH-WCPA-89-h")
    return [_highest("TH", date(start.year, 1, 1) - _DAY, CURRENT), _highest("TH", start, CURRENT)]


def _start(held: Register, id: str) -> date:
    found = next(p.valid_from for p in held.provisions if p.id == id)
    if found is None:
        raise AssertionError(f"{id} has no day of beginning")
    return found


def _group(country: str) -> list[Any]:
    found = next(group for group in register(PAPER_EDITION).groups if group.country == country)
    return [found.min_members, term(found.min_years)]


def _wpl48() -> int:
    found = next(t for t in register(PAPER_EDITION).thresholds if t.id == "CN-WPL16-48")
    return int(found.at_least)


_LAW: dict[str, Callable[[], Any]] = {
    "VN": lambda: _highest("VN", PAPER_DAY, PAPER_EDITION),
    "TH": _before_and_after,
    "SG": lambda: _highest("SG", PAPER_DAY, PAPER_EDITION),
    "CN": lambda: _highest("CN", PAPER_DAY, PAPER_EDITION),
    "WPL48": _wpl48,
    "members": lambda: _group("UNTOC")[0],
    "years": lambda: _group("UNTOC")[1],
    "MYgroup": lambda: _group("MY"),
    "extradition": lambda: sum(row.extradition_with_china is True for row in table(PAPER_DAY, PAPER_EDITION).rows),
}


def drafts() -> tuple[dict[str, str], ...]:
    """Drafts in the making, each with the step that was seen last and the one to come."""
    return tuple(rows("law-drafts", CURRENT))
