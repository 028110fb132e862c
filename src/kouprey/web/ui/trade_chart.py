"""The picture of a study, drawn on the server: one bar a row, parted by how the specimens were produced."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import altair as alt
import vl_convert
from django.utils.translation import gettext as _

from kouprey.web.ui.templatetags.figures import figure
from kouprey.web.ui.trade_table import Record, labels

BARS: Final = 12
WIDTH: Final = 400
ROW: Final = 38
FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
INK, SOFT = "#22252a", "#5d6167"
# Okabe-Ito: told apart by all eyes, and in grey print.
COLOURS: Final = ("#D55E00", "#0072B2", "#BBBBBB")


def draw(records: Sequence[Record], columns: Sequence[str], *, unit: str, synthetic: bool) -> str:
    """The largest rows as an SVG. `unit` is written under the bars; SYNTHETIC stands inside the picture."""
    shown = sorted(records, key=_amount, reverse=True)[:BARS]
    height = max(1, len(shown)) * ROW
    layers = [_bars(shown, unit), *_words(shown, columns), *([_mark(height)] if synthetic else [])]
    chart = alt.layer(*layers).properties(width=WIDTH, height=height, background="white", padding=4)
    if synthetic:
        chart = chart.properties(title=_title())
    spec = _styled(chart).to_dict()
    return str(vl_convert.vegalite_to_svg(spec, vl_version="6.4"))


def describe(records: Sequence[Record], columns: Sequence[str], *, unit: str) -> str:
    """The same picture in words, for whoever cannot see it."""
    if not records:
        return _("An empty chart: no reported trade under these filters.")
    largest = max(records, key=_amount)
    return _(
        "Bar chart of the %(count)s largest rows, each parted into wild, captive and other."
        " The longest bar is %(name)s: %(quantity)s %(unit)s. The table has all figures."
    ) % {
        "count": min(BARS, len(records)),
        "name": ", ".join(str(largest[name]) for name in labels(columns)),
        "quantity": figure(largest["quantity"]),
        "unit": unit,
    }


def _amount(row: Record) -> Decimal:
    return Decimal(row["quantity"] or 0)


def _parts() -> tuple[str, str, str]:
    return _("Wild (W, R)"), _("Captive (C, D, F)"), _("Other or not stated")


def _bars(shown: Sequence[Record], unit: str) -> alt.Chart:
    wild, captive, other = _parts()
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


def _words(shown: Sequence[Record], columns: Sequence[str]) -> list[alt.Chart]:
    """Names at the left and figures at the right, over each bar: nothing has to be looked up in a legend."""
    rest = [name for name in labels(columns) if name != "taxon"]
    values = [
        {
            "row": place,
            "taxon": str(row.get("taxon", "")),
            "figure": " · ".join([*(str(row[name]) for name in rest), figure(row["quantity"])]),
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


def _mark(height: int) -> alt.Chart:
    return (
        alt.Chart(alt.Data(values=[{}]))
        .mark_text(fontSize=46, fontWeight="bold", angle=330, opacity=0.10, color="#7a4a00")
        .encode(text=alt.value(_("SYNTHETIC")), x=alt.value(WIDTH / 2), y=alt.value(height / 2))
    )


def _title() -> alt.TitleParams:
    return alt.TitleParams(
        _("SYNTHETIC: invented figures, not real trade"),
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
