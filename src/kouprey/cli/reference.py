"""`kouprey reference …`: load lists of CITES taxa, and look up a name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from kouprey.cli.output import listing, notes, output_options, say, write
from kouprey.cli.verbs import Verb

if TYPE_CHECKING:
    from kouprey.trade.reference import Report


def _day(text: str | None) -> date | None:
    from kouprey.kernel.errors import UnusableInput

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnusableInput(f"“{text}” is not a date.", remedy="Write it as 2017-04-21.") from None


def _load_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("path", metavar="FILE", help="Checklist index or history, or Species+ CITES listings (CSV, plain or gzip)")
    add("--as-of", metavar="DATE", help="the day the list was drawn up (default: the date in the file's name)")
    output_options(parser, ("table", "json"))


def _load(chosen: Namespace) -> int:
    from kouprey.trade import reference

    report = reference.load(chosen.path, as_of=_day(chosen.as_of))
    write(report.to_json() + "\n" if chosen.format == "json" else _account(report), chosen)
    notes("Mind", report.warnings)
    return 1 if report.rejected else 0


def _account(report: Report) -> str:
    from kouprey.formats.tables import text

    row = (report.path, report.kind, report.read, report.loaded, report.rejected, report.rejects_file or "")
    table = text.as_table(("file", "list", "read", "loaded", "rejected", "rejected records in"), [row])
    state = "was in use already; nothing changed" if report.unchanged else "is in use"
    return f"{table}{report.taxa:,} taxa, {report.synonyms:,} synonyms. Edition {report.edition} {state}.\n"


def _info_options(parser: ArgumentParser) -> None:
    output_options(parser, ("table", "json", "csv"))


def _info(chosen: Namespace) -> int:
    from kouprey.analytics.reference.editions import Editions
    from kouprey.domain.taxa import builtin
    from kouprey.domain.taxa.values import SYNONYM
    from kouprey.trade.store import home_folder

    shelf = Editions(home_folder())
    in_use = {edition.id for edition in shelf.in_use()}
    rows: list[tuple[Any, ...]] = []
    for edition in shelf.all():
        m = edition.manifest
        facts = (m["as_of"], m["taxa"], m["synonyms"], m["read"], m["loaded"], m["rejected"], m["path"])
        rows.append((edition.id, m["kind"], edition.id in in_use, *facts))
    ours = builtin.taxa().values()
    synonyms = sum(len(taxon.of_kind(SYNONYM)) for taxon in ours)
    last = builtin.AS_OF.isoformat()
    rows.append((builtin.edition(), "built-in", True, last, len(ours), synonyms, None, None, None, ""))
    columns = ("edition", "list", "in_use", "as_of", "taxa", "synonyms", "read", "loaded", "rejected", "file")
    listing("reference", columns, rows, chosen)
    if not shelf.in_use():
        say("Only the built-in taxa are in use. Load a list with: kouprey reference load FILE")
    return 0


def _taxon_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("name", metavar="NAME", help="a scientific name, old or new, or a common name")
    add("--on", metavar="DATE", help="was it listed on that day?")
    output_options(parser, ("table", "json"))


def _taxon(chosen: Namespace) -> int:
    from kouprey.cli.reference_taxon import as_json, as_text
    from kouprey.kernel.errors import NothingThere
    from kouprey.trade import reference

    on = _day(chosen.on)
    found = reference.find(chosen.name)
    if found.taxon is None:
        several = ", ".join(found.meant.candidates)
        if several:
            raise NothingThere(
                f"“{chosen.name}” may stand for several taxa: {several}.", remedy="Ask for one of them."
            )
        raise NothingThere(
            f"No list at hand knows “{chosen.name}”.",
            kept="Trade under a name that no list knows is kept and counted all the same.",
            remedy="Check the spelling, or load a newer list with: kouprey reference load FILE",
        )
    write(as_json(found, on) if chosen.format == "json" else as_text(found, on), chosen)
    return 0


VERBS = {
    "reference load": Verb("Load a list of CITES taxa and bring it into use", _load_options, _load),
    "reference info": Verb("Which lists of taxa are at hand", _info_options, _info),
    "reference taxon": Verb("Names, ranks, listings and countries of a taxon", _taxon_options, _taxon),
}
