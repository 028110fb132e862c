"""Which trade a quota covers, when two overlap, and what a breach is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kouprey.domain.trade.quota_answer import counts
from kouprey.domain.trade.quotas import Quota, Volume, judge, overlap, quota_rules, scope, within

RULES = quota_rules()
QUOTA = Quota(
    2, "Naja naja", "ID", date(2013, 1, 1), date(2013, 12, 31), (), (), (), None, "quota", Decimal(100), "", ""
)
LINEAGE = ("Naja", "Elapidae", "Serpentes", "Reptilia")


def volume(importer: str | None, exporter: str | None, *goods: str, year: int = 2013) -> Volume:
    found = goods or ("live", "", "W", "T")
    amounts = [None if amount is None else Decimal(amount) for amount in (importer, exporter)]
    return Volume(year, "Naja naja", LINEAGE, "ID", found, *amounts)  # type: ignore[arg-type]


def test_what_a_silent_quota_covers() -> None:
    assert scope(QUOTA, RULES) == {"term": ("live",), "unit": ("",), "source": ("W", ""), "purpose": None}


@pytest.mark.parametrize(
    ("named", "level", "covered"),
    [
        ({"terms": ("skins", "live")}, "term", ("skins", "live")),
        ({"terms": ("any",)}, "term", None),
        ({"unit": "kg"}, "unit", ("kg",)),
        ({"sources": ("C",)}, "source", ("C",)),
        ({"sources": ("W", "R")}, "source", ("W", "R", "")),
        ({"sources": ("any",)}, "source", None),
        ({"purposes": ("T",)}, "purpose", ("T",)),
    ],
)
def test_a_quota_is_matched_at_its_own_level(named: dict[str, Any], level: str, covered: Any) -> None:
    assert scope(QUOTA._replace(**named), RULES)[level] == covered


@pytest.mark.parametrize(
    ("other", "both"),
    [
        ({}, True),
        ({"purposes": ("T",)}, True),
        ({"taxon": "Naja spp."}, True),
        ({"taxon": "Elapidae"}, True),
        ({"taxon": "Naja kaouthia"}, False),
        ({"sources": ("C",)}, False),
        ({"terms": ("skins",)}, False),
        ({"unit": "kg"}, False),
        ({"country": "MY"}, False),
        ({"kind": "suspension", "quantity": Decimal(0)}, False),
    ],
    ids=str,
)
def test_quotas_overlap_where_they_could_count_the_same_trade(other: dict[str, Any], both: bool) -> None:
    known = {"Naja naja": LINEAGE}
    assert overlap(QUOTA, QUOTA._replace(line=3, **other), known, RULES) is both
    assert overlap(QUOTA._replace(line=3, **other), QUOTA, known, RULES) is both


@pytest.mark.parametrize(
    ("taxon", "group", "inside"),
    [
        ("Naja naja", "Naja naja", True),
        ("Naja naja", "Naja", True),
        ("Naja spp.", "Naja", True),
        ("Naja spp.", "Naja spp.", True),
        ("Naja naja", "Serpentes", True),
        ("Naja", "Naja naja", False),
        ("Naja nigricollis", "Naja naja", False),
        ("", "Naja", False),
    ],
)
def test_a_taxon_is_in_its_groups(taxon: str, group: str, inside: bool) -> None:
    assert within(taxon, group, {"Naja naja": LINEAGE}) is inside


def test_the_two_reporters_are_judged_apart() -> None:
    trade = [volume("60", None), volume("40", "100"), volume(None, "0.000000001", "live", "", "", "Z")]
    [verdict], left = judge([QUOTA], trade, (2013, 2013), RULES)
    assert left == []
    assert (verdict.exporter_volume, verdict.exporter_breach) == (Decimal("100.000000001"), True)
    assert (verdict.importer_volume, verdict.importer_percent, verdict.importer_breach) == (100, 100.0, False)
    assert counts([verdict])["exceeded_by_exporter_only"] == 1


def test_an_open_end_runs_to_the_last_year_of_data() -> None:
    found, left = judge([QUOTA._replace(last=None)], [], (2012, 2015), RULES)
    assert [verdict.year for verdict in found] == [2013, 2014, 2015]
    assert left == []
