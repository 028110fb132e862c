"""One specification is drawn once, another anew, and old drawings make room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kouprey.formats.charts import drawing, flows


def bar(value: float) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"x": value}]},
        "mark": "bar",
        "encoding": {"x": {"field": "x", "type": "quantitative"}},
    }


def test_the_same_chart_is_one_drawing_and_another_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "KEPT", 2)
    first = drawing.draw(bar(1))
    assert first.startswith("<svg")
    assert drawing.draw(bar(1)) is first
    assert drawing.draw(bar(2)) != first
    drawing.draw(bar(1))
    drawing.draw(bar(3))  # the second was looked at longest ago
    assert drawing.draw(bar(1)) is first
    again = drawing.draw(bar(2))
    assert again == drawing.draw(bar(2))
    assert drawing.draw(bar(1)) == first


def test_a_map_is_drawn_by_what_it_shows() -> None:
    edges = [{"from": "ID", "to": "CN", "quantity": Decimal(5), "share": 1.0}]
    first = flows.picture(edges, synthetic=False, words=flows.Words())
    assert first == flows.svg(flows.flow_map(edges, synthetic=False))
    assert flows.picture([{**edges[0], "share": 0.5}], synthetic=False, words=flows.Words()) is first
    marked = flows.picture(edges, synthetic=True, words=flows.Words())
    assert marked != first
    assert "SYNTHETIC" in marked
    assert flows.picture(edges, synthetic=False, words=flows.Words(boundaries="Other words")) != first
