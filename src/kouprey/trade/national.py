"""A country's annual trade report: checked, written in the standard layout, kept as preliminary national data.

Shell and pages ask the same functions. Nothing here mends a value: the authority does, row by row.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kouprey.domain.lists import load
from kouprey.domain.reports.known import Known, known
from kouprey.domain.reports.layout import layout
from kouprey.domain.reports.rows import Reporting, ReportRow
from kouprey.domain.reports.rules import ERROR, Finding, counts, judge
from kouprey.formats.national import bulk, writer
from kouprey.formats.national.headings import suggestions
from kouprey.formats.national.reader import NationalFile, Rejected, read_headings, read_national
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.jsontext import dumps
from kouprey.kernel.words import said
from kouprey.trade.accounting import LoadReport, write_rejects
from kouprey.trade.notices import few

FORMS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A report with everything that is to be mended. `rejects_file` names the rejected records, None without any."""

    country: str
    year: str
    path: str
    sha256: str
    file: NationalFile
    findings: tuple[Finding, ...]
    rejects_file: str | None
    known: Known

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(1 for finding in self.findings if finding.severity == ERROR)

    @property
    def sound(self) -> bool:
        """Whether nothing was rejected and no finding is an error."""
        return not self.errors and not self.file.rejected

    @property
    def warnings(self) -> tuple[str, ...]:
        """What holds for the file, and the taxa whose listing and range no list knows."""
        found = list(self.file.warnings)
        if not self.file.read:
            found.append(said("The report holds no row."))
        strange = sorted({row.taxon for row in self.file.rows if row.taxon and not self.known.taxa.knows(row.taxon)})
        if strange:
            found.append(
                said(
                    "%(number)s taxa are not in Kouprey's list; their listing and their range were not checked: "
                    "%(taxa)s.",
                    number=f"{len(strange):,}",
                    taxa=few(strange),
                )
            )
        return tuple(found)

    @property
    def loadable(self) -> tuple[ReportRow, ...]:
        """The rows without an error."""
        faulty = {(finding.sheet, finding.row) for finding in self.findings if finding.severity == ERROR}
        return tuple(row for row in self.file.rows if (row.sheet, row.line) not in faulty)

    def as_json(self) -> dict[str, Any]:
        """The check as the shell prints it (cli.md, trade check-report)."""
        return {
            "country": self.country, "year": int(self.year) if self.year else None, "file": self.path,
            "read": self.file.read, "usable": len(self.file.rows), "rejected": len(self.file.rejected),
            "rejects_file": self.rejects_file, "findings": [finding.as_json() for finding in self.findings],
            "counts": counts(self.findings), "warnings": list(self.warnings),
        }  # fmt: skip

    def to_json(self) -> str:
        """The check as one JSON object."""
        return dumps(self.as_json())


