"""Figures as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from kouprey.domain.handling import Handling, Tlp
from kouprey.kernel.ids import new_id
from kouprey.web.ui import record_marks
from kouprey.web.ui.templatetags.cells import page_of
from kouprey.web.ui.templatetags.choices import options
from kouprey.web.ui.templatetags.figures import (
    code,
    country,
    figure,
    latin,
    percent,
    percentage,
    several_years,
    short,
    whole_percent,
)
from kouprey.web.ui.templatetags.handling import marks_short


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1234567.000000000"), "1,234,567"),
        (Decimal("0.123456789"), "0.123456789"),
        (Decimal("1E+3"), "1,000"),
        (Decimal(0), "0"),
        (0, "0"),
        (9_999, "9,999"),
        (10_000, "10,000"),
        (10_001, "10,001"),
        (-1_234, "-1,234"),
        (None, ""),
    ],
)
def test_a_quantity_is_written_in_full(value: Decimal | None, written: str):
    assert figure(value) == written


@pytest.mark.parametrize(
    ("share", "one", "none"),
    [
        (0.0, "0.0 %", "0 %"),
        (1.0, "100.0 %", "100 %"),
        (0.0001, "< 0.1 %", "< 1 %"),
        (0.99996, "> 99.9 %", "> 99 %"),
        (0.125, "12.5 %", "12 %"),
        (None, "–", "–"),
    ],
)
def test_a_share_never_pretends(share: float | None, one: str, none: str):
    assert percent(share) == one
    assert whole_percent(share) == none


def test_every_share_is_rounded_by_its_digits():
    # Halves of a step among them, which floats lie a little beside.
    for share in [*(part / 2000 for part in range(20, 1980)), *(part / 7919 for part in range(100, 7800, 3))]:
        exact = (Decimal(repr(share)) * 100).quantize(Decimal("0.1"))
        assert percent(share) == f"{exact} %"
        assert whole_percent(share) == f"{exact_whole(share)} %"


def exact_whole(share: float) -> Decimal:
    return (Decimal(repr(share)) * 100).quantize(Decimal(1))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Naja naja", '<i lang="la">Naja naja</i>'),
        ("Naja spp.", '<i lang="la">Naja</i> <span class="k-upright">spp.</span>'),
        ("Ateles hybridus", '<i lang="la">Ateles hybridus</i>'),
        ("Falco hybrid", '<i lang="la">Falco</i> <span class="k-upright">hybrid</span>'),
        ("<script>", '<i lang="la">&lt;script&gt;</i>'),
        (None, '<i lang="la"></i>'),
    ],
)
def test_a_scientific_name(name: str | None, written: str):
    assert latin(name) == written


def test_a_country_has_a_name_and_an_unknown_one_keeps_its_code():
    assert country("NA") == "Namibia"
    assert country("??") == "??"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (None, "–"),
        (0, "0"),
        (12345, "12,345"),
        (1234567.8, "1,234,568"),
        (-0.123456, "-0.1235"),
        (0.5, "0.5"),
        (0.0000123456, "0.00001235"),
        (2.0, "2"),
    ],
)
def test_a_ratio_has_the_digits_that_count(number: float | None, written: str):
    assert short(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(None, "–"), (170.0, "170.0 %"), (100.0, "100.0 %"), (100.01, "> 100 %"), (99.99, "> 99.9 %"), (0.0, "0.0 %")],
)
def test_what_is_just_above_a_quota_is_not_shown_as_the_quota(number: float | None, written: str):
    assert percentage(number) == written


def test_codes_have_words_and_unknown_ones_stay():
    assert code("one-sided-importer", "agreement") == "importer only"
    assert code("new-check", "name") == "new-check"
    assert code("x", "no such column") == "x"


def test_evidence_of_one_year_needs_no_picture():
    assert not several_years([{"year": 2010}, {"year": 2010}])
    assert several_years([{"year": 2010}, {"year": 2011}])


@pytest.mark.parametrize("name", ["incidents-one", "records-one"])
def test_the_address_of_a_row_is_that_of_its_page_wherever_the_node_is_mounted(name: str) -> None:
    one, other = new_id(), new_id()
    try:
        for prefix in ("/", "/kouprey/", "/"):
            set_script_prefix(prefix)
            assert [page_of(name, id) for id in (one, other)] == [reverse(name, args=[id]) for id in (one, other)]
            assert page_of(name, one).startswith(prefix)
    finally:
        set_script_prefix("/")


def test_marks_of_a_row_are_written_once_for_each_language() -> None:
    marks = record_marks.shown(Handling(Tlp.AMBER, nominal=True))
    with override("en"):
        first = marks_short(marks)
        assert "Names persons" in first
        assert marks_short(record_marks.shown(Handling(Tlp.AMBER, nominal=True))) is first
        assert "Names persons" not in marks_short(record_marks.shown(Handling(Tlp.AMBER)))
    with override("de"):
        assert marks_short(marks) is not first


def test_the_options_of_a_choice_are_escaped_each_by_itself():
    pairs = [("", "any"), ('"A&B"', "<b>\0fish")]
    assert options(pairs, '"A&B"') == (
        '<option value="">any</option><option value="&quot;A&amp;B&quot;" selected>&lt;b&gt;fish</option>'
    )
    assert options([], "A") == ""
    assert options([(7, "seven")], 7) == '<option value="7" selected>seven</option>'


def test_a_figure_is_written_as_the_language_of_the_page_does():
    with override("id"):
        assert figure(9_999) == figure(Decimal(9_999)) == "9.999"
    with override("en"):
        assert figure(9_999) == figure(Decimal(9_999)) == "9,999"
