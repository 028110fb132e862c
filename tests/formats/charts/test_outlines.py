"""Outlines: the shipped ones on a flat map, and a node's own file, read or refused."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kouprey.formats.charts import outlines
from kouprey.kernel.errors import UnusableFile


def topology(*arcs: list[list[int]], **objects: dict[str, Any]) -> dict[str, Any]:
    """Outlines on a grid of whole degrees from the south-western corner of the world."""
    shapes = {name: {"type": "GeometryCollection", "geometries": [shape]} for name, shape in objects.items()}
    grid = {"scale": [1, 1], "translate": [-180, -90]}
    return {"type": "Topology", "arcs": list(arcs), "objects": shapes, "transform": grid}


def drawn(source: dict[str, Any]) -> list[Any]:
    return [feature["geometry"]["coordinates"] for feature in outlines.features(source)["features"]]


def spread(coordinates: Any) -> list[float]:
    """The longitudes of a ring, or of all rings."""
    if isinstance(coordinates[0], (int, float)):
        return [float(coordinates[0])]
    return [longitude for part in coordinates for longitude in spread(part)]


def test_a_shape_is_its_arcs_one_after_the_other_and_backwards_where_it_says_so() -> None:
    source = topology([[190, 100], [10, 0]], [[190, 100], [0, 10], [10, -10]], countries={
        "type": "Polygon", "arcs": [[0, -2]], "id": "1",
    })  # fmt: skip
    assert drawn(source) == [[[(10, 10), (20, 10), (20, 10), (10, 20), (10, 10)]]]


def test_a_shape_across_180_degrees_stays_in_one_piece() -> None:
    ring = [[355, 100], [-350, 0], [0, 10], [350, 0], [0, -10]]  # 175 east to 175 west
    (found,) = drawn(topology(ring, countries={"type": "Polygon", "arcs": [[0]]}))
    assert {point[0] for point in found[0]} in ({175, 185}, {-185, -175})


def test_a_shape_round_the_pole_reaches_down_to_it() -> None:
    around = [[0, 20], *[[90, 0]] * 3, [90, 0]]
    (found,) = drawn(topology(around, countries={"type": "Polygon", "arcs": [[0]]}))
    assert {latitude for _, latitude in found[0]} == {-70, -90}
    assert found[0][0] == found[0][-1]


def test_no_shipped_outline_leaps_across_the_map() -> None:
    for shape in drawn(dict(outlines.topology())):
        rings = [ring for part in shape for ring in (part if isinstance(part[0][0], (list, tuple)) else [part])]
        for ring in rings:
            steps = [abs(a[0] - b[0]) for a, b in pairwise(ring) if max(a[1], b[1]) > -89]
            assert max(steps, default=0) < 60  # the longest straight border has 28 degrees, the world 360
            assert -210 <= min(spread(ring)) <= max(spread(ring)) <= 210


def test_the_shipped_outlines_have_no_disputed_line_and_no_name() -> None:
    assert outlines.own() is None
    assert outlines.drawn() == ("countries",)
    features = json.loads(outlines.geojson())["features"]
    assert {tuple(feature["properties"]) for feature in features} == {()}
    assert {"418", "156", "704"} <= {feature["id"] for feature in features}


class TestOwn:
    """A node's own file."""

    @pytest.fixture(autouse=True)
    def home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
        (tmp_path / "lists").mkdir()
        return tmp_path

    def lay(self, home: Path, text: str) -> None:
        (home / "lists" / "outlines.json").write_text(text, encoding="utf-8")

    def test_it_comes_first_and_a_new_one_is_seen(self, home: Path) -> None:
        land = {"type": "Polygon", "arcs": [[0]], "id": "7"}
        self.lay(home, json.dumps(topology([[0, 0], [1, 0], [0, 1], [-1, -1]], countries=land)))
        assert [f["id"] for f in json.loads(outlines.geojson())["features"]] == ["7"]
        line = {"type": "MultiLineString", "arcs": [[0]]}
        both = topology([[0, 0], [1, 0], [0, 1], [-1, -1]], countries=land | {"id": "77"}, disputed=line)
        self.lay(home, json.dumps(both))
        features = json.loads(outlines.geojson())["features"]
        assert [(f["id"], f["properties"]) for f in features] == [("77", {}), (None, {"disputed": True})]
        assert outlines.drawn() == ("countries", "disputed")

    @pytest.mark.parametrize(
        "text",
        [
            "no JSON",
            "[]",
            "{}",
            json.dumps(topology(countries={"type": "Polygon", "arcs": []})),
            json.dumps(topology([[0, 0]], land={"type": "Polygon", "arcs": [[0]]})),
            json.dumps(topology([[0, 0], [1, 1]], countries={"type": "LineString", "arcs": [0]})),
            json.dumps(topology([[0, 0]], countries={"type": "Polygon", "arcs": [[0]]}) | {"transform": None}),
            json.dumps(topology([[0, 0], [1, 0]], countries={"type": "Polygon", "arcs": [[7]]})),
            json.dumps(topology([[0, 0], [1, 0]], countries={"type": "Polygon", "arcs": [[]]})),
            json.dumps(topology([[0, 0], [1, 0]], countries={"type": "Polygon"})),
        ],
    )
    def test_what_cannot_be_drawn_is_refused_with_the_way_to_make_it(self, home: Path, text: str) -> None:
        self.lay(home, text)
        with pytest.raises(UnusableFile, match=r"outlines\.json.*countries") as refused:
            outlines.topology()
        assert "docs/maps.md" in refused.value.remedy
