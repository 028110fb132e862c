"""What a node refuses to start with. Each error says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connection

from kouprey.kernel.errors import KoupreyError
from kouprey.web.config import environment

SHORTEST_KEY = 50
SHORTEST_HSTS = 3600
LONGEST_IDLE = timedelta(minutes=60)
LONGEST_SESSION = timedelta(hours=24)


def check_settings(**_kwargs: Any) -> list[CheckMessage]:
    """The time zone and the language exist."""
    return list(_unknown_names())


def check_production(**_kwargs: Any) -> list[CheckMessage]:
    """With KOUPREY_PRODUCTION=yes: nothing that is only fit for trying out."""
    if not settings.PRODUCTION:
        return []
    return [*_secrecy(), *_hosts(), *_transport(), *_database(), *_wall(), *_shared_computers()]


def _unknown_names() -> Iterator[CheckMessage]:
    if settings.LANGUAGE_CODE not in dict(settings.LANGUAGES):
        yield Error(
            f"KOUPREY_LANGUAGE is {settings.LANGUAGE_CODE}, and there is no catalogue for it.",
            hint=f"Set it to one of: {', '.join(code for code, _name in settings.LANGUAGES)}.",
            id="kouprey.E001",
        )


def _secrecy() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "KOUPREY_DEBUG is on in production: an error would show the inside of the node to anybody.",
            hint="Set KOUPREY_DEBUG=no, or leave it out.",
            id="kouprey.E010",
        )
    given = _given_key()
    if given is None or len(given) < SHORTEST_KEY or len(set(given)) < 10:
        yield Error(
            "In production the secret key must be given, long and random.",
            hint=f"Put {SHORTEST_KEY} random characters or more in a file that only the node can read, "
            "and its path in KOUPREY_SECRET_KEY_FILE.",
            id="kouprey.E011",
        )


def _given_key() -> str | None:
    try:
        return environment.read("KOUPREY_SECRET_KEY") or None
    except KoupreyError:
        return None


def _hosts() -> Iterator[CheckMessage]:
    local = set(environment.default("KOUPREY_ALLOWED_HOSTS").split(","))
    if set(settings.ALLOWED_HOSTS) <= local or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "In production the names this node answers to must be given, and `*` is none.",
            hint="Set KOUPREY_ALLOWED_HOSTS to the node's own name, such as kouprey.example.org.",
            id="kouprey.E012",
        )


def _transport() -> Iterator[CheckMessage]:
    if not (settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield Error(
            "In production sessions must travel over https only.",
            hint="Set KOUPREY_HTTPS=yes, or leave it out, and put a proxy with a certificate in front.",
            id="kouprey.E013",
        )
    elif settings.SECURE_HSTS_SECONDS < SHORTEST_HSTS:
        yield Error(
            "In production browsers must be told to insist on https.",
            hint=f"Set KOUPREY_HSTS_SECONDS to {SHORTEST_HSTS} or more, or leave it out.",
            id="kouprey.E014",
        )


def _database() -> Iterator[CheckMessage]:
    name = str(settings.DATABASES["default"]["NAME"])
    if not name or ":memory:" in name or "mode=memory" in name:
        yield Error(
            "In production the database must be a named one that outlives the process.",
            hint="Set KOUPREY_DATABASE_URL to a PostgreSQL database or to a file: sqlite:////path/kouprey.sqlite3.",
            id="kouprey.E015",
        )


def _wall() -> Iterator[CheckMessage]:
    """Row-level security is the second wall; a superuser, or a role with BYPASSRLS, walks through it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (bypasses,) = cursor.fetchone()
    if bypasses:
        yield Error(
            "The role that the node has in PostgreSQL passes through row-level security.",
            hint="Give the node a role of its own that owns the database:"
            " CREATE ROLE kouprey LOGIN NOSUPERUSER NOBYPASSRLS.",
            id="kouprey.E018",
        )


def _shared_computers() -> Iterator[CheckMessage]:
    if not timedelta(0) < settings.IDLE_LIMIT <= LONGEST_IDLE:
        yield Error(
            "In production the screen must lock when nobody is there for an hour or less.",
            hint="Set KOUPREY_IDLE_MINUTES to a number from 1 to 60, or leave it out.",
            id="kouprey.E016",
        )
    if not timedelta(0) < settings.SESSION_LIMIT <= LONGEST_SESSION:
        yield Error(
            "In production a session must end within a day.",
            hint="Set KOUPREY_SESSION_HOURS to a number from 1 to 24, or leave it out.",
            id="kouprey.E017",
        )
