"""What a record of an observation holds, field by field, and which of it can ever leave the State.

National and never shared: names and points of places, free text, sources, reporters, file numbers, what was settled
in the first hour. Shareable: what happened, when, in which province or at which listed post, what was found and how.
"""

from __future__ import annotations

from kouprey.domain.records.schema import Field, Form, Kind

INCIDENT = Kind(
    name="incident",
    code="INC",
    title="Seizure or other observation",
    schema="incident-1",
    headline="kind",
    fields=(
        Field("kind", "Kind of observation", "Only seizures count in statistics of seizures.",
              required=True, shareable=True),
        Field("when", "Date", "As far as it is known: 2026, 2026-11, 2026-11-20 or 2026-10/2026-11.",
              form=Form.DATE, shareable=True),
        Field("country", "Country", "Code of two letters.", shareable=True),
        Field("admin1", "Province", "Province or first level of administration.", shareable=True),
        Field("post", "Listed place", "A border post, port, airport or town of the list.", shareable=True),
        Field("place", "Exact place", "Name and point of the place. Stays in the State.", form=Form.PARTS),
        Field("agency", "Detecting agency", "Kind of agency that found it.", shareable=True),
        Field("agency_name", "Name of the agency", "Stays in the State."),
        Field("activities", "Activities", "What was going on: import, sale, possession.",
              form=Form.WORDS, shareable=True),
        Field("offences", "Reason for seizure", "Offence that is alleged.", form=Form.WORDS, shareable=True),
        Field("transport", "Mode of transport", form=Form.WORDS, shareable=True),
        Field("detection", "Method of detection", form=Form.WORDS, shareable=True),
        Field("concealment", "Method of concealment", form=Form.WORDS, shareable=True),
        Field("concealment_text", "Concealment in words", "Stays in the State.", form=Form.TEXT, longest=5_000),
        Field("specimens", "Specimens", "Taxon, specimen, quantity and value of each line.",
              form=Form.PARTS, shareable=True),
        Field("legs", "Route", "Countries of origin, export, transit and destination.",
              form=Form.PARTS, shareable=True),
        Field("people", "People involved", "Number by nationality, never names.", form=Form.PARTS, shareable=True),
        Field("value", "Value of the whole case", "Never added to the values of lines.",
              form=Form.PARTS, shareable=True),
        Field("law", "Law under which charged", shareable=True),
        Field("sanctions", "Sanctions", form=Form.WORDS, shareable=True),
        Field("sanction_text", "Sanction in words", "Stays in the State.", form=Form.TEXT, longest=5_000),
        Field("contraband", "Other contraband", "Goods found with the specimens. Stays in the State."),
        Field("forensic", "Forensic examination", "yes or no; blank while it is not known.", shareable=True),
        Field("first_hour", "First hour", "What was settled at the scene. Stays in the State.", form=Form.PARTS),
        Field("platform", "Site or application", "Online offers.", shareable=True),
        Field("outlets", "Outlets visited", "Market surveys.", shareable=True),
        Field("court", "Court", "Court judgments.", shareable=True),
        Field("cause", "Cause of death", "Poaching and carcasses.", shareable=True),
        Field("source", "Source", "Who or what it is known from. Stays in the State.",
              form=Form.TEXT, longest=5_000),
        Field("grade", "Grade of source and information", form=Form.PARTS, shareable=True),
        Field("reporter", "Who told it", "Protected: stays in the agency.", nominal=True),
        Field("entry_way", "How it came in", "Stays in the State."),
        Field("entered_for", "Entered for", "The office for which it was typed. Stays in the State."),
        Field("reference", "File number", "Stays in the State."),
        Field("note", "Additional information", "Without names of persons. Stays in the State.",
              form=Form.TEXT, longest=20_000),
        Field("synthetic", "Synthetic", "yes: invented, describes no real event.", shareable=True),
    ),
)  # fmt: skip
