"""A table in the shape of World WISE: one row for each seizure and line of specimens, without nominal data.

No people, no agencies by name, no exact places, no free text, and numbers of its own instead of ids: what is left can
be given to others (reporting.md 4; layout `reconstruction-1`, UNVERIFIED).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from kouprey.domain import seizures as sz
from kouprey.domain.layouts import layout_of
from kouprey.domain.reports.known import known
from kouprey.domain.seizures.counting import organisms
from kouprey.domain.trade.factors import factor_table
from kouprey.domain.trade.standard import standard
from kouprey.formats.seizures.layouts import WORLD_WISE
from kouprey.formats.seizures.tables import guarded, unguarded
from kouprey.formats.seizures.writing import measure, unit, words
from kouprey.kernel.quantity import plain


class WiseRow(NamedTuple):
    """One row, every value text; a blank quantity means that specimens were there and nobody says how many."""

    incident: str
    date: str
    country: str
    place: str
    species: str
    term: str
    quantity: str
    unit: str
    origin: str
    transit: str
    destination: str
    transport: str
    source: str
    standard: str


def rows_of(incidents: Iterable[sz.Incident], choices: Mapping[str, str] | None = None) -> list[WiseRow]:
    """The rows of seizures that are reported or verified, numbered in the order given."""
    table, rules, lists = factor_table(choices), standard(), known()
    names = {"terms": lists.terms, "units": lists.units}
    found = []
    chosen = (incident for incident in incidents if sz.counted(incident))
    for number, incident in enumerate(chosen, start=1):
        for line in incident.specimens:
            worth = organisms(line, table, rules, names)
            found.append(_row(number, incident, line, worth))
    return found


def as_csv(rows: Iterable[WiseRow]) -> str:
    """CSV with the headers of the layout."""
    form = layout_of(WORLD_WISE)
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(form.headers)
    write.writerows([guarded(getattr(row, name)) for name in form.fields] for row in rows)
    return out.getvalue()


def of_csv(text: str) -> list[WiseRow]:
    """Read the table back. Raises KeyError for a missing column."""
    form = layout_of(WORLD_WISE)
    names = {column.field: column.header for column in form.columns}
    read = csv.DictReader(io.StringIO(text))
    return [WiseRow(**{name: unguarded(row[header]) for name, header in names.items()}) for row in read]


def _row(number: int, incident: sz.Incident, line: sz.Specimen, worth: Decimal | None) -> WiseRow:
    listed = sz.place(incident.place.code) if incident.place.code else None
    quantity = measure(line)

    def countries(role: sz.Role) -> str:
        return "; ".join(leg.country for leg in incident.of_role(role))

    return WiseRow(
        f"SYNTHETIC {number}" if incident.synthetic else str(number),
        str(incident.when or ""),
        incident.place.country,
        listed.name if listed else incident.place.admin1,
        line.name,
        line.term,
        plain(quantity.known),
        unit(quantity),
        countries(sz.Role.ORIGIN),
        countries(sz.Role.TRANSIT),
        countries(sz.Role.DESTINATION),
        words("transport", incident.transport),
        sz.name("agency", incident.agency) if incident.agency else "",
        plain(worth),
    )
