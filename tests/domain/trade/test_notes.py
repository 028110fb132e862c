"""The notes of the reports say their rules and thresholds in words, and what was not judged."""

from __future__ import annotations

from typing import Any

import pytest

from kouprey.domain.trade import mirror, quotas, trend
from kouprey.domain.trade.method import Data
from kouprey.domain.trade.notes import flows_note, mirror_note, quotas_note, trend_note
from kouprey.domain.trade.question import study
from kouprey.domain.trade.redflag_account import Account
from kouprey.domain.trade.redflag_note import flags_note
from kouprey.domain.trade.redflag_rules import flag_rules
from kouprey.domain.trade.warnings import Facts, warnings

DATA = Data("bulk", "0123456789ab", "bulk", (1975, 2024), synthetic=False)
Q = study(exporter="ID", years="2005-2014", terms="live")
LEFT = [{"line": 2, "taxon": "Naja", "country": "ID", "year": 2013, "reason": "it overlaps line 3"}]
ACCOUNT = Account()
ACCOUNT.add("Naja naja", {7: "no list of range States is loaded", 14: "no score"})
ACCOUNT.add("Naja kaouthia", {14: "no score"})
OPEN = ACCOUNT.as_json(flag_rules(), {3: True, 13: False})
NOTES: dict[str, dict[str, Any]] = {
    "mirror": mirror_note(Q, DATA, {}, mirror.band(), mirror.synonyms(), {"rows": 0}),
    "flows": flows_note(Q, DATA, {}, "countries"),
    "trend": trend_note(Q, DATA, {}, trend.trend_rules().thresholds, (2005, 2014), {"series": 0}),
    "quotas": quotas_note(Q, DATA, "abc", quotas.quota_rules().thresholds, LEFT, {"judged": 0}),
    "redflags": flags_note(Q, DATA, {}, flag_rules().thresholds, OPEN),
}


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("mirror", ("0.75 to 1.25", "skins, skin pieces", "synonyms: both report")),
        ("flows", ("damping 0.85", "could not be verified", "Betweenness, of reported data")),
        (
            "trend",
            ("2005 to 2014", "above 0.15", "at least 0.75", "above 3 times", "Direct trade only", "not checked"),
        ),
        ("quotas", ("edition abc", "Not judged: 1 quota-years", "wild ones", "Direct trade only")),
        (
            "redflags",
            (
                "above 2 and 4 times",
                "50 and 12.5",
                "between 0.75 and 1.25 times",
                "differ by 0.1 or more",
                "set to 0.1",
                "Not checked: 13, 14; in part: 3, 7",
                "7 was not checked: no list of range States is loaded (1 years of trade, 1 taxa).",
                "14 was not checked: no score (2 years of trade, 2 taxa).",
            ),
        ),
    ],
)
def test_the_rule_is_in_words(measure: str, words: tuple[str, ...]) -> None:
    note = NOTES[measure]
    said = "\n".join(note["sentences"])
    assert note["measure"] == measure
    for word in ("release 0123456789ab", *words):
        assert word in said
    assert "{" not in said


def test_what_was_left_out_is_for_machines_too() -> None:
    assert NOTES["quotas"]["left_out"] == LEFT
    assert {check["check"] for check in NOTES["redflags"]["not_checked"]} == {3, 7, 13, 14}
    assert NOTES["trend"]["rules"]["verified"] is False


@pytest.mark.parametrize(
    ("measure", "shown"), [("mirror", True), ("quotas", True), ("comptab", True), ("trend", False)]
)
def test_where_both_figures_stand_side_by_side_adding_is_warned_of(measure: str, shown: bool) -> None:
    facts = Facts(measure, None, 2024, None, "importer", "", (), (), converted=False, synthetic=False)
    assert any("must not be added" in words for words in warnings(facts)) is shown
