"""All lists of taxa at hand, loaded and built in, asked as one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from kouprey.analytics.engine import name as identifier
from kouprey.analytics.engine import reading, text
from kouprey.analytics.reference.editions import Edition, Editions
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.names import Book, Meant, fold, key, meant
from kouprey.domain.taxa.values import ACCEPTED, COMMON, RANKS, SYNONYM, Listing, Name, Occurrence, Taxon

_MANY = 2_000
"""So many keys are asked for at a time."""


class Found(NamedTuple):
    """What a name stands for; `taxon` puts together what every list says, None where no list knows the name."""

    meant: Meant
    taxon: Taxon | None
    sources: tuple[str, ...] = ()
    above: tuple[Taxon, ...] = ()


class Library:
    """The lists in use under one home, and the built-in taxa."""

    def __init__(self, home: Path) -> None:
        self.editions = Editions(home).in_use()
        self.scratch = home / "cache" / "scratch"

    @property
    def titles(self) -> tuple[str, ...]:
        """The lists by name, in the order in which they are asked."""
        return (*(edition.title for edition in self.editions), builtin.edition())

    def books(self, wanted: Iterable[str]) -> list[Book]:
        """What each list knows of these names; the built-in names, old and new, are always among them."""
        ours = builtin.book()
        keys = {key(word) for word in wanted} | set(ours.own) | set(ours.synonyms)
        return [*(self._book(edition, keys) for edition in self.editions), ours]

    def find(self, name: str) -> Found:
        """Look up a scientific name, else a common one."""
        said = meant(name, self.books([name]))
        if said.how == "absent":
            said = self._by_common_name(name)
        if said.how in ("absent", "ambiguous"):
            return Found(said, None)
        pieces = self._pieces(said.name)
        if not pieces:
            return Found(said, None)
        taxon = _together([piece for _, piece in pieces])
        ours = builtin.taxa()
        nearest_first = (taxon.ranks[rank] for rank in reversed(RANKS))
        above = tuple(ours[fold(word)] for word in nearest_first if fold(word) in ours and word != taxon.name)
        return Found(said, taxon, tuple(source for source, _ in pieces), above)

    def records(self, names: Iterable[str]) -> dict[str, dict[str, str]]:
        """The ranks of accepted names (as `meant` gives them), by key, from the first list that has the taxon."""
        found: dict[str, dict[str, str]] = {}
        keys = {key(name) for name in names}
        for edition in self.editions:
            with self._open(edition) as connection:
                for row in _rows(connection, "taxa", ("key", *RANKS), keys):
                    found.setdefault(row[0], dict(zip(RANKS, row[1:], strict=True)))
        ours = builtin.taxa()
        for wanted in keys & set(ours):
            found.setdefault(wanted, ours[wanted].ranks)
        return found

    def distributions(self, names: Iterable[str]) -> dict[str, tuple[tuple[Occurrence, ...], str]]:
        """The countries of accepted names, from the first list that has some for the taxon, and that list's name."""
        found: dict[str, tuple[tuple[Occurrence, ...], str]] = {}
        asked = set(names)
        for edition in self.editions:
            wanted = asked - set(found)
            book = self._book(edition, {key(name) for name in wanted})
            own = {name: key(meant(name, [book]).name) for name in wanted}
            with self._open(edition) as connection:
                rows = dict(_rows(connection, "taxa", ("key", "distribution"), set(own.values())))
            for name, folded in own.items():
                listed = json.loads(rows.get(folded, "[]"))
                if listed:
                    found[name] = (tuple(Occurrence(*entry) for entry in listed), edition.title)
        return found

    def _book(self, edition: Edition, keys: set[str]) -> Book:
        synonyms: dict[str, tuple[str, ...]] = {}
        with self._open(edition) as connection:
            own = dict(_rows(connection, "taxa", ("key", "name"), keys))
            for folded, taxon, kind in _rows(connection, "names", ("key", "taxon", "kind"), keys):
                if kind == SYNONYM and taxon not in synonyms.get(folded, ()):
                    synonyms[folded] = (*synonyms.get(folded, ()), taxon)
                    own.setdefault(key(taxon), taxon)
        return Book(edition.title, own, synonyms)

    def _by_common_name(self, name: str) -> Meant:
        wanted = fold(name)
        taxa: dict[str, str] = {}
        for edition in self.editions:
            with self._open(edition) as connection:
                for _, taxon, kind in _rows(connection, "names", ("key", "taxon", "kind"), {wanted}):
                    if kind == COMMON:
                        taxa.setdefault(taxon, edition.title)
        for taxon in builtin.taxa().values():
            if any(fold(common.text) == wanted for common in taxon.of_kind(COMMON)):
                taxa.setdefault(taxon.name, builtin.edition())
        # Names of one taxon in several lists are one taxon.
        accepted = {meant(taxon, self.books([taxon])).name: source for taxon, source in taxa.items()}
        if len(accepted) == 1:
            return next(Meant(taxon, COMMON, source) for taxon, source in accepted.items())
        return Meant(name, "ambiguous" if accepted else "absent", "", tuple(sorted(accepted)))

    def _pieces(self, name: str) -> list[tuple[str, Taxon]]:
        """What each list says of the taxon, under this name or the one that the list itself prefers."""
        pieces = []
        for edition in self.editions:
            book = self._book(edition, {key(name)})
            said = meant(name, [book])
            if said.how in ("accepted", "synonym"):
                pieces.append((edition.title, self._record(edition, said.name)))
        ours = meant(name, [builtin.book()])
        if ours.how in ("accepted", "synonym"):
            pieces.append((builtin.edition(), builtin.taxa()[key(ours.name)]))
        return pieces

    def _record(self, edition: Edition, name: str) -> Taxon:
        keys = {key(name)}
        source = edition.title
        with self._open(edition) as connection:
            columns = ("name", "rank", "author", "accepted", "distribution", *RANKS)
            row = next(iter(_rows(connection, "taxa", columns, keys)))
            others = connection.execute(
                f"SELECT name, kind, language, author FROM names WHERE taxon = {text(row[0])} ORDER BY ALL"
            ).fetchall()
            listings = _rows(connection, "listings", ("appendix", "since", "until", "annotation", "under"), keys)
        names = [Name(row[0], ACCEPTED, author=row[2], source=source)]
        for word, kind, language, author in others:
            names.append(Name(word, kind, language, "Latn" if language else "", author, source))
        return Taxon(
            name=row[0],
            rank=row[1],
            ranks=dict(zip(RANKS, row[5:], strict=True)),
            names=tuple(names),
            listings=tuple(
                Listing(appendix, since, until, edition.as_of, note, source, under=under)
                for appendix, since, until, note, under in listings
            ),
            distribution=tuple(Occurrence(*entry) for entry in json.loads(row[4])),
            accepted=row[3],
        )

    @contextmanager
    def _open(self, edition: Edition) -> Iterator[duckdb.DuckDBPyConnection]:
        with reading(edition.database, self.scratch) as connection:
            yield connection


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], keys: set[str]
) -> list[tuple[Any, ...]]:
    listed = ", ".join(identifier(column) for column in columns)
    ordered = sorted(keys)
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(ordered), _MANY):
        some = ", ".join(text(word) for word in ordered[start : start + _MANY])
        rows += connection.execute(f"SELECT {listed} FROM {table} WHERE key IN ({some}) ORDER BY ALL").fetchall()
    return rows


def _together(pieces: list[Taxon]) -> Taxon:
    """One taxon out of what the lists say: the first list's name and ranks, everybody's names and listings."""
    first = pieces[0]
    names: dict[tuple[str, str], Name] = {(fold(first.name), ""): first.names[0]}
    for piece in pieces:
        for name in piece.names:
            # What another list accepts is, beside the first list's name, one more synonym.
            own = name if name.kind != ACCEPTED else name._replace(kind=SYNONYM)
            names.setdefault((fold(own.text), own.language), own)
    return first._replace(
        ranks={rank: next((p.ranks[rank] for p in pieces if p.ranks[rank]), "") for rank in RANKS},
        names=tuple(names.values()),
        listings=tuple(sorted((listing for piece in pieces for listing in piece.listings), key=_in_time)),
        distribution=next((p.distribution for p in pieces if p.distribution), ()),
        accepted=next((p.accepted for p in pieces if p.accepted is not None), None),
    )


def _in_time(listing: Listing) -> tuple[date, date]:
    last = listing.last or date.max
    return (listing.since or last, last)
