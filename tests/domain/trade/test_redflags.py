"""Each check of captive sources on a history worked by hand, at and beside its threshold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kouprey.domain.trade.redflag_case import Case, History, Known, Range, Sums
from kouprey.domain.trade.redflag_rules import flag_rules
from kouprey.domain.trade.redflags import Flag, flags

RULES = flag_rules()
KEY = ("Naja naja", "ID", "live")
HERE = KEY[:2]
NEVER = [14]
"""Without a list that the node fills, every time; 13 where something was exported as D."""
EARLY = History(2000, {HERE: 2001}, {HERE: 2001})
KNOWN = Known(EARLY, frozenset({"ID", "MY", "IN", "TH"}), {"ID": frozenset({"MY"}), "MY": frozenset({"ID"})},
              {"Naja naja": Range(frozenset({"ID", "IN"}), source="hand")})  # fmt: skip


def years(by_code: dict[str, list[object]]) -> Sums:
    """Quantities of 2005 and on; `blank` is a blank code."""
    found: Sums = {}
    for code, quantities in by_code.items():
        for year, quantity in enumerate(quantities, start=2005):
            if quantity:
                found.setdefault(year, {})["" if code == "blank" else code] = Decimal(str(quantity))
    return found


def case(**by_source: list[object]) -> Case:
    return Case(years(by_source), {}, {}, {})


def raised(history: Case, known: Known = KNOWN, year: int = 2010, rules: Any = RULES) -> dict[int, Flag]:
    found, _ = flags({KEY: history}, known, rules, (year, year))
    return {flag.check: flag for flag in found}


def with_history(**other: Any) -> Known:
    return KNOWN._replace(history=EARLY._replace(**other))


def outside(**other: Any) -> Known:
    """What is known where the exporter is no range State."""
    return KNOWN._replace(ranges={"Naja naja": Range(frozenset({"IN"}), source="hand")}, **other)


def reasons(history: Case, known: Known, check: int) -> list[str]:
    _, account = flags({KEY: history}, known, RULES, (2010, 2010))
    entries = account.as_json(RULES, {})
    return [reason["reason"] for entry in entries if entry["check"] == check for reason in entry["reasons"]]


@pytest.mark.parametrize(
    ("volume", "checks"),
    [("10", set()), ("10.000000001", {1}), ("20", {1}), ("20.000000001", {1, 2}), ("50", {1, 2}), ("51", {1, 2, 3})],
)
def test_increase_and_high_volume_at_their_edges(volume: str, checks: set[int]) -> None:
    # Mean of the five years before: 5. Twice is 10, four times 20.
    assert set(raised(case(C=[1, 4, 10, 5, 5, volume]))) == checks


@pytest.mark.parametrize(
    ("category", "volume", "bound", "open_check"),
    [
        ("LC", "50", None, False), ("LC", "50.000000001", "50", False), ("VU", "12.5", None, False),
        ("VU", "12.500000001", "12.5", False), ("NE", "13", "12.5", False), (None, "12.5", None, False),
        (None, "13", None, True), (None, "51", "50", False),
    ],
)  # fmt: skip
def test_high_volume_by_category(category: str | None, volume: str, bound: str | None, open_check: bool) -> None:
    known = KNOWN._replace(categories={"Naja naja": category} if category else {})
    history = case(C=[volume] * 6)
    found = raised(history, known).get(3)
    assert (found.bound if found else None) == (Decimal(bound) if bound else None)
    assert bool(reasons(history, known, 3)) is open_check


def test_a_flag_carries_its_rows_and_its_bound() -> None:
    flag = raised(case(C=[1, 4, 10, 5, 0, 12], F=[0, 0, 0, 0, 5, 0]))[1]
    assert flag == Flag(
        2010, *KEY, 1, "increase", Decimal(12), Decimal(10),
        [
            {"year": 2005, "source": "C", "quantity": Decimal(1)},
            {"year": 2006, "source": "C", "quantity": Decimal(4)},
            {"year": 2007, "source": "C", "quantity": Decimal(10)},
            {"year": 2008, "source": "C", "quantity": Decimal(5)},
            {"year": 2009, "source": "F", "quantity": Decimal(5)},
            {"year": 2010, "source": "C", "quantity": Decimal(12)},
        ],
        NEVER,
    )  # fmt: skip


def test_a_shift_from_wild_cancels_out() -> None:
    # Captive 10 above its mean of 5 plus; wild falls from 20 a year by 7 (dC 7, dW -7): they cancel out.
    assert 4 in raised(case(C=[5] * 5 + [12], W=[20] * 5 + [13]))
    # Half of the larger change is the edge: dC 8, dW -4, sum 4 = 0.5 * 8.
    assert 4 in raised(case(C=[5] * 5 + [13], U=[20] * 5 + [16]))
    assert 4 not in raised(case(C=[5] * 5 + [13], blank=[20] * 5 + ["16.1"]))
    # Without check 1 there is no shift: 10 is not above twice 5.
    assert 4 not in raised(case(C=[5] * 5 + [10], W=[20] * 5 + [15]))


def test_a_shift_between_bred_and_ranched() -> None:
    found = raised(case(C=[2] * 5 + [9], R=[20] * 5 + [13]))
    assert set(found) == {5}
    assert {row["source"] for row in found[5].evidence} == {"C", "R"}


def test_bred_without_a_first_generation_before() -> None:
    history = case(C=[1, 1, 1, 1, 1, 1])
    assert set(raised(history)) == set()
    late = with_history(first_generation={HERE: 2010})
    assert set(raised(history, late)) == {6}


def test_a_range_state_needs_no_founders_and_others_do() -> None:
    history = case(F=[1] * 6)
    assert set(raised(history, with_history(live_imports={}))) == set()
    found = raised(history, outside(history=EARLY._replace(live_imports={})))
    assert set(found) == {7, 8, 9}
    row = {"year": 2010, "source": "F", "quantity": Decimal(1)}
    place = {"range_states": ["IN"], "list": "hand"}
    assert [found[check].evidence for check in (7, 8, 9)] == [
        [row, place], [row, place, {"neighbours": ["MY"]}], [row, place],
    ]  # fmt: skip
    imported = outside(history=EARLY._replace(live_imports={HERE: 2009}))
    assert set(raised(history, imported)) == {7, 8}
    late = outside(history=EARLY._replace(live_imports={HERE: 2010}))
    assert set(raised(history, late)) == {7, 8, 9}


def test_a_neighbour_of_a_range_state_passes_the_borders() -> None:
    near = KNOWN._replace(ranges={"Naja naja": Range(frozenset({"MY"}))})
    assert set(raised(case(F=[1] * 6), near)) == {7}


@pytest.mark.parametrize(
    ("known", "exporter", "open_checks", "reason"),
    [
        (KNOWN._replace(ranges={}), "ID", [7, 8], "no list of range States is loaded that knows the taxon"),
        (KNOWN._replace(ranges={}, history=EARLY._replace(live_imports={})), "ID", [7, 8, 9],
         "no list of range States is loaded that knows the taxon"),
        (outside(), "YU", [7, 8, 9], "the exporter is a former State, or no State"),
        (outside(), "XX", [7, 8, 9], "the exporter is a former State, or no State"),
        (KNOWN._replace(ranges={"Naja naja": Range(frozenset({"IN"}), frozenset({"ID"}))}), "ID", [7, 8],
         "the list of range States is not certain about the exporter or its neighbours"),
        (KNOWN._replace(ranges={"Naja naja": Range(frozenset({"IN"}), whole=False)}), "ID", [7, 8],
         "the list of range States is not certain about the exporter or its neighbours"),
    ],
)  # fmt: skip
def test_places_that_cannot_be_checked(known: Known, exporter: str, open_checks: list[int], reason: str) -> None:
    found, account = flags({("Naja naja", exporter, "live"): case(F=[1] * 6)}, known, RULES, (2010, 2010))
    assert not {flag.check for flag in found} & {7, 8, 9}
    entries = [entry for entry in account.as_json(RULES, {}) if entry["check"] in (7, 8, 9)]
    assert [entry["check"] for entry in entries] == open_checks
    assert {entry["reasons"][0]["reason"] for entry in entries} == {reason}


def test_a_neighbour_that_is_not_certain_leaves_only_the_borders_open() -> None:
    known = KNOWN._replace(ranges={"Naja naja": Range(frozenset({"IN"}), frozenset({"MY"}))})
    assert set(raised(case(F=[1] * 6), known)) == {7}
    assert reasons(case(F=[1] * 6), known, 8)


def both(exported: dict[str, object], imported: dict[str, object], **by_purpose: dict[str, object]) -> Case:
    """What both sides report of 2010, by source, and by purpose where that matters."""

    def year(figures: dict[str, object]) -> Sums:
        return {2010: {code: Decimal(str(figure)) for code, figure in figures.items()}} if figures else {}

    return Case(year(exported), year(imported), year(by_purpose.get("sent", {})), year(by_purpose.get("taken", {})))


@pytest.mark.parametrize(
    ("exported", "imported", "checks"),
    [
        ({"C": 100}, {"W": 100}, {10}),
        ({"C": 100}, {"C": 90, "W": 10}, set()),  # the zero is 0.1: 100/100.1 - 0.9 is below 0.1
        ({"C": 90, "W": 10}, {"C": 80, "W": 20}, {10}),  # exactly ten points
        ({"C": 90, "W": 10}, {"C": "80.1", "W": "19.9"}, set()),
        ({"C": 80, "U": 20}, {"C": 90, "": 10}, {10}),  # either way round
        ({"C": 100}, {"W": 74}, set()),
        ({"C": 100}, {"W": 75}, {10}),
        ({"C": 100}, {"W": 125}, {10}),
        ({"C": 100}, {"W": 126}, set()),
        ({"C": 100}, {}, set()),
        ({"C": 100}, {"R": 100}, {11}),
        ({"R": 100}, {"C": 50, "F": 50}, {11}),
        ({"C": 100, "W": 1}, {"I": 100}, set()),  # other sources are not compared
        ({"C": 50, "R": 50}, {"W": 100}, {10}),  # importers report neither bred nor ranched
    ],
)
def test_reporters_differ_on_the_source(
    exported: dict[str, object], imported: dict[str, object], checks: set[int]
) -> None:
    assert set(raised(both(exported, imported))) & {10, 11, 12} == checks


@pytest.mark.parametrize(
    ("sent", "taken", "differ"),
    [
        ({"T": 100}, {"P": 100}, True), ({"T": 100}, {"": 50, "Z": 50}, True),
        ({"T": 90, "Z": 10}, {"T": 100}, False),
        ({"T": 50, "Z": 50}, {"T": 60, "P": 40}, True), ({"Z": 100}, {"P": 100}, False),
    ],
)  # fmt: skip
def test_reporters_differ_on_the_purpose(sent: dict[str, object], taken: dict[str, object], differ: bool) -> None:
    assert (12 in raised(both({"C": 100}, {"C": 100}, sent=sent, taken=taken))) is differ


def test_flags_about_reporters_show_the_figures_of_both() -> None:
    found = raised(both({"C": 60, "F": 40}, {"C": 30, "W": 70}, sent={"T": 100}, taken={"Z": 30}))
    assert found[10].evidence == [
        {"year": 2010, "reporter": "exporter", "source": "C", "quantity": Decimal(60)},
        {"year": 2010, "reporter": "exporter", "source": "F", "quantity": Decimal(40)},
        {"year": 2010, "reporter": "importer", "source": "C", "quantity": Decimal(30)},
        {"year": 2010, "reporter": "importer", "source": "W", "quantity": Decimal(70)},
    ]
    assert found[12].evidence == [
        {"year": 2010, "reporter": "exporter", "purpose": "T", "quantity": Decimal(100)},
        {"year": 2010, "reporter": "importer", "purpose": "Z", "quantity": Decimal(30)},
    ]


def test_source_d_needs_a_registered_breeder() -> None:
    history = case(D=[1] * 6, C=[0] * 6)
    assert 13 in raised(history, KNOWN._replace(breeders=frozenset({("Naja naja", "TH")})))
    assert 13 not in raised(history, KNOWN._replace(breeders=frozenset({HERE})))
    assert reasons(history, KNOWN, 13) == ["no register of breeding operations is loaded"]
    assert reasons(case(C=[1] * 6), KNOWN, 13) == []


def test_slow_life_histories_by_score() -> None:
    history = case(C=[1] * 6)
    assert 14 not in raised(history, KNOWN._replace(scores={"Naja naja": 0}))
    found = raised(history, KNOWN._replace(scores={"Naja naja": 3}))[14]
    assert found.evidence == [{"year": 2010, "source": "C", "quantity": Decimal(1)}, {"score": 3}]
    assert found.not_checked == []
    assert reasons(history, KNOWN, 14) == ["no life-history score of the taxon is loaded"]


def test_what_could_not_be_checked_is_said_with_each_flag() -> None:
    between = raised(case(C=[5] * 5 + [30]))[1]
    assert between.not_checked == [3, *NEVER]
    short = raised(case(C=[0, 0, 0, 0, 0, 60]), with_history(first_year=2006))
    assert set(short) == {3}
    assert short[3].not_checked == [1, 2, 4, 5, *NEVER]
    first = raised(case(C=[0, 0, 0, 0, 0, 60]), outside(history=EARLY._replace(first_year=2010)))
    assert first[3].not_checked == [1, 2, 4, 5, 6, 9, *NEVER]


def test_wild_trade_alone_raises_nothing() -> None:
    found, account = flags({KEY: case(W=[0, 0, 0, 0, 0, 1000])}, KNOWN, RULES, None)
    assert (found, account.looked_at, account.as_json(RULES, {})) == ([], 0, [])


def test_the_account_says_what_each_open_check_needs_and_how_often() -> None:
    _, account = flags({KEY: case(C=[1, 1])}, KNOWN._replace(ranges={}), RULES, None)
    found = {entry["check"]: entry for entry in account.as_json(RULES, {3: True, 13: False})}
    assert set(found) == {3, 7, 8, 13, 14}
    assert [number for number, entry in found.items() if entry["in_part"]] == [3]
    assert found[7]["reasons"] == [
        {"reason": "no list of range States is loaded that knows the taxon", "cases": 2, "taxa": 1}
    ]
    assert found[13]["reasons"] == []
    assert all(entry["needs"] and entry["name"] == RULES.names[check] for check, entry in found.items())
