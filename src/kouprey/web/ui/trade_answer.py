"""A question put to the store of this node, and its answer dressed for a page. The newest answers are kept.

Sorting, paging, pictures and files of one page ask the same question again: what a release answered once, it answers
always, so the last answers of this process are kept until they hold too many rows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final

from django.conf import settings

from kouprey import trade
from kouprey.kernel.errors import NothingThere
from kouprey.web.ui.trade_heads import unit_name
from kouprey.web.ui.trade_measures import STUDIES, Measure
from kouprey.web.ui.trade_question import Question

KEPT_ROWS: Final = 200_000
"""So many rows may be kept in all; an answer with more is asked for again each time."""
PLACE: Final = "_place"
"""Under this name each row has its place in the answer, from 0, however it is sorted."""
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_door: Final = Lock()


@dataclass(frozen=True)
class Found:
    """A question, the measure it was put to, and the answer."""

    question: Question
    answer: Any
    measure: Measure = STUDIES

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows of the answer, each with its place."""
        return [{**row, PLACE: place} for place, row in enumerate(self.answer.records())]

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


def ask(question: Question, measure: Measure = STUDIES) -> Found | None:
    """Put the question to the store of this node; None when there is no store yet."""
    store = opened(question["dataset"])
    if store is None:
        return None
    asked = question.arguments()
    if not measure.kept or asked.get("names", "file") != "file":
        return Found(question, measure.ask(store, asked), measure)
    key = (str(store.release.folder), measure.name, tuple(sorted(asked.items())))
    with _door:
        answer = _kept.get(key)
        if answer is not None:
            _kept.move_to_end(key)
    if answer is None:
        answer = measure.ask(store, asked)
        _keep(key, answer)
    return Found(question, answer, measure)


def _keep(key: Hashable, answer: Any) -> None:
    if len(answer.rows) > KEPT_ROWS:
        return
    with _door:
        _kept[key] = answer
        while sum(len(kept.rows) for kept in _kept.values()) > KEPT_ROWS:
            _kept.popitem(last=False)
