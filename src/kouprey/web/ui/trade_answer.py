"""A question put to the store of this node, and its answer dressed for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from kouprey import trade
from kouprey.kernel.errors import NothingThere
from kouprey.web.ui.kept import beginning, kept
from kouprey.web.ui.trade_heads import unit_name
from kouprey.web.ui.trade_measures import STUDIES, Measure
from kouprey.web.ui.trade_question import Question

PAGE_ROWS: Final = 10_000
"""So many rows of an answer a page takes; the files hold all of them."""
PLACE: Final = "_place"
"""Under this name each row has its place in the answer, from 0, however it is sorted."""


@dataclass(frozen=True)
class Found:
    """A question, the measure it was put to, and the answer."""

    question: Question
    answer: Any
    measure: Measure = STUDIES
    store: Any = None

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows of the answer, as many as a page takes, each with its place."""
        names, rows = (*self.answer.columns, PLACE), self.answer.rows[:PAGE_ROWS] if self.cut else self.answer.rows
        return [dict(zip(names, (*row, place), strict=True)) for place, row in enumerate(rows)]

    @property
    def cut(self) -> bool:
        """Whether the answer has more rows than a page takes."""
        return self.measure.long and len(self.answer.rows) > PAGE_ROWS

    @property
    def method(self) -> Mapping[str, Any]:
        """How the answer was made."""
        return dict(self.answer.method)

    @property
    def synthetic(self) -> bool:
        """Whether the data were invented."""
        return bool(self.method.get("synthetic"))

    @property
    def preliminary(self) -> bool:
        """Whether the data are a country's own report, not yet published."""
        return bool(self.method.get("preliminary"))

    @cached_property
    def by_year(self) -> list[tuple[Any, ...]]:
        """A cut report as a whole, added up: term, unit, year, quantity, number of rows; else nothing."""
        if not self.cut or self.measure.years is None:
            return []
        return self.measure.years(self.store, self.question.arguments())

    @property
    def count(self) -> int:
        """How many rows a cut answer has in all; 0 where that is not known."""
        return sum(row[-1] for row in self.by_year)

    @cached_property
    def units(self) -> list[str]:
        """The units of the rows, in words; of the whole answer where rows do not name one."""
        named = "unit" in self.answer.columns
        found = {row["unit"] for row in self.records} if named else {self.method.get("unit") or ""}
        return [unit_name(unit) for unit in sorted(found)]

    @property
    def unit(self) -> str:
        """The one unit of all rows, in words; blank when there are several: no axis shows them together."""
        return self.units[0] if len(self.units) == 1 else ""

    @property
    def ranked(self) -> bool:
        """Whether the taxa are families, orders or classes, whose names stand upright."""
        return any(f"rank {rank}" == self.method.get("taxa") for rank in ("family", "order", "class"))


def opened(dataset: str = "") -> Any:
    """The store of this node; None when there is none yet. Raises NothingThere for an unknown dataset."""
    try:
        return trade.open(Path(settings.HOME), dataset=dataset or None)
    except NothingThere:
        if dataset:
            raise
        return None


def ask(question: Question, measure: Measure = STUDIES, *, whole: bool = False) -> Found | None:
    """Put the question to the store of this node; None when there is no store yet.

    Of a long answer only so much is asked for as a page takes, unless the `whole` of it is wanted.
    """
    store = opened(question["dataset"])
    if store is None:
        return None
    asked = question.arguments()
    if not measure.kept:
        return Found(question, measure.ask(store, asked), measure)
    if whole or not measure.long:
        return Found(question, kept(store, measure.name, asked, lambda: measure.ask(store, dict(asked))), measure)
    some = {**asked, "at_most": PAGE_ROWS + 1}
    answer = beginning(store, measure.name, asked, PAGE_ROWS, lambda: measure.ask(store, some))
    return Found(question, answer, measure, store)
