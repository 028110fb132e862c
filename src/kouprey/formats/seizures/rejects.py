"""Rejected rows as a file: one line for each fault, so that whoever sent the table can mend it.

The text of a row that seems to name a person is left out: such a file goes from hand to hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kouprey.domain import seizures as sz
from kouprey.formats.seizures.tables import guarded
from kouprey.formats.seizures.taking import Rejected
from kouprey.kernel.words import packed, unpacked

REJECTED: Final = ("sheet", "line", "field", "value", "reason", "remedy", "text")
LEFT_OUT: Final = "(left out: it seems to name a person)"


def kept_rejects(rejected: Iterable[Rejected]) -> list[dict[str, Any]]:
    """Rejected rows as JSON keeps them: words that pages translate, and no text that seems to name a person."""
    return [
        {
            "sheet": one.sheet, "line": one.line, "text": _harmless(one.text),
            "faults": [
                {"field": fault.field, "value": _harmless(fault.value), "reason": packed(fault.reason),
                 "remedy": packed(fault.remedy)}
                for fault in one.faults
            ],
        }
        for one in rejected
    ]  # fmt: skip


def csv_of_kept(kept: Iterable[Mapping[str, Any]]) -> str:
    """Every fault of rejected rows that were kept, as CSV in English."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(REJECTED)
    for row in kept:
        for fault in row["faults"]:
            said = (str(unpacked(fault[name])) for name in ("reason", "remedy"))
            write.writerow(
                (row["sheet"], row["line"], fault["field"], guarded(fault["value"]), *said, guarded(row["text"]))
            )
    return out.getvalue()


def rejects_csv(rejected: Iterable[Rejected]) -> str:
    """Every fault of every rejected row, as CSV."""
    return csv_of_kept(kept_rejects(rejected))


def _harmless(text: str) -> str:
    return LEFT_OUT if sz.personal_names(text) else text
