"""Answer a preset, and hold it against the printed figures where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kouprey.analytics.answer import Answer
from kouprey.analytics.ask import Desk
from kouprey.domain.trade import question
from kouprey.domain.trade.presets import Printed, preset, printed
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

ADDED = (
    "printed_quantity", "difference", "printed_share", "printed_wild_share", "printed_captive_share",
    "printed_countries",
)  # fmt: skip


def ask_preset(desk: Desk, name: str, asked: dict[str, Any], *, compare: bool) -> Answer:
    """Answer the preset `name`; what is `asked` besides replaces the preset's own parts."""
    answer = desk.study(question.study(**(preset(name) | asked), preset=name))
    return compared(answer, printed(name)) if compare else answer


def compared(answer: Answer, figures: tuple[Printed, ...]) -> Answer:
    """The answer with the printed figure and the difference beside each row; rows that are only printed follow."""
    if not {"taxon", "term"} <= set(answer.columns):
        raise UnusableInput(
            said("The printed figures are by taxon and term."), remedy=said("Drop --compare, or ask --by taxon term.")
        )
    taxon, term = answer.columns.index("taxon"), answer.columns.index("term")
    amount = answer.columns.index("quantity")
    waiting = {(name, figure.term): figure for figure in figures for name in figure.names}
    rows, seen = [], set()
    for row in answer.rows:
        figure = waiting.get((row[taxon], row[term]))
        seen.add(id(figure))
        rows.append((*row, *_beside(figure, row[amount])))
    rows += [_only_printed(answer.columns, figure) for figure in figures if id(figure) not in seen]
    note = dict(answer.method)
    note["compared_with"] = "the founding paper, Table 1, as printed"
    note["sentences"] = [
        *note["sentences"],
        said(
            "Printed figures are those of the founding paper's Table 1; the recipe is the most likely one, not the "
            "paper's own words."
        ),
    ]
    return replace(answer, method=note, columns=(*answer.columns, *ADDED), rows=rows)


def _beside(figure: Printed | None, amount: Any) -> tuple[Any, ...]:
    if figure is None:
        return (None,) * len(ADDED)
    countries = [{"country": country, "share": share} for country, share in figure.countries]
    difference = None if amount is None else amount - figure.quantity
    return (figure.quantity, difference, figure.share, figure.wild_share, figure.captive_share, countries)


def _only_printed(columns: tuple[str, ...], figure: Printed) -> tuple[Any, ...]:
    own = {"taxon": figure.names[0], "term": figure.term, "unit": "", "countries": []}
    return (*(own.get(column) for column in columns), *_beside(figure, None))
