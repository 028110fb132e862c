"""What goes in and comes out of the API. Dates are ISO, countries ISO2, ids UUIDs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from kouprey.domain.handling import Purpose as EVERY

Tlp = Literal["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
Purpose = Literal["prevention", "investigation", "prosecution", "administration", "statistics", "training"]
PartyKind = Literal["officer", "agency", "authority", "group"]
Code = Literal["H0", "H1", "H2", "H3"]
NO_NUL = r"^[^\x00]*$"
"""No database takes a NUL character in a text."""
Name = Annotated[str, Field(max_length=40, pattern=NO_NUL)]
Line = Annotated[str, Field(max_length=300, pattern=NO_NUL)]
Text = Annotated[str, Field(max_length=2000, pattern=NO_NUL)]
Names = Annotated[list[Name], Field(max_length=100)]


class Strict(Schema):
    """Input: a name that is not known is an error, never ignored."""

    model_config = ConfigDict(extra="forbid")


class Words(Schema):
    """What happened, what was kept, what to do next."""

    what: str
    kept: str
    remedy: str
    problems: dict[str, str] = Field(default_factory=dict)


class Problem(Schema):
    """Every error of the API."""

    error: Words


class Grade(Strict):
    """A grade in its native scheme."""

    scheme: Name = ""
    source: Name = ""
    information: Name = ""


class Marks(Strict):
    """The handling marks."""

    tlp: Tlp = "TLP:AMBER"
    codes: list[Code] = Field(default_factory=list)
    h3_text: Text = ""
    purposes: list[Purpose] = Field(default_factory=lambda: [purpose.value for purpose in EVERY])
    audience: list[UUID] = Field(default_factory=list)
    nominal: bool = False
    secrecy: Name = ""
    grade: Grade = Field(default_factory=Grade)
    review_on: date | None = None


class NewRecord(Strict):
    """A record to be written down. `names_confirmed`: what looks like names of persons are none, in a kind that names
    none."""

    kind: Name = "information"
    values: dict[str, Any]
    names_confirmed: bool = False
    marks: Marks = Field(default_factory=Marks)
    team: UUID | None = None
    compartment: UUID | None = None


class Amendment(Strict):
    """The next version: all values, the version that was looked at, and why. `names_confirmed` as of a new record."""

    values: dict[str, Any]
    names_confirmed: bool = False
    seen: Annotated[int, Field(ge=1, le=2_000_000_000)]
    reason: Text = ""


class Why(Strict):
    """A reason."""

    reason: Text


class Wider(Strict):
    """Marks that are wider, and why."""

    marks: Marks
    reason: Text


class Asking(Strict):
    """A question to the release desk."""

    fields: Names
    recipient: UUID
    recipient_kind: PartyKind
    reason: Text


class Deciding(Strict):
    """The desk's decision to release."""

    fields: Names
    under: Line
    consent: Line = ""
    answer: Text = ""


class RuleIn(Strict):
    """A rule that is cleared in advance."""

    kind: Name
    fields: Names
    recipient: UUID
    recipient_kind: PartyKind
    under: Line
    strictest: Tlp = "TLP:AMBER"
    verified_only: bool = True
    valid_from: date
    valid_until: date | None = None


class RecordOut(Schema):
    """A record as it stands, with its values and marks."""

    id: UUID
    number: str
    kind: str
    headline: str
    authority: UUID
    agency: UUID
    state: str
    version: int
    recorded_at: datetime
    amended_at: datetime
    values: dict[str, Any]
    marks: Marks


class RecordRow(Schema):
    """A record in a list."""

    id: UUID
    number: str
    kind: str
    headline: str
    agency: UUID
    state: str
    version: int
    tlp: Tlp
    codes: list[str]
    nominal: bool


class RecordList(Schema):
    """Records, the newest first. `after` gets the next ones; blank at the end."""

    records: list[RecordRow]
    after: str


class VersionOut(Schema):
    """One version: what it said, and how it chains to the one before."""

    number: int
    change: str
    reason: str
    at: datetime
    sha256: str
    previous: str
    schema_id: str
    values: dict[str, Any]


class FileOut(Schema):
    """A file of a record: `sha256` of what was received, `kept_sha256` of what is given out."""

    id: UUID
    name: str
    media: str
    size: int
    sha256: str
    kept_sha256: str
    original: bool
    at: datetime
    removed_at: datetime | None
    remove_reason: str


class ReleaseOut(Schema):
    """What left: exactly these values, to whom, under what."""

    id: UUID
    number: str
    kind: str
    version: int
    authority: UUID
    recipient: UUID
    recipient_label: str
    fields: list[str]
    values: dict[str, Any]
    sha256: str
    under: str
    consent: str
    rule: UUID | None
    at: datetime
    recalled: bool
    recall_reason: str
    marks: Marks


class ReleaseList(Schema):
    """Releases, the newest first. `after` gets the next ones; blank at the end."""

    releases: list[ReleaseOut]
    after: str


class ReceivedRow(Schema):
    """What another authority released, in a list: its marks and caveats, not its values."""

    id: UUID
    number: str
    kind: str
    authority: UUID
    at: datetime
    marks: Marks
    caveats: str
    """The digest to acknowledge; blank when nothing binds."""
    acknowledged: bool


class ReceivedList(Schema):
    """What was released to the caller, the newest first. `after` gets the next ones; blank at the end."""

    releases: list[ReceivedRow]
    after: str


class Seen(Strict):
    """The digest of the caveats that were read."""

    seen: Annotated[str, Field(max_length=64)] = ""


class AskOut(Schema):
    """A question to the release desk."""

    id: UUID
    record: UUID
    version: int
    fields: list[str]
    recipient: UUID
    recipient_label: str
    reason: str
    asked_at: datetime
    due_at: datetime
    released: bool | None
    answer: str


class ApprovalOut(Schema):
    """A question that waits for a second person."""

    id: UUID
    reason: str
    expires_at: datetime


class RuleOut(Schema):
    """A rule of the desk."""

    id: UUID
    kind: str
    fields: list[str]
    recipient: UUID
    recipient_label: str
    under: str
    strictest: Tlp
    verified_only: bool
    valid_from: date
    valid_until: date | None
    closed_at: datetime | None


class PartyOut(Schema):
    """Whom something can be addressed to."""

    id: UUID
    kind: PartyKind
    label: str


class Me(Schema):
    """As whom the token acts."""

    officer: UUID
    agency: UUID
    authority: UUID
    role: str
    purpose: Purpose
    acts: list[str]
