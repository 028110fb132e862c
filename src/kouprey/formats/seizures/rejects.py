"""Rejected rows as a file: one line for each fault, so that whoever sent the table can mend it.

The text of a row that seems to name a person is left out: such a file goes from hand to hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from kouprey.domain import seizures as sz
from kouprey.formats.seizures.importing import Rejected
from kouprey.formats.seizures.tables import guarded

REJECTED: Final = ("sheet", "line", "field", "value", "reason", "remedy", "text")
LEFT_OUT: Final = "(left out: it seems to name a person)"


def rejects_csv(rejected: Iterable[Rejected]) -> str:
    """Every fault of every rejected row, as CSV."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(REJECTED)
    for one in rejected:
        text = harmless(one.text)
        write.writerows(
            (one.sheet, one.line, fault.field, guarded(harmless(fault.value)), fault.reason, fault.remedy,
             guarded(text))
            for fault in one.faults
        )  # fmt: skip
    return out.getvalue()


def harmless(text: str) -> str:
    """A text of a row, unless it seems to name a person."""
    return LEFT_OUT if sz.personal_names(text) else text
