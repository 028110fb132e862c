"""The commands that fill and keep the trade store: load, releases, use, remove, info, export, generate."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from kouprey.analytics.releases import Release, Shelf
from kouprey.cli.output import listing, notes, say, write
from kouprey.domain.trade.question import span
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.kernel.jsontext import dumps
from kouprey.trade.accounting import LoadReport
from kouprey.trade.loading import load as load_files
from kouprey.trade.store import home_folder


def load(chosen: Namespace) -> int:
    """`trade load`: 0 if every row was loaded, 1 if some were rejected."""
    home = home_folder()
    if not home.exists():
        say(f"Made the folder {home} (KOUPREY_HOME).")
    report = load_files(
        [Path(path) for path in chosen.paths], home, dataset=chosen.dataset, add=chosen.add, progress=_progress()
    )
    if chosen.format == "json":
        write(report.to_json() + "\n", chosen)
    else:
        write(_account(report), chosen)
    notes("Mind", report.warnings)
    return 1 if report.rejected else 0


def _account(report: LoadReport) -> str:
    from kouprey.formats.tables import text

    rows = [(f.path, f.shape, f.read, f.loaded, f.rejected, f.rejects_file or "") for f in report.files]
    table = text.as_table(("file", "shape", "read", "loaded", "rejected", "rejected rows in"), rows)
    state = "was in use already; nothing changed" if report.unchanged else "is in use"
    mark = "SYNTHETIC. " if report.synthetic else ""
    return f"{table}{mark}Release {report.release} of dataset {report.dataset} {state}.\n"


def _progress() -> Callable[[str, int, int], None]:
    """Say where a load is, on a terminal only."""
    words = {"reading": "file {} read", "staged": "checking the values", "built": "{} rows written"}

    def tell(step: str, done: int, total: int) -> None:
        if step in words and sys.stderr.isatty():
            say("… " + words[step].format(f"{done:,}"))

    return tell


def releases(chosen: Namespace) -> int:
    """`trade releases`: the kept releases of all datasets, or of one."""
    shelf = Shelf(home_folder())
    rows = []
    if chosen.dataset:
        shelf.current(chosen.dataset)  # an unknown name is an error, not an empty list
    for dataset in [chosen.dataset] if chosen.dataset else _all_datasets(shelf):
        used = shelf.in_use(dataset)
        for release in shelf.releases(dataset):
            rows.append((dataset, release.id, release.id == used, *_facts(release)))
    listing(
        "releases",
        ("dataset", "release", "in_use", "built_at", "rows", "first_year", "last_year", "synthetic", "preliminary"),
        rows,
        chosen,
    )
    if not rows:
        say("Nothing is loaded yet. Load a file with: kouprey trade load FILE")
    return 0


def _all_datasets(shelf: Shelf) -> list[str]:
    return sorted({p.parent.name for p in shelf.root.glob("*/releases")})


def _facts(release: Release) -> tuple[object, ...]:
    m = release.manifest
    return (m["built_at"], m["rows"], *m["years"], m["synthetic"], release.preliminary)


def _find(chosen: Namespace) -> Release:
    """The release that was named, by its id or the beginning of it."""
    shelf = Shelf(home_folder())
    names = [chosen.dataset] if chosen.dataset else _all_datasets(shelf)
    found = [r for name in names for r in shelf.releases(name) if r.id.startswith(chosen.release)]
    if not found:
        raise NothingThere(f"There is no release {chosen.release}.", remedy="See: kouprey trade releases")
    if len(found) > 1:
        which = ", ".join(f"{r.dataset} {r.id}" for r in found)
        raise UnusableInput(
            f"{chosen.release} is not one release but {which}.", remedy="Write more of it, or --dataset."
        )
    return shelf.release(found[0].dataset, found[0].id)


def use(chosen: Namespace) -> int:
    """`trade use`: bring a kept release into use."""
    release = _find(chosen)
    Shelf(home_folder()).point(release.dataset, release.id)
    return _say_release(release, "is in use", chosen)


def remove(chosen: Namespace) -> int:
    """`trade remove`: delete a release that is not in use."""
    release = _find(chosen)
    Shelf(home_folder()).remove(release.dataset, release.id)
    return _say_release(release, "was deleted", chosen)


def _say_release(release: Release, state: str, chosen: Namespace) -> int:
    if chosen.format == "json":
        write(dumps({"dataset": release.dataset, "release": release.id, "state": state}) + "\n", chosen)
    else:
        write(f"Release {release.id} of dataset {release.dataset} {state}.\n", chosen)
    return 0


def info(chosen: Namespace) -> int:
    """`trade info`: the files behind the release in use of each dataset."""
    shelf = Shelf(home_folder())
    names = [chosen.dataset] if chosen.dataset else shelf.datasets()
    rows = []
    for release in map(shelf.current, names):
        marks = (("SYNTHETIC", release.manifest["synthetic"]), ("PRELIMINARY NATIONAL DATA", release.preliminary))
        mark = ", ".join(word for word, holds in marks if holds)
        for file in release.manifest["files"]:
            account = (file["path"], file["shape"], file["read"], file["loaded"], file["rejected"])
            rows.append((release.dataset, release.id, mark, *account))
    listing("info", ("dataset", "release", "mark", "file", "shape", "read", "loaded", "rejected"), rows, chosen)
    say(f"Home: {home_folder().resolve()}")
    if not rows:
        say("Nothing is loaded yet. Load a file with: kouprey trade load FILE")
    return 0


def factors(chosen: Namespace) -> int:
    """`trade factors`: every factor with its item, choice and source."""
    from kouprey.domain.trade.factors import describe

    rows = describe()
    listing("factors", tuple(rows[0]), [tuple(row.values()) for row in rows], chosen)
    say("Choose with: kouprey trade study --woe --factor ITEM=CHOICE (CHOICE “none” switches an item off)")
    return 0


def export(chosen: Namespace) -> int:
    """`trade export --parquet DIR`: the release in use as Parquet, with a manifest."""
    from kouprey.analytics.export import to_parquet

    manifest = to_parquet(Shelf(home_folder()).current(chosen.dataset), home_folder(), Path(chosen.parquet))
    if chosen.format == "json":
        write(dumps(manifest) + "\n", chosen)
    else:
        mark = "SYNTHETIC. " if manifest["synthetic"] else ""
        write(f"{mark}{manifest['rows']:,} rows written to {Path(chosen.parquet) / manifest['file']}\n", chosen)
    return 0


def generate(chosen: Namespace) -> int:
    """`trade generate`: SYNTHETIC files in the bulk format."""
    from kouprey.analytics.generate import generate as make

    if chosen.rows < 1:
        raise UnusableInput(f"{chosen.rows} rows cannot be made.", remedy="Ask for at least one.")
    years = span(chosen.years) or (1975, 2024)
    written = make(Path(chosen.out), rows=chosen.rows, seed=chosen.seed, years=years)
    if chosen.format == "json":
        write(dumps({"synthetic": True, "rows": chosen.rows, "files": [str(p) for p in written]}) + "\n", chosen)
    else:
        write("".join(f"{path}\n" for path in written), chosen)
    say("SYNTHETIC: these files describe no real trade. Load them with: kouprey trade load " + chosen.out + "/*.csv")
    return 0