def check_report(
    path: Path | str,
    home: Path,
    *,
    country: str,
    year: int | str | None = None,
    direction: str = "",
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> CheckedReport:
    """Read the report of `country` from a CSV file or a workbook and run every rule over every row.

    `year` is the year of the report; rows of another are errors. `direction` (I or E) holds for files that do not
    say whether they list imports or exports. Raises UnusableFile or UnusableInput if nothing can be checked.
    """
    path = Path(path)
    asked = Reporting(_country(country), direction, _year(year))
    found = read_national(path, asked, mapping=mapping, sheet=sheet)
    lists = known()
    findings = tuple(finding for row in found.rows for finding in judge(row, lists, asked.year))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    rejects = _keep_rejects(home, asked.country, sha256, found.rejected)
    return CheckedReport(asked.country, asked.year, str(path), sha256, found, findings, rejects, lists)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one table hold: (header, field) in the file's order, the field blank for none.

    `missing` are fields without which the table is no report, each with the free columns that come closest.
    """

    sheet: str
    line: int
    columns: tuple[tuple[str, str], ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]


def columns_of(path: Path | str, *, year_known: bool, mapping: Mapping[str, str] | None = None) -> list[Columns]:
    """How the columns of a file are understood, table by table. Raises UnusableFile for no CSV and no workbook."""
    found = []
    for table, heading, place in read_headings(Path(path), mapping or {}):
        missing = heading.missing(year_known=year_known)
        close = tuple((field, tuple(suggestions(heading, field))) for field in missing)
        columns = tuple(zip((head.strip() for head in heading.header), heading.fields, strict=True))
        found.append(Columns(table.sheet, table.records[place][0], columns, close))
    return found


def write_report(report: CheckedReport, target: Path) -> list[str]:
    """Write the usable rows in the standard layout to a .csv or .xlsx file; what the form cannot carry, in sentences.

    The file appears whole or not at all. Raises UnusableInput for another kind of file, or a place that is none.
    """
    form = layout()
    check_form(target)
    made: str | bytes
    made = writer.as_xlsx(report.file.rows, form) if target.suffix.lower() == ".xlsx" else ""
    made = made or writer.as_csv(report.file.rows, form)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_bytes(made.encode("utf-8") if isinstance(made, str) else made)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UnusableInput(
            said("%(target)s cannot be written: %(reason)s.", target=target, reason=error.strerror),
            remedy=said("Choose another place."),
        ) from error
    return [said("The layout is %(edition)s.", edition=form.mark), *writer.not_carried(report.file.not_carried)]


def check_form(target: Path) -> None:
    """Raise UnusableInput for a file that is neither CSV nor a workbook by its name."""
    if target.suffix.lower() not in FORMS:
        raise UnusableInput(
            said("%(target)s is neither CSV nor a workbook.", target=target),
            remedy=said("Name a file ending in .csv or .xlsx."),
        )


def dataset_of(country: str) -> str:
    """The dataset that holds a country's own reports, apart from all others."""
    return f"national-{country.lower()}"


def load_report(report: CheckedReport, home: Path, *, add: bool = False) -> LoadReport:
    """Load the rows without an error as preliminary national data, a dataset of their own; `add` keeps earlier years.

    Raises UnusableInput if no row can be loaded.
    """
    from kouprey.trade.loading import load as load_files

    rows = report.loadable
    if not rows:
        raise UnusableInput(
            said("%(path)s has no row without an error.", path=report.path),
            remedy=said("Mend the rows that are named, and load it again."),
        )
    text = bulk.as_bulk(rows, report.known)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(report.path).stem)
    kept = _folder(home, report.country) / f"{name}-{digest}.bulk.csv"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(text, encoding="utf-8", newline="")
    return load_files([kept], home, dataset=dataset_of(report.country), add=add, preliminary=True)


def loading_notes(report: CheckedReport) -> list[str]:
    """What a person should know who loads this report."""
    notes: list[str] = []
    left = len(report.file.rows) - len(report.loadable)
    if left:
        notes.append(said("%(rows)s rows with errors were not loaded.", rows=f"{left:,}"))
    if any(row.direction == "E" for row in report.loadable):
        notes.append(
            said("Its exports stand as exporter-reported quantities: study them with --quantity exporter-first.")
        )
    strange = bulk.without_ranks(report.loadable, report.known)
    if strange:
        notes.append(
            said(
                "%(number)s taxa are not in Kouprey's list; their class is blank, as if they were plants: %(taxa)s.",
                number=len(strange),
                taxa=few(strange),
            )
        )
    return notes


def _folder(home: Path, country: str) -> Path:
    return home / "reports" / country


def _keep_rejects(home: Path, country: str, sha256: str, rejected: tuple[Rejected, ...]) -> str | None:
    if not rejected:
        return None
    path = _folder(home, country) / f"{sha256[:12]}.rejects.csv"
    where = (f" (sheet “{r.sheet}”)" if r.sheet else "" for r in rejected)
    write_rejects(path, [(r.line, r.field, r.value, r.reason + at) for r, at in zip(rejected, where, strict=True)])
    return str(path)


def _country(country: str) -> str:
    code = country.strip().upper()
    if not any(row["code"] == code and row["status"] == "iso" for row in load("countries").rows):
        raise UnusableInput(
            said("“%(country)s” is not the code of a country.", country=country),
            remedy=said("Use two letters of ISO 3166, such as KH."),
        )
    return code


def _year(year: int | str | None) -> str:
    text = "" if year is None else str(year).strip()
    if text and not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise UnusableInput(
            said("“%(year)s” is not a year.", year=year), remedy=said("Write the year of the report, such as 2025.")
        )
    return text
