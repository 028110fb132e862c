"""Header words of national reports, and which column holds which field.

Columns are found by name in any order and any case. What a source calls its columns can be said once and is then
remembered (`mappings.py`); words that nobody told us are matched with the ones that reports use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kouprey.domain.reports.layout import layout
from kouprey.domain.reports.rows import LABELS
from kouprey.formats.cites.headers import fold
from kouprey.kernel.words import said, several

_WORDS = {
    "direction": "direction importexport importorexport typeoftrade tradetype transactiontype flow movement",
    "appendix": "app appendix citesappendix citesapp annexe apendice",
    "taxon": "taxon taxa species speciesname scientificname scientificnameofspecies nameofspecies latinname espece "
    "especie nomscientifique nombrecientifico",
    "term": "term terms termcode description descriptionofspecimen descriptionofspecimens typeofspecimen specimen "
    "specimens specimentype specimencode terme termino descripcion",
    "quantity": "quantity qty amount quantite cantidad",
    "unit": "unit units unitcode unitofquantity unitofmeasure unite unidad",
    "partner": "tradingpartner partner partnercountry importingorexportingcountry importingexportingcountry "
    "countryofimportorexport countryofexportorimport countryofimportexport countryofexportimport",
    "importer": "importer importingcountry countryofimport countryofdestination destination importateur importador "
    "paysdimportation paisdeimportacion",
    "exporter": "exporter exportingcountry countryofexport countryofexportorreexport countryofexportreexport "
    "exportateur exportador paysdexportation paisdeexportacion",
    "origin": "origin countryoforigin origincountry origine paysdorigine paisdeorigen",
    "import_permit": "importpermit importpermitno importpermitnumber importpermitid",
    "export_permit": "exportpermit exportpermitno exportpermitnumber permit permitno permitnumber exportpermitid "
    "permitorcertificateno exportpermitorreexportcertificateno",
    "origin_permit": "originpermit originpermitno originpermitnumber permitnooforigin countryoforiginpermitno "
    "originalpermitno",
    "purpose": "purpose purposecode purposeoftrade but objetivo",
    "source": "source sourcecode sourceofspecimen",
    "year": "year reportingyear yearoftrade tradeyear annee ano",
    "date": "date dateofissue issuedate dateissued permitdate dateofpermit dateoftrade tradedate",
}
KNOWN = {word: field for field, words in _WORDS.items() for word in words.split()}
ESSENTIAL = ("appendix", "taxon", "term", "quantity")
PARTNERS = ("partner", "importer", "exporter")
_CLOSE = 0.55


@dataclass(frozen=True, slots=True)
class Heading:
    """Which field each column holds ("" for none), and what the header row said of those that hold none."""

    fields: tuple[str, ...]
    header: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Columns with a name that hold no field of the report."""
        return tuple(
            cell.strip() for cell, field in zip(self.header, self.fields, strict=True) if not field and cell.strip()
        )

    @property
    def found(self) -> int:
        """How many fields have a column."""
        return sum(1 for field in self.fields if field)

    def missing(self, *, year_known: bool) -> tuple[str, ...]:
        """Fields without which the file is no report; a date serves for the year, importer or exporter as partner."""
        lost = [field for field in ESSENTIAL if field not in self.fields]
        lost += [] if set(PARTNERS) & set(self.fields) else ["partner"]
        lost += [] if year_known or {"year", "date"} & set(self.fields) else ["year"]
        return tuple(lost)


def recognise(header: Sequence[str], mapping: Mapping[str, str]) -> Heading:
    """Match a header row; `mapping` (field to header as the source writes it) comes before the known words."""
    told = {fold(word): field for field, word in mapping.items()}
    own = {fold(column.header): column.field for column in layout().columns}
    taken: set[str] = set()
    fields = []
    for cell in header:
        word = fold(cell)
        field = told.get(word) or own.get(word) or KNOWN.get(word, "")
        if field in taken or (field in mapping and word not in told):
            field = ""  # a column that was told by name, or came first, holds the field
        taken.add(field)
        fields.append(field)
    return Heading(tuple(fields), tuple(header))


def suggestions(heading: Heading, field: str) -> list[str]:
    """Columns without a field whose names come closest to `field`, the closest first; at most three."""
    words = [word for word, known in KNOWN.items() if known == field]

    def likeness(name: str) -> float:
        return max(SequenceMatcher(None, fold(name), word).ratio() for word in words)

    close = sorted((name for name in heading.unknown if likeness(name) >= _CLOSE), key=likeness, reverse=True)
    return close[:3]


def explain(heading: Heading, missing: Sequence[str]) -> tuple[str, str]:
    """What a header lacks, and what to do about it."""
    labels = several((LABELS[field] for field in missing), ", ")
    found = said("no column for %(fields)s", fields=labels)
    advice = []
    for field in missing:
        names = suggestions(heading, field) or list(heading.unknown)[:1] or ["HEADER"]
        advice.append(f'--map {field}="{names[0]}"')
    remedy = said("Name the columns: %(options)s.", options=" ".join(advice))
    if not heading.unknown:
        return found, remedy
    return found, several((remedy, said("Columns without a field: %(names)s.", names=", ".join(heading.unknown))))
