"""What the page of the annual report shows: the check of a file, dressed for reading. No rule is decided here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from kouprey.domain import lists
from kouprey.domain.reports.layout import layout
from kouprey.domain.reports.rows import MATERIAL
from kouprey.domain.reports.rules import ALL, NOTICE, Finding, counts, unmarked
from kouprey.formats.national.mappings import parse
from kouprey.formats.tables.text import as_csv
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import changed
from kouprey.trade.national import CheckedReport, Columns, check_report, columns_of, write_report
from kouprey.web.ui.trade_question import page_number

PER_PAGE: Final = 50
REJECTED_SHOWN: Final = 100
_PLACE: Final = re.compile(r"\S*[\\/]report-checks[\\/][^\\/]+[\\/][^\\/]+[\\/]")
FIELDS: Final = {
    "direction": gettext_lazy("import or export"),
    "appendix": gettext_lazy("Appendix"),
    "taxon": gettext_lazy("taxon"),
    "term": gettext_lazy("term"),
    "quantity": gettext_lazy("quantity"),
    "unit": gettext_lazy("unit"),
    "partner": gettext_lazy("trading partner"),
    "origin": gettext_lazy("country of origin"),
    "import_permit": gettext_lazy("import permit number"),
    "export_permit": gettext_lazy("export permit number"),
    "origin_permit": gettext_lazy("origin permit number"),
    "purpose": gettext_lazy("purpose"),
    "source": gettext_lazy("source"),
    "year": gettext_lazy("year"),
    "importer": gettext_lazy("importer"),
    "exporter": gettext_lazy("exporter"),
    "date": gettext_lazy("date"),
}
DIRECTIONS: Final = (
    ("", gettext_lazy("the file says it")),
    ("I", gettext_lazy("imports")),
    ("E", gettext_lazy("exports")),
)


@dataclass(frozen=True)
class Asked:
    """What the officer said about the file: text, blank for none."""

    country: str
    year: str
    direction: str
    mapping: Mapping[str, str]

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """Read it from a form or an address. Raises UnusableInput for a column that is mapped to no field."""
        said = {name: query.get(name, "").strip() for name in ("country", "year", "direction")}
        pairs = [pair for pair in query.getlist("map") if pair]
        direction = said["direction"] if said["direction"] in ("I", "E") else ""
        return cls(said["country"].upper(), said["year"], direction, parse(pairs))

    def address(self, **more: str | int) -> str:
        """The same as the query of an address."""
        pairs = [(name, getattr(self, name)) for name in ("country", "year", "direction")]
        pairs += [("map", f"{field}={header}") for field, header in self.mapping.items()]
        return urlencode([pair for pair in [*pairs, *more.items()] if pair[1]])


@dataclass(frozen=True)
class Check:
    """A checked file: the report, or why there is none; and how its columns were understood."""

    path: Path
    asked: Asked
    tables: Sequence[Columns]
    report: CheckedReport | None
    error: UnusableFile | None = None

    @cached_property
    def rows(self) -> list[tuple[str, int, list[Finding]]]:
        """Findings by row, in the file's order; UNVERIFIED is a mark on the page, not a sentence."""
        found = map(unmarked, self.report.findings if self.report else ())
        return [(*key, list(group)) for key, group in groupby(found, key=lambda f: (f.sheet, f.row))]

    @property
    def notices(self) -> int:
        """How many findings are notices."""
        return sum(1 for finding in self.report.findings if finding.severity == NOTICE) if self.report else 0


def check(path: Path, asked: Asked) -> Check:
    """Check a file. Nothing of it is kept: rejected records go to a folder that is gone afterwards."""
    tables = columns_of(path, year_known=bool(asked.year), mapping=asked.mapping)
    try:
        with TemporaryDirectory(prefix="kouprey-check-") as home:
            report = check_report(
                path, Path(home), country=asked.country, year=asked.year or None,
                direction=asked.direction, mapping=asked.mapping,
            )  # fmt: skip
    except UnusableFile as error:
        return Check(path, asked, tables, None, error)
    return Check(path, asked, tables, report)


def form_of(asked: Asked | None = None) -> dict[str, Any]:
    """What the form offers, and what it holds."""
    return {
        "asked": asked,
        "directions": DIRECTIONS,
        "countries": [row for row in lists.load("countries").rows if row["status"] == "iso"],
        "layout": layout(),
    }


def page_of_check(found: Check, query: QueryDict) -> dict[str, Any]:
    """Everything the page says about a checked file."""
    pages = max(1, -(-len(found.rows) // PER_PAGE))
    number = min(page_number(query), pages)
    severity = {rule.name: rule.severity for rule in ALL}
    said: dict[str, Any] = {
        "check": found,
        "file_name": found.path.name,
        "error_words": without_path(found.error.what) if found.error else "",
        "tables": [_table(table) for table in found.tables],
        "address": found.asked.address(),
        "rows": found.rows[(number - 1) * PER_PAGE : number * PER_PAGE],
        "page": {"number": number, "pages": pages},
        "pages": {
            "previous": found.asked.address(page=number - 1) if number > 1 else "",
            "next": found.asked.address(page=number + 1) if number < pages else "",
        },
    }
    if found.report:
        totals = counts(found.report.findings)
        said["totals"] = [(name, severity[name], total) for name, total in totals.items()]
        said["rejected"] = found.report.file.rejected[:REJECTED_SHOWN]
    return form_of(found.asked) | said


def without_path(words: str) -> str:
    """A sentence about a file that was handed in, without the place where this node keeps it."""
    return changed(words, lambda text: _PLACE.sub("", text))


def findings_csv(found: Check) -> str:
    """Every finding as CSV, rejected records among them."""
    report = found.report
    rows: list[tuple[Any, ...]] = [tuple(finding) for finding in report.findings] if report else []
    rejected = report.file.rejected if report else ()
    rows += [("rejected", "error", r.sheet, r.line, r.field, r.value, r.reason, "", True) for r in rejected]
    return as_csv(Finding._fields, rows)


def standard_layout(found: Check, form: str) -> bytes:
    """The usable rows in the standard layout; `form` is csv or xlsx."""
    if not found.report:
        raise found.error or UnusableFile(found.path.name, expected="a report", found="none")
    with TemporaryDirectory(prefix="kouprey-layout-") as folder:
        target = Path(folder) / f"report.{form}"
        write_report(found.report, target)
        return target.read_bytes()


def _table(table: Columns) -> dict[str, Any]:
    """One table of the file: each column with the fields it may hold, and what is missing."""
    hints = {header: field for field, close in reversed(table.missing) for header in reversed(close[:1])}
    columns = [
        {
            "header": header,
            "field": field,
            "says": FIELDS.get(field, ""),
            "options": [
                (f"{name}={header}", FIELDS[name], name == (field or hints.get(header, ""))) for name in MATERIAL
            ],
            "hinted": not field and header in hints,
        }
        for header, field in table.columns
        if header
    ]
    missing = [str(FIELDS[field]) for field, _close in table.missing]
    return {"sheet": table.sheet, "line": table.line, "columns": columns, "missing": ", ".join(missing)}
