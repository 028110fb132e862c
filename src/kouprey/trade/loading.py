"""Load files into a new release: recognised, staged, checked, built beside the old one, renamed into place."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from filelock import FileLock, Timeout

from kouprey.analytics.build import Built, Plan, build
from kouprey.analytics.columns import FORMAT
from kouprey.analytics.engine import building
from kouprey.analytics.releases import Release, Shelf, sync_file, sync_folder
from kouprey.analytics.stage import Stage, Unreadable
from kouprey.formats.cites import careful
from kouprey.formats.cites.careful import Reject
from kouprey.formats.cites.files import Source, unpack
from kouprey.kernel.clock import now
from kouprey.kernel.errors import NothingThere, Refused, UnusableFile, UnusableInput
from kouprey.trade.accounting import FileAccount, LoadReport, write_rejects
from kouprey.trade.checking import judge, rejected_rows
from kouprey.trade.notices import notices

Progress = Callable[[str, int, int], None]
"""Called with the step reached (reading, staged, built, written, renamed, pointed) and how many of how many."""


def load(
    paths: Sequence[Path | str],
    home: Path,
    *,
    dataset: str | None = None,
    add: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load `paths` as one release of one dataset and bring it into use; `add` extends the release in use.

    The same bytes again change nothing. Raises UnusableFile if a file is refused (then nothing changes), Refused
    if somebody else is loading this dataset.
    """
    if not paths:
        raise UnusableInput("No file was named.", remedy="Name at least one: kouprey trade load FILE")
    shelf = Shelf(home)
    shelf.root.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(shelf.root)
    work = Path(mkdtemp(prefix="building-", dir=shelf.root))
    lock = FileLock(work / "lock")
    try:
        with lock:
            return _Load(shelf, work, dataset, add=add, progress=progress or _silent).run(paths)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _silent(step: str, done: int, total: int) -> None:
    """No progress wanted."""


def _clear_leftovers(root: Path) -> None:
    """Remove what killed loads left behind. A load at work holds the lock in its folder."""
    for folder in root.glob("building-*"):
        with suppress(Timeout, OSError), FileLock(folder / "lock", timeout=0):
            shutil.rmtree(folder, ignore_errors=True)


