"""Range States of taxa, by the first list at hand that names countries for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kouprey.analytics.reference.library import Library
from kouprey.domain.lists import load
from kouprey.domain.taxa.names import key, meant
from kouprey.domain.taxa.values import Occurrence
from kouprey.domain.trade.redflag_case import Range
from kouprey.kernel.words import said

_INSIDE = ("native", "reintroduced", "extinct", "extinct, uncertain", "present")
"""Where a taxon occurs or occurred by nature. “Present” is a country of a list that tells no status."""
_UNCLEAR = ("uncertain",)


class Places:
    """The lists at hand, asked for many taxa at once."""

    def __init__(self, home: Path, names: Iterable[str]) -> None:
        self.library = Library(home)
        wanted = sorted(set(names))
        books = self.library.books(wanted)
        self.accepted = {name: meant(name, books).name for name in wanted}
        """Each name as it stands, to the accepted one; a name that no list knows is itself."""

    def ranges(self, taxa: Iterable[str]) -> dict[str, Range]:
        """The range of each taxon that some list knows, by the name as it stands."""
        wanted = {taxon: self.accepted.get(taxon, taxon) for taxon in taxa}
        found = {
            name: _range(occurrences, source)
            for name, (occurrences, source) in self.library.distributions(wanted.values()).items()
        }
        ours = _built_in()
        return {
            taxon: found.get(name) or ours[key(name)]
            for taxon, name in wanted.items()
            if name in found or key(name) in ours
        }


def _range(occurrences: Iterable[Occurrence], source: str) -> Range:
    listed = tuple(occurrences)

    def codes(statuses: tuple[str, ...]) -> frozenset[str]:
        return frozenset(one.country for one in listed if one.status in statuses and one.country)

    inside = codes(_INSIDE)
    return Range(inside, codes(_UNCLEAR) - inside, all(one.country for one in listed), source)


def _built_in() -> Mapping[str, Range]:
    """The ranges that are built in, which tell no status, under old and new names."""
    edition = load("report-ranges")
    source = said("built-in list %(name)s %(version)s", name=edition.name, version=edition.version)
    return {key(row["taxon"]): Range(frozenset(row["countries"].split("|")), source=source) for row in edition.rows}
