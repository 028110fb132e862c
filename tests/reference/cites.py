"""The slow reference: CITES trade tables read, folded and studied in plain Python.

It is written from the documents only (the shell's contract and the notes on trade data) and shares not
one line with the product: no product import, no database, no data frame, nothing but the standard
library. Every number is a `Decimal` added without rounding, every share a `Fraction`.

A *row* is what the file has on one line. A *line* is one line of the comparative tabulation: the rows of
the bulk file that agree in the ten key fields. The lines of a comptab file are lines already and are
never folded again, not even when two of them share a key.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Cell = tuple[str, str, str, str, str, int]
"""appendix, taxon, term, unit, country, year"""

KEY = ("year", "appendix", "taxon", "importer", "exporter", "origin", "term", "unit", "purpose", "source")
RANKS = ("class", "order", "family", "genus")
FIELDS = (
    *("year", "appendix", "taxon", *RANKS, "importer", "exporter", "origin"),
    *("importer_quantity", "exporter_quantity", "term", "unit", "purpose", "source", "reporter"),
)
COMPTAB_HEADER = (
    *("Year", "App.", "Taxon", "Class", "Order", "Family", "Genus", "Importer", "Exporter", "Origin"),
    *("Importer reported quantity", "Exporter reported quantity", "Term", "Unit", "Purpose", "Source"),
)
COMPTAB_FIELDS = FIELDS[:-1]
WIDE_HEADER = ("App.", "Taxon", "Term", "Unit", "Country")

WILD = ("W", "R")
CAPTIVE = ("C", "D", "F")
SEA = ("BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "VN", "TL")
ASEAN_FIRST_YEAR = {
    **dict.fromkeys(("ID", "MY", "PH", "SG", "TH"), 0),
    **{"BN": 1984, "VN": 1995, "LA": 1997, "MM": 1997, "KH": 1999, "TL": 2025},
}
"""The first trade year on whose 31 December the State is a member."""

# A column is known by its letters alone, whatever the case and the marks between the words.
COLUMNS = {
    **{name: name for name in (*KEY, *RANKS, "quantity")},
    **{"app": "appendix", "ord": "order", "reportertype": "reporter"},
    **{"importerreportedquantity": "importer_quantity", "exporterreportedquantity": "exporter_quantity"},
}
EXACT = Context(prec=120)


# --- reading -------------------------------------------------------------------------------------------


def text_of(path: Path) -> str:
    """The text of a plain or gzip file in UTF-8, with or without a byte order mark."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return data.decode("utf-8-sig")


def read(path: Path) -> list[Row]:
    """All rows of one file, bulk or comptab, with the canonical field names."""
    return read_text(text_of(path))


def shape(path: Path) -> str:
    """`bulk` or `comptab`, by the header."""
    header = next(csv.reader(io.StringIO(text_of(path), newline="")))
    return "bulk" if "quantity" in [_column(title) for title in header] else "comptab"


def read_text(text: str) -> list[Row]:
    """The rows of a CSV text. Blank lines are no rows; the words stay as they are ("NA" is Namibia)."""
    table = csv.reader(io.StringIO(text, newline=""))
    columns = [_column(title) for title in next(table)]
    rows = []
    for values in table:
        if not values:
            continue
        if len(values) != len(columns):
            raise ValueError(f"line {table.line_num}: {len(values)} values under {len(columns)} columns")
        rows.append(_row({c: v.strip() for c, v in zip(columns, values, strict=True) if c}))
    return rows


def _column(title: str) -> str:
    return COLUMNS.get(re.sub("[^a-z]", "", title.casefold()), "")


def _row(raw: dict[str, str]) -> Row:
    row: Row = {field: raw.get(field, "") for field in FIELDS}
    row["year"] = int(row["year"])
    if row["unit"] == "Number of specimens":
        row["unit"] = ""
    if "quantity" in raw:
        side = "exporter_quantity" if row["reporter"] == "E" else "importer_quantity"
        row[side] = raw["quantity"]
    for field in ("importer_quantity", "exporter_quantity"):
        row[field] = Decimal(row[field]) if row[field] else None
    return row


# --- arithmetic ----------------------------------------------------------------------------------------


