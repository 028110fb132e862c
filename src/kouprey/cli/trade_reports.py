"""The commands that look for what is odd: mirror, flows, trend, quotas, redflags, events, and load-quotas."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from kouprey.cli.output import notes, output_options, write, write_answer


def filters(parser: ArgumentParser, names: tuple[str, ...]) -> None:
    """The common filters of `study` that fit a measure, --dataset and --top."""
    add = parser.add_argument
    options: dict[str, dict[str, Any]] = {
        "importer": {"metavar": "X", "help": "country code, comma list, or group (SEA, ASEAN)"},
        "exporter": {"metavar": "X", "help": "country code, comma list, or group (SEA, ASEAN)"},
        "years": {"metavar": "A-B", "help": "first and last year, such as 1997-2016, or one year"},
        "taxon": {"metavar": "X", "action": "append", "help": "taxon as in the file, or a higher group"},
        "class": {"metavar": "X", "dest": "class_", "help": "class, or animals, or plants"},
        "term": {"metavar": "T", "action": "append", "dest": "terms", "help": "term; may be repeated"},
        "source": {"metavar": "S", "action": "append", "dest": "sources", "help": "source code; may be repeated"},
        "purpose": {"metavar": "P", "action": "append", "dest": "purposes", "help": "purpose code; may be repeated"},
    }
    for name in names:
        add(f"--{name}", **options[name])
    add("--names", choices=("file", "accepted"), help="names as in the file (default), or accepted names")
    add("--top", metavar="N", type=int, help="only the first N rows")
    add("--dataset", metavar="NAME", help="which dataset (default: bulk, else comptab)")


COMMON = ("importer", "exporter", "years", "taxon", "class", "term", "source", "purpose")
_REPORTERS = ("importer", "exporter")
_RULES = (*_REPORTERS, "max", "importer-first", "exporter-first")


def mirror_options(parser: ArgumentParser) -> None:
    """Options of `trade mirror`."""
    filters(parser, COMMON)
    parser.add_argument("--unit", metavar="U", help="one unit; number is the blank unit (default: all, kept apart)")
    output_options(parser)


def flows_options(parser: ArgumentParser) -> None:
    """Options of `trade flows`."""
    filters(parser, COMMON)
    add = parser.add_argument
    add("--show", choices=("edges", "countries"), help="who sends to whom (default), or each country's part in it")
    add("--geography", choices=("exporter", "origin"), help="where an edge starts (default exporter)")
    add("--quantity", choices=_RULES, help="which reporter's quantity counts (default importer)")
    add("--unit", metavar="U", help="one unit; number (default) is the blank unit")
    output_options(parser)


def trend_options(parser: ArgumentParser) -> None:
    """Options of `trade trend`."""
    filters(parser, COMMON)
    add = parser.add_argument
    add("--quantity", choices=_REPORTERS, help="which reporter's quantity counts (default exporter)")
    add("--unit", metavar="U", help="unit; number (default) is the blank unit, any is all of them")
    add("--every", action="store_true", help="show the series without a shift as well")
    output_options(parser)


def quotas_options(parser: ArgumentParser) -> None:
    """Options of `trade quotas`."""
    filters(parser, ("exporter", "years", "taxon"))
    parser.add_argument("--breaches", action="store_true", help="only quotas that were exceeded")
    output_options(parser)


def redflags_options(parser: ArgumentParser) -> None:
    """Options of `trade redflags`."""
    filters(parser, ("exporter", "years", "taxon", "class", "term"))
    output_options(parser)


def events_options(parser: ArgumentParser) -> None:
    """Options of `trade events`."""
    add = parser.add_argument
    add("--years", metavar="A-B", help="first and last year, or one year")
    add("--country", metavar="X", help="events of these countries and of the whole world")
    add("--kind", metavar="K", help="ban, suspension, listing, covid …")
    output_options(parser)


def load_quotas_options(parser: ArgumentParser) -> None:
    """Options of `trade load-quotas`."""
    parser.add_argument("path", metavar="FILE", help="CSV of quotas and suspensions (docs/quotas.md)")
    output_options(parser, ("table", "json"))


def mirror(chosen: Namespace) -> int:
    """`trade mirror`: both reporters' figures side by side."""
    return _answer("mirror", chosen)


def flows(chosen: Namespace) -> int:
    """`trade flows`: who sends to whom, or each country's part in it."""
    return _answer("flows", chosen)


def trend(chosen: Namespace) -> int:
    """`trade trend`: shifts in exports over ten years."""
    return _answer("trend", chosen)


def quotas(chosen: Namespace) -> int:
    """`trade quotas`: quotas and suspensions held against exports."""
    return _answer("quotas", chosen)


def redflags(chosen: Namespace) -> int:
    """`trade redflags`: red flags for captive sources."""
    return _answer("red_flags", chosen)


def events(chosen: Namespace) -> int:
    """`trade events`: dated events; works without trade data."""
    from kouprey.trade.reports import events as ask

    asked = {name: getattr(chosen, name) for name in ("years", "country", "kind")}
    write_answer(ask(**asked), chosen)
    return 0


def load_quotas(chosen: Namespace) -> int:
    """`trade load-quotas`: 0 if every row was loaded, 1 if some were rejected."""
    from kouprey.formats.tables import text
    from kouprey.trade.quotas import load_quotas as load
    from kouprey.trade.store import home_folder

    report = load(chosen.path, home_folder())
    if chosen.format == "json":
        write(report.to_json() + "\n", chosen)
    else:
        head = ("file", "read", "loaded", "rejected", "rejected rows in")
        row = (report.path, report.read, report.loaded, report.rejected, report.rejects_file or "")
        state = "was in use already; nothing changed" if report.unchanged else "is in use"
        write(f"{text.as_table(head, [row])}Edition {report.edition} of the quotas {state}.\n", chosen)
    notes("Mind", report.warnings)
    return 1 if report.rejected else 0


def _answer(measure: str, chosen: Namespace) -> int:
    from kouprey import trade

    left = ("dataset", "format", "output")
    asked = {name: value for name, value in vars(chosen).items() if name not in left and value not in (None, False)}
    write_answer(getattr(trade.open(dataset=chosen.dataset), measure)(**asked), chosen)
    return 0
