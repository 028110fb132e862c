"""Each warning of the CITES Trade Database has its questions, and those it would only tire are spared."""

from __future__ import annotations

import pytest

from kouprey.domain.trade.warnings import SYNTHETIC, WARNINGS, Facts, warnings

WORDS = {warning.name: warning.words for warning in WARNINGS}
STUDY = Facts("study", (1997, 2016), 2024, "exporter", "importer", "", (), (), converted=False, synthetic=False)

# In the order of trade.md section 5, each with facts it applies to and facts it does not (None: it always does).
FROM_TRADE_MD = {
    "two-reporters": (STUDY, None),
    "never-add": (STUDY._replace(measure="comptab"), STUDY),
    "re-exports": (STUDY, STUDY._replace(geography="origin")),
    "incomplete-years": (STUDY._replace(years=(1997, 2023)), STUDY._replace(years=(1997, 2022))),
    "units": (STUDY._replace(unit=None), STUDY),
    "names": (STUDY, STUDY._replace(years=(2013, 2013))),
    "absent": (STUDY, None),
    "source-i": (STUDY, STUDY._replace(sources=("W", "C"))),
    "coverage": (STUDY, None),
    "blank-unit": (STUDY, STUDY._replace(unit="kg")),
    "personal": (STUDY._replace(purposes=("T",)), STUDY._replace(purposes=("T", "P"))),
}
OTHERS = {
    "preliminary": (STUDY._replace(preliminary=True), STUDY),
    "synthetic": (STUDY._replace(synthetic=True), STUDY),
    "converted": (STUDY._replace(converted=True), STUDY),
}
EDGES = [
    ("re-exports", STUDY._replace(measure="gross", geography="origin"), True),
    ("re-exports", STUDY._replace(measure="net", geography=None), True),
    ("incomplete-years", STUDY._replace(years=(2024, 2024)), True),
    ("incomplete-years", STUDY._replace(years=None, last_year=None), False),
    ("incomplete-years", STUDY._replace(last_year=None), False),
    ("names", STUDY._replace(years=None), True),
    ("source-i", STUDY._replace(sources=("I",)), True),
    ("blank-unit", STUDY._replace(unit=None), True),
    ("personal", STUDY, False),
    ("personal", STUDY._replace(purposes=("Z",)), False),
    ("units", STUDY._replace(unit="kg"), False),
]


@pytest.mark.parametrize("name", [*FROM_TRADE_MD, *OTHERS])
def test_a_warning_is_shown_where_it_applies_and_only_there(name: str) -> None:
    applies, spared = (FROM_TRADE_MD | OTHERS)[name]
    assert WORDS[name] in warnings(applies)
    if spared is not None:
        assert WORDS[name] not in warnings(spared)


@pytest.mark.parametrize(("name", "facts", "shown"), EDGES)
def test_edges(name: str, facts: Facts, shown: bool) -> None:
    assert (WORDS[name] in warnings(facts)) is shown


def test_all_eleven_are_there_in_their_order_and_synthetic_comes_first() -> None:
    names = list(WORDS)
    assert [name for name in names if name in FROM_TRADE_MD] == list(FROM_TRADE_MD)
    assert set(names) == {*FROM_TRADE_MD, *OTHERS}
    assert len(names) == len(WARNINGS)
    assert warnings(STUDY._replace(synthetic=True))[0] == SYNTHETIC


def test_each_is_one_sentence_of_its_own() -> None:
    assert len(set(WORDS.values())) == len(WORDS)
    assert all(words.endswith(".") for words in WORDS.values())
