"""`mirror` against lines worked by hand, against plain Python, and against the published figures of 2013."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analytics.small_stores import amount, drawn, line, store
from kouprey import trade
from kouprey.domain.trade.mirror import KEYS, synonyms

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "trade"
COLUMNS = ("Year", "Taxon", "Importer", "Exporter", "Term", "Unit")


def test_stages_and_figures_worked_by_hand(tmp_path: Path) -> None:
    opened = store(
        tmp_path,
        [
            line(80, 100),  # both on the wide key; the line below adds to the same row
            line("", 20, Purpose="Z"),
            line(30, "", Year=2014),  # both only without purpose
            line("", 30, Year=2014, Purpose="P"),
            line(5, "", Year=2015, Term="skins"),  # both only under a synonym
            line("", 8, Year=2015, Term="skin pieces"),
            line(7, "", Year=2016),
            line("", "2.5", Year=2017),
            line("", "", Year=2018),  # nothing was reported
        ],
    )
    answer = opened.mirror(unit="")
    rows = {row["year"]: tuple(row.values())[4:] for row in answer.records()}
    assert rows == {
        2013: ("live", "", 80, 120, -40, 80 / 120, -40 / 120, "exporter-larger", False, "wide", 2, 1, 0, 0, 1),
        2014: ("live", "", 30, 30, 0, 1.0, 0.0, "equal", True, "relaxed", 2, 0, 0, 1, 1),
        2015: (
            "skins / skin pieces", "", 5, 8, -3, 5 / 8, -3 / 8, "exporter-larger", False, "synonyms", 2, 0, 0, 1, 1,
        ),
        2016: ("live", "", 7, None, 7, None, 1.0, "one-sided-importer", False, "none", 1, 0, 0, 1, 0),
        2017: (
            "live", "", None, Decimal("2.5"), Decimal("-2.5"), None, -1.0, "one-sided-exporter", False, "none",
            1, 0, 0, 0, 1,
        ),
    }  # fmt: skip
    assert [row["year"] for row in answer.records()] == [2013, 2016, 2015, 2017, 2014]  # by size of the difference
    assert answer.method["counts"] == {
        "rows": 5,
        "in_equal_band": 1,
        "by_agreement": {
            "equal": 1, "importer-larger": 0, "exporter-larger": 2, "one-sided-importer": 1, "one-sided-exporter": 1,
        },
        "by_stage": {"wide": 1, "relaxed": 1, "synonyms": 1, "none": 2},
        "wide_lines": {
            "lines": 8, "lines_both": 1, "lines_equal": 0, "lines_importer_only": 3, "lines_exporter_only": 4,
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("importer", "exporter", "inside"),
    [("0.75", 1, True), ("0.749999999", 1, False), ("1.25", 1, True), ("1.250000001", 1, False), (0, 0, True)],
)
def test_the_equal_band_includes_its_edges(tmp_path: Path, importer: object, exporter: object, inside: bool) -> None:
    [row] = store(tmp_path, [line(importer, exporter)]).mirror().records()
    assert row["equal_band"] is inside


def test_a_reported_zero_is_a_report_and_gives_no_ratio(tmp_path: Path) -> None:
    [row] = store(tmp_path, [line(5, 0)]).mirror().records()
    assert (row["agreement"], row["ratio"], row["relative_gap"]) == ("importer-larger", None, 1.0)


def test_top_cuts_the_rows_and_not_the_counts(tmp_path: Path) -> None:
    answer = store(tmp_path, drawn(1, 60)).mirror(top=2)
    assert len(answer.rows) == 2
    assert answer.method["counts"]["rows"] > 2


@pytest.mark.parametrize("seed", range(6))
def test_against_plain_python(tmp_path: Path, seed: int) -> None:
    lines = drawn(seed, 150)
    found = {tuple(row[key] for key in KEYS): row for row in store(tmp_path, lines).mirror().records()}
    expected = reference(lines)
    assert found.keys() == expected.keys()
    for key, (importer, exporter, stage, count) in expected.items():
        row = found[key]
        assert (row["importer_quantity"], row["exporter_quantity"]) == (importer, exporter), key
        assert (row["stage"], row["lines"]) == (stage, count), key
        assert row["difference"] == (importer or 0) - (exporter or 0)


def reference(lines: list[dict[str, str]]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The staged match, cell by cell."""
    label = {term: group.label for group in synonyms() for term in group.terms}
    cells: dict[tuple[Any, ...], list[tuple[Decimal | None, Decimal | None]]] = defaultdict(list)
    for row in lines:
        pair = (amount(row["Importer reported quantity"]), amount(row["Exporter reported quantity"]))
        if pair != (None, None):
            cells[(int(row["Year"]), *(row[name] for name in COLUMNS[1:]))].append(pair)
    together: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    answer = {}
    for key, pairs in cells.items():
        importer, exporter = _total(pairs, 0), _total(pairs, 1)
        both = any(None not in pair for pair in pairs)
        stage = "wide" if both else "none" if importer is None or exporter is None else "relaxed"
        answer[key] = (importer, exporter, stage, len(pairs))
        if stage == "none" and key[4] in label:
            together[(*key[:4], label[key[4]], key[5])].append((key, pairs))
    for wide, parts in together.items():
        pairs = [pair for _, found in parts for pair in found]
        importer, exporter = _total(pairs, 0), _total(pairs, 1)
        if importer is not None and exporter is not None:
            for key, _ in parts:
                del answer[key]
            answer[wide] = (importer, exporter, "synonyms", len(pairs))
    return answer


def _total(pairs: list[tuple[Decimal | None, Decimal | None]], side: int) -> Decimal | None:
    given = [pair[side] for pair in pairs if pair[side] is not None]
    return sum(given, Decimal(0)) if given else None  # type: ignore[arg-type]


def test_the_year_2013_as_published(tmp_path: Path) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the development samples (../shared/data/trade) are not on this machine")
    trade.load([SAMPLES / f"comptab_2013_{n}.csv.gz" for n in range(1, 6)], tmp_path)
    answer = trade.open(tmp_path).mirror()
    counts = answer.method["counts"]
    assert counts["wide_lines"] == {
        "lines": 85_800, "lines_both": 17_650, "lines_equal": 6_686, "lines_importer_only": 23_282,
        "lines_exporter_only": 44_868,
    }  # fmt: skip
    assert counts["rows"] == len(answer.rows)
    assert counts["by_stage"] == Counter(row["stage"] for row in answer.records())
    assert counts["by_agreement"] == Counter(row["agreement"] for row in answer.records())
