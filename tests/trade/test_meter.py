"""The per cent of a load: it only grows, says what is being done, and calling it off ends the engine's work."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pytest

from formats.cites_text import bulk, row
from kouprey import trade
from kouprey.trade import meter
from kouprey.trade.meter import SHARES, Meter

LONG = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = 3"


class Enough(Exception):
    """Somebody called it off."""


def test_the_shares_are_the_whole():
    assert sum(SHARES.values()) == 100


def test_a_load_goes_from_nought_upwards(tmp_path: Path):
    told: list[tuple[str, int]] = []
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text(bulk(row(id=str(number), quantity=str(number + 1))), encoding="utf-8")
    trade.load(paths, tmp_path / "home", tick=lambda doing, percent: told.append((doing, percent)))
    percents = [percent for _, percent in told]
    assert percents == sorted(percents)
    assert [told[0], told[-1]] == [("reading", 11), ("placing", 99)]
    assert {("reading", 11), ("reading", 22), ("reading", 33), ("reading", 45)} <= set(told)


def test_a_bar_never_goes_back():
    told: list[int] = []
    found = Meter(lambda _doing, percent: told.append(percent), 2)
    found.at("reading", 0.5)
    found.at("reading", 0.1)
    found.file_read()
    found.at("building")
    found.at("reading")
    assert told == [11, 11, 22, 54, 54]


def test_calling_off_ends_a_query_that_would_never_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meter, "LOOK", 0.02)

    def stop(_doing: str, _percent: int) -> None:
        raise Enough

    with duckdb.connect() as connection:
        found = Meter(stop, 1)
        with pytest.raises(Enough):
            found.watch("building", connection, lambda: connection.execute(LONG).fetchall())
        assert found.called_off
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_looks_are_taken_from_the_thread_that_asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meter, "LOOK", 0.01)
    seen, enough = [], threading.Event()

    def look(_doing: str, _percent: int) -> None:
        seen.append(threading.current_thread())
        if len(seen) == 3:
            enough.set()

    with duckdb.connect() as connection:
        assert Meter(look, 1).watch("checking", connection, lambda: enough.wait(30))
    assert set(seen) == {threading.current_thread()}


def test_an_error_of_the_work_is_the_error_of_the_watch():
    def fail() -> None:
        raise Enough

    with duckdb.connect() as connection, pytest.raises(Enough):
        Meter(lambda *_: None, 1).watch("checking", connection, fail)


def test_a_load_called_off_while_it_reads_is_not_read_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meter, "LOOK", 0.001)
    path = tmp_path / "a.csv"
    path.write_text(bulk(*(row(id=str(number)) for number in range(60_000))), encoding="utf-8")

    def stop(doing: str, _percent: int) -> None:
        raise Enough(doing)

    with pytest.raises(Enough, match="reading"):
        trade.load([path], tmp_path / "home", tick=stop)
    assert not list((tmp_path / "home" / "trade").glob("*/current"))
    assert not list((tmp_path / "home" / "trade").glob(".building-*"))
