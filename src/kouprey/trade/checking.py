"""Judge what was staged: how values are written in the store, which rows are rejected and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kouprey.analytics.build import Plan
from kouprey.analytics.columns import SIMPLE_QUANTITY
from kouprey.analytics.stage import AMOUNTS, TEXTS, Stage
from kouprey.domain.trade import rows
from kouprey.formats.cites.careful import OPEN_QUOTE, RAGGED, Reject
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import recognised, said, several

REASONS: Final = (*rows.REASONS, OPEN_QUOTE, RAGGED)
"""Why a row of trade data can be rejected."""


def judge(stage: Stage, kind: str) -> Plan:
    """Ask for every different value once and decide what becomes of it."""
    plan = Plan(kind)
    for column in TEXTS:
        if column == "reporter" and kind == "comptab":
            plan.kept[column] = []
            continue
        _judge_texts(plan, column, stage.values(column))
    longest = _judge_amounts(plan, stage)
    return Plan(kind, _type_for(*longest), plan.tidy, plan.kept, plan.faults)


def _judge_texts(plan: Plan, column: str, values: list[str]) -> None:
    for value in values:
        reason = rows.fault(column, value)
        if reason:
            plan.faults.setdefault(column, {})[value] = reason
            continue
        tidy = rows.tidy(column, value)
        plan.kept.setdefault(column, []).append(tidy)
        if tidy != value:
            plan.tidy.setdefault(column, {})[value] = tidy


def _judge_amounts(plan: Plan, stage: Stage) -> tuple[int, int]:
    whole, places = 9, 9
    for column in AMOUNTS:
        for value in stage.odd_quantities(column):
            number = rows.exact(value) if value.strip() else None
            if isinstance(number, str):
                plan.faults.setdefault(column, {})[value] = number
                continue
            plan.tidy.setdefault(column, {})[value] = plain(number)
            if number is None:
                continue
            size = rows.digits(number)
            whole, places = max(whole, size[0]), max(places, size[1])
    return whole, places


def _type_for(whole: int, places: int) -> str:
    """The usual type, or the narrowest wider one that keeps the longest value exactly and leaves room for sums."""
    return SIMPLE_QUANTITY if (whole, places) == (9, 9) else f"DECIMAL(38,{places})"


def rejected_rows(stage: Stage, plan: Plan, number_lines: Callable[[int], None]) -> dict[int, list[Reject]]:
    """The rows with a fault, by file. `number_lines(file)` reads a file again so that its lines have numbers."""
    rejects: dict[int, list[Reject]] = {}
    for file in stage.files_with(plan.faults):
        number_lines(file)
    for file, line, values in stage.rows_with(plan.faults):
        rejects.setdefault(file, []).append(_reject(line, values, plan.faults))
    return rejects


def _reject(line: int, values: dict[str, str], faults: dict[str, dict[str, str]]) -> Reject:
    """One entry for a row: its first fault by field and value, all its faults in the reason."""
    found = [(c, v, faults[c][v]) for c, v in values.items() if v in faults[c]]
    field, value, reason = found[0]
    others = (said("%(column)s “%(value)s”: %(reason)s", column=c, value=v, reason=why) for c, v, why in found[1:])
    return Reject(line, field, value, several((reason, *others), "; "))


def reason_kept(text: str) -> str:
    """The reason of a rejected row as a file of them keeps it, in words that can be translated again."""
    first, *others = re.split(r"; (?=[a-z_]+ “)", text)
    return several((recognised(first, REASONS), *map(_other_kept, others)), "; ")


def _other_kept(text: str) -> str:
    found = re.fullmatch(r"([a-z_]+) “(.*)”: (.*)", text, re.DOTALL)
    if found is None:
        return text
    column, value, reason = found.groups()
    return said("%(column)s “%(value)s”: %(reason)s", column=column, value=value, reason=recognised(reason, REASONS))
