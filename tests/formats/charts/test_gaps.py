"""The picture of the gap: a bar from the best case to the worst, and how much of it is known."""

from __future__ import annotations

import pytest

from kouprey.formats.charts.gaps import CELL, LEFT, WIDEST, Cell, Words, matrix
from kouprey.formats.charts.study import svg

ROWS, COLUMNS = ["BN", "TL"], ["penalty", "parts"]


@pytest.mark.parametrize(
    ("cell", "kind", "start", "end"),
    [
        (Cell("BN", "penalty", 0.2, 0.8, 1.0), "all known", 0.2 * WIDEST, 0.8 * WIDEST),
        (Cell("BN", "parts", 0.0, 1.0, 0.5), "known in part", CELL, CELL + WIDEST),
        (Cell("TL", "parts", 0.0, 1.0, 0.0), "unknown", CELL, CELL + WIDEST),
        (Cell("TL", "penalty", 0.5, 0.5, 1.0), "all known", 0.5 * WIDEST, 0.5 * WIDEST + 2),
    ],
)
def test_a_bar_lies_between_both_ends_of_its_interval(cell: Cell, kind: str, start: float, end: float):
    spec = matrix([cell], ROWS, COLUMNS, Words()).to_dict()
    value = next(row for layer in spec["layer"] for row in layer["data"]["values"] if "kind" in row)
    assert (value["kind"], value["from"], value["to"]) == (kind, start + LEFT, end + LEFT)


def test_the_words_stand_in_the_picture():
    drawn = svg(matrix([Cell("BN", "penalty", 0, 1, 0.4, "40 %")], ROWS, COLUMNS, Words(partly="in part")))
    assert "in part" in drawn
    assert "40 %" in drawn
    assert "penalty" in drawn
