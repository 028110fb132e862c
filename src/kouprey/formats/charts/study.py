"""The picture of a study: one bar a row, parted by how the specimens were produced.

Below the Django line, so that pages and notebooks draw the same picture; its words come with the call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from kouprey.formats.charts.drawing import draw
from kouprey.formats.charts.framing import INK, SOFT, framed, styled
from kouprey.formats.charts.later import alt
from kouprey.formats.tables.cells import reading

Record = Mapping[str, Any]
BARS: Final = 12
WIDTH: Final = 400
ROW: Final = 38
# Okabe-Ito: told apart by all eyes, and in grey print.
COLOURS: Final = ("#D55E00", "#0072B2", "#BBBBBB")
_FIGURES = {"quantity", "share", "wild_share", "captive_share", "countries", "unit"}


class Words(NamedTuple):
    """The words in the picture, in the reader's language, and how a quantity is written."""

    wild: str = "Wild (W, R)"
    captive: str = "Captive (C, D, F)"
    other: str = "Other or not stated"
    synthetic: str = "SYNTHETIC"
    synthetic_title: str = "SYNTHETIC: invented figures, not real trade"
    figure: Callable[[Any], str] = lambda value: reading("quantity", value)


def study_chart(
    records: Sequence[Record], columns: Sequence[str], *, unit: str, synthetic: bool, words: Words | None = None
) -> alt.LayerChart:
    """The largest rows as bars. `unit` is written under them; SYNTHETIC stands inside the picture."""
    said = words or Words()
    bars, names = _values(records, columns, said)
    height = max(1, len(names)) * ROW
    return _chart(alt.Data(values=bars), alt.Data(values=names), height, unit, synthetic, said)


def study_svg(records: Sequence[Record], columns: Sequence[str], *, unit: str, synthetic: bool, words: Words) -> str:
    """The same as SVG, for pages that wait for it: all but the rows is laid out once."""
    bars, names = _values(records, columns, words)
    height = max(1, len(names)) * ROW
    return draw(
        _frame(height, unit, synthetic, words._replace(figure=str)) | {"datasets": {"bars": bars, "names": names}}
    )


@lru_cache(maxsize=128)
def _frame(height: int, unit: str, synthetic: bool, words: Words) -> dict[str, Any]:
    chart = _chart(alt.NamedData("bars"), alt.NamedData("names"), height, unit, synthetic, words)
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def _chart(bars: Any, names: Any, height: int, unit: str, synthetic: bool, words: Words) -> alt.LayerChart:
    layers = [_bars(bars, unit, words), *_names(names)]
    chart = framed(layers, width=WIDTH, height=height, synthetic=synthetic, words=words)
    return styled(chart, size=11, axis={"titleAnchor": "end"}, labelFontSize=11.5)


def svg(chart: alt.LayerChart) -> str:
    """Draw a chart as SVG."""
    # Not checked against the grammar once more: the tests draw every kind of chart, and a page waits for it.
    return draw(chart.to_dict(validate=False))


def labels(columns: Sequence[str]) -> list[str]:
    """The columns that name a row."""
    return [column for column in columns if column not in _FIGURES]


def _amount(row: Record) -> Decimal:
    return Decimal(row["quantity"] or 0)


def _values(
    records: Sequence[Record], columns: Sequence[str], words: Words
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The parts of every bar, and the name and the figure over it."""
    shown = sorted(records, key=_amount, reverse=True)[:BARS]
    rest = [name for name in labels(columns) if name != "taxon"]
    bars, names = [], []
    for place, row in enumerate(shown):
        shares = (row.get("wild_share") or 0.0, row.get("captive_share") or 0.0)
        whole = float(_amount(row))
        for order, (part, share) in enumerate(zip(words[:3], (*shares, 1 - sum(shares)), strict=True)):
            bars.append({"row": place, "part": part, "order": order, "value": max(0.0, share * whole)})
        figure = " · ".join([*(str(row[name]) for name in rest), words.figure(row["quantity"])])
        names.append({"row": place, "taxon": str(row.get("taxon", "")), "figure": figure})
    return bars, names


def _bars(data: Any, unit: str, words: Words) -> alt.Chart:
    colour = alt.Color("part:N").scale(domain=list(words[:3]), range=list(COLOURS)).title(None)
    plain_zero = "datum.value == 0 ? '0' : datum.label"
    axis = alt.Axis(title=unit, format="~s", labelExpr=plain_zero, tickCount=4, grid=False, domain=False, ticks=False)
    return (
        alt.Chart(data)
        .mark_bar(size=11, yOffset=8)
        .encode(
            x=alt.X("value:Q", axis=axis).stack("zero").scale(zero=True, nice=False),
            y=alt.Y("row:O").axis(None).scale(paddingInner=0, paddingOuter=0),
            color=colour,
            order=alt.Order("order:Q"),
        )
    )


def _names(data: Any) -> list[alt.Chart]:
    """Names at the left and figures at the right, over each bar: nothing has to be looked up in a legend."""
    base = alt.Chart(data).encode(y=alt.Y("row:O").axis(None))
    name = base.mark_text(align="left", dy=-6, fontSize=12.5, fontStyle="italic", color=INK, limit=WIDTH * 0.6)
    number = base.mark_text(align="right", dy=-6, fontSize=12, color=SOFT, limit=WIDTH * 0.5)
    return [
        name.encode(text=alt.Text("taxon:N"), x=alt.XValue(0)),
        number.encode(text=alt.Text("figure:N"), x=alt.XValue(WIDTH)),
    ]
