"""Checks 3, 13 and 14, and the lists that a node fills for them.

Kouprey ships these lists with their header alone: the IUCN Red List, the register of breeding operations and scores
of life histories belong to others. A node lays its own file under KOUPREY_HOME/lists. Until then the checks are not
made, and the answer says so; check 3 is made with the bound that is high for every species.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kouprey.domain.lists import CodeList, load
from kouprey.domain.trade.redflag_case import CAPTIVE, Look, Raised
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

CATEGORIES, BREEDERS, SCORES = "iucn-categories", "registered-breeders", "slow-life-history"
LEAST_CONCERN = "LC"
KNOWN_CATEGORIES = (LEAST_CONCERN, "NT", "VU", "EN", "CR", "DD", "EW", "EX", "NE")
HIGHEST = 4

NO_CATEGORY = said("no IUCN category of the taxon is loaded, and the volume lies between the two bounds")
NO_REGISTER = said("no register of breeding operations is loaded")
NO_SCORE = said("no life-history score of the taxon is loaded")


class FilledLists(NamedTuple):
    """What a node has filled in: taxon to category, taxa and countries with a registered breeder, taxon to score."""

    categories: dict[str, str]
    breeders: frozenset[tuple[str, str]]
    scores: dict[str, int]

    @property
    def taxa(self) -> set[str]:
        """Every name in them."""
        return {*self.categories, *self.scores, *(taxon for taxon, _ in self.breeders)}

    @property
    def unfilled(self) -> dict[int, bool]:
        """The checks whose list is empty, and whether they are made in part all the same."""
        lists = ((3, self.categories, True), (13, self.breeders, False), (14, self.scores, False))
        return {check: in_part for check, rows, in_part in lists if not rows}


def filled_lists() -> FilledLists:
    """Read the three lists. Raises UnusableFile for a category or a score that does not exist."""
    categories, scores = load(CATEGORIES), load(SCORES)
    return FilledLists(
        {row["taxon"]: _one_of(categories, row, "category", KNOWN_CATEGORIES) for row in categories.rows},
        frozenset((row["taxon"], row["country"]) for row in load(BREEDERS).rows),
        {row["taxon"]: int(_one_of(scores, row, "score", map(str, range(HIGHEST + 1)))) for row in scores.rows},
    )


def high_volume(look: Look) -> Raised | str | None:
    """3: a high volume: above the first bound for species of least concern, above the second for all others."""
    high, low = look.rules.high
    category = look.known.categories.get(look.taxon)
    bound = low if category and category != LEAST_CONCERN else high
    if look.volume > bound:
        return Raised(bound, look.rows(CAPTIVE))
    return NO_CATEGORY if category is None and look.volume > low else None


def no_registered_breeder(look: Look) -> Raised | str | None:
    """13: source D, though no breeding operation is registered for the taxon in the exporting country."""
    rows = look.rows(("D",))
    if not rows:
        return None
    if look.known.breeders is None:
        return NO_REGISTER
    return None if (look.taxon, look.exporter) in look.known.breeders else Raised(None, rows)


def has_slow_life(look: Look) -> Raised | str | None:
    """14: a slow life history: the score is at least that of the rule."""
    score = look.known.scores.get(look.taxon)
    if score is None:
        return NO_SCORE
    return Raised(None, [*look.rows(CAPTIVE), {"score": score}]) if score >= look.rules.slow else None


def _one_of(edition: CodeList, row: dict[str, str], column: str, allowed: Iterable[str]) -> str:
    known = tuple(allowed)
    if row[column] not in known:
        raise UnusableFile(
            f"{edition.origin} (list {edition.name})",
            expected=said("one of %(known)s as %(column)s", known=", ".join(known), column=column),
            found=said("%(value)s for %(taxon)s", value=repr(row[column]), taxon=row["taxon"]),
            remedy=said("Correct the row, or remove it."),
        )
    return row[column]
