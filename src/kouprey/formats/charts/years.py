"""The picture of years: one bar a year, parted where parts are known, events as numbered lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kouprey.formats.charts.framing import INK, framed, styled
from kouprey.formats.charts.later import alt
from kouprey.formats.charts.study import COLOURS, Words

Record = Mapping[str, Any]
Point = tuple[int, str, float]
"""A year, the name of a part, and its quantity."""

WIDTH: Final = 400
HEIGHT: Final = 200
_LABELS: Final = 8
SINGLE: Final = "#1d5c4b"
"""The colour of bars that are not parted."""
OKABE_ITO: Final = ("#D55E00", "#0072B2", "#009E73", "#E69F00", "#56B4E9", "#CC79A7", "#999999", "#000000")
"""Colours told apart by all eyes, for parts that have no colour of their own."""


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
    kinds = (said.wild, said.captive, said.other)
    points = []
    for row in records:
        shares = (row.get("wild_share") or 0.0, row.get("captive_share") or 0.0)
        whole = float(Decimal(row["quantity"] or 0))
        for part, share in zip(kinds, (*shares, 1 - sum(shares)), strict=True):
            points.append((int(row["year"]), part, max(0.0, share * whole)))
    return bars_by_year(
        points, dict(zip(kinds, COLOURS, strict=True)), unit=unit, synthetic=synthetic, events=events, until=until,
        words=said,
    )  # fmt: skip


def bars_by_year(
    points: Sequence[Point],
    parts: Mapping[str, str],
    *,
    unit: str,
    synthetic: bool,
    events: Sequence[tuple[int, str]] = (),
    until: int | None = None,
    words: Words | None = None,
) -> alt.LayerChart:
    """One bar a year, parted as `parts` says (name to colour, from the ground up); no legend for a single part."""
    said = words or Words()
    span = _span([year for year, _, _ in points], until)
    shown = [(year, mark) for year, mark in events if year in span]
    layers = [_bars(points, parts, span, unit), *(_events(shown, span) if shown else [])]
    chart = framed(layers, width=WIDTH, height=HEIGHT, synthetic=synthetic, words=said)
    return styled(chart, offset=18 if shown else 6)


def _span(years: Sequence[int], until: int | None) -> list[int]:
    return list(range(min(years), max([*years, until or 0]) + 1)) if years else []


def _labelled(span: Sequence[int]) -> list[int]:
    """The years that are written under the axis: all, or every second, fifth or tenth."""
    step = next((step for step in (1, 2, 5, 10) if len(span) / step <= _LABELS), 20)
    return [year for year in span if year % step == 0] or list(span[:1])


def _year(span: Sequence[int]) -> alt.X:
    axis = alt.Axis(title=None, values=_labelled(span), labelAngle=0, ticks=False, domainColor="#b9b6ae")
    return alt.X("year:O", axis=axis).scale(domain=list(span))


def _bars(points: Sequence[Point], parts: Mapping[str, str], span: Sequence[int], unit: str) -> alt.Chart:
    places = {part: place for place, part in enumerate(parts)}
    values = [{"year": year, "part": part, "order": places[part], "value": value} for year, part, value in points]
    axis = alt.Axis(
        title=unit, titlePadding=8, format="~s",
        labelExpr="datum.value == 0 ? '0' : datum.label", tickCount=4, gridColor="#ebe9e4", domain=False, ticks=False,
    )  # fmt: skip
    colour = alt.Color("part:N").scale(domain=list(parts), range=list(parts.values())).title(None)
    return (
        alt.Chart(alt.Data(values=values))
        .mark_bar()
        .encode(
            x=_year(span),
            y=alt.Y("value:Q", axis=axis).stack("zero").scale(zero=True),
            color=colour if len(parts) > 1 else alt.ColorValue(next(iter(parts.values()), SINGLE)),
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
    number = base.mark_text(fontSize=12.5, fontWeight="bold", color=INK)
    return [line, number.encode(text=alt.Text("mark:N"), y=alt.YValue(-8))]
