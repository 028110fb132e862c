"""What a browser calls itself, as two short words an officer knows again: `Firefox`, `Windows`."""

from __future__ import annotations

from typing import NamedTuple

# The first that occurs counts: many browsers name those that they want to be taken for as well.
_PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


class Device(NamedTuple):
    """A browser and what it runs on; "" for what it does not say."""

    program: str
    system: str


def device(user_agent: str) -> Device:
    """Read the line that a browser sends about itself. It is a hint for its owner, never proof of anything."""
    return Device(_first(_PROGRAMS, user_agent), _first(_SYSTEMS, user_agent))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for mark, word in known if mark in text), "")
