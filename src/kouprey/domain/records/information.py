"""The first kind of record: a piece of information that one agency writes down, and may pass on unasked.

UNTOC article 18(4) and (5) lets an authority send information without a request, and binds the receiver to the limits
that the sender sets. The short form beside the fuller records of later kinds.
"""

from __future__ import annotations

from kouprey.domain.access.roles import mark
from kouprey.domain.records.schema import Field, Form, Kind

INFORMATION = Kind(
    name="information",
    code="INF",
    title=mark("Information"),
    schema="information-1",
    headline="subject",
    fields=(
        Field("subject", mark("Subject"), mark("One line that says what it is about, without names of persons."),
              required=True, shareable=True, longest=200),
        Field("text", mark("Information"), mark("What is known, without names of persons and without your source."),
              form=Form.TEXT, required=True, shareable=True, longest=20_000),
        Field("when", mark("Date of the event"), mark("As far as it is known: 2026, 2026-11 or 2026-11-20."),
              form=Form.DATE, shareable=True),
        Field("countries", mark("Countries concerned"), mark("Codes with commas between, such as KH, VN."),
              form=Form.COUNTRIES, shareable=True),
        Field("taxa", mark("Taxa"), mark("Scientific names with commas between."), form=Form.WORDS, shareable=True),
        Field("place", mark("Exact place"), mark("Stays in the agency's own records.")),
        Field("source", mark("Source"), mark("Who or what it is known from. Stays in the agency's own records."),
              form=Form.TEXT, longest=5_000),
        Field("persons", mark("Persons named"), mark("Names make the record nominal. They never leave."),
              form=Form.TEXT, nominal=True, longest=5_000),
    ),
)  # fmt: skip

KINDS = {INFORMATION.name: INFORMATION}
"""Every kind of record there is."""
