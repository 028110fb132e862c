"""`kouprey demo`: a small SYNTHETIC store, if there is none, and the reference study in the terminal."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from kouprey.analytics.releases import Shelf
from kouprey.cli.output import say
from kouprey.cli.verbs import Verb
from kouprey.trade.store import home_folder, open

ROWS, SEED = 200_000, 20_261_026
REFERENCE = {"preset": "jiao2021-table1", "class_": "animals", "top": 12}


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help=f"rows to make (default {ROWS:,})")


def _demo(chosen: Namespace) -> int:
    home = home_folder()
    if not Shelf(home).datasets():
        _make(home, chosen.rows)
    store = open(home)
    answer = store.study(**REFERENCE)
    say(repr(store), "China's imports from Southeast Asia 1997-2016, by origin, importer's figures first:")
    print(answer.to_table())
    if store.release.manifest["synthetic"]:
        _officers()
    say("Load real data: download the full bulk zip (or a comptab CSV) from the CITES Trade Database, then")
    say("  .venv/bin/kouprey trade load Trade_database_download_v2026.1.zip")
    return 0


def _officers() -> None:
    """People to sign in as, on a node where nobody is enrolled yet. The password is shown this once."""
    from kouprey.web.config.serve import enrol_demo

    enrolled = enrol_demo()
    if not enrolled:
        return
    password, people = enrolled
    say(f"To sign in to this demo node: user name demo, password {password} (shown only this once).")
    say("The worker will enter 3,000 SYNTHETIC observations of the region: the pages fill within some minutes.")
    say("These invented officers share the password:")
    wide = max(len(name) for name, _agency, _roles in people)
    for name, agency, roles in people:
        say(f"  {name:<{wide}}  {agency}: {roles}")


def _make(home: Path, rows: int) -> None:
    from kouprey.analytics.generate import generate
    from kouprey.trade.loading import load

    say(f"There is no trade store under {home}: making {rows:,} SYNTHETIC rows.")
    with TemporaryDirectory() as folder:
        files = generate(Path(folder), rows=rows, seed=SEED)
        report = load(files, home)
    say(f"Made release {report.release} of dataset {report.dataset} ({report.rows:,} rows, SYNTHETIC).")


VERBS = {"demo": Verb("Make a small SYNTHETIC store, if there is none, and show a study", _options, _demo)}
