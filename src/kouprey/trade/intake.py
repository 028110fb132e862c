"""The reading of a load: each file staged at full speed, or line by line where something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from kouprey.analytics.build import Plan
from kouprey.analytics.stage import Stage, Unreadable
from kouprey.formats.cites import careful
from kouprey.formats.cites.careful import Reject
from kouprey.formats.cites.files import Source
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import Said, said, saying, several
from kouprey.trade.checking import rejected_rows

IN_ANOTHER = {
    "Spanish": saying("%(path)s is in Spanish: terms and units stay as written there."),
    "French": saying("%(path)s is in French: terms and units stay as written there."),
}


class Intake:
    """The files of one load on their way in, by number: what was read, rejected and noticed."""

    def __init__(self, stage: Stage, work: Path, called_off: Callable[[], bool]) -> None:
        self.stage, self.work, self.called_off = stage, work, called_off
        self.sources: dict[int, Source] = {}
        self.records: dict[int, int] = {}
        self.rejects: dict[int, list[Reject]] = {}
        self.warnings: list[str] = []
        self.synthetic = False
        self._numbered: set[int] = set()

    def read(self, number: int, source: Source) -> None:
        """Stage one file under its number."""
        self.sources[number] = source
        self._notice(source)
        shape = source.shape
        try:
            records = self.stage.read_fast(number, source.plain, shape.columns, source.delimiter, source.skip)
        except Unreadable:
            records = -1
        if records + 1 + source.skip == source.lines:
            self.records[number] = records
        else:
            # The engine and the line ends disagree: blank lines, ragged rows, open quotes.
            self._number_lines(number)

    def set_aside(self, plan: Plan) -> None:
        """List the rows that hold a faulty value, with their lines."""
        for number, found in rejected_rows(self.stage, plan, self._number_lines).items():
            self.rejects.setdefault(number, []).extend(found)

    def _number_lines(self, number: int) -> None:
        """Read a file (again) with the careful reader, so that its lines have numbers."""
        if number in self._numbered:
            return
        if self.called_off():  # an interrupted engine looks like a file that it cannot read
            raise InterruptedError
        source, out = self.sources[number], self.work / f"careful-{number}.csv"
        found = careful.read(source, out)
        self.stage.read_numbered(number, out, source.shape.columns)
        out.unlink()
        self._numbered.add(number)
        self.records[number] = found.records + len(found.rejects)
        self.rejects[number] = list(found.rejects)

    def _notice(self, source: Source) -> None:
        shape = source.shape
        self.synthetic |= _noted(source.path, "synthetic")
        if _noted(source.path, "preliminary"):
            raise UnusableFile(
                source.path,
                expected=said("data of the CITES Trade Database"),
                found=said("preliminary national figures"),
                remedy=said("Load the national report itself: kouprey trade check-report FILE --country X --load"),
            )
        if shape.unknown:
            listed = several((word.strip() or said("(no name)") for word in shape.unknown), ", ")
            self.warnings.append(
                said(
                    "%(path)s: columns that Kouprey does not know were left out: %(columns)s.",
                    path=source.path,
                    columns=listed,
                )
            )
        if source.encoding == "windows-1252":
            self.warnings.append(
                said(
                    "%(path)s is not UTF-8 throughout: other lines were read as Western European (Windows-1252).",
                    path=source.path,
                )
            )
        if shape.language != "English":
            self.warnings.append(Said(IN_ANOTHER[shape.language], {"path": source.path}))


def _noted(path: str, mark: str) -> bool:
    """Whether the method note that lies beside an exported CSV marks its figures as synthetic or preliminary."""
    try:
        note = json.loads(Path(f"{path}.method.json").read_text(encoding="utf-8"))
        return bool(note["method"][mark])
    except (OSError, ValueError, KeyError, TypeError):
        return False
