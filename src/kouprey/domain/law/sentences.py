"""Every word of the lists of law that pages translate, gathered for the catalogue of messages.

What laws, sources and problems are called is data of the register and stays as it was entered.
"""

from __future__ import annotations

from collections.abc import Iterator

from kouprey.domain.law.record import ASSESSMENT
from kouprey.domain.law.tree import holed
from kouprey.domain.lists import load
from kouprey.kernel.words import saying

PROVENANCE = (saying("paper"), saying("public source"), saying("unverified"))
LEVELS = (saying("unknown"), saying("suspected"), saying("supported"), saying("proven"))
OUTCOMES = (saying("met"), saying("not met"), saying("open"), saying("closed"))
READINGS = (saying("certain"), saying("ambiguous"))
_FACTS = ("question", "help", "who")
_RULES = ("title", "met", "not_met", "unknown", "note", "logic")
_COLUMNS = (
    ("law-tools", "title"), ("law-tools", "what"), ("law-comparators", "title"),
    ("law-questions", "question"), ("law-verbs", "title"), ("law-claims", "subject"), ("law-claims", "unit"),
)  # fmt: skip


def declared() -> Iterator[tuple[str, str]]:
    """Where each stands, and its words in English; templates have named places."""
    for row in load("law-facts").rows:
        yield from (("law-facts.csv", words) for name in _FACTS for words in {row[name], holed(row[name])} if words)
    for row in load("law-rules").rows:
        yield from (("law-rules.csv", row[name]) for name in _RULES if row[name])
    for listed, column in _COLUMNS:
        yield from ((f"{listed}.csv", row[column]) for row in load(listed).rows if _is_words(row[column]))
    for row in load("law-comparators").rows:
        yield from (("law-comparators.csv", words) for words in row["target"].split("|") if _is_words(words))
    for field in ASSESSMENT.fields:
        yield from (("record.py", words) for words in (field.title, field.help) if words)


def _is_words(text: str) -> bool:
    return any(sign.isalpha() for sign in text)
