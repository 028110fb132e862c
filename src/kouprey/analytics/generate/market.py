"""The tables of odds of one seed, compiled from kinds and goods, with the words their codes stand for."""

from __future__ import annotations

import numpy as np

from kouprey.analytics.generate.kinds import KINDS
from kouprey.analytics.generate.mixes import Codes, Floats, Words, odds
from kouprey.analytics.generate.terms import GOODS, MEASURES, goods_of

COUNT_SPELLED = "Number of specimens"
#: Sources that any goods may have, on top of what their kind says.
STRAY_SOURCES = " 0.3, X 0.01"


class Market:
    """What each kind of taxon is traded as. Units, like all blanks, have the code 0 for the blank."""

    def __init__(self) -> None:
        self.terms, self.units = Words(), Words([""])
        self.purposes, self.sources = Words(), Words([""])
        self.term = self.terms.mix([odds(kind.terms) for kind in KINDS])
        self.goods: Codes = np.array([goods_of(term) for term in self.terms.words])
        self.unit = self.units.mix([odds(goods.units) for goods in GOODS])
        self.spelled_unit = self.units.code(COUNT_SPELLED)
        self.purpose = self.purposes.mix([odds(goods.purposes) for goods in GOODS])
        self.source = self.sources.mix(
            [odds(STRAY_SOURCES) | odds(text) for kind in KINDS for text in (kind.live, kind.made)]
        )
        self.live = goods_of("live")
        self.reexport = np.array([goods.reexport for goods in GOODS])
        self.unknown = np.array([goods.unknown for goods in GOODS])

    def amounts(self, goods: Codes, units: Codes) -> tuple[Floats, Floats, Floats]:
        """The middle and spread of the logarithm of quantities, and the share of fractional ones."""
        counted = np.array([(kind.middle, kind.spread, kind.fractional) for kind in GOODS])
        measured = np.array([MEASURES.get(unit, (0, 0, 0)) for unit in self.units.words], dtype=float)
        is_count = np.array([unit not in MEASURES for unit in self.units.words])
        found = np.where(is_count[units][:, None], counted[goods], measured[units])
        return found[:, 0], found[:, 1], found[:, 2]
