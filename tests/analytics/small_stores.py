"""Small comparative tabulations for tests, written by hand or drawn at random, and the stores made of them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from kouprey import trade

HEADER = (
    "Year", "App.", "Taxon", "Class", "Order", "Family", "Genus", "Importer", "Exporter", "Origin",
    "Importer reported quantity", "Exporter reported quantity", "Term", "Unit", "Purpose", "Source",
)  # fmt: skip
SNAKE = {"Class": "Reptilia", "Order": "Serpentes", "Family": "Elapidae", "Genus": "Naja"}
USUAL = {"Year": "2013", "App.": "II", "Taxon": "Naja naja", "Importer": "CN", "Exporter": "ID", "Term": "live"}


def line(importer: object = "", exporter: object = "", **other: object) -> dict[str, str]:
    """One tabulation line: 2013, live Naja naja from ID to CN, wild, for commerce, unless said otherwise."""
    row: dict[str, object] = {
        **SNAKE, **USUAL, "Origin": "", "Unit": "", "Purpose": "T", "Source": "W",
        "Importer reported quantity": importer, "Exporter reported quantity": exporter, **other,
    }  # fmt: skip
    return {name: str(value) for name, value in row.items()}


def store(home: Path, lines: Iterable[Mapping[str, str]]) -> Any:
    """Load the lines under `home` and open them."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "lines.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(lines)
    trade.load([path], home)
    return trade.open(home)


def drawn(seed: int, rows: int) -> list[dict[str, str]]:
    """Random lines with few values, so that keys meet; no two on the same ten fields."""
    draw = random.Random(seed)
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for _ in range(rows):
        amounts = [draw.choice(("", "0", "1", "2.5", "3", "4", "0.000000001", "1000")) for _ in range(2)]
        row = line(
            *amounts,
            Year=draw.choice((2012, 2013)),
            Taxon=draw.choice(("Naja naja", "Naja spp.")),
            Importer=draw.choice(("CN", "SG", "NA")),
            Exporter=draw.choice(("ID", "SG", "NA")),
            Origin=draw.choice(("", "", "ID", "MY")),
            Term=draw.choice(("live", "skins", "skin pieces", "skin scraps")),
            Unit=draw.choice(("", "kg")),
            Purpose=draw.choice("TZ"),
            Source=draw.choice(("W", "C", "")),
        )
        key = tuple(value for name, value in row.items() if "quantity" not in name)
        found.setdefault(key, row)
    return list(found.values())


def amount(text: str) -> Decimal | None:
    """A quantity of a line, None where it is blank."""
    return Decimal(text) if text else None
