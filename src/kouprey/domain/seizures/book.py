"""Everything the rules of an observation look up, read once: codes, terms and units, taxa, currencies, today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kouprey.domain.lists import load, stamps
from kouprey.domain.reports.known import LISTS as TRADE_LISTS
from kouprey.domain.reports.known import Known, known
from kouprey.domain.seizures.vocabulary import LISTS, codes, currencies


@dataclass(frozen=True, slots=True)
class Book:
    """The lists in force on a day."""

    today: date
    trade: Known
    codes: Mapping[str, frozenset[str]]
    currencies: frozenset[str]
    live_disposals: frozenset[str]
    dead_disposals: frozenset[str]
    verified: frozenset[str]


def book(today: date) -> Book:
    """Read every list that the rules need, this node's own editions first; kept until one of them changes."""
    names = (*TRADE_LISTS, *LISTS.values(), "currencies")
    trade, own, money, live, dead, verified = _read(stamps(names))
    return Book(today, trade, own, money, live, dead, verified)


Read = tuple[Known, Mapping[str, frozenset[str]], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]


@lru_cache(maxsize=2)
def _read(_stamps: tuple[str | int, ...]) -> Read:
    own = {name: codes(name) for name in LISTS}
    fates = load("seizure-disposal").rows
    live = frozenset(row["code"] for row in fates if row["live"] == "live")
    dead = frozenset(row["code"] for row in fates if row["live"] == "dead")
    verified = frozenset(name for name in (*TRADE_LISTS, *LISTS.values(), "currencies") if load(name).verified)
    return known(), own, currencies(), live, dead, verified
