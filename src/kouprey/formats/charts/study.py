"""The picture of a study: one bar a row, parted by how the specimens were produced.

Below the Django line, so that pages and notebooks draw the same picture; its words come with the call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

import altair as alt

from kouprey.formats.charts.drawing import draw
from kouprey.formats.tables.cells import reading

Record = Mapping[str, Any]
BARS: Final = 12
WIDTH: Final = 400
ROW: Final = 38
FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
INK, SOFT = "#22252a", "#5d6167"
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
    shown = sorted(records, key=_amount, reverse=True)[:BARS]
    height = max(1, len(shown)) * ROW
    layers = [_bars(shown, unit, said), *_words(shown, columns, said)]
    layers += [_mark(height, said)] if synthetic else []
    chart = alt.layer(*layers).properties(width=WIDTH, height=height, background="white", padding=4)
    if synthetic:
        chart = chart.properties(title=_title(said))
    return _styled(chart)


def svg(chart: alt.LayerChart) -> str:
    """Draw a chart as SVG."""
    # Not checked against the grammar once more: the tests draw every kind of chart, and a page waits for it.
    return draw(chart.to_dict(validate=False))


def labels(columns: Sequence[str]) -> list[str]:
    """The columns that name a row."""
    return [column for column in columns if column not in _FIGURES]


def _amount(row: Record) -> Decimal:
    return Decimal(row["quantity"] or 0)


def _bars(shown: Sequence[Record], unit: str, words: Words) -> alt.Chart:
    wild, captive, other = words.wild, words.captive, words.other
    values = []
    for place, row in enumerate(shown):
        shares = (row.get("wild_share") or 0.0, row.get("captive_share") or 0.0)
        whole = float(_amount(row))
        for order, (part, share) in enumerate(zip((wild, captive, other), (*shares, 1 - sum(shares)), strict=True)):
            values.append({"row": place, "part": part, "order": order, "value": max(0.0, share * whole)})
    colour = alt.Color("part:N").scale(domain=[wild, captive, other], range=list(COLOURS)).title(None)
    plain_zero = "datum.value == 0 ? '0' : datum.label"
    axis = alt.Axis(title=unit, format="~s", labelExpr=plain_zero, tickCount=4, grid=False, domain=False, ticks=False)
    return (
        alt.Chart(alt.Data(values=values))
        .mark_bar(size=11, yOffset=8)
        .encode(
            x=alt.X("value:Q", axis=axis).stack("zero").scale(zero=True, nice=False),
            y=alt.Y("row:O").axis(None).scale(paddingInner=0, paddingOuter=0),
            color=colour,
            order=alt.Order("order:Q"),
        )
    )


def _words(shown: Sequence[Record], columns: Sequence[str], words: Words) -> list[alt.Chart]:
    """Names at the left and figures at the right, over each bar: nothing has to be looked up in a legend."""
    rest = [name for name in labels(columns) if name != "taxon"]
    values = [
        {
            "row": place,
            "taxon": str(row.get("taxon", "")),
            "figure": " · ".join([*(str(row[name]) for name in rest), words.figure(row["quantity"])]),
        }
        for place, row in enumerate(shown)
    ]
    base = alt.Chart(alt.Data(values=values)).encode(y=alt.Y("row:O").axis(None))
    name = base.mark_text(align="left", dy=-6, fontSize=12.5, fontStyle="italic", color=INK, limit=WIDTH * 0.6)
    number = base.mark_text(align="right", dy=-6, fontSize=12, color=SOFT, limit=WIDTH * 0.5)
    return [
        name.encode(text="taxon:N", x=alt.value(0)),
        number.encode(text="figure:N", x=alt.value(WIDTH)),
    ]


def _mark(height: int, words: Words) -> alt.Chart:
    return (
        alt.Chart(alt.Data(values=[{}]))
        .mark_text(fontSize=46, fontWeight="bold", angle=330, opacity=0.10, color="#7a4a00")
        .encode(text=alt.value(words.synthetic), x=alt.value(WIDTH / 2), y=alt.value(height / 2))
    )


def _title(words: Words) -> alt.TitleParams:
    return alt.TitleParams(
        words.synthetic_title,
        anchor="start",
        color="#7a4a00",
        fontSize=12,
        offset=8,
    )


def _styled(chart: Any) -> Any:
    return (
        chart.configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            titleColor=SOFT, titleFontWeight="normal", titleFontSize=11, titleAnchor="end",
            labelColor=SOFT, labelFontSize=11,
        )
        .configure_legend(
            orient="top", labelColor=INK, labelFontSize=11.5, symbolType="square", offset=6, padding=0
        )
    )  # fmt: skip
