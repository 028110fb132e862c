"""An assessment as a record: the case as it was asked, the answer as it was given, and the edition of the law.

Officers write the case; the answer is made by the engine whenever a version is kept (web/law), never taken from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kouprey.domain.law.answer import as_dict
from kouprey.domain.law.assessment import assess
from kouprey.domain.law.explained import explanation
from kouprey.domain.law.tree import as_plain, why
from kouprey.domain.law.values import CURRENT
from kouprey.domain.records.schema import Field, Form, Kind, Unfit
from kouprey.kernel.errors import UnusableInput

ASSESSMENT: Final = Kind(
    name="assessment",
    code="ASM",
    title="Assessment",
    schema="assessment-1",
    headline="subject",
    fields=(
        Field("subject", "Subject", "One line that says what it is about, without names of persons.",
              required=True, shareable=True, longest=200),
        Field("case", "Case", "Dates, States and facts, by the published schema of a case.", form=Form.PARTS,
              required=True, shareable=True),
        Field("edition", "Edition of the law", "The edition paper is frozen at 29 January 2021.", shareable=True),
        Field("accept", "Unverified entries", "yes: entries without a signature count.", shareable=True),
        Field("note", "Note", "What the assessment was made for. Stays in the agency's own records.",
              form=Form.TEXT, longest=5_000),
        Field("digest", "Digest of the edition", shareable=True, made=True),
        Field("answer", "Answer", form=Form.PARTS, shareable=True, made=True),
        Field("trees", "Why, and why not", form=Form.PARTS, shareable=True, made=True),
    ),
)  # fmt: skip


_MADE: Final = frozenset(field.name for field in ASSESSMENT.fields if field.made)


def answered(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the answer to their case, made anew. Raises Unfit for a case that cannot be read."""
    accept, edition = values.get("accept") == "yes", values.get("edition") or CURRENT
    try:
        result = assess(values["case"], edition=edition, accept_unverified=accept)
    except UnusableInput as error:
        raise Unfit({"case": error.what}) from error
    kept = {name: value for name, value in values.items() if name not in _MADE}
    return kept | {
        "edition": edition,
        "accept": "yes" if accept else "no",
        "digest": result.digest,
        "answer": as_dict(result) | explanation(result),
        "trees": {tool.id: as_plain(why(result, tool.id)) for tool in result.tools},
    }
