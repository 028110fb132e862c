"""The first kind of record: a piece of information that one agency writes down, and may pass on unasked.

UNTOC article 18(4) and (5) lets an authority send information without a request, and binds the receiver to the limits
that the sender sets. The short form beside the fuller records of later kinds.
"""

from __future__ import annotations

from kouprey.domain.records.schema import Field, Form, Kind

INFORMATION = Kind(
    name="information",
    code="INF",
    title="Information",
    schema="information-1",
    headline="subject",
    fields=(
        Field("subject", "Subject", "One line that says what it is about, without names of persons.",
              required=True, shareable=True, longest=200),
        Field("text", "Information", "What is known, without names of persons and without your source.",
              form=Form.TEXT, required=True, shareable=True, longest=20_000),
        Field("when", "Date of the event", "As far as it is known: 2026, 2026-11 or 2026-11-20.",
              form=Form.DATE, shareable=True),
        Field("countries", "Countries concerned", "Codes with commas between, such as KH, VN.",
              form=Form.COUNTRIES, shareable=True),
        Field("taxa", "Taxa", "Scientific names with commas between.", form=Form.WORDS, shareable=True),
        Field("place", "Exact place", "Stays in the agency's own records."),
        Field("source", "Source", "Who or what it is known from. Stays in the agency's own records.",
              form=Form.TEXT, longest=5_000),
        Field("persons", "Persons named", "Names make the record nominal. They never leave.",
              form=Form.TEXT, nominal=True, longest=5_000),
    ),
)  # fmt: skip
