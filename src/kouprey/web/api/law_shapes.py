"""What goes in and comes out of the operations on law."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema

from kouprey.web.api.shapes import Strict


class LawCase(Strict):
    """A case by its published schema (`kouprey law schema case`), and how it is assessed."""

    case: dict[str, Any]
    edition: Literal["", "paper", "current"] = ""
    accept_unverified: bool = False
    explain: bool = False


class LawAnswer(Schema):
    """An answer as the shell writes it; some have more parts than these."""

    method: dict[str, Any]
    warnings: list[str]
    columns: list[str]
    rows: list[dict[str, Any]]


class LawAssessment(Schema):
    """An assessment by the published schema of an answer; with `explain` more parts."""

    rules: list[dict[str, Any]]
    tools: list[dict[str, Any]]
    edition: dict[str, Any]
    disclaimer: str
