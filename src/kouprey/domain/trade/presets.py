"""Questions with a name: the founding paper's Table 1, and its printed figures to hold an answer against.

The recipe is the most likely one, established from the printed figures (trade.md section 8), not stated by the
paper. The printed figures serve only to be compared with; no answer is made from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kouprey.domain import lists
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

TABLE_1 = "jiao2021-table1"
PRESETS: dict[str, dict[str, Any]] = {
    TABLE_1: {
        "importer": "CN",
        "exporter": "SEA",
        "years": (1997, 2016),
        "geography": "origin",
        "quantity": "importer-first",
        "terms": ("live", "skins"),
        "unit": "",
        "at_genus": ("Naja",),
    }
}


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed row; `names` are the paper's name for the taxon and those that newer data use."""

    term: str
    names: tuple[str, ...]
    quantity: Decimal
    share: Decimal
    wild_share: Decimal
    captive_share: Decimal
    countries: tuple[tuple[str, Decimal], ...]


def preset(name: str) -> dict[str, Any]:
    """The parts of a preset's question. Raises UnusableInput for an unknown name."""
    if name not in PRESETS:
        raise UnusableInput(
            said("There is no preset “%(name)s”.", name=name),
            remedy=said("Presets: %(presets)s.", presets=", ".join(PRESETS)),
        )
    return dict(PRESETS[name])


def printed(name: str) -> tuple[Printed, ...]:
    """The printed figures that belong to a preset, in the order of the print."""
    return tuple(_printed(row) for row in lists.load(name).rows)


def _printed(row: dict[str, str]) -> Printed:
    also = tuple(name for name in row["also"].split("|") if name)
    parts = (part.split("=") for part in row["countries"].split("|") if part)
    return Printed(
        row["term"],
        (row["taxon"], *also),
        Decimal(row["quantity"]),
        Decimal(row["share"]),
        Decimal(row["wild_share"]),
        Decimal(row["captive_share"]),
        tuple((country, Decimal(share)) for country, share in parts),
    )
