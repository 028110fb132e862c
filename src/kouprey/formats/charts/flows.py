"""The picture of flows: pale land, and a line from each exporting country to the importer, as wide as its quantity.

Below the Django line, so that pages and notebooks draw the same map; its words come with the call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from kouprey.domain import lists
from kouprey.formats.charts import outlines
from kouprey.formats.charts.drawing import draw
from kouprey.formats.charts.framing import FONT, INK, SOFT
from kouprey.formats.charts.later import alt
from kouprey.formats.charts.outlines import Point

Record = Mapping[str, Any]
LINES: Final = 30
WIDTH: Final = 720
WIDEST, NARROWEST = 14.0, 0.8
SEA, LAND, BORDER, DISPUTED = "#f1f4f5", "#e2ddd1", "#ffffff", "#8a8577"
FLOW, START, END = "#0072B2", "#D55E00", INK
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT: Final = sqrt(3) / 2
_CLIP: Final = re.compile(r"\bclip[0-9]+\b")
_NO_SHAPE: Final = {"type": "GeometryCollection", "geometries": []}
_FINE: Final = re.compile(r"(\d\.\d)\d+(?=[,LMZ])")
"""What a path says beyond a tenth of a pixel: half of its length, and nothing to see."""


class View(NamedTuple):
    """A part of the world that can be shown: its edges in degrees."""

    west: float
    east: float
    south: float
    north: float

    @property
    def middle(self) -> float:
        """The meridian in the middle of the picture."""
        return (self.west + self.east) / 2

    @property
    def scale(self) -> float:
        """Pixels a unit of the projection, so that the view is as wide as the picture."""
        return WIDTH / (2 * _unit((self.east - self.west) / 2, 0)[0])

    @property
    def height(self) -> int:
        """Pixels from the southern to the northern edge."""
        return round(self.scale * (_unit(0, self.north)[1] - _unit(0, self.south)[1]))

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, a little off the edges."""
        return self.west + 1 < point[0] < self.east - 1 and self.south + 1 < point[1] < self.north - 1

    def at(self, point: Point) -> Point:
        """Where a point stands in the picture, in pixels from its upper left."""
        x, y = _unit((point[0] - self.middle + 180) % 360 - 180, point[1])
        return WIDTH / 2 + self.scale * x, self.scale * (_unit(0, self.north)[1] - y)


VIEWS: Final = (View(86, 148, -12, 43), View(58, 182, -48, 58), View(-30, 330, -56, 80))
"""Southeast and East Asia, Asia and the Pacific, the world. The first that holds all flows is shown."""


class Words(NamedTuple):
    """The words in the picture, in the reader's language."""

    widest: str = ""
    boundaries: str = "Boundaries as drawn by Natural Earth; no opinion on the status of any territory."
    synthetic: str = "SYNTHETIC"
    synthetic_title: str = "SYNTHETIC: invented figures, not real trade"


def points() -> Mapping[str, Point]:
    """Longitude and latitude of every country that a line can begin or end at."""
    return _points(lists.home())


@lru_cache(maxsize=8)
def _points(home: str) -> dict[str, Point]:
    # The node's folder is part of the key, so that a changed KOUPREY_HOME is seen.
    rows = lists.load("country-points").rows
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


def drawable(edges: Sequence[Record]) -> list[Record]:
    """The edges that a map can show: between two known places, with a quantity, the largest first."""
    known = points()
    shown = [
        edge for edge in edges
        if edge["quantity"] and edge["from"] in known and edge["to"] in known and edge["from"] != edge["to"]
    ]  # fmt: skip
    return sorted(shown, key=itemgetter("quantity"), reverse=True)


def width(edge: Record, most: Decimal) -> float:
    """How wide the line of an edge is, in pixels, where the largest edge is `most`."""
    return max(NARROWEST, WIDEST * float(_amount(edge) / most))


def view_of(edges: Sequence[Record]) -> View:
    """The closest view that holds both ends of every edge."""
    known = points()
    ends = {known[edge[side]] for edge in edges for side in ("from", "to")}
    return next((view for view in VIEWS[:-1] if all(view.holds(point) for point in ends)), VIEWS[-1])


