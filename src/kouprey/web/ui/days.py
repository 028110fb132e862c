"""How days and moments are written on every page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.dates import MONTHS_3


def day(value: Any) -> str:
    """A day with its month in letters, “28 Nov 2026”, for no two countries agree which number is the month; blank for
    none. As `date:"j M Y"` writes it, which takes apart its pattern for each row of a table."""
    return f"{value.day} {MONTHS_3[value.month].title()} {value.year:04}" if isinstance(value, date) else ""


def moment(value: Any) -> str:
    """A day and the time in the reader's zone, “28 Nov 2026 09:05”; blank for none."""
    return f"{day(value)} {value.hour:02}:{value.minute:02}" if isinstance(value, datetime) else ""
