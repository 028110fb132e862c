"""Pictures of trade answers: the same charts as everywhere, in the reader's language, and each of them in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from kouprey.domain.trade.rules import exactly
from kouprey.formats.charts.study import BARS, Words, labels, study_svg, svg
from kouprey.formats.charts.years import OKABE_ITO, SINGLE, bars_by_year, years_chart
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.web.ui import trade_events
from kouprey.web.ui.templatetags.figures import figure, several_years
from kouprey.web.ui.trade_answer import Found
from kouprey.web.ui.trade_heads import unit_name

Record = Mapping[str, Any]
_OF_YEARS = itemgetter("term", "unit", "year", "quantity")


@dataclass(frozen=True)
class Picture:
    """What is drawn beside a table: the drawing, the same in words, what it leaves out, and its events."""

    drawing: str
    text: str
    note: str = ""
    events: Sequence[Mapping[str, Any]] = ()
    size: tuple[int, int] = (472, 292)


def picture(found: Found, *, drawn: bool = False) -> Picture:
    """The picture of an answer; `drawn` for the SVG as well. Raises UnusableInput where one axis cannot carry it."""
    if found.measure.picture == "years":
        return _by_year(found, drawn)
    if len(found.units) > 1:
        raise UnusableInput(
            _("Quantities in different units cannot share an axis."), remedy=_("Choose one unit, then draw.")
        )
    return _years_of_study(found, drawn) if _is_by_year(found) else _largest(found, drawn)


def drawing_of_row(found: Found, row: Record) -> str:
    """The series of a trend, or the evidence of a red flag, as SVG."""
    if "series" in row:
        points = [(entry["year"], "", float(entry["quantity"])) for entry in row["series"]]
        parts = {"": SINGLE}
    elif several_years(row.get("evidence") or ()):
        points = [
            (entry["year"], _source(entry["source"]), float(entry["quantity"]))
            for entry in row["evidence"]
            if "quantity" in entry
        ]
        parts = dict(zip(dict.fromkeys(part for _year, part, _value in points), OKABE_ITO, strict=False))
    else:
        raise NothingThere(_("This row has no picture."), remedy=_("Its figures stand in the table."))
    marked, words = _words(found)
    unit = unit_name(row.get("unit") or "")
    return svg(bars_by_year(points, parts, unit=unit, synthetic=marked, words=words))


def _is_by_year(found: Found) -> bool:
    """Whether years are the axis: rows differ in their year and in nothing else."""
    names = labels(found.answer.columns)
    return "year" in names and all(len({row[name] for row in found.records}) == 1 for name in names if name != "year")


def _largest(found: Found, drawn: bool) -> Picture:
    marked, words = _words(found)
    columns = found.answer.columns
    text = describe(found.records, columns, unit=found.unit)
    chart = study_svg(found.records, columns, unit=found.unit, synthetic=marked, words=words) if drawn else ""
    return Picture(chart, text, size=(408, 540))


def _years_of_study(found: Found, drawn: bool) -> Picture:
    if found.question["top"] == str(len(found.records)):
        raise UnusableInput(
            _("The answer holds only its largest years, which would look like years without trade."),
            remedy=_("Choose all rows, then draw."),
        )
    rows = sorted(found.records, key=lambda row: row["year"])
    events, until = _events(found, [row["year"] for row in rows])
    marks = [(event["on"].year, event["number"]) for event in events]
    marked, words = _words(found)
    drawing = ""
    if drawn:
        drawing = svg(
            years_chart(rows, unit=found.unit, synthetic=marked, events=marks, until=until, words=words)
        )  # fmt: skip
    return Picture(drawing, describe_years([(row["year"], row["quantity"]) for row in rows], found.unit), "", events)


def _by_year(found: Found, drawn: bool) -> Picture:
    """All rows of one kind of goods, added up by year: those asked for, else the largest by number of specimens."""
    sums: dict[tuple[str, str], dict[int, Decimal]] = {}
    rows = [row[:4] for row in found.by_year] if found.cut else map(_OF_YEARS, found.records)
    with exactly():
        for term, unit, year, quantity in rows:
            years = sums.setdefault((term, unit), {})
            years[year] = years.get(year, Decimal(0)) + quantity
        goods = max([pair for pair in sums if not pair[1]] or list(sums), key=lambda pair: sum(sums[pair].values()))
    term, unit = goods[0], unit_name(goods[1])
    pairs = sorted(sums[goods].items())
    events, until = _events(found, [year for year, _quantity in pairs])
    marks = [(event["on"].year, event["number"]) for event in events]
    marked, words = _words(found)
    drawing = ""
    if drawn:
        points = [(year, "", float(quantity)) for year, quantity in pairs]
        parts = {"": SINGLE}
        drawing = svg(
            bars_by_year(points, parts, unit=unit, synthetic=marked, events=marks, until=until, words=words)
        )
    said = _("The picture shows %(term)s, %(unit)s: all rows of the answer, added up by year.")
    if len(sums) > 1:
        said = _(
            "The picture shows %(term)s, %(unit)s: all rows of the answer, added up by year. Choose another term or"
            " unit to draw it."
        )
    return Picture(drawing, describe_years(pairs, unit), said % {"term": term, "unit": unit}, events)


def describe(records: Sequence[Record], columns: Sequence[str], *, unit: str) -> str:
    """The picture of the largest rows in words, for whoever cannot see it."""
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


def describe_years(pairs: Sequence[tuple[int, Decimal]], unit: str) -> str:
    """A picture of years in words."""
    year, quantity = max(pairs, key=lambda pair: pair[1])
    return _(
        "Bar chart of quantities by year, %(first)s to %(last)s. The largest year is %(year)s: %(quantity)s %(unit)s."
        " The table has all figures."
    ) % {"first": pairs[0][0], "last": pairs[-1][0], "year": year, "quantity": figure(quantity), "unit": unit}


def _events(found: Found, years: Sequence[int]) -> tuple[Sequence[Mapping[str, Any]], int]:
    """The events beside the years of the data, and the last year of the axis."""
    asked = (found.method["filters"] or {}).get("years")
    last = (asked or found.method["data_years"])[1]
    until = max(years[-1], min(last, found.method["data_years"][1]))
    return trade_events.of_question(found.question, (years[0], until)), until


def _words(found: Found) -> tuple[bool, Words]:
    """The words in a picture, and whether it bears a mark: SYNTHETIC, or PRELIMINARY."""
    words = Words(
        wild=_("Wild (W, R)"),
        captive=_("Captive (C, D, F)"),
        other=_("Other or not stated"),
        synthetic=_("SYNTHETIC") if found.synthetic else _("PRELIMINARY"),
        synthetic_title=_("SYNTHETIC: invented figures, not real trade")
        if found.synthetic
        else _("PRELIMINARY: a country's own report, not yet published"),
        figure=figure,
    )
    return found.synthetic or found.preliminary, words


def _source(code: str) -> str:
    return code or _("blank")


def _amount(row: Record) -> Decimal:
    return Decimal(row["quantity"] or 0)
