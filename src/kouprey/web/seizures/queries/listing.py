"""The list of observations for those who were authorised: pages that keep their place, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Final
from uuid import UUID

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from kouprey.web.records.models import Record
from kouprey.web.records.tenancy import Protected
from kouprey.web.records.walking import walked_to
from kouprey.web.seizures.queries.narrowing import Filters, in_order, narrowed
from kouprey.web.seizures.queries.paging import beyond, mark

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
    stretches, walked = beyond(filters.order, after) if after else [Q()], list[str]()
    if count == SOON and filters.words:
        walked = list(map(str, _walked(found, filters, reduce(or_, stretches), PAGE + 1)))
    if len(walked) > PAGE:
        ids, number, count = walked, len(walked), PAGE
    else:
        ids, number = _looked_up(found, filters, stretches, count)
    shown = list(map(UUID, ids[:PAGE]))
    rows = {row.pk: row for row in found.filter(pk__in=shown).select_related("record")}
    page = [rows[id] for id in shown if id in rows]
    total = _("more than %(number)s") % {"number": f"{count:,}"} if number > count else f"{number:,}"
    after = mark(page[-1], filters.order) if page and len(ids) > PAGE else ""
    return Page([row.record for row in page], after, total, number > count)


def _walked(found: Protected, filters: Filters, beyond: Q, most: int) -> list[UUID]:
    """The first `most` that hold the words, in the order of the list; fewer, or none, where they are not found so:
    too far apart, or asked for under headings."""
    if filters.headings:
        return []
    return walked_to(in_order(narrowed(found, replace(filters, q="")), filters).filter(beyond), filters.words, most)


def _looked_up(found: Protected, filters: Filters, stretches: Sequence[Q], count: int) -> tuple[list[str], int]:
    """The ids of a page and one more, where there is one, and how many there are up to `count`.

    In another order than that of days, what is asked for is first looked for by its days, where it is found quickly
    however rare it is: few are sorted, many are walked to.
    """
    wanted = in_order(narrowed(found, filters), filters)
    first = stretches == [Q()]
    if first and (filters.by_day or filters.whole):  # one look finds the page and how many there are
        ids = _ids(wanted, count + 1)
        return ids, len(ids)
    by_day = replace(filters, sort="-day")
    near = _ids(in_order(narrowed(found, by_day), by_day), count + 1)
    if len(near) <= SOON:
        wanted = found.filter(record__id__among=list(map(UUID, near))).order_by(*filters.order)
    ids = []
    for stretch in stretches:
        if len(ids) <= PAGE:
            ids += _ids(wanted.filter(stretch), PAGE + 1 - len(ids))
    return ids, len(near)


def _ids(ordered: Protected, most: int) -> list[str]:
    """Ids of the first rows, as text: a thousand are counted of which a page shows fifty. Small rows are quickly
    sorted."""
    return list(ordered.annotate(id_text=Cast("pk", CharField())).values_list("id_text", flat=True)[:most])
