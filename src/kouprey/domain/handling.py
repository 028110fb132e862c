"""How a record may be used and by whom: the marks its originator puts on it, and what makes them wider.

Handling codes H0 to H3 after Europol (they combine), TLP 2.0 after FIRST (August 2022) as a mark of its own, the
purposes of use, the audience inside the originator's authority, a national secrecy class, the grade of source and
information in its own scheme, a date of review, and whether persons are named. Words and sources: the lists
`handling-codes`, `tlp`, `grades`, `secrecy` and `purposes-of-use`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum, StrEnum
from uuid import UUID

from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said


class Tlp(IntEnum):
    """Traffic Light Protocol 2.0, from the widest to the narrowest. It caps an audience and never grants one."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    AMBER_STRICT = 3
    RED = 4

    @property
    def label(self) -> str:
        """As FIRST writes it, such as TLP:AMBER+STRICT."""
        return f"TLP:{self.name.replace('_', '+')}"

    @classmethod
    def of(cls, label: str) -> Tlp:
        """Read a label. WHITE, the name of version 1.0, is CLEAR. Raises UnusableInput."""
        name = label.strip().upper().removeprefix("TLP:").replace("+", "_").replace("WHITE", "CLEAR")
        if name not in cls.__members__:
            raise UnusableInput(
                said("“%(label)s” is no label of the Traffic Light Protocol.", label=label),
                remedy=said("Use one of: %(labels)s.", labels=", ".join(tlp.label for tlp in cls)),
            )
        return cls[name]


class Code(StrEnum):
    """Europol handling codes. Each adds a restriction for whoever receives the record; they combine."""

    H0 = "H0"
    """Only to prevent and combat crime."""
    H1 = "H1"
    """Not in judicial proceedings without the originator's permission."""
    H2 = "H2"
    """Not to be passed on without the originator's permission."""
    H3 = "H3"
    """Other restrictions, in words."""


class Purpose(StrEnum):
    """What an officer acts for, and what a record may be used for."""

    PREVENTION = "prevention"
    INVESTIGATION = "investigation"
    PROSECUTION = "prosecution"
    ADMINISTRATION = "administration"
    STATISTICS = "statistics"
    TRAINING = "training"


EVERY_PURPOSE = frozenset(Purpose)
AGAINST_CRIME = frozenset({Purpose.PREVENTION, Purpose.INVESTIGATION, Purpose.PROSECUTION})
"""What H0 leaves."""
JUDICIAL = frozenset({Purpose.PROSECUTION})
"""What H1 closes."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How far source and information are trusted, in the scheme of whoever graded. Never converted: scales
    differ."""

    scheme: str = ""
    source: str = ""
    information: str = ""


@dataclass(frozen=True, slots=True)
class Handling:
    """All marks of one record.

    `audience` are the agencies, officers and groups of the originator's own authority that may read it beside the
    originating agency; who else may is a matter of the release desk.
    """

    tlp: Tlp = Tlp.AMBER
    codes: frozenset[Code] = frozenset()
    h3_text: str = ""
    purposes: frozenset[Purpose] = EVERY_PURPOSE
    audience: frozenset[UUID] = frozenset()
    nominal: bool = False
    secrecy: str = ""
    grade: Grade = field(default_factory=Grade)
    review_on: date | None = None

    def checked(self) -> Handling:
        """The same, if its parts fit together. Raises UnusableInput."""
        if (Code.H3 in self.codes) != bool(self.h3_text.strip()):
            raise UnusableInput(
                said("Handling code H3 and its text belong together."),
                remedy=said("Write the restriction in words and choose H3, or leave out both."),
            )
        if not self.purposes:
            raise UnusableInput(
                said("The record has no purpose that it may be used for."),
                remedy=said("Choose at least one purpose."),
            )
        if Code.H0 in self.codes and not self.purposes <= AGAINST_CRIME:
            return replace(self, purposes=self.purposes & AGAINST_CRIME).checked()
        return self


def widenings(before: Handling, after: Handling) -> list[str]:
    """What `after` opens that `before` kept closed, by name of the mark; empty when it only narrows or corrects.

    Wider is any larger audience or purpose, or a restriction that is gone. A restriction in words (H3) that was
    changed counts as removed: no program can say that the new words are as strict. A later date of review counts as
    well, and a record that named persons and is said to name none.
    """
    return list(_widenings(before, after))


def _widenings(before: Handling, after: Handling) -> Iterator[str]:
    if after.tlp < before.tlp:
        yield "tlp"
    if before.codes - after.codes:
        yield "codes"
    if before.h3_text.strip() and after.h3_text.strip() != before.h3_text.strip():
        yield "h3_text"
    if after.purposes - before.purposes:
        yield "purposes"
    if after.audience - before.audience:
        yield "audience"
    if before.nominal and not after.nominal:
        yield "nominal"
    if before.secrecy and after.secrecy != before.secrecy:
        yield "secrecy"
    if before.review_on and (after.review_on is None or after.review_on > before.review_on):
        yield "review_on"


def strictest(parts: Iterable[Handling]) -> Handling:
    """The marks of something made of several records: whatever any of them forbids stays forbidden.

    Raises UnusableInput when no purpose is left that all of them allow, and ValueError without any part.
    """
    marks = list(parts)
    if not marks:
        raise ValueError("nothing to combine")
    texts = dict.fromkeys(mark.h3_text.strip() for mark in marks if mark.h3_text.strip())
    classes = {mark.secrecy for mark in marks if mark.secrecy}
    reviews = [mark.review_on for mark in marks if mark.review_on]
    return Handling(
        tlp=max(mark.tlp for mark in marks),
        codes=frozenset().union(*(mark.codes for mark in marks)),
        h3_text=" ".join(texts),
        purposes=frozenset.intersection(*(mark.purposes for mark in marks)),
        audience=frozenset.intersection(*(mark.audience for mark in marks)),
        nominal=any(mark.nominal for mark in marks),
        secrecy=" + ".join(sorted(classes)),
        review_on=min(reviews, default=None),
    ).checked()
