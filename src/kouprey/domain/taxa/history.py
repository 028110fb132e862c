"""From dated changes of a listing to the days on which it held.

The Checklist's history gives additions and deletions with their dates and says which are in force at the end. It
does not write out that a transfer to another Appendix ended the earlier listing, and a split listing (I/II) looks
the same. Where that leaves two readings, no listing is made for those days: unknown, not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kouprey.domain.taxa.values import NOT_LISTED, Listing
from kouprey.kernel.words import said, several

ADDITION, DELETION = "ADDITION", "DELETION"
_DAY = timedelta(days=1)


class Change(NamedTuple):
    """One dated change; `current` says whether it is in force on the day the list was drawn up."""

    effective: date
    kind: str
    appendix: str
    party: str = ""
    current: bool | None = None
    note: str = ""


class _Held(NamedTuple):
    """An addition: surely in force before `sure`, surely over from `over` on, unclear in between."""

    change: Change
    sure: date
    over: date


def listings(changes: Sequence[Change], as_of: date | None, source: str) -> tuple[Listing, ...]:
    """The listings that follow from the changes of one taxon, in order of time. Reservations change none."""
    counted = [change for change in changes if change.kind in (ADDITION, DELETION) and change.appendix]
    days = sorted({change.effective for change in counted})
    held = [_held(change, counted, days) for change in counted if change.kind == ADDITION]
    found = []
    for begin, end in zip(days, [*days[1:], date.max], strict=False):
        if any(one.sure <= begin < one.over for one in held):
            continue
        sure = [one.change for one in held if one.change.effective <= begin < one.sure]
        parts = sorted({change.appendix for change in sure}, key=len)
        until = None if end == date.max else end - _DAY
        notes = dict.fromkeys(_note(change) for change in sure)
        found.append(Listing("/".join(parts) or NOT_LISTED, begin, until, as_of, several(notes, "; "), source))
    return tuple(found)


def _held(change: Change, changes: Sequence[Change], days: Sequence[date]) -> _Held:
    same = [c for c in changes if (c.appendix, c.party) == (change.appendix, change.party)]
    ended = min((c.effective for c in same if c.effective > change.effective), default=None)
    if ended is not None:
        return _Held(change, ended, ended)
    if change.current:
        return _Held(change, date.max, date.max)
    later = [day for day in days if day > change.effective]
    if change.current is None or not later:
        return _Held(change, later[0] if later else change.effective, date.max)
    return _Held(change, later[0], later[-1])


def _note(change: Change) -> str:
    listed_by = said("listed by %(party)s", party=change.party) if change.party else ""
    return several((listed_by, change.note), ", ")
