"""Everything that one seed fixes before the first year: taxa, countries, odds."""

from __future__ import annotations

import numpy as np

from kouprey.analytics.generate import taxa
from kouprey.analytics.generate.market import Market
from kouprey.analytics.generate.places import Places


class World:
    """One seed's world. `homes` gives each taxon's countries of origin, the main one first."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng([seed, 0])
        self.seed = seed
        self.market = Market()
        self.taxa = taxa.build(rng)
        self.places = Places(rng)
        self.homes = self.places.homes(rng, self.taxa.kind)
        self.report_order = rng.permutation(self.places.count).astype(np.int16)
