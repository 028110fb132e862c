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
from kouprey.web.records.models.standing import STANDING, Standing, standing_of

__all__ = [
    "STANDING", "Acknowledgement", "Attachment", "Findable", "Hold", "Marks", "Reach", "Record", "RecordVersion",
    "Release", "ReleaseAsk", "ReleaseRule", "Standing", "Stone", "standing_of", "tokens",
]  # fmt: skip
