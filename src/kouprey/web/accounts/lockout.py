"""Counting tries that failed, so that guessing becomes hopeless: in the database, seen by every process.

A try is counted before the password is looked at and given back when it was right: many guesses sent at once
are counted like many in a row. Names are kept as keyed digests: the table does not tell who was guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.crypto import salted_hmac

from kouprey.domain.signin.lockout import ADDRESS, CODE, FORGOTTEN_AFTER, NAME, Limit, wait
from kouprey.web.accounts.models import Tries

_LIMITS: dict[str, Limit] = {"address": ADDRESS, "name": NAME, "code": CODE}


class Counted(NamedTuple):
    """What a count is kept for: a kind of `_LIMITS`, and the digest of a value."""

    kind: str
    digest: str


class Admission(NamedTuple):
    """Whether a try may be made now; if not, how long to wait. `failures` is the highest count so far, with it."""

    counted: tuple[Counted, ...]
    wait: timedelta
    failures: int = 0
    next_wait: timedelta = timedelta(0)

    @property
    def is_open(self) -> bool:
        """Whether the try may be made."""
        return not self.wait


def counted(kind: str, value: object) -> Counted:
    """The name a value goes by in the counts."""
    plain = unicodedata.normalize("NFKC", str(value)).strip().casefold()
    return Counted(kind, salted_hmac("kouprey.accounts.tries", f"{kind}:{plain}", algorithm="sha256").hexdigest())


def admit(*wanted: Counted, at: datetime) -> Admission:
    """Count a try, unless one of its counts says to wait."""
    keys = tuple(sorted(wanted))  # always in one order: two tries at once cannot wait for each other
    Tries.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    with transaction.atomic():
        rows = [_row(key, at) for key in keys]
        longest = max((row.wait_until - at for row in rows if row.wait_until), default=timedelta(0))
        if longest > timedelta(0):
            return Admission(keys, longest)
        for row in rows:
            row.failures += 1
            row.last_at = at
            row.wait_until = at + wait(_LIMITS[row.kind], row.failures)
            row.save(update_fields=["failures", "last_at", "wait_until"])
    return Admission(keys, timedelta(0), max(row.failures for row in rows), max(_waits(rows, at)))


def forgive(admission: Admission, *, at: datetime) -> None:
    """The try was right: its name and its codes are clear; the address gets back this one try only.

    Otherwise whoever has one account could clear the count of a whole office between guesses.
    """
    with transaction.atomic():
        for key in admission.counted:
            rows = Tries.objects.select_for_update().filter(kind=key.kind, digest=key.digest)
            if key.kind != "address":
                rows.delete()
                continue
            for row in rows:
                row.failures = max(row.failures - 1, 0)
                row.wait_until = at
                row.save(update_fields=["failures", "wait_until"])


def release(*keys: Counted) -> int:
    """Forget counts altogether. Returns how many there were."""
    removed = 0
    for key in keys:
        removed += Tries.objects.filter(kind=key.kind, digest=key.digest).delete()[0]
    return removed


def _row(key: Counted, at: datetime) -> Tries:
    Tries.objects.get_or_create(kind=key.kind, digest=key.digest, defaults={"last_at": at})
    return Tries.objects.select_for_update().get(kind=key.kind, digest=key.digest)


def _waits(rows: Sequence[Tries], at: datetime) -> list[timedelta]:
    return [row.wait_until - at if row.wait_until else timedelta(0) for row in rows]
