"""The database a node was given, as Django wants it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kouprey.kernel.errors import UnusableInput

# One writer at a time, taken at the start of a transaction: no deadlock between two that first only read.
# What is deleted or emptied (a destroyed key) is overwritten in the file as well.
# 32 MB of the file are kept at hand: two, as by default, are less than one list looks at.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000; "
    "PRAGMA secure_delete=ON; PRAGMA cache_size=-32768;",
}


def database(url: str, home: Path) -> dict[str, Any]:
    """Translate KOUPREY_DATABASE_URL. Without one: an SQLite file in the node's folder."""
    if not url:
        return _sqlite(str(home.absolute() / "kouprey.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    # Never the address itself: it may hold a password.
    raise UnusableInput(
        f"KOUPREY_DATABASE_URL begins with {parts.scheme or 'no scheme'}.",
        kept="The node did not start.",
        remedy="Begin it with sqlite:/// or postgres://.",
    )


def _sqlite(name: str) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(_SQLITE_OPTIONS)}


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket's folder comes as ?host=/path, as libpq has it.
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
