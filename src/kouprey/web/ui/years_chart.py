"""The picture of years on a page, in the reader's language, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kouprey.formats.charts.study import Words, svg
from kouprey.formats.charts.years import years_chart
from kouprey.web.ui.templatetags.figures import figure

Record = Mapping[str, Any]


def draw(
    records: Sequence[Record], *, unit: str, synthetic: bool, events: Sequence[tuple[int, str]], until: int | None
) -> str:
    """Quantities by year as an SVG, with the numbers of events; SYNTHETIC stands inside the picture."""
    words = Words(
        wild=_("Wild (W, R)"),
        captive=_("Captive (C, D, F)"),
        other=_("Other or not stated"),
        synthetic=_("SYNTHETIC"),
        synthetic_title=_("SYNTHETIC: invented figures, not real trade"),
        figure=figure,
    )
    return svg(years_chart(records, unit=unit, synthetic=synthetic, events=events, until=until, words=words))


def describe(records: Sequence[Record], *, unit: str) -> str:
    """The same picture in words, for whoever cannot see it."""
    if not records:
        return _("An empty chart: no reported trade.")
    largest = max(records, key=lambda row: row["quantity"])
    return _(
        "Bar chart of reported quantities by year, %(first)s to %(last)s, parted into wild, captive and other."
        " The largest year is %(year)s: %(quantity)s %(unit)s. The table of years has all figures."
    ) % {
        "first": records[0]["year"],
        "last": records[-1]["year"],
        "year": largest["year"],
        "quantity": figure(largest["quantity"]),
        "unit": unit,
    }
