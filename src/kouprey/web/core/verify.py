"""Proof of the audit: that every act is there, in its order, as it was written; and where that is not so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from kouprey.domain.audit.chain import START, Break, Link, breaks, content_digest
from kouprey.domain.audit.heads import Head
from kouprey.web.core import queries
from kouprey.web.core.keyring import Keyring, keyring
from kouprey.web.core.models import ContentKey
from kouprey.web.core.queries import Linked
from kouprey.web.core.sealing import Unsealable, unseal

GUARDED = ("core_auditevent", "core_auditlink")
_WORDS = {
    "gap": "Acts {first} to {last} are missing from the chain.",
    "link": "Act {first} does not follow from the one before it.",
    "swapped": "Acts {first} and {last} stand in each other's place.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the record does not hold: which check, the number in the chain, the row, and words."""

    check: str
    n: int | None
    event: UUID | None
    what: str

    def as_json(self) -> dict[str, Any]:
        """As an answer shows it."""
        event = str(self.event) if self.event else None
        return {"check": self.check, "sequence": self.n, "event": event, "what": self.what}


@dataclass(slots=True)
class Report:
    """What was proven: how many acts, up to which link, against which heads; and what was found."""

    acts: int = 0
    head: Link | None = None
    heads: list[str] = field(default_factory=list)
    destroyed: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def proven(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(
    *, heads: Iterable[tuple[str, Head | None]] = (), after: int = 0, say: Callable[[int], None] = lambda _n: None
) -> Report:
    """Prove the chain, the rows behind it, their keys and their contents, and compare with heads filed elsewhere.

    With `after`, only from that number on (a quick look at the tail).
    """
    report, previous = Report(), queries.link_of(after) if after else None
    head = queries.last_link()
    rows = _Rows(report, say)
    after, before = (after, previous.link) if previous else (0, START)
    links = rows.checked(queries.chain(after=after, upto=head.n if head else 0))
    for broken in breaks(links, after=after, previous=before):
        report.findings.append(_break(broken))
    report.head = head
    for id in queries.outside_the_chain():
        report.findings.append(Finding("outside", None, id, f"The act {id} is not in the chain."))
    report.findings.extend(_guards())
    for name, filed in heads:
        report.heads.append(name)
        report.findings.extend(_compared(name, filed))
    return report


class _Rows:
    """Looks at the row behind each link as the walk goes by."""

    def __init__(self, report: Report, say: Callable[[int], None]) -> None:
        self.report, self.say, self.ring = report, say, keyring()
        self.keys: dict[UUID, bytes | None] = {}
        self.named: set[str] = set()

    def checked(self, chain: Iterator[Linked]) -> Iterator[Link]:
        """The links, each row looked at on the way."""
        for row in chain:
            self.report.acts += 1
            self.report.findings.extend(self._row(row))
            if self.report.acts % 10_000 == 0:
                self.say(self.report.acts)
            yield row.link

    def _row(self, row: Linked) -> Iterator[Finding]:
        n, event = row.link.n, row.event

        def found(check: str, what: str) -> Finding:
            return Finding(check, n, row.event_id, what)

        if event is None:
            yield found("removed", f"Act {n} is in the chain, and its row is gone.")
            return
        if event.header.digest() != row.link.header or bytes(event.header_digest) != row.link.header:
            yield found("header", f"The header of act {n} was changed: who, when, what or about which record.")
        sealed = bytes(event.content)
        if content_digest(sealed) != row.link.content or bytes(event.content_digest) != row.link.content:
            yield found("content", f"The content of act {n} was changed.")
            return
        secret, problem = self._secret(event.key, row.key)
        if problem and problem not in self.named:  # one key stands behind many acts: it is named once
            self.named.add(problem)
            yield found("key", f"{problem} The first such act is {n}.")
        elif secret is not None and not _opens(secret, sealed, row.link.header):
            yield found("key", f"The content of act {n} does not open with the key of its record.")
        elif secret is None and not problem:
            self.report.destroyed += 1

    def _secret(self, id: UUID, key: ContentKey | None) -> tuple[bytes | None, str]:
        """The record's key (None if it was destroyed), and what is wrong with it."""
        if key is None:
            return None, f"The content key {id} is gone, and no act says that it was destroyed."
        if id not in self.keys:
            self.keys[id] = _unwrapped(key, self.ring)
        secret = self.keys[id]
        if secret is not None:
            return secret, ""
        if key.destroyed_at is not None:
            said = queries.is_destruction_on_record(key)
            return None, "" if said else f"The {key} is destroyed, and no act says so."
        if self.ring.get(key.node_key) is None:
            return None, f"The node's key {key.node_key} is not at hand; what it protects cannot be checked."
        return None, f"The {key} was changed and opens nothing."


def _unwrapped(key: ContentKey, ring: Keyring) -> bytes | None:
    try:
        return key.unwrap(ring)
    except Unsealable:
        return None


def _opens(secret: bytes, sealed: bytes, header: bytes) -> bool:
    try:
        unseal(secret, sealed, header)
    except Unsealable:
        return False
    return True


def _break(broken: Break) -> Finding:
    return Finding(broken.kind, broken.first, None, _WORDS[broken.kind].format(first=broken.first, last=broken.last))


def _compared(name: str, filed: Head | None) -> Iterator[Finding]:
    """Hold a filed head against the chain."""
    if filed is None:
        yield Finding("head", None, None, f"The filed head {name} cannot be read.")
        return
    kept = queries.link_of(filed.sequence)
    if kept is None:
        what = f"The chain does not reach act {filed.sequence}, which the head of {filed.date} ({name}) names."
        yield Finding("head", filed.sequence, None, what)
    elif kept.link != filed.link:
        what = f"Act {filed.sequence} is not the one that the head of {filed.date} ({name}) names."
        yield Finding("head", filed.sequence, None, what)
    elif queries.acts_on(filed.date, filed.sequence) != filed.acts:
        what = f"The number of acts of {filed.date} is not the one that its head ({name}) names."
        yield Finding("head", filed.sequence, None, what)


def _guards() -> Iterator[Finding]:
    """The database refuses changes itself, as long as its triggers are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            wanted = {f"{table}_append_only" for table in GUARDED} | {"core_auditevent_link"}
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            wanted = {f"{table}_no_{act}" for table in GUARDED for act in ("update", "delete")}
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    for name in sorted(wanted - there):
        yield Finding("guard", None, None, f"The guard {name} is not in the database: the audit could be changed.")
