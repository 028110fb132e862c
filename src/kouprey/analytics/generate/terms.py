"""Goods: what a term is measured in, how much of it moves, why, and how often it was worked elsewhere.

Terms of one trade share a row of rounded numbers. Quantities are log-normal with a heavier upper tail:
`middle` and `spread` are the logarithm of the median and the standard deviation, for counts;
a measured quantity (kg, m3 ...) follows its unit instead.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goods:
    """One trade. `reexport` is the share of lines with an origin, `unknown` of these with origin XX."""

    name: str
    terms: str
    units: str
    purposes: str
    reexport: float
    unknown: float
    middle: float
    spread: float
    fractional: float = 0.002


GOODS = (
    Goods(
        "live",
        "live",
        "99.7, kg 0.25, g 0.05",
        "T 87.7, P 5.3, Z 2.5, B 1.8, Q 1.4, S 0.5, G 0.24, E 0.2, M 0.16, N 0.13, L 0.01", 0.12, 0.04, 2.3, 2.35,
    ),
    Goods(
        "leather",
        "leather products (small)|leather products (large)|garments|hair products|skin products|shoes",
        "99.9, kg 0.06, g 0.04",
        "T 85, P 13.8, H 0.4, Q 0.5, E 0.2, S 0.1", 0.92, 0.035, 1.9, 2.3, 0.02,
    ),
    Goods(
        "hides",
        "skins|skin pieces|sides|tails",
        "98, kg 1.5, g 0.3, m 0.1, m2 0.1",
        "T 72, H 14, P 9, S 2, E 1, Q 1, M 0.3", 0.53, 0.04, 3, 2.9,
    ),
    Goods(
        "trophies",
        "trophies|skulls|feet|ears|horns|claws|genitalia",
        "99.5, kg 0.5",
        "H 66, P 19, T 12.5, E 1.2, S 0.8, Q 0.5", 0.16, 0.15, 0.5, 1.4,
    ),
    Goods(
        "samples",
        "specimens|unspecified",
        "74, ml 17, g 5.3, kg 1.9, mg 1.4, l 0.4",
        "S 52, M 26, T 17, Q 3, E 0.8, P 0.6, B 0.2, Z 0.2, L 0.1", 0.38, 0.13, 2.7, 2.2,
    ),
    Goods(
        "cut coral",
        "raw corals|plates",
        "87, kg 8.6, g 4.3, cm3 0.05, m2 0.1",
        "T 82, S 8.5, P 8.5, E 1", 0.21, 0.15, 3, 2.8,
    ),
    Goods(
        "carvings",
        "carvings|ivory carvings|ivory pieces|bone carvings|horn carvings|jewellery - ivory ",
        "92.5, kg 4, g 2.8, m3 0.5, m 0.2",
        "T 61, P 22, Q 14, E 2.5, H 0.5", 0.74, 0.45, 0.9, 2.1, 0.035,
    ),
    Goods(
        "parts",
        "bodies|teeth|tusks|bones|bone pieces|skeletons|shells|carapaces|feathers|baleen|horn pieces|pearl|"
        "scales",
        "94, kg 3, g 2.2, sets 0.3, mg 0.2, m3 0.1",
        "T 42, P 24, H 14, S 8, Q 7, E 5", 0.38, 0.25, 0.9, 2.3, 0.004,
    ),
    Goods(
        "edibles",
        "caviar|meat|eggs|eggs (live)|fingerlings|swim bladders|fins|soup",
        "6, kg 74, g 19.3, mg 0.7",
        "T 88, P 10, H 0.8, Q 0.6, S 0.6", 0.4, 0.12, 3.6, 3,
    ),
    Goods(
        "substances",
        "extract|derivatives|oil|powder|wax|medicine|chips|musk|gall|gall bladders|bark|fibres|roots|hair|"
        "fruit",
        "33, kg 40, g 17, mg 3, ml 2.5, l 1.8, m3 0.1, cm 0.05, microgrammes 0.3",
        "T 90, P 6.5, M 1, H 1, S 1, Q 0.5", 0.54, 0.06, 3.4, 3.2, 0.04,
    ),
    Goods(
        "seeds and cuttings",
        "seeds|cultures|dried plants|stems|leaves|flowers|graft rootstocks|flower pots",
        "91, kg 6.5, g 2.5",
        "T 89, S 10, P 0.6, G 0.4", 0.03, 0.3, 3.7, 2.9,
    ),
    Goods(
        "timber",
        "sawn wood|timber|logs|veneer|timber pieces|plywood",
        "5, m3 59, kg 29, cm3 3, m2 2, g 1.6",
        "T 98.8, P 1.2", 0.37, 0.09, 2.5, 2.5, 0.2,
    ),
    Goods(
        "cloth",
        "cloth",
        "48, m2 28, m 18, kg 3, cm2 2",
        "T 90, P 10", 0.83, 0.05, 2.5, 2, 0.02,
    ),
)  # fmt: skip

#: unit: (median's logarithm, spread, share of fractional quantities)
MEASURES = {
    "kg": (3.7, 3.4, 0.45), "g": (5.8, 2.9, 0.33), "ml": (3.9, 2.2, 0.28), "m3": (3.6, 2, 0.86), "mg": (6, 3.5, 0.15),
    "l": (1.5, 3, 0.45), "m2": (3.8, 2.6, 0.63), "m": (3.6, 2.6, 0.53), "cm3": (9, 3, 0.1), "cm2": (7, 1, 0.1),
    "cm": (3, 1, 0.5), "microgrammes": (5, 2, 0.2), "sets": (1.2, 1, 0),
}  # fmt: skip


def goods_of(term: str) -> int:
    """The place in GOODS of a term."""
    for place, goods in enumerate(GOODS):
        if term in goods.terms.split("|"):
            return place
    raise KeyError(term)
