"""Numbers that people can say on the telephone: country, kind, year, six characters and one that checks them.

The characters are drawn from the record's id, never counted up: a running series would tell how many there are.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misread or misheard."""
_HEARD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def spoken(country: str, kind: str, year: int, id: UUID) -> str:
    """The number of a record, such as `KH-INF-2026-7K3QXD-5`."""
    value = int.from_bytes(hashlib.sha256(id.bytes).digest()[:8], "big")
    drawn = ""
    for _ in range(6):
        value, place = divmod(value, 32)
        drawn += ALPHABET[place]
    head = f"{country}-{kind}-{year:04}-{drawn}"
    return f"{head}-{check(head)}"


def check(head: str) -> str:
    """The check character (Luhn, modulo 32): one wrong character gives another, and so do two neighbours swapped,
    but for the pair of first and last in the alphabet."""
    characters = head.replace("-", "")[::-1]
    total = sum(map(_TWICE.__getitem__, map(_place, characters[::2])))
    return ALPHABET[-(total + sum(map(_place, characters[1::2]))) % 32]


def heard(text: str) -> str:
    """A number as it was said or typed, written as it is kept; blank when its check character does not fit."""
    parts = text.strip().upper().split("-")
    if len(parts) != 5:
        return ""
    parts[3:] = [part.translate(_HEARD) for part in parts[3:]]
    head = "-".join(parts[:4])
    known = all(c in ALPHABET for c in parts[3] + parts[4])
    return f"{head}-{parts[4]}" if known and check(head) == parts[4] else ""


@lru_cache(maxsize=256)
def _place(character: str) -> int:
    """The place of a character; letters that the alphabet leaves out (in codes of countries and kinds) lie with
    their neighbours."""
    return ALPHABET.find(character.translate(_HEARD)) % 32


_TWICE = [2 * place // 32 + 2 * place % 32 for place in range(32)]
