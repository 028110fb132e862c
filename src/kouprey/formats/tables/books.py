"""Workbooks as bytes: the same cells give the same bytes, whenever they are written, and so the same digest."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NEVER: Final = (1980, 1, 1, 0, 0, 0)
"""The moment of every part: the first that a ZIP can hold, for none is meant."""


def saved(book: Any) -> bytes:
    """A workbook as a file that says nothing of when it was written."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = datetime(*NEVER)  # noqa: DTZ001 - openpyxl takes no zone
    first, out = BytesIO(), BytesIO()
    with ZipFile(first, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    with ZipFile(first) as written, ZipFile(out, "w") as whole:
        for part in written.infolist():
            whole.writestr(ZipInfo(part.filename, NEVER), written.read(part), ZIP_DEFLATED)
    return out.getvalue()
