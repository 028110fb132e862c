"""Invented names that sound like zoology and botany and say SYNTHETIC."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

MARK = " SYNTHETIC"
_HEADS = "Av Bor Cal Dri Elv Fal Gor Hel Ixo Jal Kor Lav Mer Nol Ost Pel Quir Ras Sel Tor Ulm Vel Wol Xan Yel Zor"
_MIDDLES = "ora eni ali ufo ipa oma eta uri ola ina esi aro udo ica emo"
_TAILS = "t l n r d v s m"
_EPITHETS = "alb nigr rubr flav virid nit min maj robust gracil mont litor silv palud orient austral bore pict macul"
_EPITHET_ENDS = "ata icola escens ensis oides ipes iceps ifrons ina osa icauda ula iana issima atula"


def genera(rng: np.random.Generator) -> Iterator[str]:
    """Genus stems without an ending, all different, in an order drawn from the seed ("Avorat")."""
    stems = ["".join(parts) for parts in product(_HEADS.split(), _MIDDLES.split(), _TAILS.split())]
    for place in rng.permutation(len(stems)):
        yield stems[place]


def epithets(rng: np.random.Generator, count: int) -> list[str]:
    """`count` different species names ("nigricola"); at most 285 exist."""
    known = ["".join(parts) for parts in product(_EPITHETS.split(), _EPITHET_ENDS.split())]
    return [known[place] for place in rng.permutation(len(known))[:count]]


def family(stem: str, plant: bool) -> str:
    """The family named after a genus stem."""
    return stem + ("aceae" if plant else "idae")


def order(stem: str, plant: bool) -> str:
    """The order named after a genus stem."""
    return stem + ("ales" if plant else "iformes")
