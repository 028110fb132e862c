"""Flows, trends and red flags of small stores: worked by hand, or against plain Python."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analytics.small_stores import amount, drawn, line, store
from kouprey.kernel.errors import UnusableInput
from kouprey.trade.reports import events

REPORTER = {"importer": "Importer reported quantity", "exporter": "Exporter reported quantity"}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("geography", ["exporter", "origin"])
@pytest.mark.parametrize("quantity", ["importer", "exporter"])
def test_edges_against_plain_python(tmp_path: Path, seed: int, geography: str, quantity: str) -> None:
    lines = drawn(seed, 120)
    expected: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in lines:
        number = amount(row[REPORTER[quantity]])
        if number is not None and not row["Unit"]:
            source = row["Origin"] or row["Exporter"]
            edge = expected[(source if geography == "origin" else row["Exporter"], row["Importer"])]
            edge[0] += number
            edge[1] += number if source != row["Exporter"] else 0
    found = store(tmp_path, lines).flows(geography=geography, quantity=quantity).records()
    assert {(row["from"], row["to"]): [row["quantity"], row["re_exported"]] for row in found} == expected
    assert [row["quantity"] for row in found] == sorted((row["quantity"] for row in found), reverse=True)
    assert sum(row["share"] for row in found) == pytest.approx(1)


def test_countries_of_a_network(tmp_path: Path) -> None:
    opened = store(
        tmp_path,
        [line(100, Importer="SG"), line(60, Exporter="SG"), line(40, Exporter="SG", Origin="ID", Importer="US")],
    )
    found = {row["country"]: row for row in opened.flows(show="countries").records()}
    assert next(row["country"] for row in opened.flows(show="countries").records()) == "SG"
    singapore = dict(list(found["SG"].items())[1:7])
    assert singapore == {
        "exports": 100, "imports": 100, "partners_out": 2, "partners_in": 1, "re_exports": 40, "transit_share": 0.4,
    }  # fmt: skip
    assert found["CN"]["transit_share"] == 0.0
    assert any("part of the network" in words for words in opened.flows(importer="CN").warnings)


def test_flows_refuse_to_add_different_units(tmp_path: Path) -> None:
    opened = store(tmp_path, [line(1)])
    with pytest.raises(UnusableInput, match="different units"):
        opened.flows(unit="any")
    with pytest.raises(UnusableInput, match="edges, countries"):
        opened.flows(show="hubs")


def test_a_shift_in_direct_wild_exports(tmp_path: Path) -> None:
    lines = [line("", 10 * (year - 2005), Year=year) for year in range(2006, 2016)]
    lines += [line("", 10_000, Year=2015, Origin="MY"), line("", 1, Year=2005), line(1, "", Year=2017)]
    lines += [line("", 100, Year=year, Source="C") for year in range(2006, 2016)]
    opened = store(tmp_path, lines)
    answer = opened.trend()
    [row] = answer.records()
    # 10, 20 … 100: mean 55, slope 10 = 0.18 of it, halves 30 and 80. Bred in captivity does not change.
    assert (row["group"], row["total"], row["mean"], row["slope"], row["r_squared"]) == ("wild", 550, 55.0, 10.0, 1.0)
    assert (row["overall"], row["sharp"], row["first_mean"], row["last_mean"]) == ("up", None, 30.0, 80.0)
    assert row["series"] == [{"year": year, "quantity": 10 * (year - 2005)} for year in range(2006, 2016)]
    assert answer.method["window"] == [2006, 2015]  # the two newest years are incomplete
    assert answer.method["counts"] == {"series": 2, "judged": 2, "overall": 1, "sharp": 0}
    assert [row["group"] for row in opened.trend(every=True).records()] == ["captive", "wild"]
    assert opened.trend(quantity="importer").rows == []


def test_trends_need_ten_years_of_data(tmp_path: Path) -> None:
    opened = store(tmp_path, [line(1, 1, Year=2006), line(1, 1, Year=2016)])
    with pytest.raises(UnusableInput, match="2007-2016"):
        opened.trend(years="2012-2016")
    with pytest.raises(UnusableInput, match="only 2006-2016"):
        opened.trend()
    with pytest.raises(UnusableInput, match="mixes both"):
        opened.trend(quantity="max")
    assert opened.trend(years="2007-2016").rows == []


def test_red_flags_look_at_history_and_direct_trade(tmp_path: Path) -> None:
    opened = store(
        tmp_path,
        [
            line("", 2, Year=2005, Source="F"),
            *(line("", 1, Year=year, Source="C") for year in range(2006, 2011)),
            line("", 3, Year=2011, Source="C"),
            line("", 500, Year=2011, Source="C", Origin="MY"),  # a re-export
            line(500, "", Year=2011, Source="C", Purpose="Z"),  # reported by the importer only
            line("", 500, Year=2011, Source="C", Unit="kg"),
        ],
    )
    answer = opened.red_flags(years=2011)
    assert [(row["check"], row["volume"], row["bound"]) for row in answer.records()] == [
        (1, 3, 2),
        (7, 3, None),
        (9, 3, None),
    ]
    assert answer.records()[1]["evidence"][0] == {"year": 2011, "source": "C", "quantity": 3}
    assert {check["check"] for check in answer.method["not_checked"]} == {3, 13, 14}
    assert not any("re-exported" in words for words in answer.warnings)


def test_live_imports_of_an_earlier_year_clear_the_founders(tmp_path: Path) -> None:
    lines = [line("", 1, Year=2005, Source="F"), line("", 1, Year=2006, Source="F")]
    assert 9 in {row["check"] for row in store(tmp_path / "a", lines).red_flags(years=2006).records()}
    founders = line(2, "", Year=2005, Importer="ID", Exporter="IN")
    opened = store(tmp_path / "b", [*lines, founders])
    assert 9 not in {row["check"] for row in opened.red_flags(years=2006).records()}


def test_the_terms_asked_for_do_not_cut_history(tmp_path: Path) -> None:
    opened = store(
        tmp_path,
        [
            line("", 1, Year=2005, Source="F", Term="skins"),
            line(1, "", Year=2005, Importer="ID", Exporter="IN"),
            line("", 1, Year=2006, Source="C"),
        ],
    )
    assert not {6, 9} & {row["check"] for row in opened.red_flags(terms="live").records()}


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        ("quotas", {"importer": "CN"}),
        ("red_flags", {"sources": "C"}),
        ("mirror", {"woe": True}),
        ("trend", {"by": "year"}),
    ],
)
def test_filters_that_would_bend_a_rule_are_refused(tmp_path: Path, measure: str, asked: dict[str, Any]) -> None:
    with pytest.raises(UnusableInput, match="its rule would no longer hold"):
        getattr(store(tmp_path, [line(1)]), measure)(**asked)


def test_events_are_an_answer_like_any_other(tmp_path: Path) -> None:
    answer = store(tmp_path, [line(1)]).events(country="SEA", kind="suspension")
    assert [row["where"] for row in answer.records()] == [["VN"]]
    assert answer.to_json() == events(country="SEA", kind="suspension").to_json()
    assert "not checked" in " ".join(events().method["sentences"])
