"""When the period of a record is over, by the list `retention`: proposals of ours, or the edition of the State.

No treaty sets a period. Months count from the event that the list names; where a node knows no such event (the end of
a case, a review), they count from the day of the last version, the last time that somebody worked on the record.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from kouprey.domain import lists
from kouprey.kernel.words import Said, saying

FOLLOWS: Final = {"incident": "incident", "information": "intelligence", "assessment": "case"}
"""The row of the list that each kind of record follows."""
EVENT: Final = "event"
"""Counted from the last day of the event, or from the day it was written down where no date is known."""

RULE: Final = saying("period of %(months)s months, by the list of periods")
"""Under which rule a record was destroyed, as the audit keeps it."""


@dataclass(frozen=True, slots=True)
class Period:
    """How long records of one kind are kept. Without `months` the list sets no number, and none of them is due."""

    kind: str
    row: str
    months: int | None
    counted_from: str
    basis: str
    verified: bool

    @property
    def from_event(self) -> bool:
        """Whether it counts from the event itself."""
        return self.counted_from == EVENT

    @property
    def rule(self) -> str:
        """The period as a rule that something is destroyed under."""
        return Said(RULE, {"months": self.months or 0})

    def counted(self, *, event_last: date | None, recorded: date, amended: date) -> date:
        """The day from which a record's months count."""
        return (event_last or recorded) if self.from_event else amended

    def ends(self, day: date) -> date | None:
        """The first day on which the period of what counts from `day` is over; None where it never is."""
        return None if self.months is None else months_after(day, self.months)


def periods() -> dict[str, Period]:
    """The period of each kind of record, by the edition of the list in use."""
    rows = {row["kind"]: row for row in lists.load("retention").rows}
    return {kind: _period(kind, rows.get(row, {"kind": row})) for kind, row in FOLLOWS.items()}


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where that month has no such day, the first of the next: never sooner."""
    year, month = _month(day, months)
    if year > date.max.year - 1:
        return date.max
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return date(year + month // 12, month % 12 + 1, 1)


def last_over(on: date, months: int) -> date:
    """The latest day whose months are over on a day: the other way of `months_after`, to filter a query by."""
    year, month = _month(on, -months)
    return date.min if year < 1 else date(year, month, min(on.day, monthrange(year, month)[1]))


def _month(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def _period(kind: str, row: dict[str, str]) -> Period:
    written = row.get("months", "").strip()
    # A nought or a word in a node's own edition is no period: nothing is destroyed by a slip.
    months = int(written) if written.isascii() and written.isdigit() and int(written) else None
    verified = row.get("verified", "no") == "yes"
    return Period(kind, row["kind"], months, row.get("counted_from", ""), row.get("basis", ""), verified)
