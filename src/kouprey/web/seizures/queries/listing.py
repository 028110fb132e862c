"""The list of observations for those who were authorised: pages that keep their place, and how many there are."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from kouprey.kernel.errors import UnusableInput
from kouprey.web.records.models import Record
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.models import Incident
from kouprey.web.seizures.queries.narrowing import Filters, in_order, narrowed
from kouprey.web.seizures.queries.walking import among_the_first

PAGE: Final = 50
SOON: Final = 1_000
"""So many are counted before a list is shown; beyond, it is said that there are more."""
EXACT: Final = 10_000
"""Up to so many are counted for whoever asks for it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list: its rows, what gets the next one, how many there are as it is said, and whether there are
    more than were counted."""

    rows: list[Record]
    after: str = ""
    total: str = "0"
    more: bool = False


def listed(found: Protected, filters: Filters, after: str = "", *, count: int = SOON) -> Page:
    """One page of these observations, of those that were authorised, and how many there are up to `count`; of words
    that many hold no more than the page is counted, unless more is asked for. Raises UnusableInput."""
    name, down = filters.order
    walked: list[UUID] = []
    if count == SOON and filters.words:
        walked = among_the_first(found, filters, _beyond(name, down, after) if after else Q(), PAGE + 1)
    if len(walked) > PAGE:
        ids, left, number, count = walked[:PAGE], len(walked), len(walked), PAGE
    elif after:
        wanted = narrowed(found, filters)
        ids, left = _ids(in_order(wanted, filters).filter(_beyond(name, down, after)), PAGE + 1)
        number = wanted.order_by()[: count + 1].count()
    else:  # one look finds the page and how many there are
        ids, left = _ids(in_order(narrowed(found, filters), filters), count + 1)
        number = left
    rows = {row.pk: row for row in found.filter(pk__in=ids).select_related("record")}
    page = [rows[id] for id in ids if id in rows]
    total = _("more than %(number)s") % {"number": f"{count:,}"} if number > count else f"{number:,}"
    after = _mark(page[-1], name) if page and left > PAGE else ""
    return Page([row.record for row in page], after, total, number > count)


def _ids(ordered: Protected, most: int) -> tuple[list[UUID], int]:
    """The ids of a page, and how many there are up to `most`. Small rows are quickly sorted; few ids are read."""
    texts = ordered.annotate(id_text=Cast("pk", CharField())).values_list("id_text", flat=True)
    found = list(texts[:most])
    return [UUID(text) for text in found[:PAGE]], len(found)


def _mark(row: Incident, name: str) -> str:
    """Where a page ends: the value it is sorted by and the id, as one word for an address."""
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    text = json.dumps([value.isoformat() if hasattr(value, "isoformat") else str(value), str(row.pk)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _beyond(name: str, down: bool, after: str) -> Q:
    try:
        value, id = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        value, key = _SAID.get(name, str)(value), UUID(id)
    except (ValueError, TypeError, AttributeError) as error:
        raise UnusableInput(_("This list gave out no such page."), remedy=_("Begin at the first page.")) from error
    way = "lt" if down else "gt"
    if name == "pk":
        return Q(**{f"pk__{way}": key})
    begins = Q(**{f"{name}__{way}e": value})  # says no more than the rest: where an index is entered
    return begins & (Q(**{f"{name}__{way}": value}) | Q(**{name: value, f"pk__{way}": key}))


_SAID: Final[Mapping[str, Callable[[str], Any]]] = {
    "day": date.fromisoformat, "record__amended_at": datetime.fromisoformat,
}  # fmt: skip
"""How a value that a list is sorted by is read from an address again."""
