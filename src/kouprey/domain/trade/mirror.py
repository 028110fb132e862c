"""Mirror discrepancy: the same trade as importers and as exporters report it, side by side.

Both sides rarely agree on all ten key fields of a tabulation line. So they are brought together in stages: on
the ten fields, then without appendix, origin, purpose and source, then with terms that are used for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kouprey.domain.lists import load
from kouprey.domain.trade.rules import Thresholds, thresholds
from kouprey.kernel.words import said

KEYS = ("year", "taxon", "importer", "exporter", "term", "unit")
"""What stays apart in every row: year, taxon, both countries, term, unit."""

COUNTED = ("lines", "lines_both", "lines_equal", "lines_importer_only", "lines_exporter_only")
"""Of the wide lines behind a row: all, those both sides report, those with the same figure, the one-sided ones."""

COLUMNS = (
    *KEYS, "importer_quantity", "exporter_quantity", "difference", "ratio", "relative_gap", "agreement",
    "equal_band", "stage", *COUNTED,
)  # fmt: skip
STAGES = {
    "wide": said("both report a line with the same ten key fields"),
    "relaxed": said("both report, but only after appendix, origin, purpose and source are left out"),
    "synonyms": said("both report, but under terms that are used for each other"),
    "none": said("only one of them reports"),
}
AGREEMENTS = {
    "equal": said("both report the same quantity"),
    "importer-larger": said("the importer reports more"),
    "exporter-larger": said("the exporter reports more"),
    "one-sided-importer": said("only the importer reports"),
    "one-sided-exporter": said("only the exporter reports"),
}


class Synonyms(NamedTuple):
    """Terms that reporters use for each other, and the label under which they are brought together."""

    label: str
    terms: tuple[str, ...]


def synonyms() -> tuple[Synonyms, ...]:
    """The groups of terms, from the list `term-synonyms`."""
    found: dict[str, list[str]] = {}
    for row in load("term-synonyms").rows:
        found.setdefault(row["label"], []).append(row["term"])
    return tuple(Synonyms(label, tuple(terms)) for label, terms in found.items())


def band() -> Thresholds:
    """The band of ratios that counts as equal reporting, from the list `mirror-rules`."""
    return thresholds("mirror-rules")


def counts(counted: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Rows and wide lines of an answer, counted: in all, by agreement, by stage.

    `counted` has one row per stage and agreement: these two, rows, rows in the equal band, then COUNTED.
    """
    stages, agreements = dict.fromkeys(STAGES, 0), dict.fromkeys(AGREEMENTS, 0)
    rows = in_band = 0
    lines = [0] * len(COUNTED)
    for stage, agreement, number, banded, *wide in counted:
        stages[stage] += number
        agreements[agreement] += number
        rows, in_band = rows + number, in_band + banded
        lines = [total + part for total, part in zip(lines, wide, strict=True)]
    return {
        "rows": rows,
        "in_equal_band": in_band,
        "by_agreement": agreements,
        "by_stage": stages,
        "wide_lines": dict(zip(COUNTED, lines, strict=True)),
    }
