"""Everything that one seed fixes before the first year: taxa, countries, odds."""

from __future__ import annotations

import numpy as np

from kouprey.analytics.generate import taxa
from kouprey.analytics.generate.market import Market
from kouprey.analytics.generate.mixes import Codes
from kouprey.analytics.generate.places import Places

APPENDICES = ("I", "II", "III", "N")
_APPENDIX = {appendix: place for place, appendix in enumerate(APPENDICES)} | {taxa.SPLIT: -1}


class World:
    """One seed's world, by taxon where it says so.

    `homes` are a taxon's countries of origin, the main one first; `ranks` its class, order, family and genus
    (codes and words); `appendix` its place in APPENDICES, negative if that depends on the country.
    """

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng([seed, 0])
        self.seed = seed
        self.market = Market()
        self.taxa = taxa.build(rng)
        self.places = Places(rng)
        self.homes = self.places.homes(rng, self.taxa.kind)
        self.ranks = {
            rank: _coded(values)
            for rank, values in (
                ("Class", self.taxa.class_name),
                ("Order", self.taxa.order),
                ("Family", self.taxa.family),
                ("Genus", self.taxa.genus),
            )
        }
        self.appendix: Codes = np.array([_APPENDIX[appendix] for appendix in self.taxa.appendix])
        self.report_order = rng.permutation(self.places.count).astype(np.int16)


def _coded(values: list[str]) -> tuple[Codes, list[str]]:
    words, codes = np.unique(np.array(values), return_inverse=True)
    return codes, words.tolist()
