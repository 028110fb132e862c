"""Opening a store: the home that is meant, the side that is meant, and what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

import kouprey.trade
from formats.cites_text import bulk, comptab, row
from kouprey import trade
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.trade.store import home_folder


@pytest.mark.parametrize(
    ("given", "set_to", "expected"),
    [("given", "set", "given"), (None, "set", "set"), (None, "", "var"), (None, None, "var")],
)
def test_home_is_the_given_folder_else_kouprey_home_else_var(
    monkeypatch: pytest.MonkeyPatch, given: str | None, set_to: str | None, expected: str
) -> None:
    monkeypatch.delenv("KOUPREY_HOME")
    if set_to is not None:
        monkeypatch.setenv("KOUPREY_HOME", set_to)
    assert home_folder(given) == Path(expected)


def test_an_empty_home_has_nothing_to_open_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        trade.open(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_datasets_stand_side_by_side(tmp_path: Path) -> None:
    for name, text in (("bulk", bulk(row())), ("comptab", comptab(row(), row(year="2014")))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert trade.load([tmp_path / name], home=tmp_path).dataset == name
    assert [trade.open(tmp_path, dataset=d).release.manifest["rows"] for d in (None, "bulk", "comptab")] == [1, 1, 2]
    assert repr(trade.open(tmp_path)).startswith("<Store bulk ")
    assert repr(trade.open(tmp_path, dataset="comptab")).endswith(": 2 rows, 2013-2014>")


def test_another_side_of_trade_is_refused(tmp_path: Path) -> None:
    (tmp_path / "given.csv").write_text(bulk(row()), encoding="utf-8")
    trade.load([tmp_path / "given.csv"], home=tmp_path)
    for measure in ("gross", "net"):
        with pytest.raises(UnusableInput, match="“both” is not a side of trade"):
            getattr(trade.open(tmp_path), measure)("both")


def test_the_public_face_has_open_store_and_load_and_no_more() -> None:
    assert all(hasattr(kouprey.trade, name) for name in kouprey.trade.__all__)
    with pytest.raises(AttributeError):
        _ = kouprey.trade.nonsense
