"""The preset is the question of cli.md; the printed figures agree with each other as far as print can."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kouprey.domain.trade.places import places
from kouprey.domain.trade.presets import TABLE_1, Printed, preset, printed
from kouprey.domain.trade.question import study
from kouprey.kernel.errors import UnusableInput

TERMS = ("live", "skins")
ROUNDED = Decimal("0.005")


def of(term: str) -> list[Printed]:
    return [figure for figure in printed(TABLE_1) if figure.term == term]


def test_the_preset_is_the_one_of_cli_md() -> None:
    asked = study(**preset("jiao2021-table1"))
    expected = study(
        importer="CN", exporter="SEA", years="1997-2016", geography="origin", quantity="importer-first",
        terms=("live", "skins"), unit="number", at_genus=("Naja",),
    )  # fmt: skip
    assert asked == expected


def test_changing_what_was_handed_out_changes_no_preset() -> None:
    preset(TABLE_1)["importer"] = "US"
    assert preset(TABLE_1)["importer"] == "CN"


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnusableInput, match=r"table2.*jiao2021-table1"):
        preset("jiao2021-table2")


def test_ten_live_and_five_skins_each_largest_first_and_once() -> None:
    assert [len(of(term)) for term in TERMS] == [10, 5]
    for term in TERMS:
        assert [f.quantity for f in of(term)] == sorted((f.quantity for f in of(term)), reverse=True)
        names = [name for figure in of(term) for name in figure.names]
        assert len(names) == len(set(names))


def totals(figures: list[Printed]) -> tuple[Decimal, Decimal]:
    """Between which totals every rounded share agrees with its quantity."""
    low = max(figure.quantity / (figure.share + ROUNDED) for figure in figures)
    return low, min(figure.quantity / (figure.share - ROUNDED) for figure in figures)


def test_shares_agree_with_one_total_per_term_as_trade_md_has_it() -> None:
    live, skins = totals(of("live")), totals(of("skins"))
    assert live[0] <= live[1]
    assert skins[0] <= skins[1]
    assert Decimal(3_700_000) <= live[1]
    assert live[0] <= Decimal(3_800_000)
    assert skins[0] <= Decimal(1_390_205) <= skins[1]
    # The paper's 259,695 a year over twenty years are live animals, skins and little else.
    assert live[0] + skins[0] <= 259_695 * 20 <= (live[1] + skins[1]) * Decimal("1.02")


@pytest.mark.parametrize("figure", printed(TABLE_1), ids=lambda f: f"{f.term} {f.names[0]}")
def test_parts_are_no_more_than_the_whole_and_countries_are_of_southeast_asia(figure: Printed) -> None:
    sea = places("SEA")
    assert sea is not None
    shares = [share for _, share in figure.countries]
    assert figure.wild_share + figure.captive_share <= 1
    assert sum(shares) <= 1
    assert shares == sorted(shares, reverse=True)
    assert {country for country, _ in figure.countries} <= set(sea.countries)
    assert all(0 <= part <= 1 for part in (figure.share, figure.wild_share, figure.captive_share, *shares))


def test_old_and_new_names_stand_together() -> None:
    names = {figure.names[0]: figure.names for figure in printed(TABLE_1)}
    assert "Malayopython reticulatus" in names["Python reticulatus"]
    assert "Ptyas mucosa" in names["Ptyas mucosus"]