def flow_map(edges: Sequence[Record], *, synthetic: bool, words: Words | None = None) -> dict[str, Any]:
    """The largest edges as lines on a map, as a Vega-Lite specification. SYNTHETIC stands inside the picture."""
    shown = drawable(edges)[:LINES]
    land = {name: outlines.topology() for name in outlines.drawn()}
    return _laid_out(shown, view_of(shown), synthetic, words or Words(), land)


def picture(edges: Sequence[Record], *, synthetic: bool, words: Words) -> str:
    """The map of these edges as SVG; what was drawn lately is not even laid out again."""
    shown = drawable(edges)[:LINES]
    lines = tuple((edge["from"], edge["to"], edge["quantity"]) for edge in shown)
    return _picture(lines, synthetic, words, outlines.place())


@lru_cache(maxsize=32)
def _picture(
    edges: tuple[tuple[str, str, Decimal], ...], synthetic: bool, words: Words, place: tuple[Path, int]
) -> str:
    """The map without its land, laid over the land as it was drawn once: that is most of the work and of the text."""
    records = [dict(zip(("from", "to", "quantity"), edge, strict=True)) for edge in edges]
    view = view_of(records)
    drawn = svg(_laid_out(records, view, synthetic, words, _no_land()))
    return _laid_over(drawn, view, place) or svg(flow_map(records, synthetic=synthetic, words=words))


def _no_land() -> dict[str, Any]:
    """Outlines without a shape in them: what `_laid_over` puts the land of a view into."""
    return {name: {"type": "Topology", "arcs": [], "objects": {name: _NO_SHAPE}} for name in outlines.drawn()}


def _laid_over(drawn: str, view: View, place: tuple[Path, int]) -> str:
    """A map that was drawn without its land, with the land of the view in it; blank if it does not look as it did."""
    for number, shapes in enumerate(_ground(view, place)):
        opened = f'<g class="mark-shape role-mark layer_{number}_marks"'
        before, there, rest = drawn.partition(opened)
        about, empty, after = rest.partition("/>")
        if not there or not empty or ">" in about:
            return ""
        drawn = f"{before}{opened}{about}>{shapes}</g>{after}"
    return drawn


def ground(view: View) -> str:
    """Sea and land of a view as SVG, for whatever is drawn on them: once for outlines that did not change. Raises
    UnusableFile."""
    return _ground_drawn(view, outlines.place())


@lru_cache(maxsize=2 * len(VIEWS))
def _ground_drawn(view: View, place: tuple[Path, int]) -> str:
    size = f'width="{WIDTH}" height="{view.height}"'
    sea = f'<rect {size} fill="{SEA}"/>'
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {view.height}" {size}>'
    return f'{opened}{sea}<g fill="none" stroke-miterlimit="10">{"".join(_ground(view, place))}</g></svg>'


@lru_cache(maxsize=len(VIEWS))
def _ground(view: View, _place: tuple[Path, int]) -> tuple[str, ...]:
    """The outlines under a map as SVG, layer by layer. Where they lie, and since when, is what they are kept by."""
    land = {name: outlines.topology() for name in outlines.drawn()}
    drawn = svg(_laid_out([], view, False, Words(), land))
    layers = (rf'layer_{number}_marks"[^>]*?(?:/>|>(.*?)</g>)' for number in range(len(land)))
    found = [re.search(layer, drawn, re.DOTALL) for layer in layers]
    return tuple((shapes and shapes[1]) or "" for shapes in found)  # of outlines without a shape, none


def _laid_out(
    shown: Sequence[Record], view: View, synthetic: bool, words: Words, land: Mapping[str, Any]
) -> dict[str, Any]:
    told = {"one": [{"widest": words.widest}], **_lines(shown, view), **_ends(shown, view)}
    # Beside the chart: its grammar need not look at every point.
    return _frame(view, synthetic, words._replace(widest=""), tuple(land)) | {"datasets": {**land, **told}}


