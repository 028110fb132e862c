"""Tables of `records`: the record and its versions, the release desk, holds and what stays of destroyed records."""

from __future__ import annotations

from kouprey.web.records.models.records import (
    Acknowledgement,
    Attachment,
    Findable,
    Marks,
    Reach,
    Record,
    RecordVersion,
    Release,
    ReleaseAsk,
    ReleaseRule,
    tokens,
)
from kouprey.web.records.models.retention import Hold, Stone

__all__ = [
    "Acknowledgement", "Attachment", "Findable", "Hold", "Marks", "Reach", "Record", "RecordVersion", "Release",
    "ReleaseAsk", "ReleaseRule", "Stone", "tokens",
]  # fmt: skip
