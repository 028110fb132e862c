"""Names that a map writes on seas and places, from the list `map-names` of this node.

What bears several names, or is claimed by several, is in the shipped list without a label: a node chooses its own.
Countries have their names in the list `countries`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kouprey.domain.lists import load
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

KINDS: Final = ("ocean", "sea", "disputed-sea", "disputed-place")


class MapName(NamedTuple):
    """One name and where it stands: degrees of latitude and longitude."""

    label: str
    kind: str
    latitude: float
    longitude: float


def map_names() -> list[MapName]:
    """The names that this node shows: rows with a label whose `show` is yes, in the list's order.

    Raises UnusableFile where a row's kind, show or point cannot be read.
    """
    edition = load("map-names")
    found = [_name(row, edition.origin) for row in edition.rows]
    return [name for name, row in zip(found, edition.rows, strict=True) if row["show"] == "yes" and name.label]


def _name(row: dict[str, str], origin: str) -> MapName:
    try:
        name = MapName(row["label"], row["kind"], float(row["latitude"]), float(row["longitude"]))
        fits = name.kind in KINDS and row["show"] in ("yes", "no") and -90 <= name.latitude <= 90
        if fits and -180 <= name.longitude <= 180:
            return name
    except ValueError:
        pass
    raise UnusableFile(
        origin,
        expected=said(
            "a kind (%(kinds)s), show (yes, no), and degrees of latitude and longitude", kinds=", ".join(KINDS)
        ),
        found=said(
            "row %(id)s: %(kind)s, %(show)s, %(latitude)s, %(longitude)s",
            id=row["id"],
            kind=row["kind"],
            show=row["show"],
            latitude=row["latitude"],
            longitude=row["longitude"],
        ),
        remedy=said("Mend the row, or remove the file to use the shipped list."),
    )
