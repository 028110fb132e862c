"""Thresholds come from lists, exact and with their source; a node's own edition is refused if it is no number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kouprey.domain.lists import load
from kouprey.domain.trade import mirror, quotas, redflag_rules, trend
from kouprey.domain.trade.rules import exactly, thresholds
from kouprey.kernel.errors import UnusableFile

LISTS = ("mirror-rules", "trend-rules", "quota-rules", "redflag-rules", "term-synonyms", "events")


@pytest.mark.parametrize("name", LISTS)
def test_every_row_names_its_source_and_whether_it_was_verified(name: str) -> None:
    for row in load(name).rows:
        assert row["source"]
        assert row["verified"] in ("yes", "no")
        assert None not in row


def test_the_thresholds_of_section_seven() -> None:
    rules = trend.trend_rules()
    assert (rules.years, rules.relative_slope * 100, rules.r_squared * 4, rules.total) == (10, 15, 3, 50)
    assert (rules.times, rules.nonzero_years) == (3, 5)
    flags = redflag_rules.flag_rules()
    assert (flags.increase, flags.steep, flags.high) == (2, 4, (50, Decimal("12.5")))
    assert {tuple(map(str, rule)) for rule in flags.reporting.values()} == {("0.75", "1.25", "0.1", "0.1")}
    assert (flags.cancel, flags.cancel_ranched) == (Decimal("0.5"), Decimal("0.5"))
    silent = quotas.quota_rules()
    assert (silent.term, silent.unit, silent.wild) == ("live", "", ("W", ""))
    band = mirror.band()
    assert (band.number("band_low"), band.number("band_high")) == (Decimal("0.75"), Decimal("1.25"))


def test_a_term_stands_in_one_group_of_synonyms() -> None:
    terms = [term for group in mirror.synonyms() for term in group.terms]
    assert len(terms) == len(set(terms))
    assert {"skins", "skin pieces"} <= set(terms)


def test_an_edition_of_a_node_that_is_no_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "mirror-rules.csv").write_text(
        "rule,value,meaning,source,verified\nband_low,three quarters,,,no\n", encoding="utf-8"
    )
    found = thresholds("mirror-rules")
    assert found.version.endswith("+node")
    with pytest.raises(UnusableFile, match="three quarters"):
        found.number("band_low")
    with pytest.raises(UnusableFile, match="no such row"):
        found.number("band_high")


def test_sums_of_the_longest_quantities_stay_exact() -> None:
    long = Decimal("99999999999999999999.000000000000001")
    with exactly():
        assert long + long == Decimal("199999999999999999998.000000000000002")
