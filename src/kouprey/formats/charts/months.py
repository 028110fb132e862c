"""The picture of months: how many of something each month, those taken back told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kouprey.formats.charts.framing import FONT, INK, SOFT
from kouprey.formats.charts.later import alt

WIDTH: Final = 400
HEIGHT: Final = 130
MOST: Final = 24
# Told apart by all eyes, and in grey print.
COLOURS: Final = ("#0072B2", "#D55E00")


def months_chart(points: Sequence[tuple[str, int, int]], *, stands: str, recalled: str, title: str) -> alt.Chart:
    """The newest months, each with its month as 2026-11, how many in all, and how many of them were taken back."""
    shown = points[-MOST:]
    values = []
    for month, whole, back in shown:
        values.append({"month": month, "part": stands, "order": 0, "value": whole - back})
        values.append({"month": month, "part": recalled, "order": 1, "value": back})
    months = [month for month, _whole, _back in shown]
    marked = months[:: max(1, len(months) // 6)]
    most = max((whole for _month, whole, _back in shown), default=0)
    steps = list(range(0, most + 1, max(1, -(-most // 4))))
    return (
        alt.Chart(alt.Data(values=values))
        .mark_bar(size=min(24, WIDTH // max(1, len(months)) - 4))
        .encode(
            x=alt.X("month:O", axis=alt.Axis(title=None, values=marked, labelAngle=0, ticks=False)).scale(
                domain=months
            ),
            y=alt.Y("value:Q", axis=alt.Axis(title=title, values=steps, format="d", domain=False, ticks=False))
            .stack("zero")
            .scale(zero=True),
            color=alt.Color("part:N").scale(domain=[stands, recalled], range=list(COLOURS)).title(None),
            order=alt.Order("order:Q"),
        )
        .properties(width=WIDTH, height=HEIGHT, background="white", padding=4)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            titleColor=SOFT, titleFontWeight="normal", labelColor=SOFT, gridColor="#ebe9e4", labelFontSize=12
        )
        .configure_legend(orient="top", labelColor=INK, labelFontSize=12, symbolType="square", offset=6, padding=0)
    )
