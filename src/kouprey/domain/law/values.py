"""What the law register holds, as frozen values: from when to when, who says so, and how sure it is."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome
from kouprey.kernel.partialdate import PartialDate

PAPER_EDITION, CURRENT = "paper", "current"
EDITIONS = (PAPER_EDITION, CURRENT)
PAPER_DAY = date(2021, 1, 29)
"""The day on which the founding paper looked: its edition is frozen then."""
STATES = ("BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN", "TL", "CN")
"""The ten States of the paper, Timor-Leste and China."""
LIFE = float("inf")
UNVERIFIED = "unverified"
APART = ("HK", "MO")
"""Hong Kong and Macao: legal systems of their own, which a case may name in place of a State."""


class Span(NamedTuple):
    """From when to when an entry holds; either end may be known only in part or not at all."""

    since: PartialDate | None
    until: date | None

    def holds(self, on: date) -> Outcome:
        """Whether it holds on that day; unknown where the beginning is not known to the day."""
        if self.until is not None and on > self.until:
            return NOT_MET
        if self.since is None or on >= self.since.last:
            return MET
        return NOT_MET if on < self.since.first else UNKNOWN


class Origin(NamedTuple):
    """Who says so. `provenance` is paper, public source or unverified; `verified_by` an officer who signed for it."""

    source: str
    provenance: str
    verified_on: str = ""
    verified_by: str = ""

    @property
    def verified(self) -> bool:
        """Whether a legal officer has signed for it."""
        return bool(self.verified_on and self.verified_by)

    @property
    def sound(self) -> bool:
        """Whether an assessment may rest on it: the paper or a public source says so, or an officer signed."""
        return self.verified or self.provenance != UNVERIFIED


class Instrument(NamedTuple):
    """A treaty, law, decree, circular or judicial interpretation, for a State or a part of one."""

    id: str
    country: str
    territory: str
    rank: str
    title: str
    year: str
    span: Span
    replaced_by: str
    origin: Origin
    note: str


class Conduct(NamedTuple):
    """What a provision forbids: verbs on kinds of species, in some circumstances."""

    verbs: frozenset[str]
    categories: tuple[str, ...]
    species: str
    circumstances: str
    parts: bool


class Provision(NamedTuple):
    """A provision with its penalty. `max_years` is infinite for life and None where it is not known."""

    id: str
    instrument: str
    country: str
    territory: str
    law: str
    section: str
    max_years: float | None
    min_years: str
    fine: str
    administrative: str
    span: Span
    valid_from: date | None
    conduct: tuple[Conduct, ...]
    reading: str
    origin: Origin
    note: str

    @property
    def general(self) -> bool:
        """Whether the entry gives the highest penalty of all wildlife law, without naming conduct."""
        return any("*" in act.verbs for act in self.conduct)


class Link(NamedTuple):
    """Somebody says that a State is, or is not, bound by a treaty (for two States: `other` is the second).

    `attested` is a day on which the source saw it so; `standing`: a “no” goes on by the nature of the treaty.
    """

    id: str
    treaty: str
    country: str
    other: str
    answer: bool
    signed: str
    since: PartialDate | None
    dated: bool
    attested: date | None
    standing: bool
    threshold: float | None
    civil: bool
    origin: Origin
    note: str


class Position(NamedTuple):
    """What a State declared, or how its law stands, on one topic."""

    country: str
    topic: str
    value: str
    span: Span
    confidence: str
    origin: Origin
    note: str

    @property
    def id(self) -> str:
        """How the entry is named in answers."""
        return f"{self.country}-{self.topic}"


class GroupDefinition(NamedTuple):
    """How a jurisdiction defines an organised criminal group."""

    country: str
    span: Span
    min_members: int | None
    min_years: float | None
    members_text: str
    limbs: str
    concept: str
    against: str
    origin: Origin
    numbers_sound: bool
    note: str


class Threshold(NamedTuple):
    """A value or quantity from which a provision makes the conduct a crime."""

    id: str
    country: str
    provision: str
    measure: str
    at_least: float
    unit: str
    opens: str
    span: Span
    origin: Origin
    note: str


class Category(NamedTuple):
    """A kind of species that provisions name; `appendices` are those of CITES that it takes in."""

    id: str
    country: str
    title: str
    appendices: frozenset[str]
    origin: Origin


class Listed(NamedTuple):
    """A taxon on a national list."""

    category: str
    taxon: str
    span: Span
    list: str
    origin: Origin


class Authority(NamedTuple):
    """A competent authority, as a body."""

    country: str
    function: str
    body: str
    channel: str
    origin: Origin


class Problem(NamedTuple):
    """A known problem of the paper's table, and what stands in its place."""

    id: str
    number: str
    country: str
    entries: tuple[str, ...]
    what: str
    instead: str
    origin: Origin
