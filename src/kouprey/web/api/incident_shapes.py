"""What goes in and comes out of the API of observations."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from kouprey.web.api.shapes import Line, Marks, Name, RecordOut, RecordRow, Strict, Text


class NewIncident(Strict):
    """An observation to be written down. `token` was made by the caller: sent again, it is the same record. `report`
    files it at once. `names_confirmed`: what looks like names of persons in free text are none."""

    values: dict[str, Any]
    marks: Marks = Field(default_factory=Marks)
    token: UUID | None = None
    report: bool = False
    names_confirmed: bool = False


class FindingOut(Schema):
    """What a rule found: errors stand in the way of reporting, notices ask to look again."""

    rule: str
    severity: Literal["error", "notice"]
    field: str
    part: str
    value: str
    message: str
    remedy: str


class IncidentOut(RecordOut):
    """An observation as it stands, and what the rules find."""

    findings: list[FindingOut]


class IncidentList(Schema):
    """Observations in the order that was asked for. `after` gets the next ones; blank at the end. `total` is exact
    to 10,000."""

    incidents: list[RecordRow]
    after: str
    total: str


class Judging(Strict):
    """Whether the other observation is about the same event, and why: a blank reason is refused."""

    other: UUID
    same: bool
    reason: Text = ""


class Judgement(Schema):
    """A judgement on two observations. Of another State's, the release by which it is known stands beside it;
    `undoes` is the judgement that this one takes back."""

    id: UUID
    one: UUID
    other: UUID
    one_release: UUID | None
    other_release: UUID | None
    same: bool
    undoes: UUID | None
    reason: str
    by: str
    at: datetime


class ImportIn(Strict):
    """How a table is taken in. `source` names what the agency said of its columns and words on the page."""

    dry_run: bool = False
    source: Line = ""
    country: Name = ""


class RejectOut(Schema):
    """One fault of a rejected row."""

    sheet: str
    line: int
    field: str
    value: str
    reason: str
    remedy: str


class ImportOut(Schema):
    """The account of a table: read = loaded + rejected. The names are those of the shell; `rejects_file` is always
    null, because the faults stand in `rejects`. `id` is that of the import, null for a dry run."""

    id: UUID | None
    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    rejects_file: str | None
    dry_run: bool
    not_carried: list[str]
    rejects: list[RejectOut]
