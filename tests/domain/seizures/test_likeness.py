"""What one of two observations leaves blank, or did not release, is unknown: it never makes them different."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from kouprey.domain import seizures as sz
from kouprey.kernel.partialdate import partial_date


def _line(taxon: str, term: str, number: int) -> sz.Specimen:
    return sz.Specimen(taxon, taxon, taxon, "I", term, sz.Quantity(sz.Amount.EXACT, Decimal(number), "KGM"))


ONE = sz.Incident(
    id="one", when=partial_date("2026-03-04"), place=sz.Place("VN", "Lang Son", "vn-mong-cai", "A shed"),
    specimens=(_line("Manis javanica", "SCA", 100), _line("Cuora galbinifrons", "LIV", 3)), transport=("road",),
    agency="customs", reference="F 12",
)  # fmt: skip
TWIN = replace(ONE, id="twin")
OTHER = sz.Incident(
    id="other", when=partial_date("2026-04-09"), place=sz.Place("TH", "Trat", "th-bangkok", "A pier"),
    specimens=(_line("Panthera tigris", "BON", 7),), transport=("sea",), agency="police", reference="G 7",
)  # fmt: skip


def _place(name: str) -> Callable[[sz.Incident], sz.Incident]:
    return lambda one: replace(one, place=replace(one.place, **{name: ""}))


def _lines(**blank: object) -> Callable[[sz.Incident], sz.Incident]:
    return lambda one: replace(one, specimens=tuple(replace(line, **blank) for line in one.specimens))


BLANKS: dict[str, Callable[[sz.Incident], sz.Incident]] = {
    **{name: _place(name) for name in ("country", "admin1", "code", "name")},
    "when": lambda one: replace(one, when=None),
    "specimens": lambda one: replace(one, specimens=()),
    "taxa": _lines(taxon="", reported=""),
    "terms": _lines(term=""),
    "quantities": _lines(quantity=sz.Quantity()),
    "transport": lambda one: replace(one, transport=()),
    "agency": lambda one: replace(one, agency=""),
    "reference": lambda one: replace(one, reference=""),
}
SIZES = (0, 1, 2, 3, len(BLANKS) - 2, len(BLANKS) - 1, len(BLANKS))
HELD_BACK = [names for size in SIZES for names in combinations(BLANKS, size)]


def _without(one: sz.Incident, names: Iterable[str]) -> sz.Incident:
    for name in names:
        one = BLANKS[name](one)
    return one


def test_whoever_is_likely_may_be_alike() -> None:
    """What is looked at before a record is read whole leaves none out that would be offered."""
    offered = 0
    for one in (_without(ONE, names) for names in HELD_BACK[::8]):
        may = sz.may_be_alike(one)
        for names in HELD_BACK:
            other = _without(TWIN, names)
            if sz.likely(one, [other]):
                offered += 1
                assert may(sz.to_values(other)), names
    assert offered > 100


def test_whoever_shares_neither_number_nor_place_nor_line_cannot_be_alike() -> None:
    apart = replace(
        ONE, id="apart", reference="F 13", place=sz.Place("VN", "Quang Ninh", "vn-hai-phong", "A quay"),
        specimens=(_line("Manis pentadactyla", "SCA", 100), _line("Cuora galbinifrons", "SHE", 3)),
    )  # fmt: skip
    assert not sz.may_be_alike(ONE)(sz.to_values(apart))
    assert not sz.may_be_alike(ONE)({})
    assert not sz.likely(ONE, [apart])
    for change in (
        {"reference": "f 12"}, {"place": replace(apart.place, code="vn-mong-cai")},
        {"place": replace(apart.place, admin1="Lang Son")}, {"place": replace(apart.place, name="a SHED")},
        {"specimens": (_line("Manis Javanica", "SCA", 1),)},
    ):  # fmt: skip
        assert sz.may_be_alike(ONE)(sz.to_values(replace(apart, **change))), change


@pytest.mark.parametrize("other", [TWIN, OTHER], ids=["twin", "other"])
def test_blank_on_one_side_is_as_blank_on_both(other: sz.Incident) -> None:
    for names in HELD_BACK:
        blank = _without(other, names)
        found, both = sz.likeness(ONE, blank), sz.likeness(_without(ONE, names), blank)
        assert (found.points, found.reasons) == (both.points, both.reasons), names
        assert sz.likeness(blank, ONE).points == found.points, names


def test_a_twin_of_which_little_is_known_is_offered_all_the_same() -> None:
    for names in (("country",), ("when",), ("country", "admin1", "name", "agency", "reference"), ("code", "terms")):
        assert sz.likely(ONE, [_without(TWIN, names)]), names
    assert not sz.likely(ONE, [_without(TWIN, BLANKS)])
