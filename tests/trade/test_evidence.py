"""The lines behind a quota: they add up to its verdict, and re-exports and other goods are not among them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kouprey import trade
from kouprey.kernel.errors import NothingThere
from kouprey.trade.evidence import quota_lines
from web.stores import quotas, ten_years, write


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    home = tmp_path_factory.mktemp("evidence")
    trade.load([write(home / "comptab.csv", ten_years())], home=home)
    quotas(home)
    return trade.open(home)


def test_the_lines_add_up_to_the_verdict(store: Any) -> None:
    verdicts = store.quotas().records()
    assert {verdict["exporter_breach"] for verdict in verdicts} == {True, False}
    for verdict in verdicts:
        lines = quota_lines(store, verdict["line"], verdict["year"]).lines
        for side in ("importer", "exporter"):
            whole = sum((line[f"{side}_quantity"] or Decimal(0) for line in lines), Decimal(0))
            assert whole == verdict[f"{side}_volume"]


def test_only_what_the_quota_counts_is_there(store: Any) -> None:
    (line,) = quota_lines(store, 4, 2010).lines
    assert (line["exporter"], line["origin"] or "", line["term"], line["source"]) == ("ID", "", "live", "W")


def test_a_line_that_the_quotas_do_not_have_is_not_there(store: Any) -> None:
    with pytest.raises(NothingThere, match="no line 99"):
        quota_lines(store, 99, 2010)


def test_without_quotas_there_are_no_lines(tmp_path: Path) -> None:
    trade.load([write(tmp_path / "comptab.csv", ten_years()[:6])], home=tmp_path)
    with pytest.raises(NothingThere):
        quota_lines(trade.open(tmp_path), 1, 2010)
