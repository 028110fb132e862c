"""The taxa that are built in: entered by hand, from public facts named row by row.

Lists: `taxa` (ranks), `taxa-names` (accepted and older names, names in the languages of the region) and
`taxa-listings` (dated listings, as far as they are established).
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zlib import crc32

from kouprey.domain.lists import changed, load, overrides
from kouprey.domain.taxa.names import Book, fold, key, stem
from kouprey.domain.taxa.values import ACCEPTED, COMMON, RANKS, SYNONYM, Listing, Name, Taxon
from kouprey.kernel.words import said

SOURCE = said("built-in list")
_LISTS = ("taxa", "taxa-names", "taxa-listings")
AS_OF = date(2026, 3, 4)
"""The day up to which the list speaks: the last before the amendments of the 20th Conference of the Parties."""


def edition() -> str:
    """The editions of the built-in lists, for the method note."""
    return said("built-in list %(version)s", version=load("taxa-names").version)


def stamp() -> int:
    """A number that changes with any row of the lists, for what is kept between runs."""
    return _stamp(str(overrides()), tuple(map(changed, _LISTS)))


@lru_cache(maxsize=4)
def _stamp(home: str, changes: tuple[int, ...]) -> int:
    return crc32(repr([load(name).rows for name in _LISTS]).encode())


def book() -> Book:
    """The scientific names of the built-in taxa."""
    return _book(str(overrides()))


def taxa() -> dict[str, Taxon]:
    """Every built-in taxon by the key of its accepted name."""
    return _taxa(str(overrides()))


@lru_cache(maxsize=4)
def _book(home: str) -> Book:
    synonyms: dict[str, tuple[str, ...]] = {}
    own: dict[str, str] = {}
    for taxon in _taxa(home).values():
        own[fold(taxon.name)] = taxon.name
        for name in taxon.of_kind(SYNONYM):
            synonyms[fold(name.text)] = (*synonyms.get(fold(name.text), ()), taxon.name)
    return Book(edition(), own, synonyms)


@lru_cache(maxsize=4)
def _taxa(home: str) -> dict[str, Taxon]:
    # The node's folder is part of the key, so that a changed KOUPREY_HOME is seen.
    names: dict[str, list[Name]] = {}
    for row in load("taxa-names").rows:
        names.setdefault(key(row["taxon"]), []).append(_name(row))
    listings: dict[str, list[Listing]] = {}
    for row in load("taxa-listings").rows:
        listings.setdefault(key(row["taxon"]), []).append(_listing(row))
    older = {key(name.text): (taxon, name) for taxon, held in names.items() for name in held if name.kind == SYNONYM}
    accepted = {key(row["taxon"]): row["taxon"] for row in load("taxa-names").rows}
    found: dict[str, Taxon] = {}
    for row in load("taxa").rows:
        own = key(row["taxon"])
        wanted = older[own][0] if own in older else own
        if wanted in found and own != wanted:
            continue  # an older name; its taxon has a row of its own
        name = stem(accepted.get(wanted, row["taxon"]))[0]
        english = Name(row["english"], COMMON, "en", "Latn", "", SOURCE)
        found[wanted] = Taxon(
            name=name,
            rank=_rank(row),
            ranks=_ranks(row, name),
            names=(Name(name, ACCEPTED, source=SOURCE), *names.get(wanted, ()), english),
            listings=tuple(listings.get(wanted, ())),
            accepted=True,
        )
    return found


def _ranks(row: dict[str, str], name: str) -> dict[str, str]:
    # Some rows of `taxa` stand under an older name: the genus is the accepted name's own.
    genus = name.split()[0] if " " in name else row["genus"]
    return {rank: row[rank] for rank in RANKS} | {"genus": genus}


def _rank(row: dict[str, str]) -> str:
    name, suffix = stem(row["taxon"])
    if suffix:
        return next((rank for rank in ("genus", "family", "order", "class") if row[rank] == name), "")
    return "species" if name.count(" ") == 1 else "subspecies"


def _name(row: dict[str, str]) -> Name:
    return Name(
        row["name"], row["kind"], row["language"], row["script"], "", _source(row),
        row["verified"] == "yes",
    )  # fmt: skip


def _source(row: dict[str, str]) -> str:
    return said("built-in list: %(source)s", source=row["source"])


def _listing(row: dict[str, str]) -> Listing:
    return Listing(
        appendix=row["appendix"],
        since=date.fromisoformat(row["from"]) if row["from"] else None,
        until=date.fromisoformat(row["to"]) if row["to"] else None,
        as_of=AS_OF,
        annotation=row["annotation"],
        source=_source(row),
        verified=row["verified"] == "yes",
        whole=row["whole"] == "yes",
        under=row["under"],
    )
