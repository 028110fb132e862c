"""The flow map: which part of the world it shows, what it draws, how fast, and what its ground is made of."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from math import isclose

import pytest

from kouprey.domain import lists
from kouprey.formats.charts import outlines
from kouprey.formats.charts.flows import LINES, VIEWS, Words, drawable, flow_map, points, svg, view_of

ASIA = [("VN", "CN", "900"), ("ID", "CN", "1200"), ("TH", "CN", "640.5"), ("LA", "CN", "7")]


def edges(*rows: tuple[str, str, str]) -> list[dict]:
    return [{"from": a, "to": b, "quantity": Decimal(quantity)} for a, b, quantity in rows]


def test_the_closest_view_that_holds_all_flows_is_shown() -> None:
    assert view_of(edges(*ASIA)) == VIEWS[0]
    assert view_of(edges(*ASIA, ("AU", "CN", "1"))) == VIEWS[1]
    assert view_of(edges(*ASIA, ("US", "CN", "1"))) == VIEWS[2]


def test_only_flows_between_two_known_places_are_drawn_the_largest_first() -> None:
    found = drawable(edges(*ASIA, ("XX", "CN", "5000"), ("CN", "CN", "5000"), ("MY", "CN", "0")))
    assert [edge["from"] for edge in found] == ["ID", "VN", "TH", "LA"]


def lines(spec: dict) -> list[dict]:
    return spec["datasets"]["steps"]


def test_the_width_of_a_line_follows_its_quantity() -> None:
    steps = lines(flow_map(edges(*ASIA), synthetic=False))
    wide = {step["line"]: step["wide"] for step in steps}
    assert wide[0] == 14
    assert isclose(wide[1], 14 * 900 / 1200, abs_tol=0.01)
    assert wide[3] == 0.8  # still to be seen


def test_lines_begin_at_the_exporter_and_end_near_the_importer() -> None:
    view = VIEWS[0]
    steps = [step for step in lines(flow_map(edges(*ASIA), synthetic=False)) if step["line"] == 0]
    start, end = view.at(points()["ID"]), view.at(points()["CN"])
    assert isclose(steps[0]["x"], start[0], abs_tol=0.1)
    assert abs(steps[-1]["x"] - end[0]) < 30
    assert abs(steps[-1]["y"] - end[1]) < 30


def test_a_line_over_the_pacific_takes_the_short_way() -> None:
    world = VIEWS[-1]
    steps = lines(flow_map(edges(("US", "CN", "1")), synthetic=False))
    west, east = world.at(points()["CN"])[0], world.at(points()["US"])[0]
    assert all(west - 2 <= step["x"] <= east + 2 for step in steps)


def test_no_more_than_the_largest_are_drawn() -> None:
    many = edges(*((code, "CN", str(n + 1)) for n, code in enumerate(points()) if code != "CN"))
    assert len({step["line"] for step in lines(flow_map(many, synthetic=False))}) == LINES


def test_our_projection_is_that_of_the_land() -> None:
    """A point drawn by the chart's own projection lies where ours puts it."""
    view = VIEWS[1]
    spec = {
        "width": 720, "height": view.height,
        "projection": {
            "type": "equalEarth", "rotate": [-view.middle, 0, 0], "scale": view.scale,
            "translate": [360, view.at((0, 0))[1]],
        },
        "data": {"values": [{"lon": 103.8, "lat": 30.0}]},
        "mark": "circle",
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
        },
    }  # fmt: skip
    tag = next(tag for tag in re.findall(r"<path[^>]*>", svg(spec)) if 'roledescription="circle"' in tag)
    drawn = re.search(r"translate\(([\d.]+),([\d.]+)\)", tag)
    assert drawn
    x, y = (float(part) for part in drawn.groups())
    assert isclose(x, view.at((103.8, 30.0))[0], abs_tol=0.3)
    assert isclose(y, view.at((103.8, 30.0))[1], abs_tol=0.3)


@pytest.mark.parametrize("synthetic", [True, False])
def test_the_picture_says_what_it_is_and_holds_no_script(synthetic: bool) -> None:
    drawn = svg(flow_map(edges(*ASIA), synthetic=synthetic, words=Words(widest="Widest <1,200>")))
    assert drawn.startswith("<svg")
    assert ("SYNTHETIC" in drawn) is synthetic
    assert "no opinion" in drawn
    assert "Widest &lt;1,200&gt;" in drawn
    assert "<script" not in drawn
    assert " style=" not in drawn
    assert all(f">{code}<" in drawn for code in ("VN", "ID", "TH", "LA", "CN"))


def test_an_empty_map_is_a_map() -> None:
    assert svg(flow_map([], synthetic=False)).startswith("<svg")


def test_drawing_is_quick() -> None:
    many = edges(*((code, "CN", str(n + 1)) for n, code in enumerate(points()) if code != "CN"))
    svg(flow_map(many, synthetic=True))
    took = []
    for _ in range(3):
        start = time.process_time()
        svg(flow_map(many, synthetic=True))
        took.append(time.process_time() - start)
    assert min(took) < 1.5  # 0.25 s on an idle machine; room for a busy one


def test_points_are_the_middles_of_the_outlines() -> None:
    """The list was made of the fuller outlines: thinning moves a middle by little."""
    made = outlines.middles(outlines.topology())
    for row in lists.load("country-points").rows:
        if row["source"] == "world-atlas":
            longitude, latitude = made[row["number"]]
            apart = abs((longitude - float(row["longitude"]) + 180) % 360 - 180)
            assert apart < 2.5, row
            assert isclose(latitude, float(row["latitude"]), abs_tol=1.5), row


def test_every_country_has_a_point_but_two_without_people() -> None:
    codes = {row["code"] for row in lists.load("countries").rows if row["status"] == "iso"}
    assert codes - set(points()) == {"BV", "UM"}
    assert set(points()) <= codes


def test_the_outlines_hold_no_names_and_are_light() -> None:
    shapes = outlines.topology()["objects"]["countries"]["geometries"]
    assert all(set(shape) <= {"type", "arcs", "id"} for shape in shapes)
    assert outlines.PLACE.stat().st_size < 300_000


def test_thinning_keeps_ends_and_what_stands_out() -> None:
    source = {
        "objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": [[0]], "id": "1", "properties": {}}]}},
        "arcs": [[[0, 0], [100, 1], [100, -1], [0, 100], [-200, -100]]],
        "transform": {"scale": [0.01, 0.01], "translate": [-180, -90]},
    }
    thin = outlines.reduced(source)
    assert thin["arcs"] == [[[0, 0], [100, 0], [0, 50], [-100, -50]]]
