"""`kouprey trade …`: load CITES trade data, study them, write the official reports."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from kouprey.cli.output import FORMATS, output_options, write_answer
from kouprey.cli.verbs import Verb

_GEOGRAPHIES = ("exporter", "origin")
_QUANTITIES = ("importer", "exporter", "max", "importer-first", "exporter-first")


def _dataset(parser: ArgumentParser) -> None:
    parser.add_argument("--dataset", metavar="NAME", help="which dataset (default: bulk, else comptab)")


def _filters(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--importer", metavar="X", help="country code, comma list, or group (SEA, ASEAN)")
    add("--exporter", metavar="X", help="the same, for the country that the geography rule picks")
    add("--years", metavar="A-B", help="first and last year, such as 1997-2016, or one year")
    add("--taxon", metavar="X", action="append", help="taxon as in the file, or a genus, family, order or class")
    add("--class", metavar="X", dest="class_", help="class, or animals, or plants")
    add("--term", metavar="T", action="append", default=[], help="term, such as live; may be repeated")
    add("--source", metavar="S", action="append", default=[], help="source code, such as W; may be repeated")
    add("--purpose", metavar="P", action="append", default=[], help="purpose code, such as T; may be repeated")
    _dataset(parser)


def _filters_asked(chosen: Namespace) -> dict[str, Any]:
    asked = {
        "importer": chosen.importer, "exporter": chosen.exporter, "years": chosen.years, "taxon": chosen.taxon,
        "class_": chosen.class_, "terms": tuple(chosen.term), "sources": tuple(chosen.source),
        "purposes": tuple(chosen.purpose),
    }  # fmt: skip
    return {name: value for name, value in asked.items() if value not in (None, ())}


def _study_options(parser: ArgumentParser) -> None:
    _filters(parser)
    add = parser.add_argument
    add("--rank", choices=("species", "genus", "family", "order", "class"), help="count taxa at this rank")
    add("--names", choices=("file", "accepted"), help="names as in the file (default), or accepted names")
    add("--geography", choices=_GEOGRAPHIES, help="whose goods: by exporter (default) or by origin")
    add("--quantity", choices=_QUANTITIES, help="which reporter's quantity counts (default importer)")
    add("--unit", metavar="U", help="unit; number (default) is the blank unit, any is all of them")
    add("--woe", action="store_true", help="count whole organisms, by the factor table (trade factors)")
    add("--factor", metavar="ITEM=CHOICE", action="append", default=[], help="choose a disputed factor; with --woe")
    add("--standardise", action="store_true", help="bring terms and units to the official standard first")
    add(
        "--by",
        metavar="FIELD",
        nargs="+",
        action="extend",
        default=[],
        help="split by these fields (default taxon term)",
    )
    add("--top", metavar="N", type=int, help="only the N largest rows")
    add("--preset", metavar="NAME", help="a question with a name: jiao2021-table1")
    add("--compare", action="store_true", help="with --preset: the printed figure and the difference per row")
    output_options(parser)


def study_asked(chosen: Namespace) -> dict[str, Any]:
    """The parts of a study as the command line gives them; what was not given is left out."""
    asked = _filters_asked(chosen)
    for name in ("rank", "names", "geography", "quantity", "unit", "top", "preset"):
        if getattr(chosen, name) is not None:
            asked[name] = getattr(chosen, name)
    for name in ("woe", "standardise", "compare"):
        if getattr(chosen, name):
            asked[name] = True
    if chosen.by:
        asked["by"] = tuple(chosen.by)
    if chosen.factor:
        asked["factors"] = dict(_choice(text) for text in chosen.factor)
    return asked


def _choice(text: str) -> tuple[str, str]:
    from kouprey.kernel.errors import UnusableInput

    item, equals, choice = text.partition("=")
    if not equals:
        raise UnusableInput(f"“{text}” is not ITEM=CHOICE.", remedy="See the items with: kouprey trade factors")
    return item.strip(), choice.strip()


def _opened(chosen: Namespace) -> Any:
    from kouprey import trade

    return trade.open(dataset=chosen.dataset)


def _study(chosen: Namespace) -> int:
    write_answer(_opened(chosen).study(**study_asked(chosen)), chosen)
    return 0


def _side_options(parser: ArgumentParser) -> None:
    parser.add_argument("side", choices=("exports", "imports"))
    _filters(parser)
    output_options(parser)


def _gross(chosen: Namespace) -> int:
    write_answer(_opened(chosen).gross(chosen.side, **_filters_asked(chosen)), chosen)
    return 0


def _net(chosen: Namespace) -> int:
    write_answer(_opened(chosen).net(chosen.side, **_filters_asked(chosen)), chosen)
    return 0


def _comptab_options(parser: ArgumentParser) -> None:
    _filters(parser)
    output_options(parser)


def _comptab(chosen: Namespace) -> int:
    write_answer(_opened(chosen).comptab(**_filters_asked(chosen)), chosen)
    return 0


def _late(name: str) -> Any:
    """The commands that keep the store stand in a file of their own, which a study does not load."""

    def run(chosen: Namespace) -> int:
        from kouprey.cli import trade_store

        return int(getattr(trade_store, name)(chosen))

    return run


def _report(name: str) -> tuple[Any, Any]:
    """The options and the run of a command in `trade_reports`, which a study does not load."""

    def options(parser: ArgumentParser) -> None:
        from kouprey.cli import trade_reports

        getattr(trade_reports, f"{name}_options")(parser)

    def run(chosen: Namespace) -> int:
        from kouprey.cli import trade_reports

        return int(getattr(trade_reports, name)(chosen))

    return options, run


def _check_report_options(parser: ArgumentParser) -> None:
    from kouprey.cli.trade_national import check_report_options

    check_report_options(parser)


def _check_report(chosen: Namespace) -> int:
    from kouprey.cli.trade_national import run_check_report

    return run_check_report(chosen)


def _load_options(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="CSV files, plain or gzip, or the bulk zip")
    parser.add_argument("--dataset", metavar="NAME", help="name of the dataset (default: bulk or comptab)")
    parser.add_argument("--add", action="store_true", help="extend the release in use instead of replacing it")
    output_options(parser, ("table", "json"))


def _listing_options(parser: ArgumentParser) -> None:
    _dataset(parser)
    output_options(parser, ("table", "json", "csv"))


def _use_options(parser: ArgumentParser) -> None:
    parser.add_argument("release", metavar="RELEASE", help="id of the release, or its beginning")
    _dataset(parser)
    output_options(parser, ("table", "json"))


def _export_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--parquet", metavar="DIR", required=True, help="folder for the Parquet file and its manifest"
    )
    _dataset(parser)
    output_options(parser, ("table", "json"))


def _generate_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--rows", type=int, required=True, metavar="N", help="how many shipment rows")
    add("--seed", type=int, default=1, metavar="S", help="same seed, same bytes (default 1)")
    add("--out", required=True, metavar="DIR", help="folder for the files SYNTHETIC_trade_db_1.csv …")
    add("--years", metavar="A-B", help="first and last year (default 1975-2024)")
    output_options(parser, ("table", "json"))


VERBS = {
    "trade load": Verb("Load CITES trade files as one release of a dataset", _load_options, _late("load")),
    "trade study": Verb("How much of what came from where", _study_options, _study),
    "trade gross": Verb("Gross exports or imports, in the official layout", _side_options, _gross),
    "trade net": Verb("Net exports or imports, in the official layout", _side_options, _net),
    "trade comptab": Verb("Comparative tabulation, in the official 16 columns", _comptab_options, _comptab),
    "trade mirror": Verb("Importers' and exporters' figures side by side", *_report("mirror")),
    "trade flows": Verb("Who sends to whom, and who passes on", *_report("flows")),
    "trade trend": Verb("Shifts in exports over ten years", *_report("trend")),
    "trade quotas": Verb("Quotas and suspensions held against exports", *_report("quotas")),
    "trade redflags": Verb("Red flags for captive sources, with their rows", *_report("redflags")),
    "trade events": Verb("Dated events: bans, listings, COVID-19", *_report("events")),
    "trade load-quotas": Verb("Load a file of quotas and suspensions", *_report("load_quotas")),
    "trade check-report": Verb(
        "What to mend in a country's annual trade report", _check_report_options, _check_report
    ),
    "trade releases": Verb("List the releases that are kept", _listing_options, _late("releases")),
    "trade use": Verb("Bring an older release into use again", _use_options, _late("use")),
    "trade remove": Verb("Delete a release that is not in use", _use_options, _late("remove")),
    "trade info": Verb("What is loaded, and from which files", _listing_options, _late("info")),
    "trade factors": Verb("The factors for whole organisms, and their choices", _listing_options, _late("factors")),
    "trade export": Verb("Write a dataset as Parquet with a manifest", _export_options, _late("export")),
    "trade generate": Verb("Write SYNTHETIC data in the bulk format", _generate_options, _late("generate")),
}

__all__ = ["FORMATS", "VERBS", "study_asked"]
