"""The picture of places: pale land and a disc for each cluster, as large as the number in it, which stands inside.

On the outlines of the flow map, which are a file of their own (`flows.ground`): it is most of a map, and a browser
fetches it once. Discs that would lie over each other become one, so that no number is hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import hypot, sqrt
from typing import NamedTuple

from kouprey.formats.charts.flows import VIEWS, WIDTH, View, Words
from kouprey.formats.charts.framing import FONT, INK, MARK, SOFT
from kouprey.formats.charts.outlines import Point

DISC, EDGE = "#1d5c4b", "#ffffff"
SMALLEST, LARGEST = 9.0, 26.0
"""Radius in pixels of a disc with one event, and of the fullest."""
EDGING, TITLE = 2, 21
"""Pixels of white round the map, and over it where a line of words stands there."""


class Mark(NamedTuple):
    """A place with its longitude and latitude, and how many events were there."""

    point: Point
    events: int


class Disc(NamedTuple):
    """A cluster in the picture: pixels, radius, how many events of how many places."""

    x: float
    y: float
    radius: float
    events: int
    places: int


def view_of(marks: Sequence[Mark]) -> View:
    """The closest view that holds every place."""
    return next((view for view in VIEWS[:-1] if all(view.holds(mark.point) for mark in marks)), VIEWS[-1])


def discs(marks: Sequence[Mark], view: View) -> list[Disc]:
    """Clusters, the fullest first: a disc takes in every smaller one that would touch it."""
    most = max((mark.events for mark in marks), default=1)
    made: list[Disc] = []
    for mark in sorted(marks, key=lambda mark: (-mark.events, mark.point)):
        x, y = view.at(mark.point)
        size = _radius(mark.events, most)
        near = next((n for n, disc in enumerate(made) if hypot(disc.x - x, disc.y - y) < disc.radius + size), None)
        if near is None:
            made.append(Disc(x, y, size, mark.events, 1))
        else:
            disc = made[near]
            made[near] = disc._replace(events=disc.events + mark.events, places=disc.places + 1)
    most = max((disc.events for disc in made), default=1)
    return [disc._replace(radius=_radius(disc.events, most)) for disc in made]


def picture(marks: Sequence[Mark], *, synthetic: bool, words: Words, ground: str, says: str) -> str:
    """The map of these places as SVG for a page, which fetches the land under it from the address `ground`.

    `says` is the picture in words, for whoever cannot see it. SYNTHETIC stands inside.
    """
    view = view_of(marks)
    found = discs(marks, view)
    top = TITLE if synthetic else EDGING
    wide, high = WIDTH + 2 * EDGING, view.height + top + EDGING
    return "".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" ',
        f'role="img" aria-label="{escape(says)}" font-family="{escape(FONT)}" font-size="12">',
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        _text(EDGING, 14, words.synthetic_title, fill=MARK, font_size=13, font_weight="bold") if synthetic else "",
        f'<g transform="translate({EDGING},{top})">',
        f'<image href="{escape(ground)}" width="{WIDTH}" height="{view.height}"/>',
        *(_disc(disc) for disc in found),
        *(_number(disc) for disc in found),
        _text(8, view.height - 28, words.widest, fill=INK),
        _text(8, view.height - 11, words.boundaries, fill=SOFT),
        _across(view, words.synthetic) if synthetic else "",
        "</g></svg>",
    ])  # fmt: skip


def _disc(disc: Disc) -> str:
    at = f'cx="{disc.x:.1f}" cy="{disc.y:.1f}" r="{disc.radius:.1f}"'
    return f'<circle {at} fill="{DISC}" opacity="0.9" stroke="{EDGE}" stroke-width="1.2"/>'


def _number(disc: Disc) -> str:
    return _text(disc.x, disc.y + 4, f"{disc.events:,}", fill="white", text_anchor="middle", font_weight=600)


def _across(view: View, said: str) -> str:
    turned = f"translate({WIDTH / 2},{view.height / 2}) rotate(330)"
    look = {"fill": MARK, "font_size": 92, "font_weight": "bold", "text_anchor": "middle"}
    return _text(0, 28, said, transform=turned, opacity=0.1, **look)


def _text(x: float, y: float, said: str, **look: object) -> str:
    about = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in look.items())
    return f'<text x="{x:.1f}" y="{y:.1f}" {about}>{escape(said)}</text>'


def _radius(events: int, most: int) -> float:
    return SMALLEST + (LARGEST - SMALLEST) * sqrt(events / most) if most > 1 else SMALLEST
