"""Sessions of officers: begun at sign-in, locked, opened again, moved aside for another officer, ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from kouprey.domain.signin.sessions import Bounds, State, left, state
from kouprey.web.accounts.models import Officer, OfficerSession
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act, By
from kouprey.web.core.busy import without_waiting

MARK = "officer_session"
"""Where a browser's session names its row."""
STEP = timedelta(seconds=5)
"""`seen_at` is written at most this often."""


def bounds() -> Bounds:
    """The limits of this node."""
    return Bounds(idle=settings.IDLE_LIMIT, longest=settings.SESSION_LIMIT)


def begin(*, officer: Officer, session: Any, address: str | None, user_agent: str, at: datetime) -> OfficerSession:
    """A session begins on a browser, once: a page and what it loads may ask for it at the same moment."""
    if not session.session_key:
        session.create()
    same = OfficerSession.objects.filter(session_key=session.session_key)
    same.exclude(officer=officer).delete()
    row = same.first()
    if row is None:
        row = OfficerSession(
            officer=officer, session_key=session.session_key, began_at=at, seen_at=at, address=address,
            user_agent=user_agent[:300],
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            row = same.get()
    session[MARK] = str(row.id)
    return row


def of_browser(session: Any) -> OfficerSession | None:
    """The row that a browser's session names, if it is still there."""
    mark = session.get(MARK)
    return OfficerSession.objects.filter(pk=mark).first() if mark else None


def by_ids(ids: Iterable[UUID]) -> list[OfficerSession]:
    """Sessions by their ids, as far as they are still there."""
    return list(OfficerSession.objects.select_related("officer").filter(pk__in=list(ids)))


def of_officer(officer: Officer, *, at: datetime) -> list[OfficerSession]:
    """The sessions an officer has now, the last used first. What is over is cleared away."""
    OfficerSession.objects.filter(officer=officer, began_at__lte=at - settings.SESSION_LIMIT).delete()
    return list(OfficerSession.objects.filter(officer=officer))


def state_of(row: OfficerSession, *, at: datetime) -> State:
    """What a session is now."""
    return state(row.times, bounds(), at)


def idle_left(row: OfficerSession, *, at: datetime) -> int:
    """Whole seconds until the screen locks by itself."""
    return int(left(row.times, bounds(), at).total_seconds())


def seconds_left(row: OfficerSession, *, at: datetime) -> int:
    """Whole seconds until the session is over, whatever its officer does."""
    return max(int((row.began_at + settings.SESSION_LIMIT - at).total_seconds()), 0)


def device_secret(officer: Officer) -> str:
    """What a browser makes the officer's key for drafts of: the same in each session, another for each officer."""
    return salted_hmac("kouprey drafts on a device 1", str(officer.pk), algorithm="sha256").hexdigest()


def touch(row: OfficerSession, *, at: datetime) -> None:
    """Its officer did something."""
    if at - row.seen_at >= STEP:
        row.seen_at = at
        with without_waiting():  # a page is read while a table comes in; the next one says that somebody was there
            OfficerSession.objects.filter(pk=row.pk, locked_at=None).update(seen_at=at)


def lock(row: OfficerSession, *, at: datetime) -> None:
    """Lock its screen. What the session held is kept for its officer alone."""
    if row.locked_at is None:
        row.locked_at = at
        row.save(update_fields=["locked_at"])


def unlock(row: OfficerSession, session: Any, *, at: datetime) -> None:
    """Open it again, under a new key: whoever kept the old one has nothing."""
    with transaction.atomic():
        session.cycle_key()
        row.session_key, row.locked_at, row.seen_at = session.session_key, None, at
        row.save(update_fields=["session_key", "locked_at", "seen_at"])
        _record(Act.OFFICER_UNLOCKED, row, row.officer.actor, at)


def renew_key(row: OfficerSession, session: Any) -> None:
    """Follow a browser's session to its new key."""
    row.session_key = session.session_key
    row.save(update_fields=["session_key"])


def store(key: str | None = None) -> Any:
    """The data of a browser's session; without a key, of a new one."""
    return import_module(settings.SESSION_ENGINE).SessionStore(key)


def end(row: OfficerSession, *, how: str, by: By, at: datetime) -> None:
    """End a session and remove what it held."""
    with transaction.atomic():
        if OfficerSession.objects.filter(pk=row.pk).delete()[0]:
            store().delete(row.session_key)
            _record(Act.OFFICER_SESSION_ENDED, row, by, at, how=how, device=" ".join(row.device).strip())


def end_all(officer: Officer, *, keep: UUID | None = None, how: str, by: By, at: datetime) -> int:
    """End every session of an officer, perhaps but one. Returns how many."""
    rows = OfficerSession.objects.filter(officer=officer)
    with transaction.atomic():
        found = [row for row in rows.select_related("officer") if row.pk != keep]
        for row in found:
            end(row, how=how, by=by, at=at)
    return len(found)


def _record(act: Act, row: OfficerSession, by: By, at: datetime, **details: Any) -> None:
    officer = row.officer
    record(act=act, kind="officer", id=officer.id, label=officer.username, by=by, at=at, details=details)
