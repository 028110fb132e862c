"""Answers are compared before anything is timed: a fast wrong answer is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from benchmarks.questions import Question

_CLOSE = 1e-9


def check(question: Question, ours: Sequence[Any], theirs: Sequence[Any], *, exact: bool = False) -> None:
    """Raise AssertionError unless both answers hold the same rows.

    `exact` asks for equality in order, digit and share; peers that add floats may differ in the last digits,
    which can also change the order of rows and countries that are equal but for those.
    """
    assert len(ours) == len(theirs), f"{question.name}: {len(ours)} rows and {len(theirs)} rows"
    if exact:
        for mine, other in zip(ours, theirs, strict=True):
            assert mine == other, f"{question.name}: {mine} and {other}"
        return
    keys = _keys(question)
    for mine, other in zip(sorted(ours, key=keys), sorted(theirs, key=keys), strict=True):
        assert _close(mine, other), f"{question.name}: {mine} and {other}"


def _keys(question: Question) -> Any:
    wide = 6 if question.gross else len(question.by) + 1
    return lambda row: tuple(str(value) for value in row[:wide])


def _close(mine: Any, other: Any) -> bool:
    if isinstance(mine, (Decimal, float)) and isinstance(other, (Decimal, float, int)):
        a, b = float(mine), float(other)
        return abs(a - b) <= _CLOSE * max(1.0, abs(a), abs(b))
    if isinstance(mine, dict):
        return mine.keys() == other.keys() and all(_close(mine[key], other[key]) for key in mine)
    if isinstance(mine, (list, tuple)):
        if mine and isinstance(mine[0], dict):
            mine, other = _by_country(mine), _by_country(other)
        return len(mine) == len(other) and all(map(_close, mine, other))
    return bool(mine == other)


def _by_country(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(parts, key=lambda part: str(part["country"]))
