"""Where a page of a list ends, as one word of an address, and what comes after it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from kouprey.kernel.errors import UnusableInput

_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "day": date.fromisoformat, "amended_at": datetime.fromisoformat, "pk": UUID,
}  # fmt: skip
"""How a value that a list is sorted by is read from an address again; others are text."""


def mark(row: Any, order: Sequence[str]) -> str:
    """The values of a row by which a list is sorted."""
    values = [getattr(row, column.removeprefix("-")) for column in order]
    text = json.dumps([value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def beyond(order: Sequence[str], after: str) -> list[Q]:
    """What comes after a mark, in the stretches that an index has: what shares the first values and what does not. A
    database enters an index at the beginning of a stretch; asked for all at once, it would walk from the first row.
    Raises UnusableInput for a mark that this order never gave out."""
    try:
        said = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        names = [column.removeprefix("-") for column in order]
        values = [_READ.get(name, _text)(value) for name, value in zip(names, said, strict=True)]
    except (ValueError, TypeError, AttributeError) as error:
        raise UnusableInput(_("This list gave out no such page."), remedy=_("Begin at the first page.")) from error
    ways = ["lt" if column.startswith("-") else "gt" for column in order]
    return _stretches(list(zip(names, ways, values, strict=True)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _stretches(parts: Sequence[tuple[str, str, Any]]) -> list[Q]:
    (name, way, value), *rest = parts
    past = Q(**{f"{name}__{way}": value})
    if not rest:
        return [past]
    if len(rest) == 1:  # one look: it begins at the value, which says no more than the rest
        (then,) = _stretches(rest)
        return [Q(**{f"{name}__{way}e": value}) & (past | (Q(**{name: value}) & then))]
    return [*(Q(**{name: value}) & then for then in _stretches(rest)), past]
