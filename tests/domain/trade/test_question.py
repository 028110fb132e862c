"""A question is checked part by part; a bad part is refused by name, and what is left out is as cli.md says."""

from __future__ import annotations

from typing import Any

import pytest

from kouprey.domain.trade.question import ANY_UNIT, CAPTIVE, FIELDS, WILD, Study, span, study
from kouprey.kernel.errors import UnusableInput


def test_defaults_are_those_of_cli_md() -> None:
    asked = study()
    assert asked == Study()
    assert (asked.geography, asked.quantity, asked.unit, asked.woe) == ("exporter", "importer", "", False)
    assert (asked.sources, asked.rank, asked.standardise, asked.top) == ((), None, False, None)
    assert asked.by == ("taxon", "term")
    assert not asked.converts


def test_wild_and_captive_are_those_of_cli_md() -> None:
    assert (set(WILD), set(CAPTIVE)) == (set("WR"), set("CDF"))


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ({"importer": "CHINA"}, "CHINA"),
        ({"exporter": "T1"}, "T1"),
        ({"years": "97-16"}, "97-16"),
        ({"years": "2016-1997"}, "2016-1997"),
        ({"years": (2016, 1997)}, "2016-1997"),
        ({"years": "1997-2000-2016"}, "1997-2000-2016"),
        ({"years": "last year"}, "last year"),
        ({"years": "1997-"}, "1997-"),
        ({"rank": "kingdom"}, "kingdom"),
        ({"sources": "wild"}, "WILD"),
        ({"sources": ("W", "1")}, "1"),
        ({"purposes": ["T,??"]}, "??"),
        ({"geography": "importer"}, "importer"),
        ({"quantity": "sum"}, "sum"),
        ({"by": "colour"}, "colour"),
        ({"by": ("taxon", "quantity")}, "quantity"),
        ({"top": 0}, "0"),
        ({"top": -5}, "-5"),
    ],
    ids=str,
)
def test_a_bad_part_is_refused_by_name(part: dict[str, Any], named: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        study(**part)
    assert named in refused.value.what
    assert refused.value.remedy


def test_years_in_other_digits_are_refused_by_name() -> None:
    with pytest.raises(UnusableInput, match="²⁰¹³"):
        study(years="²⁰¹³")


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        (None, None),
        ("", None),
        ("1997-2016", (1997, 2016)),
        (" 1997 - 2016 ", (1997, 2016)),
        ("2013", (2013, 2013)),
        (2013, (2013, 2013)),
        ((1997, 2016), (1997, 2016)),
        ((2013, 2013), (2013, 2013)),
    ],
)
def test_years(asked: Any, years: tuple[int, int] | None) -> None:
    assert span(asked) == years


@pytest.mark.parametrize(
    ("part", "value", "field", "kept"),
    [
        ("taxon", "Naja, Python regius ,", "taxa", ("Naja", "Python regius")),
        ("taxon", ["Naja", "Boa,Bos"], "taxa", ("Naja", "Boa", "Bos")),
        ("terms", "leather products (small), odd", "terms", ("leather products (small), odd",)),
        ("terms", (" live ", "skins"), "terms", ("live", "skins")),
        ("terms", "", "terms", ()),
        ("sources", "w,c", "sources", ("W", "C")),
        ("sources", ("W", ""), "sources", ("W", "")),
        ("sources", ("",), "sources", ("",)),
        ("sources", "", "sources", ()),
        ("purposes", ["t", "p"], "purposes", ("T", "P")),
        ("unit", "number", "unit", ""),
        ("unit", "Number of specimens", "unit", ""),
        ("unit", "nar", "unit", ""),
        ("unit", " kg ", "unit", "kg"),
        ("unit", ANY_UNIT, "unit", ANY_UNIT),
        ("rank", "species", "rank", None),
        ("rank", "genus", "rank", "genus"),
        ("class_", "", "class_", None),
        ("by", "year,country", "by", ("year", "country")),
        ("by", ("term", "taxon", "term"), "by", ("term", "taxon")),
        ("by", FIELDS, "by", FIELDS),
        ("top", 1, "top", 1),
        ("factors", {"tusks": "half", "ears": "none"}, "factors", (("ears", "none"), ("tusks", "half"))),
        ("at_genus", ["Naja"], "at_genus", ("Naja",)),
    ],
    ids=str,
)
def test_parts_are_read(part: str, value: Any, field: str, kept: Any) -> None:
    assert getattr(study(**{part: value, "woe": part == "factors"}), field) == kept


@pytest.mark.parametrize("part", ["woe", "standardise"])
def test_both_conversions_convert(part: str) -> None:
    assert study(**{part: True}).converts  # type: ignore[arg-type]


def test_order_and_form_of_a_list_of_countries_do_not_matter() -> None:
    one, other = study(importer="CN,HK").importer, study(importer=["hk", "CN"]).importer
    assert one is not None
    assert other is not None
    assert one.spans == other.spans
