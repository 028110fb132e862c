"""The taxa of one seed: the real ones of the list `taxa`, and invented ones that say SYNTHETIC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from kouprey.analytics.generate import names
from kouprey.analytics.generate.kinds import KINDS, Kind, kind_of
from kouprey.analytics.generate.mixes import Codes, Floats, odds, pick, zipf_mandelbrot
from kouprey.domain import lists

#: Sizes of genera fall by this law, up to a bound; about so many taxa share a genus on average.
GENUS_LAW, GENUS_MOST, GENUS_MEAN = (0.8, 2.0), 200, 5
GENERA_PER_FAMILY, FAMILIES_PER_ORDER = 6, 4
HYBRIDS = 0.02
#: Real taxa stand near the top of their market: their lot is so much smaller than an invented one's.
#: Those wholly outside Appendix II less so: trade in them is bounded, or little is reported.
REAL_LOT, REAL_LOT_BOUNDED = 0.05, 0.3
#: This part of the invented taxa came under the treaty only later, evenly between the two years.
LISTED_LATER, FIRST_LISTING, LAST_LISTING = 0.25, 1976, 2020
SPLIT = "I/II"


@dataclass(slots=True)
class Taxa:
    """Columns of all taxa, in one order; `weight` is the share of lines of a year in which all are listed."""

    taxon: list[str] = field(default_factory=list)
    class_name: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    family: list[str] = field(default_factory=list)
    genus: list[str] = field(default_factory=list)
    appendix: list[str] = field(default_factory=list)
    real: list[bool] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    kind: Codes = field(default_factory=lambda: np.zeros(0, np.int64))
    weight: Floats = field(default_factory=lambda: np.zeros(0))
    since: Codes = field(default_factory=lambda: np.zeros(0, np.int64))

    def add(self, kind: int, names_down: tuple[str, str, str, str, str], appendix: str, real: bool) -> None:
        """Append one taxon: its taxon, class, order, family and genus."""
        self.kinds.append(kind)
        columns = (self.taxon, self.class_name, self.order, self.family, self.genus)
        for column, value in zip(columns, names_down, strict=True):
            column.append(value)
        self.appendix.append(appendix)
        self.real.append(real)


def build(rng: np.random.Generator) -> Taxa:
    """All taxa of this seed, with their kinds, weights and first years."""
    taxa = Taxa()
    for row in lists.load("taxa").rows:
        higher = (row["class"], row["order"], row["family"])
        taxa.add(kind_of(*higher), (row["taxon"], *higher, row["genus"]), row["appendix"], True)
    stems = names.genera(rng)
    for place, kind in enumerate(KINDS):
        _invent(taxa, rng, place, kind, stems)
    taxa.kind = np.array(taxa.kinds)
    taxa.weight = np.zeros(len(taxa.taxon))
    for place, kind in enumerate(KINDS):
        _weigh(taxa, rng, place, kind)
    later = (rng.random(len(taxa.taxon)) < LISTED_LATER) & ~np.array(taxa.real)
    taxa.since = np.where(later, rng.integers(FIRST_LISTING, LAST_LISTING, len(later)), FIRST_LISTING - 1)
    return taxa


def _invent(taxa: Taxa, rng: np.random.Generator, place: int, kind: Kind, stems: Iterator[str]) -> None:
    classes, appendices = odds(kind.classes), odds(kind.appendix)
    genera = max(2 * len(classes), kind.taxa // GENUS_MEAN)
    sizes = np.clip(np.rint(zipf_mandelbrot(genera, *GENUS_LAW) * kind.taxa), 1, GENUS_MOST).astype(int)
    above = ("", "", "")
    for number, class_name in enumerate(_spread(classes, genera)):
        stem = next(stems)
        if number % GENERA_PER_FAMILY == 0 or class_name != above[0]:
            above = _higher(stem, class_name, above, number % (GENERA_PER_FAMILY * FAMILIES_PER_ORDER) == 0)
        appendix = list(appendices)[int(pick(rng, np.array(list(appendices.values())), 1)[0])]
        endings = [*names.epithets(rng, int(sizes[number])), "spp."]
        if rng.random() < HYBRIDS * GENUS_MEAN:
            endings.append("hybrid")
        genus = stem + kind.ending
        for ending in endings:
            taxa.add(place, (f"{genus} {ending}{names.MARK}", *above, genus), appendix, False)


def _spread(classes: dict[str, float], genera: int) -> list[str]:
    """A class for each genus, in proportion, equal ones together."""
    edges = np.cumsum(list(classes.values()))
    found = np.searchsorted(edges, (np.arange(genera) + 0.5) / genera * edges[-1], side="right")
    return [list(classes)[place] for place in found]


def _higher(stem: str, class_name: str, before: tuple[str, str, str], new_order: bool) -> tuple[str, str, str]:
    """Class, order and family of the genera to come, named after the first of them."""
    plant = not class_name
    order = names.order(stem, plant) if new_order or class_name != before[0] else before[1]
    return class_name, order, names.family(stem, plant)


def _weigh(taxa: Taxa, rng: np.random.Generator, place: int, kind: Kind) -> None:
    """Give ranks by lot: species and genus-level taxa apart, real ones with the better lots."""
    for general, share in ((False, 1 - kind.genus_level), (True, kind.genus_level)):
        mine = [number for number in np.flatnonzero(taxa.kind == place) if (" spp." in taxa.taxon[number]) == general]
        if not mine:
            continue
        lots = rng.random(len(mine)) * np.array([_lot(taxa, int(number)) for number in mine])
        shift = kind.shift if not general else kind.shift / 3
        law = zipf_mandelbrot(len(mine), kind.exponent, shift)
        ranks = np.argsort(np.argsort(lots))
        taxa.weight[mine] = kind.share * share * law[ranks]


def _lot(taxa: Taxa, number: int) -> float:
    if not taxa.real[number]:
        return 1.0
    return REAL_LOT if "II" in taxa.appendix[number].split("/") else REAL_LOT_BOUNDED