@lru_cache(maxsize=32)
def _frame(view: View, synthetic: bool, words: Words, land: tuple[str, ...]) -> dict[str, Any]:
    """All of a map but its data: laying that out takes longer than drawing it."""
    layers = [*_land_layers(view, land), *_line_marks(), *_end_marks(), *_note_layers(view, words, synthetic)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=view.height, background="white", padding=2)
    if synthetic:
        title = alt.TitleParams(words.synthetic_title, anchor="start", color="#7a4a00", fontSize=13, offset=6)
        chart = chart.properties(title=title)
    spec: dict[str, Any] = chart.configure(font=FONT).configure_view(stroke=None, fill=SEA).to_dict(validate=False)
    return spec


def svg(spec: Mapping[str, Any]) -> str:
    """Draw a map as SVG: the same map is always the same text."""
    return _renumbered(_FINE.sub(r"\1", draw(spec)))


def _renumbered(drawn: str) -> str:
    """Clipped parts counted from 1: the drawer counts them from its start on."""
    names = {name: f"clip{number}" for number, name in enumerate(dict.fromkeys(_CLIP.findall(drawn)), start=1)}
    return _CLIP.sub(lambda found: names[found[0]], drawn)


def _amount(edge: Record) -> Decimal:
    return Decimal(edge["quantity"] or 0)


@lru_cache(maxsize=4_096)  # of places that stand on map after map
def _unit(longitude: float, latitude: float) -> Point:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018), for a globe of radius 1."""
    turned = asin(_ROOT * sin(radians(latitude)))
    two = turned * turned
    six = two**3
    slope = _A[0] + 3 * _A[1] * two + six * (7 * _A[2] + 9 * _A[3] * two)
    rise = _A[0] + _A[1] * two + six * (_A[2] + _A[3] * two)
    return radians(longitude) * cos(turned) / (_ROOT * slope), turned * rise


def _land_layers(view: View, names: Sequence[str]) -> list[alt.Chart]:
    """Pale land, and dashed lines where the outlines know that a line is disputed."""
    globe = {
        "type": "equalEarth", "rotate": [-view.middle, 0, 0], "scale": view.scale,
        "translate": [WIDTH / 2, view.scale * _unit(0, view.north)[1]],
    }  # fmt: skip
    land = alt.Chart(_outlines(outlines.LAND)).mark_geoshape(fill=LAND, stroke=BORDER, strokeWidth=0.6, clip=True)
    if outlines.DISPUTED not in names:
        return [land.project(**globe)]
    dashed = alt.Chart(_outlines(outlines.DISPUTED)).mark_geoshape(
        filled=False, stroke=DISPUTED, strokeWidth=0.9, strokeDash=[3, 2], clip=True
    )
    return [land.project(**globe), dashed.project(**globe)]


def _outlines(name: str) -> alt.NamedData:
    return alt.NamedData(name, format={"type": "topojson", "feature": name})


def _pixels() -> tuple[alt.X, alt.Y]:
    """Pixels as they are."""
    return alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)


def _lines(shown: Sequence[Record], view: View) -> dict[str, list[dict[str, Any]]]:
    """The steps of every line, the thickest first, and the heads at the importers."""
    most = max((_amount(edge) for edge in shown), default=Decimal(1))
    steps, heads = [], []
    for number, edge in enumerate(shown):
        wide = width(edge, most)
        curve = _curve(*(view.at(points()[edge[side]]) for side in ("from", "to")), gap=6 + wide)
        steps += [
            {"line": number, "step": step, "x": round(x, 1), "y": round(y, 1), "wide": round(wide, 2)}
            for step, (x, y) in enumerate(curve)
        ]
        (x1, y1), (x2, y2) = curve[-2:]
        turn = degrees(atan2(y2 - y1, x2 - x1)) + 90
        heads.append({"x": x2, "y": y2, "turn": turn, "size": (2.2 * wide + 5) ** 2 / 2})
    return {"steps": steps, "heads": heads}


def _line_marks() -> list[alt.Chart]:
    across, down = _pixels()
    line = alt.Chart(alt.NamedData("steps")).mark_line(color=FLOW, opacity=0.62, strokeCap="butt", clip=True)
    head = alt.Chart(alt.NamedData("heads")).mark_point(shape="triangle", filled=True, color=FLOW, opacity=0.9)
    wide, turn = alt.StrokeWidth("wide:Q", scale=None), alt.Angle("turn:Q", scale=None)
    return [
        line.encode(across, down, wide, detail="line:O", order=alt.Order("step:Q")),
        head.encode(across, down, turn, size=alt.Size("size:Q", scale=None)),
    ]


def _curve(start: Point, end: Point, *, gap: float) -> list[Point]:
    """A bow from start to end that stops `gap` pixels before it; it bends to the left of its way."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy) or 1.0
    bend = 0.16
    via = (start[0] + dx / 2 + bend * dy, start[1] + dy / 2 - bend * dx)
    whole = max(0.3, 1 - gap / length)
    parts = [whole * step / 24 for step in range(25)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * via[0] + t * t * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * via[1] + t * t * end[1],
        )
        for t in parts
    ]


