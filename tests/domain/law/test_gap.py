"""The harmonisation gap: intervals with completeness, the paper's figures, what one amendment would close."""

from __future__ import annotations

from datetime import date

import pytest

from kouprey.domain import law
from kouprey.domain.law.comparing import Gap, comparators, gap, verbs
from kouprey.domain.law.gap import Interval, spread
from kouprey.kernel.errors import UnusableInput

PAPER = date(2021, 1, 29)
TEN = ("BN", "KH", "ID", "LA", "MY", "MM", "PH", "TH", "VN", "CN")
# legal.md 1.5: the reference verbs in order, and which of them each State's provisions name.
REFERENCE = (
    "hunt", "kill", "capture", "possess", "process", "transport", "transit", "import", "export", "re_export", "trade",
    "sell", "purchase", "keep",
)  # fmt: skip
COVERAGE = {
    "BN": "...#......###.", "KH": "##.###.##.###.", "ID": ".###.#....####", "LA": "#.#..#####....",
    "MY": "####...###.#..", "MM": "##..##..#..#..", "PH": "##.#......###.", "TH": "#..#.#.##.###.",
    "VN": "##.#.#....###.", "CN": "###..#.##..##.",
}  # fmt: skip


def measured(country: str, comparator: str, on: date = PAPER, edition: str = "paper") -> Gap:
    by = next(one for one in comparators() if one.id == comparator)
    return gap(law.register(edition), country, by, on)


@pytest.mark.parametrize("country", TEN)
def test_conduct_is_counted_as_the_table_of_the_paper_has_it(country: str) -> None:
    named = verbs(law.register("paper"), country, PAPER)
    assert "".join("#" if verb in named else "." for verb in REFERENCE) == COVERAGE[country]


def test_the_ten_maxima_have_the_median_of_the_paper_with_life_on_top() -> None:
    found = spread(law.register("paper"), TEN, PAPER)
    assert (found["states"], found["median"], found["lowest"], found["highest"]) == (10, 8.5, 5, "life")


@pytest.mark.parametrize(
    ("country", "day", "edition", "low"),
    [
        ("MY", "2021-01-29", "paper", 0.5),  # 2 members, 10 years: broader in members, narrower in years
        ("MY", "2023-01-01", "current", 0.0),
    ],
)
def test_a_definition_of_a_group_is_measured_by_members_and_years(
    country: str, day: str, edition: str, low: float
) -> None:
    found = measured(country, "group", date.fromisoformat(day), edition)
    assert (found.low, found.high, found.known) == (low, low, 1.0)
    assert "broader than UNTOC" in found.note


@pytest.mark.parametrize("country", ["CN", "SG", "TH", "VN", "TL"])
def test_another_concept_inferred_numbers_and_silence_are_unknown(country: str) -> None:
    found = measured(country, "group")
    assert (found.low, found.high, found.known) == (0.0, 1.0, 0.0)


def test_the_penalty_of_singapore_closes_on_the_first_of_november_2022() -> None:
    before = measured("SG", "penalty", date(2022, 10, 31), "current")
    after = measured("SG", "penalty", date(2022, 11, 1), "current")
    assert (before.low, before.high, after.low, after.high) == (0.5, 0.5, 0.0, 0.0)
    assert measured("CN", "penalty").note == "life"


def test_silence_widens_the_interval_and_lowers_the_completeness() -> None:
    found = measured("BN", "conduct")
    assert found.low == 0.0
    assert found.high == pytest.approx(1 - 4 / 14)
    assert found.known == pytest.approx(4 / 14)
    nothing = law.harmonisation(PAPER, ["TL"], edition="paper").states[0]
    assert nothing == Interval("TL", 0.0, 1.0, 0.0)


def test_a_pair_takes_the_greater_gap_and_names_the_bottleneck() -> None:
    found = law.harmonisation(PAPER, ["SG", "CN"], edition="paper")
    (pair,) = found.pairs
    penalty = next(one for one in pair.gaps if one.comparator == "penalty")
    assert (penalty.low, penalty.high) == (0.5, 0.5)
    assert (pair.untoc_usable, pair.bottleneck) == (law.NOT_MET, "SG")
    usable = law.harmonisation(PAPER, ["VN", "CN"], edition="paper").pairs[0]
    assert (usable.untoc_usable, usable.bottleneck) == (law.MET, "VN")
    assert set(usable.both) == {"hunt", "kill", "transport", "sell", "purchase"}
    assert law.harmonisation(PAPER, ["TL", "CN"], edition="paper").pairs[0].untoc_usable == law.UNKNOWN


def test_an_amendment_closes_its_own_gap_and_no_other() -> None:
    found = law.harmonisation(PAPER, ["SG"], edition="paper", weights={"penalty": 10})
    now = found.states[0]
    raised = next(one for one in found.amendments if one.comparator == "penalty")
    total = sum(found.weights.values())
    assert now.low - raised.low == pytest.approx(10 * 0.5 / total)
    assert now.high - raised.high == pytest.approx(10 * 0.5 / total)
    assert raised.completeness == pytest.approx(now.completeness)
    assert found.weights["penalty"] == 10


def test_progress_is_dated_and_the_project_has_its_four_criteria() -> None:
    early = law.harmonisation(date(2020, 1, 1))
    assert [row["id"] for row in early.progress] == ["VN-2017", "TH-2019", "MM-2018"]
    late = law.harmonisation(date(2023, 6, 1))
    assert {"SG-2022", "MY-2023"} <= {row["id"] for row in late.progress}
    assert {row["country"] for row in late.project} == set(law.STATES)
    assert {"authorities", "prohibits", "penalises", "confiscates", "deadline"} <= set(late.project[0])


def test_no_interval_is_turned_round_and_none_leaves_the_scale() -> None:
    for edition in law.EDITIONS:
        found = law.harmonisation(date(2024, 1, 1), edition=edition)
        for one in (*found.gaps, *(g for pair in found.pairs for g in pair.gaps)):
            assert 0 <= one.low <= one.high <= 1
            assert 0 <= one.known <= 1


@pytest.mark.parametrize("weights", [{"beauty": 1.0}, {"penalty": -1.0}])
def test_a_weight_that_cannot_be_is_refused(weights: dict[str, float]) -> None:
    with pytest.raises(UnusableInput):
        law.harmonisation(PAPER, weights=weights)
