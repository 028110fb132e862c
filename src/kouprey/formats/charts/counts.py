"""Pictures of counts: a bar for each name in the order given, or a column for each month or year, parted or whole.

Below the Django line; words come with the call. Nothing is sorted here: an order is a statement, and the caller's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from kouprey.formats.charts.framing import INK, SOFT, framed, styled
from kouprey.formats.charts.later import alt
from kouprey.formats.charts.years import SINGLE

WIDTH: Final = 420
HEIGHT: Final = 200
ROW: Final = 34
LABELS: Final = 6
"""So many periods at most are written under the axis."""


class Words(NamedTuple):
    """The words in a picture, in the reader's language."""

    axis: str = ""
    synthetic: str = "SYNTHETIC"
    synthetic_title: str = "SYNTHETIC: invented seizures, not real ones"


def bars(rows: Sequence[tuple[str, float, str]], *, synthetic: bool, words: Words) -> alt.LayerChart:
    """One bar for each row of name, length and figure as it is written, in the order given."""
    values = [{"row": n, "name": name, "value": value, "figure": text} for n, (name, value, text) in enumerate(rows)]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("row:O").axis(None).scale(paddingInner=0, paddingOuter=0)
    )
    bar = base.mark_bar(size=10, yOffset=8, color=SINGLE).encode(
        x=alt.X("value:Q", axis=_axis(words)).scale(zero=True, nice=False)
    )
    name = base.mark_text(align="left", dy=-6, fontSize=12.5, color=INK, limit=WIDTH * 0.75)
    number = base.mark_text(align="right", dy=-6, fontSize=12.5, color=SOFT, limit=WIDTH * 0.25)
    layers = [
        bar,
        name.encode(text=alt.Text("name:N"), x=alt.XValue(0)),
        number.encode(text=alt.Text("figure:N"), x=alt.XValue(WIDTH)),
    ]
    return _finished(layers, max(1, len(rows)) * ROW, synthetic, words)


def columns(
    points: Sequence[tuple[str, str, float]],
    span: Sequence[str],
    parts: Mapping[str, str],
    *,
    synthetic: bool,
    words: Words,
) -> alt.LayerChart:
    """One column for each period of the span, parted as `parts` says (name to colour, from the ground up).

    A single part has no legend. A period without a point is a gap on the axis.
    """
    places = {part: place for place, part in enumerate(parts)}
    values = [{"at": at, "part": part, "order": places[part], "value": value} for at, part, value in points]
    step = max(1, -(-len(span) // LABELS))
    axis = alt.Axis(title=None, values=list(span[::step]), labelAngle=0, ticks=False, domainColor="#b9b6ae")
    colour: Any = alt.ColorValue(next(iter(parts.values()), SINGLE))
    if len(parts) > 1:
        colour = alt.Color("part:N").scale(domain=list(parts), range=list(parts.values())).title(None)
    column = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(size=min(32, WIDTH * 0.8 / max(1, len(span))))
        .encode(
            x=alt.X("at:O", axis=axis).scale(domain=list(span), paddingInner=0.2, paddingOuter=0.1),
            y=alt.Y("value:Q", axis=_axis(words, grid=True)).stack("zero").scale(zero=True),
            color=colour,
            order=alt.Order("order:Q"),
        )
    )
    return _finished([column], HEIGHT, synthetic, words)


def height(rows: int) -> int:
    """How high a picture of so many bars is, its axis and title with it."""
    return max(1, rows) * ROW + 70


def _axis(words: Words, *, grid: bool = False) -> alt.Axis:
    zero = "datum.value == 0 ? '0' : datum.label"
    return alt.Axis(
        title=words.axis, format="~s", labelExpr=zero, tickCount=4, tickMinStep=1, grid=grid, gridColor="#ebe9e4",
        domain=False, ticks=False,
    )  # fmt: skip


def _finished(layers: list[Any], high: int, synthetic: bool, words: Words) -> alt.LayerChart:
    return styled(framed(layers, width=WIDTH, height=high, synthetic=synthetic, words=words), columns=2)
