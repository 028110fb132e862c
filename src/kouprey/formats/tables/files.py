"""Answers as files for other programs: a workbook, a Parquet file. Both carry the method note."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from io import BytesIO
from typing import Any

from kouprey.formats.tables.books import saved
from kouprey.formats.tables.cells import cell
from kouprey.kernel.jsontext import dumps


def as_xlsx(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], method: dict[str, Any], warnings: Sequence[str]
) -> bytes:
    """A workbook with the answer on one sheet and its method on another."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "SYNTHETIC answer" if method.get("synthetic") else "Answer"
    sheet.append(list(columns))
    for row in rows:
        sheet.append([value if isinstance(value, (int, float, Decimal)) else _shown(value) for value in row])
        for written in sheet[sheet.max_row]:
            if written.data_type == "f":
                written.data_type = "s"  # a name that begins with "=" is a name, never a formula
    for head in sheet[1]:
        head.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    notes = book.create_sheet("Method")
    for sentence in [*method.get("sentences", []), *warnings]:
        notes.append([sentence])
    return saved(book)


def _shown(value: Any) -> str | None:
    """A value as a workbook can hold it: control characters are shown as what they are not, a blank box."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell(value)) or None


def as_arrow(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], method: dict[str, Any], warnings: Sequence[str]
) -> Any:
    """An Arrow table; the method note and the warnings stand in its metadata under `kouprey`."""
    import pyarrow as pa

    arrays = [pa.array(_typed([row[i] for row in rows])) for i in range(len(columns))]
    table = pa.table(arrays, names=list(columns)) if columns else pa.table({})
    return table.replace_schema_metadata({"kouprey": dumps({"method": method, "warnings": list(warnings)})})


def as_parquet(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], method: dict[str, Any], warnings: Sequence[str]
) -> bytes:
    """A Parquet file of the same."""
    import pyarrow.parquet as pq

    out = BytesIO()
    pq.write_table(as_arrow(columns, rows, method, warnings), out, compression="zstd")
    return out.getvalue()


def _typed(values: list[Any]) -> list[Any]:
    """Decimals of one column at one scale, which Arrow asks for."""
    decimals = [value for value in values if isinstance(value, Decimal)]
    if not decimals:
        return values
    scale = Decimal(1).scaleb(min(0, *(int(value.as_tuple().exponent) for value in decimals)))
    with localcontext(prec=76):
        return [None if value is None else value.quantize(scale) for value in values]
