"""The table of who comes in where, as it is read. Words only: nothing of the product is known here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROLES = (
    "recorder", "verifier", "releasing_officer", "custodian", "investigator", "analyst", "legal_officer",
    "central_authority", "plan_manager", "drafter", "partner", "node_administrator", "auditor",
)  # fmt: skip
VISITOR, IDLE = "visitor", "idle"
PEOPLE = (VISITOR, IDLE, *ROLES)
"""Nobody in particular, an officer without a role, and one of each role."""


@dataclass(frozen=True)
class Line:
    """One method of one address, or one operation: who comes in, and what each is answered."""

    entry: str
    method: str
    address: str
    who: str
    status: int
    api: bool = False
    sent: str = ""
    more: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def act(self) -> str:
        """What is done to the record or release of the address; blank where there is none."""
        return self.more.get("act", "")

    @property
    def inside(self) -> frozenset[str]:
        """Who comes in."""
        if self.who == "public":
            return frozenset(PEOPLE)
        if self.who == "officer":
            return frozenset(PEOPLE) - {VISITOR}
        return frozenset(ROLES) if self.who == "acting" else members(self.who)

    def answer(self, person: str) -> int:
        """The status of the answer to one of PEOPLE."""
        if person in members(self.more.get("hidden", "")):
            return 404
        if person in self.inside:
            return int(self.more.get("signed", self.status)) if person != VISITOR else self.status
        if self.api and person in (VISITOR, IDLE):
            return 401  # a token is needed, and an officer without a role can have none
        if person == VISITOR:
            return int(self.more.get("visitor", 302))
        if "report" in self.more and person in members("report"):
            return int(self.more["report"])
        return int(self.more.get(IDLE if person == IDLE else "denied", 403))

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


@cache
def read() -> dict[str, Any]:
    """The file."""
    return tomllib.loads(Path(__file__).with_name("table.toml").read_text(encoding="utf-8"))


def members(groups: str) -> frozenset[str]:
    """The roles of groups and roles that are joined by +."""
    named = [name for name in groups.split("+") if name]
    found = [role for name in named for role in read()["groups"].get(name, name).split()]
    unknown = set(found) - set(ROLES)
    assert not unknown, f"no such role or group: {unknown}"
    return frozenset(found)


@cache
def lines() -> tuple[Line, ...]:
    """Every line of pages and operations."""
    pages = [(entry, False, text, "") for entry, texts in read()["pages"].items() for text in texts]
    operations = [
        (entry, True, f"{entry.split()[0]} /api/v1{row[0]}", row[1] if len(row) > 1 else "")
        for entry, row in read()["api"].items()
    ]
    return tuple(_line(*one) for one in (*pages, *operations))


def _line(entry: str, api: bool, text: str, sent: str) -> Line:
    method, address, who, status, *rest = text.split()
    more = dict(part.partition("=")[::2] for part in rest)
    return Line(entry, method, address, who, int(status), api, sent or more.get("send", ""), more)