def add(values: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum of what is there; none if nothing is there. Missing is not zero."""
    total: Decimal | None = None
    for value in values:
        if value is not None:
            total = value if total is None else EXACT.add(total, value)
    return total


def larger(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The larger of two figures; a missing one is ignored."""
    return max((v for v in (one, other) if v is not None), default=None)


def first(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The first figure, or the other where the first is missing. A reported zero is a figure."""
    return other if one is None else one


QUANTITY: dict[str, Callable[[Row], Decimal | None]] = {
    "importer": lambda line: line["importer_quantity"],
    "exporter": lambda line: line["exporter_quantity"],
    "max": lambda line: larger(line["importer_quantity"], line["exporter_quantity"]),
    "importer-first": lambda line: first(line["importer_quantity"], line["exporter_quantity"]),
    "exporter-first": lambda line: first(line["exporter_quantity"], line["importer_quantity"]),
}


def plain(value: Decimal | None) -> str:
    """A figure as the official files write it: no exponent, no trailing zeros, blank for none."""
    if value is None:
        return ""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0") else text


def _share(part: Decimal, whole: Decimal) -> Fraction | None:
    return Fraction(part) / Fraction(whole) if whole else None


# --- the comparative tabulation ------------------------------------------------------------------------


def fold_lines(rows: Iterable[Row]) -> list[Row]:
    """Bulk rows as lines of the comparative tabulation: one line for each value of the ten key fields."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[field] for field in KEY)].append(row)
    return [
        {
            **group[0],
            "reporter": "",
            "importer_quantity": add(row["importer_quantity"] for row in group),
            "exporter_quantity": add(row["exporter_quantity"] for row in group),
        }
        for group in groups.values()
    ]


def lines_of(rows: Iterable[Row], kind: str) -> list[Row]:
    """The lines of a table of that kind: bulk rows are folded, comptab rows stay as they are."""
    return fold_lines(rows) if kind == "bulk" else list(rows)


def comptab(rows: Iterable[Row], kind: str = "bulk") -> list[tuple[str, ...]]:
    """The comparative tabulation as the sixteen official columns of text, sorted."""
    return sorted(comptab_record(line) for line in lines_of(rows, kind))


def comptab_record(line: Row) -> tuple[str, ...]:
    """One line as the sixteen official columns of text."""
    return tuple(plain(line[field]) if field.endswith("_quantity") else str(line[field]) for field in COMPTAB_FIELDS)


# --- gross and net -------------------------------------------------------------------------------------


def gross(rows: Iterable[Row], direction: str) -> dict[Cell, Decimal]:
    """Gross exports or imports by cell; a zero is no cell.

    For each year, appendix, taxon, importer, exporter, term and unit the larger of the two sums counts;
    origin, purpose and source do not matter. Bulk rows and comptab lines give the same sums.
    """
    side = {"exports": "exporter", "imports": "importer"}[direction]
    pairs: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        fields = ("year", "appendix", "taxon", "importer", "exporter", "term", "unit")
        pairs[tuple(row[field] for field in fields)].append(row)
    cells: dict[Cell, Decimal] = {}
    for group in pairs.values():
        figure = larger(
            add(row["importer_quantity"] for row in group), add(row["exporter_quantity"] for row in group)
        )
        if figure is not None:
            r = group[0]
            cell = (r["appendix"], r["taxon"], r["term"], r["unit"], r[side], r["year"])
            cells[cell] = EXACT.add(cells.get(cell, Decimal(0)), figure)
    return {cell: figure for cell, figure in cells.items() if figure}


def net(rows: Sequence[Row], direction: str) -> dict[Cell, Decimal]:
    """Net exports or imports by cell: the gross figure less its mirror, kept where it is above zero."""
    mirror = gross(rows, "imports" if direction == "exports" else "exports")
    cells = {
        cell: EXACT.subtract(figure, mirror.get(cell, Decimal(0))) for cell, figure in gross(rows, direction).items()
    }
    return {cell: figure for cell, figure in cells.items() if figure > 0}


def read_wide(text: str) -> dict[Cell, Decimal]:
    """The cells of an official gross or net report: one column for each year."""
    table = csv.reader(io.StringIO(text, newline=""))
    header = next(table)
    if tuple(header[:5]) != WIDE_HEADER:
        raise ValueError(f"not a gross or net report: {header[:6]}")
    cells: dict[Cell, Decimal] = {}
    for appendix, taxon, term, unit, country, *figures in table:
        for year, figure in zip(header[5:], figures, strict=True):
            if figure:
                cell = (appendix, taxon, term, unit, country, int(year))
                if cell in cells:
                    raise ValueError(f"two rows for {cell}")
                cells[cell] = Decimal(figure)
    return cells


# --- the study -----------------------------------------------------------------------------------------


def is_member(country: str, wanted: str, year: int) -> bool:
    """Whether a country is in the one, the comma list or the group asked for, in that trade year."""
    if wanted == "SEA":
        return country in SEA
    if wanted == "ASEAN":
        return country in ASEAN_FIRST_YEAR and year >= ASEAN_FIRST_YEAR[country]
    return country in [code.strip() for code in wanted.split(",")]


def study(
    rows: Iterable[Row],
    kind: str,
    *,
    importer: str | None = None,
    exporter: str | None = None,
    years: tuple[int, int] | None = None,
    taxon: str | None = None,
    rank: str | None = None,
    class_: str | None = None,
    terms: Sequence[str] = (),
    sources: Sequence[str] = (),
    purposes: Sequence[str] = (),
    geography: str = "exporter",
    quantity: str = "importer",
    unit: str = "",
    by: Sequence[str] = (),
    top: int | None = None,
) -> list[Row]:
    """The answer of `trade study`: quantity, shares and countries for each value of the grouping fields.

    Quantities are `Decimal`, shares `Fraction`, or None where the total is zero.
    """

    def country(line: Row) -> str:
        return str(line["origin"] or line["exporter"] if geography == "origin" else line["exporter"])

    def is_asked_for(line: Row) -> bool:
        return (
            (importer is None or is_member(line["importer"], importer, line["year"]))
            and (exporter is None or is_member(country(line), exporter, line["year"]))
            and (years is None or years[0] <= line["year"] <= years[1])
            and (taxon is None or taxon in [line["taxon"], *(line[r] for r in RANKS)])
            and (class_ is None or line["class"] == class_)
            and (not terms or line["term"] in terms)
            and (not sources or line["source"] in sources)
            and (not purposes or line["purpose"] in purposes)
            and line["unit"] == unit
        )

    fields = [*(field for field in (by or ("taxon", "term")) if field != "unit"), "unit"]
    total_fields = [field for field in ("term", "unit") if field in fields]
    groups: dict[tuple[Any, ...], list[tuple[Row, Decimal]]] = defaultdict(list)
    totals: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for line in lines_of(rows, kind):
        figure = QUANTITY[quantity](line)
        if figure is None or not is_asked_for(line):
            continue
        named = {**line, "taxon": line[rank]} if rank else line
        groups[tuple(named[field] for field in fields)].append((line, figure))
        whole = tuple(line[field] for field in total_fields)
        totals[whole] = EXACT.add(totals[whole], figure)

    answer = []
    for values, members in groups.items():
        row: Row = dict(zip(fields, values, strict=True))
        amount = _sum(members)
        row["quantity"] = amount
        row["share"] = _share(amount, totals[tuple(row[field] for field in total_fields)])
        row["wild_share"] = _share(_sum(m for m in members if m[0]["source"] in WILD), amount)
        row["captive_share"] = _share(_sum(m for m in members if m[0]["source"] in CAPTIVE), amount)
        by_country: dict[str, list[tuple[Row, Decimal]]] = defaultdict(list)
        for member in members:
            by_country[country(member[0])].append(member)
        split = [
            {"country": code, "quantity": _sum(part), "share": _share(_sum(part), amount)}
            for code, part in by_country.items()
        ]
        row["countries"] = sorted(split, key=lambda c: (-c["quantity"], c["country"]))
        answer.append(row)
    answer.sort(key=lambda row: (-row["quantity"], *(row[field] for field in fields)))
    return answer if top is None else answer[:top]


def _sum(members: Iterable[tuple[Row, Decimal]]) -> Decimal:
    return add(figure for _, figure in members) or Decimal(0)
