"""Every rule has a case that it notices and one that it lets pass; what it says can be read and acted on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from domain.seizures_shapes import incidents
from kouprey.domain import seizures as sz
from kouprey.domain.handling import Grade
from kouprey.kernel.partialdate import partial_date

BOOK = sz.book(date(2026, 11, 20))
LINE = sz.Specimen(
    "s1", "Manis javanica", "Manis javanica", "I", "SCA", sz.Quantity(sz.Amount.EXACT, Decimal(12), "KGM"),
    None, sz.Money(Decimal(5), "USD"),
)  # fmt: skip
LEGS = (
    sz.Leg("l1", 1, sz.Role.ORIGIN, "ID", Decimal(100)),
    sz.Leg("l2", 2, sz.Role.EXPORT, "MY"),
    sz.Leg("l3", 3, sz.Role.TRANSIT, "VN", custody=True),
    sz.Leg("l4", 4, sz.Role.DESTINATION, "CN"),
)
SOUND = sz.Incident(
    id="i1",
    when=partial_date("2020-05-06"),
    place=sz.Place("VN", "Quang Ninh", "vn-mong-cai", "Mong Cai"),
    agency="customs",
    activities=("import",),
    offences=("no-permit",),
    transport=("road",),
    specimens=(LINE,),
    legs=LEGS,
    people=(sz.People("VN", 2),),
    value=sz.Money(Decimal(900), "USD"),
)


def line(**changes: object) -> sz.Incident:
    return replace(SOUND, specimens=(replace(LINE, **changes),))


def leg(place: int, **changes: object) -> sz.Incident:
    legs = list(LEGS)
    legs[place] = replace(legs[place], **changes)
    return replace(SOUND, legs=tuple(legs))


def number(figure: str, unit: str = "") -> sz.Quantity:
    return sz.Quantity(sz.Amount.EXACT, Decimal(figure), unit)


BROKEN: dict[str, Callable[[], sz.Incident]] = {
    "date-given": lambda: replace(SOUND, when=None),
    "date-not-future": lambda: replace(SOUND, when=partial_date("2026-12-01")),
    "date-not-ancient": lambda: replace(SOUND, when=partial_date("1902")),
    "date-in-one-year": lambda: replace(SOUND, when=partial_date("2019/2020")),
    "country-given": lambda: replace(SOUND, place=sz.Place()),
    "country-listed": lambda: replace(SOUND, place=sz.Place("QQ", "x")),
    "place-given": lambda: replace(SOUND, place=sz.Place("VN")),
    "place-listed": lambda: replace(SOUND, place=sz.Place("VN", "", "vn-nowhere")),
    "place-in-country": lambda: replace(SOUND, place=sz.Place("TH", "", "vn-mong-cai")),
    "point-on-earth": lambda: replace(SOUND, place=sz.Place("VN", "x", latitude=Decimal(99), longitude=Decimal(1))),
    "agency-given": lambda: replace(SOUND, agency=""),
    "offence-given": lambda: replace(SOUND, offences=()),
    "codes-listed": lambda: replace(SOUND, transport=("magic",)),
    "open-and-hidden": lambda: replace(SOUND, concealment=("none", "mixed")),
    "people-counted": lambda: replace(SOUND, people=(sz.People("QQ", 1),)),
    "people-once": lambda: replace(SOUND, people=(sz.People("VN", 1), sz.People("VN", 2))),
    "names-in-text": lambda: replace(SOUND, note="The driver, Mr Example, fled."),
    "media-graded": lambda: replace(SOUND, kind=sz.Kind.MEDIA),
    "withdrawal-explained": lambda: replace(SOUND, stage=sz.Stage.WITHDRAWN),
    "live-animals-housed": lambda: line(term="LIV", quantity=number("2")),
    "quarantine-told": lambda: replace(SOUND, first_hour=sz.FirstHour(health_risk="known")),
    "matter-known": lambda: replace(SOUND, first_hour=sz.FirstHour(matter="both")),
    "specimen-given": lambda: replace(SOUND, specimens=()),
    "taxon-given": lambda: line(reported="", taxon=""),
    "taxon-known": lambda: line(reported="Qqqq wwww", taxon=""),
    "taxon-spelled": lambda: line(reported="Manis javanika", taxon=""),
    "taxon-accepted": lambda: line(reported="Python reticulatus", taxon="", term="SKI", quantity=number("2")),
    "appendix-listed": lambda: line(appendix="IV"),
    "appendix-on-date": lambda: line(appendix="III"),
    "term-given": lambda: line(term=""),
    "term-listed": lambda: line(term="QQQ"),
    "term-current": lambda: line(term=sorted(BOOK.trade.retired)[0]),
    "term-fits-taxon": lambda: line(term="LOG", quantity=number("1", "MTQ")),
    "source-listed": lambda: line(source_code="ZZ"),
    "unit-listed": lambda: line(quantity=number("1", "QQQ")),
    "unit-fits-term": lambda: line(quantity=number("1", "MTQ")),
    "quantity-said": lambda: line(quantity=sz.Quantity()),
    "quantity-above-nought": lambda: line(quantity=number("0", "KGM")),
    "quantity-whole": lambda: line(term="LIV", quantity=number("1.5"), disposal="rescue"),
    "weight-beside-count": lambda: line(weight=number("3", "KGM")),
    "quantity-plausible": lambda: line(quantity=number("2000000", "KGM")),
    "value-currency": lambda: replace(SOUND, value=sz.Money(Decimal(900), "QQQ")),
    "values-fit": lambda: line(value=sz.Money(Decimal(901), "USD")),
    "disposal-fits": lambda: line(disposal="released"),
    "no-sale-of-appendix-i": lambda: line(disposal="sold"),
    "ids-unique": lambda: replace(SOUND, specimens=(LINE, LINE)),
    "leg-country-listed": lambda: leg(0, country="QQ"),
    "leg-once": lambda: replace(SOUND, legs=(*LEGS, replace(LEGS[2], id="l9", order=9))),
    "leg-order": lambda: leg(0, order=2),
    "share-of-origin": lambda: leg(2, share=Decimal(5)),
    "shares-sum": lambda: replace(SOUND, legs=(*LEGS, sz.Leg("l9", 9, sz.Role.ORIGIN, "TH", Decimal(50)))),
    "shares-complete": lambda: leg(0, share=Decimal(60)),
    "custody-of-transit": lambda: leg(1, custody=True),
    "one-destination": lambda: replace(SOUND, legs=(*LEGS, sz.Leg("l9", 9, sz.Role.DESTINATION, "HK"))),
    "seized-on-route": lambda: leg(2, country="TH"),
}


def test_a_sound_seizure_is_let_pass() -> None:
    assert sz.judge(SOUND, BOOK) == ()


def test_a_listed_place_elsewhere_is_named_with_both_countries() -> None:
    findings = sz.judge(BROKEN["place-in-country"](), BOOK)
    found = next(one for one in findings if one.rule == "place-in-country")
    assert found.message == "The listed place Mong Cai is in Viet Nam, and the country is Thailand."
    assert found.what_to_do == "Choose Viet Nam as the country, or take the listed place away."


@pytest.mark.parametrize("code", ["W", "C", "W/I", "O C"])
def test_source_codes_of_the_list_are_let_pass(code: str) -> None:
    assert sz.judge(line(source_code=code), BOOK) == ()


@pytest.mark.parametrize("rule", sz.RULES, ids=lambda rule: rule.name)
def test_every_rule_notices_what_it_is_for(rule: sz.Rule) -> None:
    found = [finding for finding in sz.judge(BROKEN[rule.name](), BOOK) if finding.rule == rule.name]
    assert found
    assert found[0].severity == rule.severity
    assert found[0].field
    assert "%(" not in found[0].message + found[0].what_to_do
    assert found[0].message.endswith(".")
    assert found[0].what_to_do.endswith(".")
    assert {"rule", "severity", "field", "value", "message", "remedy"} <= set(found[0].as_json())


def test_rules_have_names_of_their_own_and_no_case_is_left_over() -> None:
    names = [rule.name for rule in sz.RULES]
    assert len(set(names)) == len(names)
    assert set(names) == set(BROKEN)


def test_errors_come_first_and_are_counted() -> None:
    found = sz.judge(replace(SOUND, when=None, offences=(), specimens=()), BOOK)
    assert [finding.severity for finding in found] == ["error", "error", "notice"]
    assert sz.errors(found) == 2


@pytest.mark.parametrize(
    "part", [replace(LINE, taxon="", reported="Manidae spp."), replace(LINE, reported="tê tê Java")]
)
def test_higher_taxa_and_unknown_amounts_are_no_errors(part: sz.Specimen) -> None:
    found = sz.judge(replace(SOUND, specimens=(replace(part, quantity=sz.Quantity()),)), BOOK)
    assert [finding.rule for finding in found if finding.rule != "taxon-accepted"] == ["quantity-said"]


def test_a_survey_asks_for_less() -> None:
    survey = sz.Incident(id="x", kind=sz.Kind.SURVEY, when=partial_date("2026"), place=sz.Place("LA"))
    assert sz.judge(survey, BOOK) == ()
    graded = replace(survey, kind=sz.Kind.MEDIA, grade=Grade("europol-4x4", "B", "2"))
    assert sz.judge(graded, BOOK) == ()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(incidents())
def test_any_observation_can_be_judged(incident: sz.Incident) -> None:
    for finding in sz.judge(incident, BOOK):
        assert finding.message
        assert finding.what_to_do
