"""The chain of acts: each link is a digest over the act's header, its encrypted content and the link before.

The chain holds digests only. What a row held can be destroyed (its key is), and the chain still proves that the
row was there, when, by whom and about what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring
from uuid import UUID

START = bytes(32)
"""What stands before the first link."""
# Each kind of digest begins with its own words, so that none can ever pass for another.
_HEADER, _CONTENT, _LINK = b"kouprey audit header 1\n", b"kouprey audit content 1\n", b"kouprey audit link 1\n"


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of an act in the open: no names of people, no values. `key` is the content key by its id."""

    id: UUID
    at: datetime
    by: UUID | None
    agency: UUID | None
    authority: UUID | None
    act: str
    kind: str
    target: str
    key: UUID

    def digest(self) -> bytes:
        """SHA-256 over the canonical form."""
        parts = {
            "act": self.act,
            "agency": _text(self.agency),
            "at": moment(self.at),
            "authority": _text(self.authority),
            "by": _text(self.by),
            "id": str(self.id),
            "key": str(self.key),
            "kind": self.kind,
            "target": self.target,
        }
        return hashlib.sha256(_HEADER + canonical(parts)).digest()


class Headers:
    """Digests of many headers of one moment, one actor and one kind: those of `Header`, several times as quickly."""

    def __init__(self, at: datetime, by: UUID | None, agency: UUID | None, authority: UUID | None, kind: str) -> None:
        """What all of them have alike."""
        alike = {"agency": _text(agency), "at": moment(at), "authority": _text(authority), "by": _text(by)}
        self._alike = canonical(alike).decode()[1:-1]
        self._kind = canonical(kind).decode()

    def digest(self, id: UUID, act: str, target: str, key: UUID) -> bytes:
        """SHA-256 over the canonical form of one."""
        said, about = encode_basestring(act), encode_basestring(target)
        text = f'{{"act":{said},{self._alike},"id":"{id}","key":"{key}","kind":{self._kind},"target":{about}}}'
        return hashlib.sha256(_HEADER + text.encode()).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """One link as it is kept: its number, the two digests and the digest over them and the link before."""

    n: int
    header: bytes
    content: bytes
    link: bytes

    def follows(self, previous: bytes, n: int | None = None) -> bool:
        """Whether it is what comes after `previous` (under its own number, or under `n`)."""
        return self.link == link(self.n if n is None else n, self.header, self.content, previous)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: `gap` (numbers are missing), `link` (one does not follow), `swapped`."""

    kind: str
    first: int
    last: int


def canonical(value: object) -> bytes:
    """JSON with sorted keys and without spaces, as UTF-8: one value, one form."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def moment(at: datetime) -> str:
    """A time in UTC, to the microsecond, always as long."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content_digest(sealed: bytes) -> bytes:
    """SHA-256 over the content as it is kept: encrypted."""
    return hashlib.sha256(_CONTENT + sealed).digest()


def link(n: int, header: bytes, content: bytes, previous: bytes) -> bytes:
    """The link of number n, over a form as `canonical` writes it. PostgreSQL computes the same in a trigger
    (`web.core`, migration 0006)."""
    form = f'{{"content":"{content.hex()}","header":"{header.hex()}","n":{n},"previous":"{previous.hex()}"}}'
    return hashlib.sha256(_LINK + form.encode()).digest()


def breaks(links: Iterable[Link], *, after: int = 0, previous: bytes = START) -> Iterator[Break]:
    """Walk the links in the order of their numbers and name every place where they do not hold.

    Every break is local: after it the walk goes on from what is kept, so that the next one is found as well.
    """
    number, doubtful, before = after, None, previous
    for row in links:
        if doubtful is not None and row.follows(before, doubtful.n) and doubtful.follows(row.link, row.n):
            yield Break("swapped", doubtful.n, row.n)
            number, previous, doubtful = row.n, doubtful.link, None
            continue
        if doubtful is not None:
            yield Break("link", doubtful.n, doubtful.n)
            doubtful = None
        if row.n != number + 1:
            yield Break("gap", number + 1, row.n - 1)
        elif not row.follows(previous):
            doubtful, before = row, previous
        number, previous = row.n, row.link
    if doubtful is not None:
        yield Break("link", doubtful.n, doubtful.n)


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
