"""The picture of the gap between laws: in each cell an interval from the best case of what is unknown to the worst.

There is no index. A bar lies between low (left edge: no gap) and high (right edge: the whole gap); how much of it
is known is told by its filling and, where nothing is, by a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from kouprey.formats.charts.framing import FONT, INK, SOFT
from kouprey.formats.charts.later import alt

CELL: Final = 62
ROW: Final = 30
LEFT: Final = 4
WIDEST: Final = 50
"""Of a cell, so that two bars beside each other do not touch."""
# Okabe-Ito: told apart by all eyes, and in grey print.
KNOWN, PARTLY, NOTHING = "#0072B2", "#56B4E9", "#BBBBBB"


class Cell(NamedTuple):
    """One interval: its row and column by name, both ends, and how much of it is known, each from 0 to 1.

    `said` is written under the bar: how much is known, in figures.
    """

    row: str
    column: str
    low: float
    high: float
    known: float
    said: str = ""


class Words(NamedTuple):
    """The words in the picture, in the reader's language."""

    known: str = "all known"
    partly: str = "known in part"
    nothing: str = "unknown"


def matrix(cells: Sequence[Cell], rows: Sequence[str], columns: Sequence[str], words: Words) -> alt.LayerChart:
    """Rows and columns in the order given; a cell that is not given stays empty."""
    values = [_value(cell, columns, words) for cell in cells]
    heads = [{"column": name, "x": place * CELL + LEFT} for place, name in enumerate(columns)]
    y = alt.Y(
        "row:N",
        sort=list(rows),
        axis=alt.Axis(title=None, ticks=False, domain=False, labelFontSize=12, labelLimit=330),
    ).scale(domain=list(rows), paddingInner=0.1, paddingOuter=0.05)
    data = alt.Data(values=values)
    base = alt.Chart(data).encode(y=y)
    frame = base.mark_bar(fill="#ffffff", stroke="#d8d5ce", strokeWidth=1).encode(x=_x("left"), x2="right")
    colour = alt.Color("kind:N", legend=alt.Legend(title=None)).scale(
        domain=[words.known, words.partly, words.nothing], range=[KNOWN, PARTLY, NOTHING]
    )
    up = -5 if any(cell.said for cell in cells) else 0
    bars = base.mark_bar(size=9, stroke=INK, strokeWidth=0.5, yOffset=up).encode(x=_x("from"), x2="to", color=colour)
    told = base.mark_text(fontSize=9.5, color=SOFT, align="left", dx=2, dy=8).encode(x=_x("left"), text="said:N")
    names = (
        alt.Chart(alt.Data(values=heads))
        .mark_text(angle=305, align="left", baseline="middle", fontSize=11.5, color=INK, dy=-6)
        .encode(x=_x("x"), y=alt.value(-2), text="column:N")
    )
    return (
        alt.layer(frame, bars, told, names)
        .properties(width=len(columns) * CELL, height=len(rows) * ROW, background="white", padding=6)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK)
        .configure_legend(orient="bottom", labelColor=SOFT, labelFontSize=12, symbolType="square", offset=6)
    )


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", axis=None).scale(zero=True, nice=False, domainMin=0)


def _value(cell: Cell, columns: Sequence[str], words: Words) -> dict[str, Any]:
    start = columns.index(cell.column) * CELL + LEFT
    kind = words.known if cell.known >= 1 else words.partly if cell.known > 0 else words.nothing
    # An interval of no length is still seen: as a stroke where it lies.
    low, high = cell.low * WIDEST, max(cell.high * WIDEST, cell.low * WIDEST + 2)
    return {
        "row": cell.row, "left": start, "right": start + WIDEST + 2, "from": start + low, "to": start + high,
        "kind": kind, "said": cell.said,
    }  # fmt: skip
