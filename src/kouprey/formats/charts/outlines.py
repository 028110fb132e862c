"""Outlines of the world's countries: how the shipped file was made of Natural Earth's, and how it is read.

The outlines say nothing about who owns what: they are a pale ground to draw flows on. Names are dropped on purpose.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import Any, Final

PLACE: Final = Path(__file__).parent / "vendor" / "world-atlas-2.0.2" / "countries.json"
TOLERANCE: Final = 0.07
"""Degrees by which an outline may move when it is thinned; a pixel of the closest map is 0.1."""
STEP: Final = 0.02
"""Degrees: the grid that the points of the shipped file lie on."""

Point = tuple[float, float]
Topology = Mapping[str, Any]


@lru_cache(maxsize=1)
def topology() -> Topology:
    """The shipped outlines, as TopoJSON; `id` of an outline is the ISO 3166 number."""
    found: Topology = json.loads(PLACE.read_text(encoding="utf-8"))
    return found


def reduced(source: Topology) -> dict[str, Any]:
    """Outlines of `world-atlas` (countries-50m.json) thinned and without names: what is shipped.

    Lines that two countries share are thinned once, so that no gap opens between them.
    """
    lines = [_thinned(line, TOLERANCE) for line in _lines(source)]
    shapes = [
        {key: shape[key] for key in ("type", "arcs", "id") if key in shape}
        for shape in source["objects"]["countries"]["geometries"]
    ]
    return {
        "type": "Topology",
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [list(_steps(line)) for line in lines],
        "transform": {"scale": [STEP, STEP], "translate": [-180, -90]},
    }


def middles(source: Topology) -> dict[str, Point]:
    """By ISO 3166 number, longitude and latitude of the middle of each country's largest piece of land."""
    lines = _lines(source)
    found: dict[str, Point] = {}
    for shape in source["objects"]["countries"]["geometries"]:
        pieces = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        centres = [_centre(_ring(piece[0], lines)) for piece in pieces]
        if "id" in shape:
            _, longitude, latitude = max(centres)
            found.setdefault(str(shape["id"]), (longitude, latitude))
    return found


def _lines(source: Topology) -> list[list[Point]]:
    (width, height), (left, bottom) = source["transform"]["scale"], source["transform"]["translate"]
    lines = []
    for arc in source["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * width + left, y * height + bottom))
        lines.append(line)
    return lines


def _thinned(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: leave out what lies closer than `tolerance` to the line without it."""
    keep = {0, len(line) - 1}
    open_spans = [(0, len(line) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        far, place = max(
            ((_distance(line[at], line[first], line[last]), at) for at in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            keep.add(place)
            open_spans += [(first, place), (place, last)]
    return [line[at] for at in sorted(keep)]


def _distance(point: Point, first: Point, last: Point) -> float:
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = hypot(dx, dy)
    if not length:
        return hypot(point[0] - first[0], point[1] - first[1])
    return abs(dx * (point[1] - first[1]) - dy * (point[0] - first[0])) / length


def _steps(line: Sequence[Point]) -> Iterator[list[int]]:
    x = y = 0
    for place, (longitude, latitude) in enumerate(line):
        column, row = round((longitude + 180) / STEP), round((latitude + 90) / STEP)
        if place in (0, len(line) - 1) or (column, row) != (x, y):
            yield [column - x, row - y]
        x, y = column, row


def _ring(arcs: Sequence[int], lines: Sequence[Sequence[Point]]) -> list[Point]:
    ring: list[Point] = []
    for arc in arcs:
        ring += lines[arc] if arc >= 0 else list(reversed(lines[~arc]))
    return ring


def _unbroken(ring: Sequence[Point]) -> list[Point]:
    """A ring that crosses 180 degrees, without the leap from one edge of the world to the other."""
    found: list[Point] = []
    for longitude, latitude in ring:
        before = found[-1][0] if found else longitude
        found.append((longitude - 360 * round((longitude - before) / 360), latitude))
    return found


def _centre(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Area, longitude and latitude of the middle of a ring."""
    ring = _unbroken(ring)
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not twice:
        return 0.0, *ring[0]
    return abs(twice) / 2, (x / (3 * twice) + 180) % 360 - 180, y / (3 * twice)