def _ends(shown: Sequence[Record], view: View) -> dict[str, list[dict[str, Any]]]:
    """A dot where a line begins, a square where one ends, and the code of the country where there is room."""
    order = list(dict.fromkeys([*(edge["to"] for edge in shown[:3]), *(e[s] for e in shown for s in ("from", "to"))]))
    buyers = {edge["to"] for edge in shown}
    places = {code: view.at(points()[code]) for code in order}
    marks = [
        {
            "x": x,
            "y": y,
            "shape": "square" if code in buyers else "circle",
            "colour": END if code in buyers else START,
        }
        for code, (x, y) in places.items()
    ]
    return {"marks": marks, "labels": _labels(places)}


def _end_marks() -> list[alt.Chart]:
    across, down = _pixels()
    mark = alt.Chart(alt.NamedData("marks")).mark_point(
        filled=True, size=52, opacity=1, stroke="white", strokeWidth=1
    )
    named = alt.Chart(alt.NamedData("labels"))
    text = {"text": "code:N", "x": across, "y": down}
    plain = {"align": "center", "baseline": "middle", "fontSize": 13, "fontWeight": 600}
    return [
        mark.encode(
            across, down, shape=alt.Shape("shape:N", scale=None), color=alt.Color("colour:N", scale=None)
        ),
        named.mark_text(color="white", stroke="white", strokeWidth=3, opacity=0.85, **plain).encode(**text),
        named.mark_text(color=INK, **plain).encode(**text),
    ]  # fmt: skip


def _labels(places: Mapping[str, Point]) -> list[dict[str, Any]]:
    """Codes beside their marks, first come first served; none lies over another or over a mark."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in places.values()]
    found = []
    for code, (x, y) in places.items():
        for dx, dy in ((17, 0), (-17, 0), (0, 14), (0, -14), (15, 12), (-15, 12), (15, -12), (-15, -12)):
            box = (x + dx - 10, y + dy - 7, x + dx + 10, y + dy + 7)
            if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                taken.append(box)
                found.append({"code": code, "x": x + dx, "y": y + dy})
                break
    return found


def _note_layers(view: View, words: Words, synthetic: bool) -> list[alt.Chart]:
    """What stands at the foot of a map, and SYNTHETIC across it."""
    one = alt.Chart(alt.NamedData("one"))
    below = {"align": "left", "baseline": "bottom", "fontSize": 12}
    left, foot = alt.XValue(8), view.height - 8
    notes = [
        one.mark_text(color=INK, **below).encode(text=alt.Text("widest:N"), x=left, y=alt.YValue(foot - 17)),
        one.mark_text(color=SOFT, **below).encode(text=alt.TextValue(words.boundaries), x=left, y=alt.YValue(foot)),
    ]
    if synthetic:
        notes.append(
            one.mark_text(fontSize=92, fontWeight="bold", angle=330, opacity=0.10, color="#7a4a00").encode(
                text=alt.TextValue(words.synthetic), x=alt.XValue(WIDTH / 2), y=alt.YValue(view.height / 2)
            )
        )
    return notes
