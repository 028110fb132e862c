"""`kouprey seizures import|report`: tables of observations taken in, and the reports that drop out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kouprey.cli.output import notes, say
from kouprey.cli.output import write as put
from kouprey.cli.verbs import Verb
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.jsontext import dumps

FORMS, SUFFIXES, TEXTS = ("aitr", "etis", "world-wise"), ("csv", "xlsx", "json", "parquet"), ("csv", "json")
"""What the pages of reports offer: said again, for the shell loads no more than it needs to tell its options."""
_ENDINGS = ".csv, .xlsx, .json or .parquet"
CONSENT = {"yes": True, "no": False, "": None}


def _import_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "file",
        metavar="FILE",
        help="a table of seizures, CSV or .xlsx; without a mapping Kouprey's own AITR CSV, or known headers",
    )
    add("--mapping", metavar="NAME", help="what the columns are called, remembered under NAME")
    add(
        "--map",
        metavar="FIELD=HEADER",
        action="append",
        default=[],
        help="which column holds a field; may be repeated",
    )
    add("--country", default="", metavar="X", help="the country of seizure where a row names none")
    add("--dry-run", action="store_true", help="read and judge the table, and store nothing")
    add("--officer", default="", metavar="NAME", help="who acts (default: the node's own shell officer)")
    add("--format", choices=("table", "json"), default="table", help="how the answer is written")
    add("--output", metavar="FILE", help="write the answer to FILE instead of the terminal")


def _import(chosen: Namespace) -> int:
    from kouprey.web.config.seizing import import_file

    mapping = _mapping(chosen)
    done = import_file(
        Path(chosen.file), officer=chosen.officer, mapping=mapping, country=chosen.country.upper(),
        dry_run=chosen.dry_run,
    )  # fmt: skip
    if chosen.format == "json":
        put(dumps(done._asdict() | {"not_carried": list(done.not_carried)}) + "\n", chosen)
    else:
        would = "would be " if done.dry_run else ""
        put(
            f"{done.read} rows read, {done.rejected} rejected. Observations: {done.created} {would}made, "
            f"{done.updated} {would}amended, {done.unchanged} as they were.\n",
            chosen,
        )
    if done.rejects_file:
        say(f"Rejected rows, each with its reason: {done.rejects_file}")
    notes("Columns that hold nothing Kouprey reads", done.not_carried)
    return 1 if done.rejected else 0


def _mapping(chosen: Namespace) -> dict[str, str]:
    """The columns as told now, joined to what was remembered under the name; remembered when told anew."""
    from kouprey.formats import seizures as forms
    from kouprey.formats.national.mappings import parse, path_of, recall, remember
    from kouprey.trade.store import home_folder

    told, home = parse(chosen.map, forms.fields()), home_folder() / "seizures"
    if not chosen.mapping:
        return told
    if not told:
        return recall(home, chosen.mapping, forms.fields())
    before = recall(home, chosen.mapping, forms.fields()) if path_of(home, chosen.mapping).is_file() else {}
    say(f"Mapping remembered: {remember(home, chosen.mapping, before | told)}")
    return before | told


def _report_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "form",
        choices=FORMS,
        help="the annual illegal trade report, the table of elephant seizures, or the table without nominal data",
    )
    add("--country", required=True, metavar="X", help="the State whose report it is, two letters")
    add("--year", required=True, type=int, metavar="Y", help="the year of the seizures")
    add(
        "--consent",
        choices=("yes", "no"),
        default="",
        help="may partners of ICCWC use the data (asked for aitr and world-wise)",
    )
    add("--officer", default="", metavar="NAME", help="who acts (default: the node's own shell officer)")
    add(
        "--format",
        choices=SUFFIXES,
        default="",
        help="how it is written (default: by the name of the file, else csv)",
    )
    add("--output", metavar="FILE", help=f"write the report to FILE ({_ENDINGS}) instead of the terminal")


def _report(chosen: Namespace) -> int:
    from kouprey.web.config.seizing import write_report

    if not 1900 <= chosen.year <= 2999:
        raise UnusableInput(f"{chosen.year} is no year of a report.", remedy="Write it as 2025.")
    chosen.format = chosen.format or (Path(chosen.output or "").suffix.lower().lstrip(".") or "csv")
    if chosen.format not in SUFFIXES:
        raise UnusableInput(f"{chosen.output} is no file of a report.", remedy=f"End its name in {_ENDINGS}.")
    made = write_report(
        chosen.form, officer=chosen.officer, country=chosen.country, year=chosen.year,
        suffix=chosen.format, consent=CONSENT[chosen.consent],
    )  # fmt: skip
    put(made.content.decode() if chosen.format in TEXTS else made.content, chosen)
    say(f"{made.incidents} observations.")
    notes("Mind", made.warnings)
    must = [gap for gap in made.gaps if gap.must]
    notes("To be filled before it is submitted", [f"row {gap.row}, {gap.header}: {gap.mend}" for gap in must])
    return 0


VERBS = {
    "seizures import": Verb("Take in a table of seizures, every row accounted for", _import_options, _import),
    "seizures report": Verb("Write the report of a State and year", _report_options, _report),
}
