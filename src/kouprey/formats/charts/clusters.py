"""The picture of places: pale land and a disc for each cluster, as large as the number in it, which stands inside.

On the outlines of the flow map. Discs that would lie over each other become one, so that no number is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from math import hypot, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from kouprey.formats.charts import outlines
from kouprey.formats.charts.flows import (
    SEA,
    VIEWS,
    WIDTH,
    View,
    Words,
    laid_over,
    land_layers,
    no_land,
    note_layers,
    pixels,
    svg,
)
from kouprey.formats.charts.framing import FONT
from kouprey.formats.charts.later import alt
from kouprey.formats.charts.outlines import Point

DISC, EDGE = "#1d5c4b", "#ffffff"
SMALLEST, LARGEST = 9.0, 26.0
"""Radius in pixels of a disc with one event, and of the fullest."""


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


def picture(marks: Sequence[Mark], *, synthetic: bool, words: Words) -> str:
    """The map of these places as SVG. A map without discs is drawn once; only its discs differ from then on."""
    view = view_of(marks)
    found = discs(marks, view)
    before, there, after = _empty(view, synthetic, words, outlines.place())
    if there:
        return f"{before}{there}{''.join(map(_disc, found))}{''.join(map(_number, found))}</g>{after}"
    whole = {name: outlines.topology() for name in outlines.drawn()}
    return svg(_laid_out(found, view, synthetic, words, whole))


@lru_cache(maxsize=32)
def _empty(view: View, synthetic: bool, words: Words, place: tuple[Path, int]) -> tuple[str, str, str]:
    """The map without discs: what stands before their group, the group as it opens (blank: there is none), the rest.

    Where the outlines lie, and since when, is what it is kept by.
    """
    drawn = svg(_laid_out((), view, synthetic, words, no_land()))
    group = re.search(rf'(<g class="[^"]*layer_{len(outlines.drawn())}_marks"[^>]*)/>', laid_over(drawn, view, place))
    if group is None:
        return "", "", ""
    return group.string[: group.start()], f"{group[1]}>", group.string[group.end() :]


def _disc(disc: Disc) -> str:
    at = f'cx="{disc.x:.1f}" cy="{disc.y:.1f}" r="{disc.radius:.1f}"'
    return f'<circle {at} fill="{DISC}" opacity="0.9" stroke="{EDGE}" stroke-width="1.2"/>'


def _number(disc: Disc) -> str:
    at = f'x="{disc.x:.1f}" y="{disc.y + 4:.1f}" text-anchor="middle"'
    look = f'font-family="{escape(FONT, quote=True)}" font-size="12px" font-weight="600" fill="white"'
    return f"<text {at} {look}>{disc.events:,}</text>"


def _laid_out(
    found: Sequence[Disc], view: View, synthetic: bool, words: Words, land: dict[str, Any]
) -> dict[str, Any]:
    values = [
        {"x": round(disc.x, 1), "y": round(disc.y, 1), "size": round(3.1416 * disc.radius**2, 1), "says": disc.events}
        for disc in found
    ]
    told = {"one": [{"widest": words.widest}], "discs": values}
    return _frame(view, synthetic, words._replace(widest=""), tuple(land)) | {"datasets": {**land, **told}}


@lru_cache(maxsize=32)
def _frame(view: View, synthetic: bool, words: Words, land: tuple[str, ...]) -> dict[str, Any]:
    """All of a map but its data."""
    chart = alt.layer(*land_layers(view, land), *_disc_marks(), *note_layers(view, words, synthetic)).properties(
        width=WIDTH, height=view.height, background="white", padding=2
    )
    if synthetic:
        title = alt.TitleParams(words.synthetic_title, anchor="start", color="#7a4a00", fontSize=13, offset=6)
        chart = chart.properties(title=title)
    spec: dict[str, Any] = chart.configure(font=FONT).configure_view(stroke=None, fill=SEA).to_dict(validate=False)
    return spec


def _disc_marks() -> list[alt.Chart]:
    across, down = pixels()
    data = alt.Chart(alt.NamedData("discs"))
    disc = data.mark_point(shape="circle", filled=True, color=DISC, opacity=0.9, stroke=EDGE, strokeWidth=1.2)
    text = data.mark_text(color="white", align="center", baseline="middle", fontSize=12, fontWeight=600)
    return [
        disc.encode(across, down, size=alt.Size("size:Q", scale=None)),
        text.encode(across, down, text=alt.Text("says:Q", format=",d")),
    ]


def _radius(events: int, most: int) -> float:
    return SMALLEST + (LARGEST - SMALLEST) * sqrt(events / most) if most > 1 else SMALLEST
