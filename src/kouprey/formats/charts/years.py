"""The picture of years: one bar a year, parted by how the specimens were produced, events as numbered lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import altair as alt

from kouprey.formats.charts.study import COLOURS, FONT, INK, SOFT, Words

Record = Mapping[str, Any]
WIDTH: Final = 400
HEIGHT: Final = 200
_LABELS: Final = 8
_MARK: Final = "#7a4a00"


def years_chart(
    records: Sequence[Record],
    *,
    unit: str,
    synthetic: bool,
    events: Sequence[tuple[int, str]] = (),
    until: int | None = None,
    words: Words | None = None,
) -> alt.LayerChart:
    """Quantities by year, every year on the axis from the first on, whether it has a bar or not.

    The axis ends with the last year of `records`, or with `until`: trade that stopped is seen to have stopped.
    `records` have year, quantity, wild_share and captive_share. `events` are years with the numbers that a list
    beside the picture explains; those outside the axis are left out.
    """
    said = words or Words()
    span = _span(records, until)
    shown = [(year, mark) for year, mark in events if year in span]
    layers = [_bars(records, span, unit, said), *(_events(shown, span) if shown else [])]
    layers += [_watermark(said)] if synthetic else []
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, background="white", padding=4)
    if synthetic:
        title = alt.TitleParams(said.synthetic_title, anchor="start", color=_MARK, fontSize=13, offset=8)
        chart = chart.properties(title=title)
    return (
        chart.configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            titleColor=SOFT, titleFontWeight="normal", titleFontSize=12.5, labelColor=SOFT, labelFontSize=12.5
        )
        .configure_legend(
            orient="top",
            labelColor=INK,
            labelFontSize=12.5,
            symbolType="square",
            offset=18 if shown else 6,
            padding=0,
        )
    )


def _span(records: Sequence[Record], until: int | None) -> list[int]:
    years = [int(row["year"]) for row in records]
    return list(range(min(years), max([*years, until or 0]) + 1)) if years else []


def _labelled(span: Sequence[int]) -> list[int]:
    """The years that are written under the axis: all, or every second, fifth or tenth."""
    step = next((step for step in (1, 2, 5, 10) if len(span) / step <= _LABELS), 20)
    return [year for year in span if year % step == 0] or list(span[:1])


def _year(span: Sequence[int]) -> alt.X:
    axis = alt.Axis(title=None, values=_labelled(span), labelAngle=0, ticks=False, domainColor="#b9b6ae")
    return alt.X("year:O", axis=axis).scale(domain=list(span))


def _bars(records: Sequence[Record], span: Sequence[int], unit: str, words: Words) -> alt.Chart:
    kinds = (words.wild, words.captive, words.other)
    values = []
    for row in records:
        shares = (row.get("wild_share") or 0.0, row.get("captive_share") or 0.0)
        whole = float(Decimal(row["quantity"] or 0))
        for order, (part, share) in enumerate(zip(kinds, (*shares, 1 - sum(shares)), strict=True)):
            values.append({"year": int(row["year"]), "part": part, "order": order, "value": max(0.0, share * whole)})
    axis = alt.Axis(
        title=unit, titlePadding=8, format="~s",
        labelExpr="datum.value == 0 ? '0' : datum.label", tickCount=4, gridColor="#ebe9e4", domain=False, ticks=False,
    )  # fmt: skip
    return (
        alt.Chart(alt.Data(values=values))
        .mark_bar()
        .encode(
            x=_year(span),
            y=alt.Y("value:Q", axis=axis).stack("zero").scale(zero=True),
            color=alt.Color("part:N").scale(domain=list(kinds), range=list(COLOURS)).title(None),
            order=alt.Order("order:Q"),
        )
    )


def _events(events: Sequence[tuple[int, str]], span: Sequence[int]) -> list[alt.Chart]:
    """One dashed line a year, with the numbers of its events over it."""
    marks: dict[int, list[str]] = {}
    for year, mark in events:
        marks.setdefault(year, []).append(mark)
    values = [{"year": year, "mark": ", ".join(found)} for year, found in marks.items()]
    base = alt.Chart(alt.Data(values=values)).encode(x=_year(span))
    line = base.mark_rule(color=INK, strokeDash=[3, 3], strokeWidth=1, opacity=0.75)
    number = base.mark_text(fontSize=12.5, fontWeight="bold", color=INK).encode(text="mark:N", y=alt.value(-8))
    return [line, number]


def _watermark(words: Words) -> alt.Chart:
    return (
        alt.Chart(alt.Data(values=[{}]))
        .mark_text(fontSize=46, fontWeight="bold", angle=340, opacity=0.10, color=_MARK)
        .encode(text=alt.value(words.synthetic), x=alt.value(WIDTH / 2), y=alt.value(HEIGHT / 2))
    )
