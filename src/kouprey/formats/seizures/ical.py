"""A calendar file (RFC 5545) of duties: whole days, each with a reminder, known again when it is read anew.

Written by hand: a calendar of whole days is four properties and one rule for long lines, less than any reader of the
format brings along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

_REMIND = timedelta(days=14)
_LINE = 75


class Entry(NamedTuple):
    """One whole day: what stands on it. `id` is the same whenever the same is written."""

    id: str
    day: date
    title: str
    text: str
    done: bool


def as_ical(entries: Iterable[Entry], *, title: str, at: datetime) -> str:
    """The calendar. Its lines end as the standard asks, and none is longer than it allows."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kouprey//duties//EN", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{_text(title)}"]  # fmt: skip
    for entry in entries:
        lines += _event(entry, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(entry: Entry, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}"
    yield f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.text)}"
    yield "TRANSP:TRANSPARENT"
    if not entry.done:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{_REMIND.days}D",
                    f"DESCRIPTION:{_text(entry.title)}", "END:VALARM")  # fmt: skip
    yield "END:VEVENT"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets; those after the first begin with a blank. No character is cut."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
