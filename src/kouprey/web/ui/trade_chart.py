"""The picture of a study on the page: the same chart as everywhere, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from kouprey.formats.charts.study import BARS, Words, study_chart, svg
from kouprey.web.ui.templatetags.figures import figure
from kouprey.web.ui.trade_table import Record, labels


def draw(records: Sequence[Record], columns: Sequence[str], *, unit: str, synthetic: bool) -> str:
    """The largest rows as an SVG. `unit` is written under the bars; SYNTHETIC stands inside the picture."""
    words = Words(
        wild=_("Wild (W, R)"),
        captive=_("Captive (C, D, F)"),
        other=_("Other or not stated"),
        synthetic=_("SYNTHETIC"),
        synthetic_title=_("SYNTHETIC: invented figures, not real trade"),
        figure=figure,
    )
    return svg(study_chart(records, columns, unit=unit, synthetic=synthetic, words=words))


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