class _Load:
    """One load at work, in the folder `work`."""

    def __init__(self, shelf: Shelf, work: Path, dataset: str | None, *, add: bool, progress: Progress) -> None:
        self.shelf, self.work, self.dataset, self.add, self.progress = shelf, work, dataset, add, progress
        self.kind = ""
        self.base: Release | None = None
        self.before: list[FileAccount] = []
        self.sources: dict[int, Source] = {}
        self.records: dict[int, int] = {}
        self.rejects: dict[int, list[Reject]] = {}
        self.numbered: set[int] = set()
        self.warnings: list[str] = []

    def run(self, paths: Sequence[Path | str]) -> LoadReport:
        fresh = self.work / "release"
        (fresh / "rejects").mkdir(parents=True)
        with building(fresh / "trade.duckdb", self.work / "scratch") as connection:
            stage = Stage(connection, self.work)
            self._read_all(stage, paths)
            release = self._release_id()
            self.progress("staged", len(self.sources), len(self.sources))
            folder = self._folder() / "releases" / release
            if (folder / "manifest.json").is_file():
                return self._use_existing(release)
            plan = judge(stage, self.kind)
            found = rejected_rows(stage, plan, lambda number: self._number_lines(stage, number))
            for number, rejects in found.items():
                self.rejects.setdefault(number, []).extend(rejects)
            built = build(connection, stage, plan)
        self.progress("built", built.rows, built.rows)
        manifest = self._write(fresh, folder, release, plan, built)
        with FileLock(self._folder() / "lock"):
            return self._put_in_place(fresh, folder, release, manifest)

    # Reading

    def _read_all(self, stage: Stage, paths: Sequence[Path | str]) -> None:
        seen: dict[str, str] = {}
        for path in paths:
            for source in unpack(Path(path), self.work):
                if not self.kind:
                    self._begin(source)
                    seen = {account.content: "this release" for account in self.before}
                self._check_kind(source)
                if source.content in seen:
                    self.warnings.append(
                        f"{source.path} holds the same bytes as {seen[source.content]} and was not loaded twice."
                    )
                    continue
                seen[source.content] = source.path
                number = len(self.before) + len(self.sources)
                self.sources[number] = source
                self._read_one(stage, number, source)
                self.progress("reading", len(self.sources), 0)
        if self.base is not None:
            stage.read_release(self.base.database, self.kind)

    def _begin(self, first: Source) -> None:
        """The first file says what this load is: its kind, its dataset, and what it is added to."""
        self.kind = first.shape.kind
        self.dataset = self.dataset or self.kind
        self._folder().mkdir(parents=True, exist_ok=True)
        if not self.add:
            return
        with suppress(NothingThere):
            self.base = self.shelf.current(self.dataset)
        if self.base is not None:
            self._check_base(self.base)
            self.before = [FileAccount(**entry) for entry in self.base.manifest["files"]]

    def _check_base(self, base: Release) -> None:
        if base.kind != self.kind:
            raise UnusableInput(
                f"The dataset “{self.dataset}” holds {base.kind} data; {self.kind} files cannot be added.",
                remedy="Load them as a dataset of their own, with --dataset NAME.",
            )

    def _check_kind(self, source: Source) -> None:
        if source.shape.kind != self.kind:
            raise UnusableFile(
                source.path,
                expected=f"a {self.kind} file like the first one",
                found=f"a {source.shape.kind} file",
                remedy="Load the two shapes in two calls, as two datasets.",
            )

    def _read_one(self, stage: Stage, number: int, source: Source) -> None:
        shape = source.shape
        if shape.unknown:
            listed = ", ".join(word.strip() or "(no name)" for word in shape.unknown)
            self.warnings.append(f"{source.path}: columns that Kouprey does not know were left out: {listed}.")
        if shape.language != "English":
            self.warnings.append(f"{source.path} is in {shape.language}: terms and units stay as written there.")
        try:
            records = stage.read_fast(number, source.plain, shape.columns, source.delimiter, source.skip)
        except Unreadable:
            records = -1
        if records + 1 + source.skip == source.lines:
            self.records[number] = records
        else:
            # The engine and the line ends disagree: blank lines, ragged rows, open quotes.
            self._number_lines(stage, number)

    def _number_lines(self, stage: Stage, number: int) -> None:
        """Read a file (again) with the careful reader, so that its lines have numbers."""
        if number in self.numbered:
            return
        source, out = self.sources[number], self.work / f"careful-{number}.csv"
        found = careful.read(source, out)
        stage.read_numbered(number, out, source.shape.columns)
        out.unlink()
        self.numbered.add(number)
        self.records[number] = found.records + len(found.rejects)
        self.rejects[number] = list(found.rejects)

    # Writing

    def _folder(self) -> Path:
        return self.shelf.folder(self.dataset or self.kind)

    def _release_id(self) -> str:
        """Named after what it holds: the same files in any order, loaded by the same format, are one release."""
        contents = sorted({a.content for a in self.before} | {s.content for s in self.sources.values()})
        digest = hashlib.sha256("\n".join([str(FORMAT), self.kind, *contents]).encode())
        return digest.hexdigest()[:12]

    def _write(self, fresh: Path, folder: Path, release: str, plan: Plan, built: Built) -> dict[str, Any]:
        accounts = [*self._carried(fresh, folder), *self._accounts(fresh, folder, built)]
        for account in accounts:
            if account.read != account.loaded + account.rejected:
                raise AssertionError(f"{account.path}: {account.read} rows read, {account.loaded} loaded, "
                                     f"{account.rejected} rejected")  # fmt: skip
        synthetic = any(taxon.endswith("SYNTHETIC") for taxon in plan.kept.get("taxon", []))
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "dataset": self.dataset,
            "release": release,
            "kind": self.kind,
            "built_at": now().isoformat(timespec="seconds"),
            "rows": built.rows,
            "years": list(built.years),
            "quantity": plan.quantity,
            "synthetic": synthetic,
            "warnings": [*self.warnings, *notices(plan, built, synthetic=synthetic)],
            "files": [asdict(account) for account in accounts],
        }
        (fresh / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        for path in (fresh / "manifest.json", fresh / "trade.duckdb"):
            sync_file(path)
        self.progress("written", built.rows, built.rows)
        return manifest

    def _accounts(self, fresh: Path, folder: Path, built: Built) -> list[FileAccount]:
        accounts = []
        for number, source in sorted(self.sources.items()):
            rejects = self.rejects.get(number, [])
            name = f"rejects/{number + 1}.csv"
            if rejects:
                write_rejects(fresh / name, [(r.line, r.field, r.value, r.reason) for r in rejects])
            accounts.append(
                FileAccount(
                    source.path,
                    source.shape.name,
                    source.sha256,
                    source.content,
                    self.records[number],
                    built.loaded.get(number, 0),
                    len(rejects),
                    str(folder / name) if rejects else None,
                    source.shape.language,
                    source.encoding,
                )
            )
        return accounts

    def _carried(self, fresh: Path, folder: Path) -> list[FileAccount]:
        """The accounts of the files that were there before, with their rejected rows."""
        carried = []
        for number, account in enumerate(self.before):
            if account.rejects_file:
                name = f"rejects/{number + 1}.csv"
                shutil.copyfile(account.rejects_file, fresh / name)
                account = replace(account, rejects_file=str(folder / name))
            carried.append(account)
        return carried

    def _put_in_place(self, fresh: Path, folder: Path, release: str, manifest: dict[str, Any]) -> LoadReport:
        current = self.shelf.in_use(str(self.dataset))
        if self.base is not None and current != self.base.id:
            raise Refused(
                "The dataset was changed by somebody else while these files were added to it.",
                remedy="Run the command again.",
            )
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh.rename(folder)
            sync_folder(folder.parent)
        self.progress("renamed", 1, 1)
        self.shelf.point(str(self.dataset), release)
        self.progress("pointed", 1, 1)
        return self._report(manifest, unchanged=False)

    def _use_existing(self, release: str) -> LoadReport:
        """The same bytes were loaded before: bring that release into use, if it is not."""
        dataset = str(self.dataset)
        found = self.shelf.release(dataset, release)
        unchanged = self.shelf.in_use(dataset) == release
        if not unchanged:
            with FileLock(self._folder() / "lock"):
                self.shelf.point(dataset, release)
        return self._report(found.manifest, unchanged=unchanged)

    def _report(self, manifest: dict[str, Any], *, unchanged: bool) -> LoadReport:
        said = dict.fromkeys([*self.warnings, *manifest["warnings"]])
        return LoadReport(
            manifest["dataset"], manifest["release"], tuple(FileAccount(**f) for f in manifest["files"]),
            tuple(said), unchanged, manifest["synthetic"], manifest["rows"],
        )  # fmt: skip
