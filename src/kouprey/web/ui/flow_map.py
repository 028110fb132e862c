"""The map of a study: where the trade went, drawn and in words. Quantities come from the store's flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, overload

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kouprey import trade
from kouprey.formats.charts import outlines
from kouprey.formats.charts.flows import LINES, VIEWS, Words, picture, points, view_of
from kouprey.kernel.errors import KoupreyError
from kouprey.web.ui.kept import answered
from kouprey.web.ui.templatetags.figures import country, figure
from kouprey.web.ui.trade_heads import unit_name
from kouprey.web.ui.trade_question import Question

NAMED: Final = 5
ASKED: Final = (
    "importer", "exporter", "years", "taxon", "class_", "terms", "sources", "purposes", "geography", "quantity",
    "unit", "names",
)  # fmt: skip
"""The parts of a study that flows can be asked by."""
FILTERS: Final = ("importer", "exporter", "taxon", "class_", "terms", "sources", "purposes")
"""Those that leave something out."""


class Edges(Sequence[Mapping[str, Any]]):
    """Rows of an answer that become records when they are looked at: of thousands of flows a page shows a few."""

    def __init__(self, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self._columns, self._rows = columns, rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Mapping[str, Any]]: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, Any] | Sequence[Mapping[str, Any]]:
        if isinstance(at, slice):
            return [dict(zip(self._columns, row, strict=True)) for row in self._rows[at]]
        return dict(zip(self._columns, self._rows[at], strict=True))


@dataclass(frozen=True)
class Flows:
    """The flows behind a study: all edges, those that can be drawn, and those that have no two places on a map.

    The largest come first, as in the answer.
    """

    question: Question
    answer: Any
    edges: Edges
    drawn: Edges
    apart: Edges

    @property
    def unit(self) -> str:
        """The unit of all edges, in words."""
        return unit_name(str(self.answer.method.get("unit") or ""))

    @property
    def synthetic(self) -> bool:
        """Whether the data were invented."""
        return bool(self.answer.method.get("synthetic"))


def ask(question: Question) -> Flows:
    """The flows under the filters of a study. Raises UnusableInput where flows cannot be asked like that."""
    asked = {name: value for name, value in question.arguments().items() if name in ASKED}
    store = trade.open(Path(settings.HOME), dataset=question["dataset"] or None)
    answer = answered(store, "flows", asked)
    columns, known = answer.columns, points()
    drawn: list[tuple[Any, ...]] = []
    apart: list[tuple[Any, ...]] = []
    for row in answer.rows:
        start, end, quantity = row[:3]
        if quantity:
            there = start in known and end in known and start != end
            (drawn if there else apart).append(row)
    return Flows(question, answer, *(Edges(columns, rows) for rows in (answer.rows, drawn, apart)))


def ask_ahead(question: Question) -> None:
    """Put the question so that its answer is there when the page comes to its map; an error is told there."""
    with suppress(KoupreyError):
        ask(question)


def draw(flows: Flows) -> str:
    """The map as SVG. SYNTHETIC stands inside the picture."""
    most = flows.drawn[0]["quantity"] if flows.drawn else 0
    words = Words(
        widest=_("Widest line: %(quantity)s, %(unit)s") % {"quantity": figure(most), "unit": flows.unit},
        boundaries=boundaries(),
        synthetic=_("SYNTHETIC"),
        synthetic_title=_("SYNTHETIC: invented figures, not real trade"),
    )
    return picture(flows.drawn[:LINES], synthetic=flows.synthetic, words=words)


def boundaries() -> str:
    """Whose boundaries a map shows, and that they are no opinion; stands inside every map."""
    if outlines.own():
        return _("Boundaries as in this node's own outlines; no opinion on the status of any territory.")
    return _("Boundaries as drawn by Natural Earth; no opinion on the status of any territory.")


def block(question: Question, method: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a study says of the map: picture and text, or why there is none.

    `method` is the note of the study: a preset's filters stand in it, one by one.
    """
    question = laid_out(question, method)
    if is_of_the_world(question):
        return {"of_the_world": True, "address": question.address(), "size": (720, VIEWS[-1].height)}
    try:
        flows = ask(question)
    except KoupreyError as error:
        return {"error": error}
    view = view_of(flows.drawn[:LINES])
    return {
        "flows": flows,
        "largest": flows.drawn[:NAMED],
        "alternative": describe(flows),
        "notes": notes(flows),
        "sentences": [words for words in flows.answer.method["sentences"] if words not in method["sentences"]],
        "address": question.address(),
        "size": (720, view.height),
        "portrait": view.height > 600,
        "own_outlines": outlines.own() is not None,
    }


def is_of_the_world(question: Question) -> bool:
    """Whether everything is asked for. Such a page does not wait for its map in words, which takes as long as the
    study itself: the picture comes by itself, and its flows stand on the page of the map."""
    if question["preset"] or question["unit"] == "any":
        return False
    asked = question.arguments()
    return not any(asked.get(name) for name in FILTERS)


def laid_out(question: Question, method: Mapping[str, Any]) -> Question:
    """The question with the filters of its preset one by one, as the study's note has them."""
    if not question["preset"]:
        return question
    return Question({**Question.from_method(method).values, "dataset": question["dataset"]})


def describe(flows: Flows) -> str:
    """The map in words, for whoever cannot see it."""
    if not flows.drawn:
        return _("An empty map: no flow between two countries under these filters.")
    largest = "; ".join(sentence(edge, flows.unit) for edge in flows.drawn[:NAMED])
    return _("Map of flows from exporting to importing countries. The largest: %(flows)s.") % {"flows": largest}


def sentence(edge: Mapping[str, Any], unit: str) -> str:
    """One flow in words."""
    return _("%(exporter)s to %(importer)s, %(quantity)s %(unit)s") % {
        "exporter": country(edge["from"]), "importer": country(edge["to"]),
        "quantity": figure(edge["quantity"]), "unit": unit,
    }  # fmt: skip


def notes(flows: Flows, *, shown: int = LINES) -> list[str]:
    """What the map leaves out, and how its figures differ from those of the table."""
    said = []
    if len(flows.drawn) > shown:
        said.append(
            _("The map shows the largest %(shown)s of %(all)s flows.") % {"shown": shown, "all": len(flows.drawn)}
        )
    if flows.apart:
        codes = ", ".join(sorted({f"{edge['from'] or '–'} > {edge['to'] or '–'}" for edge in flows.apart})[:8])
        said.append(
            ngettext(
                "%(count)s flow has no two places on a map: %(codes)s.",
                "%(count)s flows have no two places on a map: %(codes)s.",
                len(flows.apart),
            )
            % {"count": len(flows.apart), "codes": codes}
        )
    if flows.question["woe"] not in ("", "0", "no"):
        said.append(_("The map counts quantities as reported, without whole-organism equivalents."))
    if flows.question["rank"]:
        said.append(_("The map takes all taxa that fit the filters together."))
    return said
