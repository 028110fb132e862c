"""Load files into a new release: recognised, staged, checked, built beside the old one, renamed into place."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from filelock import FileLock, Timeout

from kouprey.analytics.build import Built, Plan, build
from kouprey.analytics.columns import FORMAT
from kouprey.analytics.engine import building
from kouprey.analytics.releases import Release, Shelf, sync_file, sync_folder
from kouprey.analytics.stage import Stage
from kouprey.domain.trade.warnings import PRELIMINARY
from kouprey.formats.cites.files import Source, unpack
from kouprey.kernel.clock import now
from kouprey.kernel.errors import NothingThere, Refused, UnusableFile, UnusableInput
from kouprey.kernel.words import packed, said, unpacked
from kouprey.trade.accounting import FileAccount, LoadReport, write_rejects
from kouprey.trade.checking import judge
from kouprey.trade.intake import Intake
from kouprey.trade.meter import Meter, Tick
from kouprey.trade.notices import notices
from kouprey.trade.recognising import files_in

Progress = Callable[[str, int, int], None]
"""Called with the step reached (reading, staged, built, written, renamed, pointed) and how many of how many."""


def load(
    paths: Sequence[Path | str],
    home: Path,
    *,
    dataset: str | None = None,
    add: bool = False,
    preliminary: bool = False,
    progress: Progress | None = None,
    tick: Tick | None = None,
) -> LoadReport:
    """Load `paths` as one release of one dataset and bring it into use; `add` extends the release in use.

    The same bytes again change nothing. `preliminary` marks a national report, which is only ever added to others of
    its kind. `progress` is told each step that was reached, `tick` the per cent of the whole, several times a second;
    either may raise, and the store is as it was. Raises UnusableFile if a file is refused (then nothing changes),
    Refused if the dataset was changed by somebody else meanwhile.
    """
    if not paths:
        raise UnusableInput(said("No file was named."), remedy=said("Name at least one: kouprey trade load FILE"))
    shelf = Shelf(home)
    shelf.root.mkdir(parents=True, exist_ok=True)
    with FileLock(shelf.root / ".lock"):
        _clear_leftovers(shelf.root)
        work = Path(mkdtemp(prefix=_BUILDING, dir=shelf.root))
        lock = FileLock(work / "lock")
        lock.acquire()
    try:
        meter = Meter(tick or _still, sum(files_in(Path(path)) for path in paths))
        at_work = _Load(
            shelf, work, dataset, add=add, preliminary=preliminary, progress=progress or _silent, meter=meter
        )
        return at_work.run(paths)
    finally:
        lock.release()
        shutil.rmtree(work, ignore_errors=True)


_BUILDING = ".building-"  # no dataset can be called so


def _silent(step: str, done: int, total: int) -> None:
    """No progress wanted."""


def _still(doing: str, percent: int) -> None:
    """No per cent wanted."""


def _clear_leftovers(root: Path) -> None:
    """Remove what killed loads left behind. A load at work holds the lock in its folder."""
    for folder in root.glob(f"{_BUILDING}*"):
        with suppress(Timeout, OSError), FileLock(folder / "lock", timeout=0):
            shutil.rmtree(folder, ignore_errors=True)


class _Load:
    """One load at work, in the folder `work`."""

    def __init__(
        self,
        shelf: Shelf,
        work: Path,
        dataset: str | None,
        *,
        add: bool,
        preliminary: bool,
        progress: Progress,
        meter: Meter,
    ) -> None:
        self.shelf, self.work, self.add, self.progress, self.meter = shelf, work, add, progress, meter
        self.preliminary = preliminary
        self.dataset = dataset or ""
        self.kind = ""
        self.base: Release | None = None
        self.before: list[FileAccount] = []

    def run(self, paths: Sequence[Path | str]) -> LoadReport:
        fresh = self.work / "release"
        (fresh / "rejects").mkdir(parents=True)
        with building(fresh / "trade.duckdb", self.work / "scratch") as connection:
            connection.execute("SET enable_progress_bar = true")  # so that it counts; nothing is printed
            connection.execute("SET enable_progress_bar_print = false")
            stage = Stage(connection, self.work)
            intake = Intake(stage, self.work, lambda: self.meter.called_off)
            self._read_all(intake, paths)
            if not self.before and not any(intake.records.values()):
                raise UnusableFile(
                    str(paths[0]), expected=said("rows of trade"), found=said("a header and nothing below it")
                )
            release = self._release_id(intake)
            self.progress("staged", len(intake.sources), len(intake.sources))
            if (self._place(release) / "manifest.json").is_file():
                return self._use_existing(release, intake)
            plan = self.meter.watch("checking", connection, lambda: self._judged(stage, intake))
            built = self.meter.watch("building", connection, lambda: build(connection, stage, plan))
        self.progress("built", built.rows, built.rows)
        self.meter.at("placing")
        manifest = self._write(fresh, release, intake, plan, built)
        with FileLock(self.shelf.folder(self.dataset) / "lock"):
            return self._put_in_place(fresh, release, manifest)

    def _judged(self, stage: Stage, intake: Intake) -> Plan:
        plan = judge(stage, self.kind)
        intake.set_aside(plan)
        return plan

    def _read_all(self, intake: Intake, paths: Sequence[Path | str]) -> None:
        seen: dict[str, str] = {}
        for path in paths:
            for source in unpack(Path(path), self.work):
                if not self.kind:
                    self._begin(source)
                    seen = {account.content: said("this release") for account in self.before}
                self._check_kind(source)
                if source.content in seen:
                    intake.warnings.append(
                        said(
                            "%(path)s holds the same bytes as %(other)s and was not loaded twice.",
                            path=source.path,
                            other=seen[source.content],
                        )
                    )
                    continue
                seen[source.content] = source.path
                number, connection = len(self.before) + len(intake.sources), intake.stage.connection
                self.meter.watch("reading", connection, partial(intake.read, number, source))
                self.meter.file_read()
                self.progress("reading", len(intake.sources), 0)
        if self.base is not None:
            intake.stage.read_release(self.base.database, self.kind)
            intake.synthetic |= bool(self.base.manifest["synthetic"])

    def _begin(self, first: Source) -> None:
        """The first file says what this load is: its kind, its dataset, and what it is added to."""
        self.kind = first.shape.kind
        self.dataset = self.dataset or self.kind
        self.shelf.folder(self.dataset).mkdir(parents=True, exist_ok=True)
        if not self.add:
            return
        with suppress(NothingThere):
            self.base = self.shelf.current(self.dataset)
        if self.base is None:
            return
        if self.base.kind != self.kind:
            raise UnusableInput(
                said(
                    "The dataset “%(dataset)s” holds %(kind)s data; %(other)s files cannot be added.",
                    dataset=self.dataset,
                    kind=self.base.kind,
                    other=self.kind,
                ),
                remedy=said("Load them as a dataset of their own, with --dataset NAME."),
            )
        if self.base.preliminary != self.preliminary:
            raise UnusableInput(
                said(
                    "Preliminary national data are never mixed with others: “%(dataset)s” cannot be extended.",
                    dataset=self.dataset,
                ),
                remedy=said("Load the files as a dataset of their own, with --dataset NAME and without --add."),
            )
        self.before = [FileAccount(**entry) for entry in self.base.manifest["files"]]

    def _check_kind(self, source: Source) -> None:
        if source.shape.kind != self.kind:
            raise UnusableFile(
                source.path,
                expected=said("a %(kind)s file like the first one", kind=self.kind),
                found=said("a %(kind)s file", kind=source.shape.kind),
                remedy=said("Load the two shapes in two calls, as two datasets."),
            )

    def _release_id(self, intake: Intake) -> str:
        """Named after what it holds: the same files in any order, loaded by the same format, are one release."""
        contents = sorted({a.content for a in self.before} | {s.content for s in intake.sources.values()})
        mark = ["preliminary"] if self.preliminary else []  # a release never loses its mark to the same bytes
        digest = hashlib.sha256("\n".join([str(FORMAT), self.kind, *mark, *contents]).encode())
        return digest.hexdigest()[:12]

    def _place(self, release: str) -> Path:
        return self.shelf.folder(self.dataset) / "releases" / release

    def _write(self, fresh: Path, release: str, intake: Intake, plan: Plan, built: Built) -> dict[str, Any]:
        accounts = [*self._carried(fresh, release), *self._accounts(fresh, release, intake, built)]
        for account in accounts:
            if account.read != account.loaded + account.rejected:
                raise AssertionError(f"{account}: the rows do not add up")
        synthetic = intake.synthetic or any(taxon.endswith("SYNTHETIC") for taxon in plan.kept.get("taxon", []))
        warnings = [
            *([PRELIMINARY] if self.preliminary else []),
            *intake.warnings,
            *notices(plan, built, synthetic=synthetic),
        ]
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "dataset": self.dataset,
            "release": release,
            "kind": self.kind,
            "built_at": now().isoformat(timespec="seconds"),
            "rows": built.rows,
            "years": list(built.years),
            "lines": built.lines,
            "quantity": plan.quantity,
            "line_quantity": built.quantity,
            "synthetic": synthetic,
            "preliminary": self.preliminary,
            "warnings": warnings,
            "said": [packed(words) for words in warnings],  # the same, for pages in other languages
            "files": [asdict(account) for account in accounts],
        }
        (fresh / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        for path in (fresh / "manifest.json", fresh / "trade.duckdb"):
            sync_file(path)
        self.progress("written", built.rows, built.rows)
        return manifest

    def _accounts(self, fresh: Path, release: str, intake: Intake, built: Built) -> list[FileAccount]:
        accounts = []
        for number, source in sorted(intake.sources.items()):
            rejects = intake.rejects.get(number, [])
            name = f"rejects/{number + 1}.csv"
            if rejects:
                write_rejects(fresh / name, [(r.line, r.field, r.value, r.reason) for r in rejects])
            account = FileAccount(
                path=source.path,
                shape=source.shape.name,
                sha256=source.sha256,
                content=source.content,
                read=intake.records[number],
                loaded=built.loaded.get(number, 0),
                rejected=len(rejects),
                rejects_file=str(self._place(release) / name) if rejects else None,
                language=source.shape.language,
                encoding=source.encoding,
            )
            accounts.append(account)
        return accounts

    def _carried(self, fresh: Path, release: str) -> list[FileAccount]:
        """The accounts of the files that were there before, with their rejected rows."""
        carried = []
        for number, account in enumerate(self.before):
            if account.rejects_file:
                name = f"rejects/{number + 1}.csv"
                shutil.copyfile(account.rejects_file, fresh / name)
                account = replace(account, rejects_file=str(self._place(release) / name))
            carried.append(account)
        return carried

    def _put_in_place(self, fresh: Path, release: str, manifest: dict[str, Any]) -> LoadReport:
        place = self._place(release)
        if self.add and self.shelf.in_use(self.dataset) != (self.base.id if self.base else None):
            raise Refused(
                said("The dataset was changed by somebody else while these files were added to it."),
                remedy=said("Run the command again."),
            )
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh.rename(place)
            sync_folder(place.parent)
        self.progress("renamed", 1, 1)
        if not manifest["rows"] and self.shelf.in_use(self.dataset):
            return _report(
                manifest, [said("No row could be used: the release in use stays as it was.")], unchanged=True
            )
        self.shelf.point(self.dataset, release)
        self.progress("pointed", 1, 1)
        return _report(manifest, [], unchanged=False)

    def _use_existing(self, release: str, intake: Intake) -> LoadReport:
        """The same bytes were loaded before: bring that release into use, if it is not."""
        found = self.shelf.release(self.dataset, release)
        unchanged = self.shelf.in_use(self.dataset) == release
        if not unchanged and found.manifest["rows"]:
            with FileLock(self.shelf.folder(self.dataset) / "lock"):
                self.shelf.point(self.dataset, release)
        return _report(found.manifest, intake.warnings, unchanged=unchanged)


def _report(manifest: dict[str, Any], also: list[str], *, unchanged: bool) -> LoadReport:
    return LoadReport(
        dataset=manifest["dataset"],
        release=manifest["release"],
        files=tuple(FileAccount(**entry) for entry in manifest["files"]),
        warnings=tuple(dict.fromkeys([*also, *map(unpacked, manifest.get("said", manifest["warnings"]))])),
        unchanged=unchanged,
        synthetic=manifest["synthetic"],
        rows=manifest["rows"],
    )
