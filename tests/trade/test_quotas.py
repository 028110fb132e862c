"""Loading quotas: an account of every row, one step from the old edition to the new, nothing changed by a refusal."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kouprey.kernel.errors import NothingThere, UnusableFile
from kouprey.trade.quotas import load_quotas, quotas_in_use

HEAD = "taxon,country,year,quantity\n"


def written(tmp_path: Path, text: str, name: str = "quotas.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_read_is_loaded_and_rejected(tmp_path: Path) -> None:
    home = tmp_path / "home"
    report = load_quotas(written(tmp_path, HEAD + "A,ID,2013,5\nB,ID,2013\nC,Java,2013,1\n"), home)
    assert (report.read, report.loaded, report.rejected, report.unchanged) == (3, 1, 2, False)
    assert report.rejects_file is not None
    with Path(report.rejects_file).open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["line", "field", "value", "reason"],
            ["3", "", "B,ID,2013", "the row has 3 fields where the header has 4"],
            ["4", "country", "Java", "the country is not a code of two letters"],
        ]
    told = json.loads(report.to_json())
    assert told["read"] == told["loaded"] + told["rejected"]
    book = quotas_in_use(home)
    assert (book.edition, book.rejected, [quota.taxon for quota in book.quotas]) == (report.edition, 2, ["A"])


def test_the_same_bytes_change_nothing_and_older_editions_stay(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = load_quotas(written(tmp_path, HEAD + "A,ID,2013,5\n"), home)
    assert load_quotas(written(tmp_path, HEAD + "A,ID,2013,5\n"), home).unchanged
    second = load_quotas(written(tmp_path, HEAD + "A,ID,2013,6\n"), home)
    assert quotas_in_use(home).edition == second.edition
    assert sorted(path.name for path in (home / "quotas").iterdir()) == sorted(
        [f"{first.edition}.csv", f"{second.edition}.csv", "current"]
    )


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    kept = load_quotas(written(tmp_path, HEAD + "A,ID,2013,5\n"), home)
    for text in ("", "taxon\nA\n", HEAD, HEAD + "A,Java,2013,5\n"):
        with pytest.raises(UnusableFile):
            load_quotas(written(tmp_path, text, "other.csv"), home)
    with pytest.raises(UnusableFile):
        load_quotas(tmp_path / "missing.csv", home)
    assert quotas_in_use(home).edition == kept.edition


def test_without_quotas_the_way_to_load_them_is_named(tmp_path: Path) -> None:
    with pytest.raises(NothingThere, match="load-quotas"):
        quotas_in_use(tmp_path)


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    report = load_quotas(written(tmp_path, "taxon,country,year,quantity,remark\nA,ID,2013,5,x\n"), tmp_path / "home")
    assert report.warnings == ("Columns that Kouprey does not know were left out: remark.",)
