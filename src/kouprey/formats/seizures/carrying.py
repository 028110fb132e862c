"""Reports as files for other programs: each form as CSV, workbook, JSON and Parquet, marked with what it is.

AITR has a workbook of its own layout. The others are the columns of their CSV; JSON and Parquet of every form
carry its layout, the answer on ICCWC and whether anything is invented beside the rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kouprey.domain.layouts import layout_of
from kouprey.formats.seizures import aitr, etis, world_wise
from kouprey.formats.seizures.aitr import CONSENT, CONSENT_ASKED, Report
from kouprey.formats.seizures.layouts import AITR, WORLD_WISE, etis_layout
from kouprey.formats.tables.files import as_parquet, as_xlsx
from kouprey.kernel.jsontext import dumps

FORMS: Final = ("aitr", "etis", "world-wise")
SUFFIXES: Final = ("xlsx", "csv", "json", "parquet")
ASKED: Final = frozenset({"aitr", "world-wise"})
"""Forms whose data are asked about the use by partners of ICCWC."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A report as a file: its bytes, the layout as it is named, and how many observations it holds."""

    content: bytes
    layout: str
    incidents: int
    synthetic: bool


def carried(
    form: str, made: Report, suffix: str, *, own: bool = False, choices: Mapping[str, str] | None = None
) -> Carried:
    """The report in the layout of a form. `own` puts Kouprey's ids before the columns of AITR, so that it reads back
    whole; `choices` are those of the trade factor tables, for World-WISE."""
    incidents = made.incidents
    if form == "etis":
        incidents = etis.report(made.incidents, made.country, made.year)
        text, mark = etis.as_csv(incidents), etis_layout(1).mark
    elif form == "world-wise":
        text, mark = world_wise.as_csv(world_wise.rows_of(incidents, choices)), layout_of(WORLD_WISE).mark
    else:
        text, mark = aitr.as_csv(incidents, own=own, consent=made.consent), layout_of(AITR).mark
    synthetic = any(one.synthetic for one in incidents)
    if form == "aitr" and suffix == "xlsx":
        return Carried(aitr.as_xlsx(made, own=own), mark, len(incidents), synthetic)
    return Carried(_as(suffix, text, _about(form, made, mark, synthetic)), mark, len(incidents), synthetic)


def _about(form: str, made: Report, mark: str, synthetic: bool) -> dict[str, Any]:
    lines = [f"Form {form}, layout {mark}.", f"Country {made.country}, year {made.year}."]
    if form in ASKED:
        lines.append(f"{CONSENT_ASKED} {CONSENT[made.consent]}")
    if synthetic:
        lines.insert(0, "SYNTHETIC: some of these observations are invented.")
    return {
        "form": form, "layout": mark, "country": made.country, "year": made.year, "synthetic": synthetic,
        "consent": made.consent if form in ASKED else None, "sentences": lines,
    }  # fmt: skip


def _as(suffix: str, text: str, about: dict[str, Any]) -> bytes:
    if suffix == "csv":
        return text.encode()
    header, *rows = csv.reader(io.StringIO(text))
    if suffix == "xlsx":
        return as_xlsx(header, rows, about, [])
    if suffix == "parquet":
        return as_parquet(header, rows, about, [])
    return (dumps({"about": about, "rows": [dict(zip(header, row, strict=True)) for row in rows]}) + "\n").encode()
