"""Tables of `seizures`: observations beside their records, tables that were brought, reports that were sent."""

from __future__ import annotations

from kouprey.web.seizures.models.observations import (
    LEG,
    SPAN,
    TAXON,
    TERM,
    EventJudgement,
    HandedOver,
    Heading,
    Incident,
    RouteLeg,
    SpecimenLine,
    Tip,
    word_of,
)
from kouprey.web.seizures.models.reports import DutyNotice, ReportAnswer, Submission
from kouprey.web.seizures.models.tables import (
    Change,
    ColumnMapping,
    ImportedLine,
    LearnedWord,
    SealedFile,
    TableImport,
    WaitingTable,
)

__all__ = [
    "LEG", "SPAN", "TAXON", "TERM", "Change", "ColumnMapping", "DutyNotice", "EventJudgement", "HandedOver",
    "Heading", "ImportedLine", "Incident", "LearnedWord", "ReportAnswer", "RouteLeg", "SealedFile", "SpecimenLine",
    "Submission", "TableImport", "Tip", "WaitingTable", "word_of",
]  # fmt: skip
