"""What a lawyer must verify: every entry without a signature, and the eleven standing questions."""

from __future__ import annotations

from dataclasses import dataclass

from kouprey.domain.law.register import register, rows
from kouprey.domain.law.values import CURRENT
from kouprey.domain.lists import load

KEYS = {
    "law-instruments": ("id",),
    "law-provisions": ("id",),
    "law-bilateral": ("id",),
    "law-parties": ("treaty", "country"),
    "law-positions": ("country", "topic"),
    "law-groups": ("country",),
    "law-thresholds": ("id",),
    "law-exemptions": ("id",),
    "law-species": ("category", "taxon"),
    "law-authorities": ("country", "function"),
    "law-drafts": ("id",),
    "law-project": ("country",),
}
"""Lists whose rows are signed for one by one, and the columns that name a row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that nobody signed for. `gates` says that an assessment does not rest on it until somebody does."""

    list: str
    entry: str
    country: str
    provenance: str
    source: str
    gates: bool
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """A standing question to a lawyer, the entries that it bears on, and the sign-off if there is one."""

    id: str
    question: str
    entries: tuple[str, ...]
    verified_on: str
    verified_by: str
    answer: str


def unverified(edition: str = CURRENT) -> tuple[Entry, ...]:
    """Every row of an edition without a signature, those that an assessment leaves out first."""
    register(edition)  # an edition that there is
    found = [
        _entry(name, columns, row)
        for name, columns in KEYS.items()
        for row in rows(name, edition)
        if not _signed(row)
    ]
    return tuple(sorted(found, key=lambda entry: not entry.gates))


def questions() -> tuple[Question, ...]:
    """The questions in their order."""
    return tuple(
        Question(
            row["id"],
            row["question"],
            tuple(row["entries"].split("|")),
            row["verified_on"],
            row["verified_by"],
            row["answer"],
        )
        for row in load("law-questions").rows
    )


def _signed(row: dict[str, str]) -> bool:
    return bool(row["verified_on"] and row["verified_by"])


def _entry(name: str, columns: tuple[str, ...], row: dict[str, str]) -> Entry:
    doubts = {row["provenance"], row.get("date_provenance", ""), row.get("number_provenance", "")}
    country = row.get("country") or row.get("countries") or row.get("b") or row.get("category") or row["instrument"]
    country = country if "|" in country else country.partition("-")[0]
    entry = "-".join(row[column] for column in columns)
    return Entry(name, entry, country, row["provenance"], row["source"], "unverified" in doubts, row.get("note", ""))
