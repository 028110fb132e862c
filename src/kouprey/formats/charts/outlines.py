"""Outlines of the world's countries: how the shipped file was made of Natural Earth's, and how outlines are read.

The outlines say nothing about who owns what: they are a pale ground to draw flows on. Names are dropped on purpose.
A node may lay its own file over ours: TopoJSON, as `outlines.json` beside its lists (docs/maps.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import floor, hypot
from pathlib import Path
from typing import Any, Final

from kouprey.domain import lists
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import said

PLACE: Final = Path(__file__).parent / "vendor" / "world-atlas-2.0.2" / "countries.json"
TOLERANCE: Final = 0.07
"""Degrees by which an outline may move when it is thinned; a pixel of the closest map is 0.1."""
STEP: Final = 0.02
"""Degrees: the grid that the points of the shipped file lie on."""

OWN: Final = "outlines.json"
"""The file of a node's own outlines, in its folder of lists."""
LAND, DISPUTED = "countries", "disputed"
"""The objects of a file of outlines: shapes of countries; and, if it has them, lines that maps draw dashed."""

Point = tuple[float, float]
Topology = Mapping[str, Any]


def own() -> Path | None:
    """This node's own outlines; None where the shipped ones are in use."""
    path = lists.overrides() / OWN
    return path if path.is_file() else None


def topology() -> Topology:
    """The outlines in use, as TopoJSON; `id` of an outline is the ISO 3166 number. Raises UnusableFile."""
    return _read(*place())


def geojson() -> str:
    """The outlines in use as a text of GeoJSON: what a browser draws. Raises UnusableFile."""
    return _written(*place())


def drawn() -> tuple[str, ...]:
    """The objects that maps draw of the outlines in use: land, and disputed lines where they have any."""
    return tuple(name for name in (LAND, DISPUTED) if name in topology()["objects"])


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


def features(source: Topology) -> dict[str, Any]:
    """Outlines as GeoJSON. Lines that are disputed say so; nothing has a name."""
    lines = [[(x, round(y, 2)) for x, y in line] for line in _lines(source)]
    found = []
    for name in (LAND, DISPUTED):
        for shape in source["objects"].get(name, {}).get("geometries", ()):
            about = {"disputed": True} if name == DISPUTED else {}
            drawn = {"type": shape["type"], "coordinates": _coordinates(shape["type"], shape["arcs"], lines)}
            found.append({"type": "Feature", "id": shape.get("id"), "properties": about, "geometry": drawn})
    return {"type": "FeatureCollection", "features": found}


def place() -> tuple[Path, int]:
    """Where the outlines in use lie, and when they were changed: what a picture may be kept by."""
    path = own() or PLACE
    return path, path.stat().st_mtime_ns


@lru_cache(maxsize=2)
def _written(path: Path, changed: int) -> str:
    return json.dumps(features(_read(path, changed)), separators=(",", ":"))


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Topology:
    # The time of its last change is part of the key: a file that is replaced is read again.
    try:
        found: Topology = json.loads(path.read_text(encoding="utf-8"))
        for name, kind in ((LAND, "Polygon"), (DISPUTED, "LineString")):
            shapes = found["objects"].get(name, {"geometries": ()})
            shapes.setdefault("type", "GeometryCollection")  # the drawer draws nothing of what does not say so
            for shape in shapes["geometries"]:
                if shape["type"] not in (kind, f"Multi{kind}"):
                    raise ValueError(f"“{shape['type']}” among {name}")
        if not (found["objects"][LAND]["geometries"] and _lines(found)):
            raise ValueError("no outline")
        features(found)  # every arc of every shape is there
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise UnusableFile(
            str(path),
            expected=said(
                "TopoJSON with a transform and the object “%(land)s” (shapes), perhaps “%(disputed)s” (lines)",
                land=LAND,
                disputed=DISPUTED,
            ),
            found=f"{type(error).__name__}: {error}",
            remedy=said("Make the file as docs/maps.md says, or remove it to use the shipped outlines."),
        ) from error
    return found


def _coordinates(kind: str, arcs: Any, lines: Sequence[Sequence[Point]]) -> Any:
    """The points of a shape: its arcs, nested as deep as its kind says."""
    if kind == "LineString":
        return _flat(_ring(arcs, lines))
    deeper = {"MultiLineString": "LineString", "Polygon": "LineString", "MultiPolygon": "Polygon"}[kind]
    return [_coordinates(deeper, part, lines) for part in arcs]


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


def _flat(ring: Sequence[Point]) -> list[Point]:
    """A ring for a flat map: without the leap at 180 degrees, and down to the pole where it runs round it."""
    found = _unbroken(ring)
    (first, south), (last, _) = found[0], found[-1]
    if abs(last - first) > 180:
        pole = -90.0 if south < 0 else 90.0
        found += [(last, pole), (first, pole), found[0]]
    middle = (min(x for x, _ in found) + max(x for x, _ in found)) / 2
    turn = -360 * floor((middle + 180) / 360)
    return [(round(longitude + turn, 2), latitude) for longitude, latitude in found]


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
