"""What the trade page shows: the answer of the trade store, dressed for reading. No rule is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey import trade
from kouprey.domain import lists
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.web.ui import flow_map, trade_chart
from kouprey.web.ui.trade_question import Question, page_number
from kouprey.web.ui.trade_table import columns_of, page_of

GEOGRAPHY: Final = (
    ("exporter", gettext_lazy("by exporter")),
    ("origin", gettext_lazy("by origin")),
)
QUANTITY: Final = (
    ("importer", gettext_lazy("importer's")),
    ("exporter", gettext_lazy("exporter's")),
    ("max", gettext_lazy("larger of both")),
    ("importer-first", gettext_lazy("importer's first")),
    ("exporter-first", gettext_lazy("exporter's first")),
)
TOPS: Final = ("10", "20", "50", "100")
NOT_IN_FORM: Final = ("dataset", "rank", "woe", "by")
"""Filters that an address can carry and the form only passes on."""


@dataclass(frozen=True)
class Study:
    """A question and its answer."""

    question: Question
    answer: Any

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows of the answer."""
        return list(self.answer.records())

    @property
    def method(self) -> Mapping[str, Any]:
        """How the answer was made."""
        return dict(self.answer.method)

    @property
    def synthetic(self) -> bool:
        """Whether the data were invented."""
        return bool(self.method.get("synthetic"))

    @cached_property
    def units(self) -> list[str]:
        """The units of the rows, in words."""
        return [unit or _("number of specimens") for unit in sorted({row["unit"] for row in self.records})]

    @property
    def unit(self) -> str:
        """The one unit of all rows, in words; blank when there are several: no axis shows them together."""
        return self.units[0] if len(self.units) == 1 else ""

    @property
    def ranked(self) -> bool:
        """Whether the taxa are families, orders or classes, whose names stand upright."""
        return any(f"rank {rank}" == self.method.get("taxa") for rank in ("family", "order", "class"))


def ask(question: Question) -> Study | None:
    """Put the question to the store of this node; None when there is no store yet."""
    dataset = question["dataset"] or None
    try:
        store = trade.open(Path(settings.HOME), dataset=dataset)
    except NothingThere:
        if dataset:
            raise
        return None
    return Study(question, store.study(**question.arguments()))


def chart_of(study: Study) -> str:
    """The picture of the answer, as SVG."""
    answer = study.answer
    if len(study.units) > 1:
        raise UnusableInput(
            _("Quantities in different units cannot share an axis."), remedy=_("Choose one unit, then draw.")
        )
    return trade_chart.draw(study.records, answer.columns, unit=study.unit, synthetic=study.synthetic)


def form_of(question: Question) -> dict[str, Any]:
    """What the form offers, and what it holds."""
    return {
        "question": {name.replace("class", "class_name"): value for name, value in question.values.items()},
        "kept_filters": [(name, question[name]) for name in NOT_IN_FORM if question[name]],
        "geographies": GEOGRAPHY,
        "quantity_rules": QUANTITY,
        "tops": sorted({*TOPS, question["top"]} - {""}, key=lambda top: (not top.isdecimal(), len(top), top)),
        "sources": lists.load("sources").rows,
        "purposes": lists.load("purposes").rows,
        "terms": lists.load("terms").rows,
        "units": lists.load("units").rows,
        "countries": lists.load("countries").rows,
        "default_address": reverse("trade"),
    }


def page_of_study(study: Study, query: QueryDict) -> dict[str, Any]:
    """Everything the page says about an answer."""
    answer, question, sort = study.answer, study.question, query.get("sort", "")
    records, columns = study.records, answer.columns
    page = page_of(records, columns, sort=sort, number=page_number(query))
    return {
        "study": study,
        "page": page,
        "columns": columns_of(columns, sort, with_unit=len(study.units) > 1),
        "with_countries": "countries" in columns,
        "address": question.address(),
        "chart_text": trade_chart.describe(records, columns, unit=study.unit),
        "map": flow_map.block(question, study.method) if records else None,
        "pages": {
            "previous": question.address(sort=sort, page=page.number - 1) if page.number > 1 else "",
            "next": question.address(sort=sort, page=page.number + 1) if page.number < page.pages else "",
        },
    }
