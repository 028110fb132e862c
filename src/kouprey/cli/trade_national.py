"""`kouprey trade check-report`: what to mend in a country's annual trade report, row by row."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from kouprey.cli.output import listing, notes, output_options, say, write
from kouprey.domain.reports.rules import ALL, NOTICE, Finding, counts
from kouprey.domain.reports.words import direction_of
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.jsontext import dumps
from kouprey.trade.national import CheckedReport, check_form, check_report, load_report, loading_notes, write_report
from kouprey.trade.store import home_folder

RULE_COLUMNS = ("rule", "severity", "field", "asks", "remedy", "source", "lists", "verified")
FINDING_COLUMNS = ("rule", "severity", "sheet", "row", "field", "value", "message", "remedy", "verified")


def check_report_options(parser: ArgumentParser) -> None:
    """The options of `trade check-report`."""
    add = parser.add_argument
    add("file", nargs="?", metavar="FILE", help="a national report or permit extract, CSV or .xlsx")
    add("--country", metavar="X", help="the reporting country, two letters")
    add("--year", metavar="Y", help="the year of the report; for every row that names none")
    add("--direction", metavar="D", help="imports or exports, for a file that does not say")
    add("--mapping", metavar="NAME", help="what the columns are called, remembered under NAME")
    add(
        "--map",
        metavar="FIELD=HEADER",
        action="append",
        default=[],
        help="which column holds a field; may be repeated",
    )
    add("--sheet", metavar="S", help="sheet of a workbook (default: every sheet that holds a report)")
    add("--write", metavar="FILE", help="write the usable rows in the standard layout (.csv or .xlsx)")
    add("--load", action="store_true", help="keep the rows without errors as preliminary national data")
    add("--add", action="store_true", help="with --load: keep the reports that were loaded before")
    add("--rules", action="store_true", help="list every rule, and check nothing")
    output_options(parser, ("table", "json", "csv"))


def run_check_report(chosen: Namespace) -> int:
    """`trade check-report`: 0 without errors, 1 if rows have errors or were rejected."""
    if chosen.rules:
        return _rules(chosen)
    if not chosen.file or not chosen.country:
        raise UnusableInput(
            "Name the file and the reporting country.", remedy="kouprey trade check-report FILE --country KH"
        )
    _check_options(chosen)
    home = home_folder()
    if not home.exists():
        say(f"Made the folder {home} (KOUPREY_HOME).")
    home.mkdir(parents=True, exist_ok=True)
    mapping = _mapping(chosen, home)
    report = check_report(
        chosen.file, home, country=chosen.country, year=chosen.year, direction=_direction(chosen.direction),
        mapping=mapping, sheet=chosen.sheet,
    )  # fmt: skip
    _remember(chosen, home, mapping)
    answer = report.as_json()
    also = _loaded(report, chosen, home, answer) + _written(report, chosen, answer)
    answer["warnings"] += also
    if chosen.format == "json":
        write(dumps(answer) + "\n", chosen)
    elif chosen.format == "csv":
        rows = [tuple(finding) for finding in report.findings]
        listing("check-report", FINDING_COLUMNS, rows, chosen)
    else:
        write("\n".join(_lines(report)) + "\n", chosen)
    notes("Mind", answer["warnings"])
    return 0 if report.sound else 1


def _check_options(chosen: Namespace) -> None:
    """Refuse before anything is done."""
    if chosen.add and not chosen.load:
        raise UnusableInput("--add says what to do with earlier years of a load.", remedy="Use it with --load.")
    if chosen.write:
        check_form(Path(chosen.write))


def _rules(chosen: Namespace) -> int:
    from kouprey.domain.reports.known import known

    lists = known()
    rows = [
        (r.name, r.severity, r.field, r.asks, r.remedy, r.source, ", ".join(r.lists), r.verified(lists)) for r in ALL
    ]
    listing("check-report-rules", RULE_COLUMNS, rows, chosen)
    return 0


def _direction(word: str | None) -> str:
    if not word:
        return ""
    found = direction_of(word)
    if not found:
        raise UnusableInput(f"“{word}” is no direction of trade.", remedy="Use imports or exports.")
    return found


def _mapping(chosen: Namespace, home: Path) -> dict[str, str]:
    """The columns as told now; with a name, joined to what was remembered."""
    from kouprey.formats.national.mappings import parse, path_of, recall

    told = parse(chosen.map)
    if not chosen.mapping:
        return told
    if not told:
        return recall(home, chosen.mapping)
    before = recall(home, chosen.mapping) if path_of(home, chosen.mapping).is_file() else {}
    return before | told


def _remember(chosen: Namespace, home: Path, mapping: dict[str, str]) -> None:
    """Only a mapping that a file could be read with is worth remembering."""
    if chosen.mapping and chosen.map:
        from kouprey.formats.national.mappings import remember

        say(f"Mapping remembered: {remember(home, chosen.mapping, mapping)}")


def _written(report: CheckedReport, chosen: Namespace, answer: dict[str, object]) -> list[str]:
    if not chosen.write:
        return []
    said = write_report(report, Path(chosen.write))
    say(f"Written: {chosen.write}")
    answer["written"] = chosen.write
    return said


def _loaded(report: CheckedReport, chosen: Namespace, home: Path, answer: dict[str, object]) -> list[str]:
    if not chosen.load:
        return []
    if not report.loadable:
        return ["Nothing was loaded: there is no row without an error."]
    loaded = load_report(report, home, add=chosen.add)
    answer["load"] = {
        "dataset": loaded.dataset, "release": loaded.release, "unchanged": loaded.unchanged, "preliminary": True,
        "rows": len(report.loadable), "left_out": len(report.file.rows) - len(report.loadable),
    }  # fmt: skip
    say(f"Loaded as PRELIMINARY NATIONAL DATA: release {loaded.release} of dataset {loaded.dataset}.")
    return [*loaded.warnings, *loading_notes(report)]


def _lines(report: CheckedReport) -> Iterator[str]:
    """The check for people: what to mend, by row, then what was found how often."""
    year = f" for {report.year}" if report.year else ""
    file = report.file
    yield f"Report of {report.country}{year}: {report.path}"
    yield f"{file.read:,} rows read, {len(file.rows):,} usable, {len(file.rejected):,} rejected"
    for rejected in file.rejected:
        yield f"\nRow {rejected.line}{_sheet(rejected.sheet)} was rejected: {rejected.reason}"
        yield f"    {rejected.value}"
    for (sheet, row), found in groupby(report.findings, key=lambda f: (f.sheet, f.row)):
        yield f"\nRow {row}{_sheet(sheet)}"
        for finding in found:
            yield from _finding(finding)
    totals = counts(report.findings)
    notices = sum(1 for f in report.findings if f.severity == NOTICE)
    yield f"\n{report.errors:,} errors, {notices:,} notices" + (":" if totals else "")
    severity = {rule.name: rule.severity for rule in ALL}
    yield from (f"  {severity[name]:<6}  {name:<18}  {n:>6,}" for name, n in totals.items())


def _sheet(name: str) -> str:
    return f" of sheet “{name}”" if name else ""


def _finding(finding: Finding) -> Iterator[str]:
    yield f"  {finding.severity:<6}  {finding.message}  [{finding.rule}]"
    yield f"          {finding.remedy}"
