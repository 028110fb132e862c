"""One row of an annual trade report: what one country says it imported, or exported, in a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kouprey.domain.reports.words import Words, direction_of, tidy, year_of_date
from kouprey.kernel.words import said

FIELDS = (
    "direction", "appendix", "taxon", "term", "quantity", "unit", "partner", "origin", "import_permit",
    "export_permit", "origin_permit", "purpose", "source", "year",
)  # fmt: skip
"""The fields of a row that a report states."""

MATERIAL = (*FIELDS, "importer", "exporter", "date")
"""What a file may hold: the fields, or importer and exporter in place of the partner, or a date for the year."""

LABELS = {
    "direction": said("import or export"),
    "appendix": said("Appendix"),
    "taxon": said("taxon"),
    "term": said("term"),
    "quantity": said("quantity"),
    "unit": said("unit"),
    "partner": said("trading partner"),
    "origin": said("country of origin"),
    "import_permit": said("import permit number"),
    "export_permit": said("export permit number"),
    "origin_permit": said("origin permit number"),
    "purpose": said("purpose"),
    "source": said("source"),
    "year": said("year"),
    "importer": said("importer"),
    "exporter": said("exporter"),
    "date": said("date"),
}
"""What a field is called in a sentence."""


class ReportRow(NamedTuple):
    """A row as the rules see it. `line` and `sheet` say where it stands; every other value is text.

    `country` is the reporting country. `direction` is I (import, introduction from the sea) or E (export,
    re-export). A blank unit means number of specimens, a blank origin means the exporter.
    """

    line: int
    sheet: str
    country: str
    direction: str
    appendix: str
    taxon: str
    term: str
    quantity: str
    unit: str
    partner: str
    origin: str
    import_permit: str
    export_permit: str
    origin_permit: str
    purpose: str
    source: str
    year: str

    @property
    def importer(self) -> str:
        """The country the goods went to."""
        return self.country if self.direction == "I" else self.partner

    @property
    def exporter(self) -> str:
        """The country the goods were sent from."""
        return self.partner if self.direction == "I" else self.country

    @property
    def stated(self) -> tuple[str, ...]:
        """The values of FIELDS, without where they stand and who reports."""
        return tuple(getattr(self, field) for field in FIELDS)


class Refusal(NamedTuple):
    """Why a record of a file is no row of this report: the field, its value, the reason."""

    field: str
    value: str
    reason: str


class Reporting(NamedTuple):
    """What holds for every row of a file, where the row says nothing itself."""

    country: str
    direction: str = ""
    year: str = ""


def row_of(values: Mapping[str, str], line: int, sheet: str, asked: Reporting, known: Words) -> ReportRow | Refusal:
    """Make a row from the cells of a record (field to text), or say why it is none of this country's.

    Importer and exporter, where both columns are there, decide before a column that says import or export.
    """
    cells = {field: tidy(field, text, known) for field, text in values.items()}
    direction, partner = _sides(cells, asked.country)
    word = cells.get("direction", "")
    if direction == _NEITHER:
        sides = (cells[side] or said("(blank)") for side in ("exporter", "importer"))
        value = said("%(exporter)s to %(importer)s", **dict(zip(("exporter", "importer"), sides, strict=True)))
        why = said("the row is about trade of other countries than %(country)s", country=asked.country)
        return Refusal("importer", value, why)
    if word and not direction_of(word):
        return Refusal("direction", word, said("this word says neither import nor export"))
    direction = direction or direction_of(word) or asked.direction or _implied(cells)
    if not direction:
        return Refusal("direction", "", said("nothing says whether the row is an import or an export"))
    year = cells.get("year", "") or year_of_date(cells.get("date", "")) or asked.year
    own = {"direction": direction, "partner": partner, "year": year}
    stated = (own.get(field, cells.get(field, "")) for field in FIELDS)
    return ReportRow(line, sheet, asked.country, *stated)


_NEITHER = "neither"


def _sides(cells: Mapping[str, str], country: str) -> tuple[str, str]:
    """Direction and partner, where importer and exporter both have a column; else no direction yet."""
    importer, exporter = cells.get("importer", ""), cells.get("exporter", "")
    if "importer" not in cells or "exporter" not in cells:
        return "", cells.get("partner", "") or importer or exporter
    if exporter == country:
        return "E", importer
    return ("I", exporter) if importer == country else (_NEITHER, "")


def _implied(cells: Mapping[str, str]) -> str:
    """A file that names only the exporters is one of imports; one that names only the importers, of exports."""
    if "exporter" in cells:
        return "I"
    return "E" if "importer" in cells else ""
