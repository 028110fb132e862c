"""Every word of this room that pages translate: gathered here, so that the catalogue of messages can ask for them."""

from __future__ import annotations

from collections.abc import Iterator

from kouprey.domain.lists import load
from kouprey.domain.seizures import counting, duplicates, first_hour, naming
from kouprey.domain.seizures.rules import RULES
from kouprey.domain.seizures.schema import INCIDENT
from kouprey.domain.seizures.vocabulary import LISTS, words

_COLUMNS = (("obligations", "title"), ("obligations", "text"), ("handover-bases", "summary"))


def declared() -> Iterator[tuple[str, str]]:
    """Where each stands, and its words in English; templates have named places."""
    for rule in RULES:
        yield from (("rules.py", said) for said in (rule.asks, rule.says, rule.remedy))
    for why in naming.REASONS:
        yield "naming.py", why
    yield from (("naming.py", said) for said in naming.CANNOT_SEE)
    yield from (("duplicates.py", reason) for reason in duplicates.REASONS)
    yield from (("first_hour.py", said) for said in first_hour.SENTENCES)
    yield "counting.py", counting.CAVEAT
    for field in INCIDENT.fields:
        yield from (("schema.py", said) for said in (field.title, field.help) if said)
    for vocabulary in LISTS:
        for word in words(vocabulary):
            yield from ((f"{LISTS[vocabulary]}.csv", said) for said in (word.name, word.meaning) if said)
    for name, column in _COLUMNS:
        yield from ((f"{name}.csv", row[column]) for row in load(name).rows)
