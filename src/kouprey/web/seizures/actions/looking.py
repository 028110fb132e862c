"""What a table that waits would become: read anew with what its agency taught, and told as an account of its rows.

Reading stores nothing. A small file is read when its page is looked at; what a large one holds is found by the worker
and lies encrypted beside it, because it repeats what stands in the cells.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.domain.seizures.headline import headline
from kouprey.formats import seizures as forms
from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableFile
from kouprey.kernel.words import packed
from kouprey.web.seizures.access import learned
from kouprey.web.seizures.actions.importing import would_do
from kouprey.web.seizures.models import WaitingTable
from kouprey.web.seizures.queries import content_of

SMALL: Final = 400_000
"""Bytes up to which a table is read while its page is made."""
SHOWN: Final = 200
"""Rejected rows, names and words that the page shows; all of them count."""
FIRST: Final = 20


def is_small(waiting: WaitingTable) -> bool:
    """Whether a table is read while its page is made. A workbook is packed: it holds more than its size says."""
    most = SMALL // 8 if waiting.name.lower().endswith(".xlsx") else SMALL
    return waiting.file is None or waiting.file.size <= most


def preview(waiting: WaitingTable, by: Actor) -> dict[str, Any] | None:
    """What the table would become; None while the worker has not read a large one."""
    if waiting.preview is not None:
        kept: dict[str, Any] = json.loads(content_of(waiting.preview))
        return kept
    if waiting.file is None or not is_small(waiting):
        return None
    return account(waiting, content_of(waiting.file), by)


def read_waiting(
    waiting: WaitingTable, content: bytes, words: sz.Synonyms, tick: forms.Tick | None = None
) -> forms.Imported:
    """The observations of a table, with what was settled carried out. Raises UnusableFile."""
    with lying(content) as path:
        try:
            found = forms.read_file(
                path, sz.book(now().date()), told=waiting.told or None, synonyms=words, day_first=waiting.day_first,
                country=waiting.country, kind=sz.Kind(waiting.kind), tick=tick,
            )  # fmt: skip
        except UnusableFile as error:
            raise UnusableFile(
                waiting.name, expected=error.expected, found=error.found, remedy=error.remedy
            ) from error
    return forms.settled(found, waiting.answers)


def account(waiting: WaitingTable, content: bytes, by: Actor) -> dict[str, Any]:
    """The account of a table: rows read, loaded, rejected with reasons, columns, words, names. Stores nothing."""
    words = sz.synonyms(learned(by, waiting.source))
    told = columns_of(waiting, content)
    try:
        found = read_waiting(waiting, content, words)
    except UnusableFile as error:
        said = {part: packed(getattr(error, part)) for part in ("what", "kept", "remedy")}
        return {"refused": said, "columns": told, "read": 0, "loaded": 0, "rejected": 0, "names": [], "open": 0}
    named, unknown = forms.named(found), forms.unknown_words(found, words)
    return would_do(found, by) | {
        "columns": told,
        "read": found.read,
        "loaded": found.rows_loaded,
        "observations": len(found.loaded),
        "rejected": len(found.rejected),
        "synthetic": any(one.incident.synthetic for one in found.loaded),
        "left_sheets": list(found.left_sheets),
        "not_carried": list(found.not_carried),
        "open": len(named),
        "names": [_name(one) for one in named[:SHOWN]],
        "words": [_word(one) for one in unknown[:SHOWN]],
        "rejects": forms.kept_rejects(found.rejected[:SHOWN]),
        "first": [{"line": one.lines[0], "what": headline(one.incident), "when": str(one.incident.when or ""),
                   "specimens": len(one.incident.specimens)} for one in found.loaded[:FIRST]],
    }  # fmt: skip


def rejected_rows(waiting: WaitingTable, by: Actor) -> str:
    """Every rejected row of a table that waits, as CSV. Raises UnusableFile."""
    if waiting.file is None:
        return forms.rejects_csv(())
    words = sz.synonyms(learned(by, waiting.source))
    return forms.rejects_csv(read_waiting(waiting, content_of(waiting.file), words).rejected)


def columns_of(waiting: WaitingTable, content: bytes) -> dict[str, Any]:
    """The columns of a table as an officer says what they hold."""
    with lying(content) as path:
        try:
            heading, columns = forms.columns(path, waiting.told or None)
        except UnusableFile:
            return {"shape": "", "columns": []}
    told = [{"header": one.header, "field": one.field, "samples": list(one.samples)} for one in columns]
    return {"shape": heading.shape, "generation": heading.generation, "columns": told}


@contextmanager
def lying(content: bytes) -> Iterator[Path]:
    """The bytes as a file for readers that want a path, while the block lasts."""
    with TemporaryDirectory(prefix="kouprey-table-") as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        yield path


def _name(one: forms.Named) -> dict[str, Any]:
    return {"key": one.key, "sheet": one.sheet, "line": one.line, "field": one.field, "text": one.text,
            "around": one.around, "why": packed(one.why)}  # fmt: skip


def _word(one: forms.Unknown) -> dict[str, Any]:
    return {"vocabulary": one.vocabulary, "word": one.word, "rows": one.rows, "near": list(one.near)}
