"""Everything the rules look up, read once: codes, pairs and taxa, each from its versioned list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kouprey.domain.lists import load
from kouprey.domain.reports.taxa import TaxonBook, taxon_book
from kouprey.domain.reports.words import Words, words
from kouprey.kernel.words import said

APPENDICES = ("I", "II", "III", "N")
"""Appendices in trade data; N is trade in what is not listed (trade.md 5)."""

LISTS = (
    "terms", "units", "purposes", "sources", "countries", "taxa", "report-term-purposes", "report-term-taxa",
    "report-taxon-sources", "report-ranges", "taxa-listings", "taxa-names",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """The lists in force. `verified` names those whose facts were checked with their source."""

    words: Words
    taxa: TaxonBook
    terms: Mapping[str, str]
    retired: frozenset[str]
    units: Mapping[str, str]
    purposes: frozenset[str]
    sources: frozenset[str]
    countries: frozenset[str]
    term_units: Mapping[str, frozenset[str]]
    term_purposes: Mapping[str, frozenset[str]]
    term_taxa: Mapping[str, frozenset[str]]
    never: Mapping[str, frozenset[str]]
    verified: frozenset[str]

    def near(self, word: str, codes: Iterable[str]) -> str:
        """Codes of the list that are so close to `word` that one may be meant, or ""."""
        near = sorted(get_close_matches(word.upper(), list(codes), n=3, cutoff=0.6))
        words = near[0] if near else ""
        for more in near[1:]:
            words = said("%(first)s or %(second)s", first=words, second=more)
        return words


def known() -> Known:
    """Read every list that the rules need, this node's own editions first."""
    spellings = words()
    terms, units = load("terms").rows, load("units").rows
    return Known(
        words=spellings,
        taxa=taxon_book(),
        terms={row["code"] or row["name"]: row["name"] for row in terms},
        retired=frozenset(row["code"] or row["name"] for row in terms if row["retired"] == "yes"),
        units={row["code"]: row["name"] for row in units},
        purposes=frozenset(row["code"] for row in load("purposes").rows),
        sources=frozenset(row["code"] for row in load("sources").rows),
        countries=frozenset(row["code"] for row in load("countries").rows),
        term_units={row["code"]: found for row in terms if (found := _units(row, spellings))},
        term_purposes=_sets("report-term-purposes", "term", "purposes"),
        term_taxa=_sets("report-term-taxa", "term", "taxa"),
        never=_sets("report-taxon-sources", "kingdom", "never"),
        verified=frozenset(name for name in LISTS if load(name).verified),
    )


def _sets(name: str, key: str, values: str) -> dict[str, frozenset[str]]:
    return {row[key]: frozenset(row[values].split("|")) for row in load(name).rows}


def _units(row: Mapping[str, str], spellings: Words) -> frozenset[str]:
    """Preferred and alternative units of a term as codes; the guidelines write them in words, several with "or"."""
    cells = (row["preferred_unit"], row["alternative_unit"])
    parts = (part for cell in cells if cell for part in re.split(r",| or ", re.sub(r"\(.*?\)", "", cell)))
    folded = (re.sub(r"^number\b.*", "number", part.strip()) for part in parts)
    return frozenset(spellings.units[word] for word in folded if word in spellings.units)
