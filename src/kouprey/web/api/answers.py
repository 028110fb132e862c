"""The errors an operation can answer with, in the words that pages show."""

from __future__ import annotations

from typing import Any, Final

from kouprey.domain.records.schema import Unfit
from kouprey.kernel.errors import KoupreyError, NothingThere, Refused
from kouprey.web.api.shapes import Problem
from kouprey.web.core.busy import Busy
from kouprey.web.core.words import told, translated

ERRORS: Final[dict[int, type[Problem]]] = dict.fromkeys((400, 401, 403, 404, 422, 503), Problem)
"""400: the input cannot be used. 401: no token. 403: not allowed. 404: nothing there that reaches the caller.
503: the node is busy; the same can be sent again."""


def status_of(error: KoupreyError) -> int:
    """The status that says it."""
    if isinstance(error, NothingThere):
        return 404
    if isinstance(error, Busy):
        return 503
    return 403 if isinstance(error, Refused) else 400


def words_of(error: KoupreyError) -> dict[str, Any]:
    """The body that says it."""
    problems = error.problems if isinstance(error, Unfit) else {}
    return {"error": told(error) | {"problems": {name: translated(words) for name, words in problems.items()}}}
