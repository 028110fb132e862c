"""Legal trade beside seizures: the same taxon, term, way and years, in two columns that are never added up.

Reported trade and seizures are different things, counted by different people: one does not explain the other. What is
shown is where both are, where there is no legal trade, and source codes that no reported trade has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from kouprey.domain import seizures as sz
from kouprey.domain.trade.question import ANY_UNIT
from kouprey.web.reporting.queries import Pool

TAXA: Final = 500
"""So many taxa are looked up in the trade store at once."""
BY: Final = ("taxon", "term", "exporter", "importer", "source")
CONFISCATED: Final = "I"
"""The source code of what was seized before: trade under it is no legal trade of its own, and is left out."""
Goods = tuple[str, str]
"""A taxon and the name of a term, as trade data write them."""


@dataclass(slots=True)
class Side:
    """Amounts by unit, blank for a number of specimens."""

    amounts: dict[str, Decimal] = field(default_factory=dict)

    def add(self, unit: str, amount: Decimal) -> None:
        """One more line of this side alone."""
        self.amounts[unit] = self.amounts.get(unit, Decimal(0)) + amount

    def __bool__(self) -> bool:
        return bool(self.amounts)


@dataclass(slots=True)
class Pair:
    """One kind of goods: what was seized of it, and what legal trade in it was reported, everywhere and on the same
    ways."""

    taxon: str
    term: str
    events: set[str] = field(default_factory=set)
    seized: Side = field(default_factory=Side)
    unknown: int = 0
    ways: set[tuple[str, str]] = field(default_factory=set)
    traded: Side = field(default_factory=Side)
    same_way: Side = field(default_factory=Side)
    sources: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A source code of seized specimens that does not fit: no such code, or no reported trade has it."""

    taxon: str
    term: str
    code: str
    events: int
    listed: bool
    reported: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Goods that are seized and traded, goods that are seized alone, and source codes that do not fit."""

    both: tuple[Pair, ...]
    seized_alone: tuple[Pair, ...]
    misfits: tuple[Misfit, ...]
    unnamed: int
    cut: bool


def question(pool: Pool, years: tuple[int, int]) -> dict[str, Any]:
    """What to ask a trade store: the taxa that were seized, in these years."""
    return {
        "taxon": tuple(_taxa(pool)[:TAXA]), "years": years, "by": BY, "unit": ANY_UNIT, "names": "accepted",
        "quantity": "importer-first",
    }  # fmt: skip


def years_of(pool: Pool, store: tuple[int, int]) -> tuple[int, int]:
    """The years of the window that a store has; where it has none of them, its last year (trade is reported late)."""
    first, last = max(pool.asked.first.year, store[0]), min(pool.asked.last.year, store[1])
    return (first, last) if first <= last else (store[1], store[1])


def taxa(pool: Pool) -> Sequence[str]:
    """The taxa that were seized, as far as they are known."""
    return _taxa(pool)


def compare(pool: Pool, trade: Iterable[Mapping[str, Any]]) -> Compared:
    """Lay rows of trade (columns `BY`, unit, quantity) beside the seizures."""
    pairs, codes, unnamed = _seized(pool)
    for row in trade:
        pair = pairs.get((row["taxon"], row["term"]))
        if pair is None or not row["quantity"] or row["source"] == CONFISCATED:
            continue
        pair.traded.add(row["unit"] or "", row["quantity"])
        pair.sources.add(row["source"] or "")
        if (row["exporter"], row["importer"]) in pair.ways:
            pair.same_way.add(row["unit"] or "", row["quantity"])
    ordered = [pairs[goods] for goods in sorted(pairs)]
    return Compared(
        tuple(pair for pair in ordered if pair.traded),
        tuple(pair for pair in ordered if not pair.traded),
        tuple(_misfits(pairs, codes, sz.book(pool.asked.last).trade.sources)),
        unnamed,
        len(_taxa(pool)) > TAXA,
    )


def _taxa(pool: Pool) -> list[str]:
    return sorted({line.taxon for one in pool.incidents for line in one.specimens if line.taxon})


def _seized(pool: Pool) -> tuple[dict[Goods, Pair], dict[tuple[str, str, str], set[str]], int]:
    """Seized goods by taxon and term, the events behind each source code, and how many lines name too little."""
    trade = sz.book(pool.asked.last).trade
    pairs: dict[Goods, Pair] = {}
    codes: dict[tuple[str, str, str], set[str]] = {}
    unnamed = 0
    for one in pool.incidents:
        ways = set(sz.routes(one))
        for line in one.specimens:
            if not (line.taxon and line.term):
                unnamed += 1
                continue
            goods = line.taxon, trade.terms.get(line.term, line.term)
            pair = pairs.setdefault(goods, Pair(*goods))
            pair.events.add(one.id)
            pair.ways |= ways
            amount = line.quantity.known
            if amount is None:
                pair.unknown += 1
            else:
                pair.seized.add(trade.units.get(line.quantity.unit, line.quantity.unit), amount)
            if line.source_code:
                codes.setdefault((*goods, line.source_code), set()).add(one.id)
    return pairs, codes, unnamed


def _misfits(
    pairs: Mapping[Goods, Pair], codes: Mapping[tuple[str, str, str], set[str]], listed: frozenset[str]
) -> Iterable[Misfit]:
    """Codes that the list does not have, and codes under which nobody reported trade in the same goods."""
    for (taxon, term, code), events in sorted(codes.items()):
        reported = pairs[taxon, term].sources
        if code in listed and (code in reported or not reported):
            continue  # without any trade there is nothing to fit: such goods stand among those seized alone
        yield Misfit(taxon, term, code, len(events), code in listed, tuple(sorted(reported)))
