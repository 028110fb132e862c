"""Answers that are kept, questions put side by side, and pages of answers that are longer than a page takes."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import get_language, override

from kouprey import trade
from kouprey.kernel.errors import UnusableInput
from kouprey.web.ui import kept, trade_answer

PICTURE = re.compile(r'alt="Bar chart of quantities by year[^"]*"')
LONG = [
    ("gross-imports", "importer=CN", lambda store, **cut: store.gross("imports", importer="CN", **cut)),
    ("comptab", "importer=CN", lambda store, **cut: store.comptab(importer="CN", **cut)),
    ("mirror", "importer=CN", lambda store, **cut: store.mirror(importer="CN", **cut)),
    ("study", "importer=CN", lambda store, **cut: store.study(importer="CN", **cut)),
]


def text(response: Any) -> str:
    return unescape(response.content.decode())


def test_questions_side_by_side_are_answered_in_their_order():
    met = Barrier(2, timeout=10)  # neither ends before the other has begun
    assert kept.together(lambda: (met.wait(), "first")[1], lambda: (met.wait(), "second")[1]) == ["first", "second"]


def test_the_first_error_is_raised_in_the_language_of_the_reader():
    def refused() -> None:
        raise UnusableInput(str(get_language()))

    with override("th"), pytest.raises(UnusableInput) as error:
        kept.together(lambda: None, refused)
    assert error.value.what == "th"


@pytest.mark.parametrize(("name", "address", "ask"), LONG, ids=[one[0] for one in LONG])
def test_a_cut_answer_is_the_beginning_of_the_whole(real_home: Path, name: str, address: str, ask: Any):
    store = trade.open(real_home)
    whole, cut = ask(store), ask(store, at_most=3)
    assert len(whole.rows) > 3
    assert list(cut.rows) == list(whole.rows)[:3]
    assert (cut.method, cut.warnings, cut.columns) == (whole.method, whole.warnings, whole.columns)


@pytest.mark.parametrize(("name", "address", "ask"), LONG, ids=[one[0] for one in LONG])
def test_a_page_takes_the_beginning_and_the_file_all(
    page: Client, real_home: Path, monkeypatch: pytest.MonkeyPatch, name: str, address: str, ask: Any
):
    monkeypatch.setattr(trade_answer, "PAGE_ROWS", 2)
    kept._kept.clear()
    body = text(page.get(f"/trade/{name}/?{address}" if name != "study" else f"/trade/?{address}"))
    assert "Rows 1 to 2 of the first 2" in body
    assert "The files hold all rows." in body
    assert page.get(f"/trade/{name}.json?{address}").content == ask(trade.open(real_home)).written("json").encode()
    # The file's whole answer is kept by now; the page still takes its beginning.
    again = text(page.get(f"/trade/{name}/?{address}" if name != "study" else f"/trade/?{address}"))
    assert "Rows 1 to 2 of the first 2" in again


@pytest.mark.parametrize("name", ["gross-imports", "net-imports"])
def test_the_years_of_a_cut_answer_are_those_of_all_rows(page: Client, monkeypatch: pytest.MonkeyPatch, name: str):
    kept._kept.clear()
    whole = text(page.get(f"/trade/{name}/?importer=CN"))
    rows = int(re.search(r"Rows 1 to \d+ of (\d+)", whole)[1])
    drawn = page.get(f"/trade/{name}/chart.svg?importer=CN").content
    monkeypatch.setattr(trade_answer, "PAGE_ROWS", 2)
    kept._kept.clear()
    cut = text(page.get(f"/trade/{name}/?importer=CN"))
    assert f"the first 2 of {rows} rows" in cut
    assert PICTURE.search(cut)[0] == PICTURE.search(whole)[0]
    assert page.get(f"/trade/{name}/chart.svg?importer=CN").content == drawn


def test_a_whole_answer_is_asked_for_once(page: Client):
    kept._kept.clear()
    page.get("/trade/gross-imports/?importer=CN")
    page.get("/trade/gross-imports.csv?importer=CN")
    assert len(kept._kept) == 1


def test_the_map_of_a_study_finds_its_flows(page: Client):
    kept._kept.clear()
    page.get("/trade/?importer=CN&exporter=SEA&top=20")
    names = [key[2] for key in kept._kept]
    page.get("/trade/map.svg?importer=CN&exporter=SEA&top=20")
    assert sorted(names) == ["flows", "study"]
    assert len(kept._kept) == 2
