"""The method note says every filter and every rule, in words and for machines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kouprey.domain.trade.factors import factor_table
from kouprey.domain.trade.method import REPORTS, Data, report_method, study_method
from kouprey.domain.trade.question import GEOGRAPHIES, QUANTITIES, study
from kouprey.domain.trade.standard import standard
from kouprey.kernel.jsontext import dumps

DATA = Data("bulk", "0123456789ab", "bulk", (1975, 2024), synthetic=False)


def note(data: Data = DATA, matched: dict[str, list[str]] | None = None, **asked: Any) -> dict[str, Any]:
    question = study(**asked)
    woe = factor_table(dict(question.factors)) if question.woe else None
    return study_method(question, data, matched or {}, woe, standard() if question.standardise else None)


def said(**asked: Any) -> str:
    return "\n".join(note(**asked)["sentences"])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "dataset bulk, release 0123456789ab"),
        ({}, "Years: 1975 to 2024 (all years of data)"),
        ({"years": "1997-2016"}, "Years: 1997 to 2016, as"),
        ({"importer": "CN,HK"}, "Importer: CN, HK."),
        ({"exporter": "ASEAN"}, "Country of source: ID, MY, PH, SG, TH; BN from 1984"),
        ({}, "Unit: number of specimens (the blank unit) only."),
        ({"unit": "kg"}, "Unit: kg only."),
        ({"unit": "any"}, "Unit: all units"),
        ({"taxon": "Naja", "matched": {"Naja": ["genus"]}}, "Taxon: Naja, found as genus."),
        ({"taxon": "Nija"}, "Taxon: Nija, not found."),
        ({"rank": "family"}, "rank of family"),
        ({"class_": "animals"}, "Class: animals."),
        ({"terms": ("live", "skins")}, "Terms: live, skins."),
        ({"sources": ("W", "")}, "Sources: W, (blank)."),
        ({"purposes": "T"}, "Purposes: T."),
        ({"at_genus": ("Naja",)}, "Counted at genus: Naja"),
        ({"woe": True}, f"whole organisms, by the factor table woe {factor_table().version}"),
        ({"standardise": True}, f"official standard of TradeView (list standard {standard().version})"),
        ({}, "Share: of the total of the same term and unit"),
        ({}, "Wild is source W and R, captive is C, D and F"),
    ],
    ids=str,
)
def test_every_filter_and_rule_has_its_words(asked: dict[str, Any], words: str) -> None:
    assert words in said(**asked)


@pytest.mark.parametrize(
    ("part", "rules"), [("geography", GEOGRAPHIES), ("quantity", QUANTITIES)], ids=["geography", "quantity"]
)
def test_every_choice_of_a_rule_has_words_of_its_own(part: str, rules: dict[str, str]) -> None:
    for choice, words in rules.items():
        assert f"{part.capitalize()}: {words}." in said(**{part: choice})
        assert note(**{part: choice})[part] == choice
    assert len(set(rules.values())) == len(rules)


def test_what_was_not_asked_has_no_sentence() -> None:
    quiet = said()
    assert not any(word in quiet for word in ("Importer:", "Terms", "Sources", "Purposes", "Class", "Taxon", "genus"))


def test_for_machines_it_holds_every_part() -> None:
    found = note(
        importer="cn", exporter="SEA", years=2013, taxon="Naja", terms="live", sources="W", purposes="T",
        class_="Reptilia", top=5, by="year", preset="jiao2021-table1", rank="genus", at_genus=("Naja",),
    )  # fmt: skip
    assert found["filters"] == {
        "importer": "CN", "exporter": "SEA", "years": [2013, 2013], "taxa": ["Naja"], "class": "Reptilia",
        "terms": ["live"], "sources": ["W"], "purposes": ["T"],
    }  # fmt: skip
    assert (found["top"], found["by"], found["preset"], found["taxa"]) == (
        5,
        ["year"],
        "jiao2021-table1",
        "rank genus",
    )
    assert (found["at_genus"], found["woe"], found["standard"], found["data_years"]) == (
        ["Naja"],
        None,
        None,
        [1975, 2024],
    )
    assert json.loads(dumps(found))["measure"] == "study"


def test_factors_name_table_version_choices_and_each_disputed_source() -> None:
    woe = note(woe=True, factors={"tusks": "half"})["woe"]
    assert (woe["table"], woe["choices"]["tusks"], woe["choices"]["fins"]) == ("woe", "half", "none")
    half = [entry for entry in woe["disputed"] if entry["item"] == "tusks"]
    assert [entry["factor"] for entry in half] == ["0.5"]
    assert all(entry["provenance"] for entry in woe["disputed"])


def test_synthetic_data_are_called_so() -> None:
    found = note(data=DATA._replace(synthetic=True))
    assert found["synthetic"] is True
    assert found["source"].startswith("SYNTHETIC")
    assert "SYNTHETIC" in found["sentences"][0]


def test_a_national_report_is_called_preliminary() -> None:
    found = note(data=DATA._replace(preliminary=True))
    assert found["preliminary"] is True
    assert "PRELIMINARY NATIONAL DATA" in found["sentences"][0]


def test_without_a_row_of_data_there_are_no_years() -> None:
    assert "there is no row of data" in "\n".join(note(data=DATA._replace(years=None))["sentences"])


@pytest.mark.parametrize(("measure", "side"), [("gross", "exports"), ("net", "imports"), ("comptab", "")])
def test_reports_say_their_formula_and_filters(measure: str, side: str) -> None:
    question = study(importer="CN", exporter="TH", terms="live", unit="any", years=2013)
    found = report_method(measure, side, question, DATA, {})
    text = "\n".join(found["sentences"])
    assert (found["measure"], found["side"], found["unit"]) == (measure, side or None, "any")
    for words in (
        REPORTS[f"{measure} {side}".strip()],
        "Importer: CN.",
        "Exporter: TH.",
        "Terms: live.",
        "2013 to 2013",
    ):
        assert words in text
    assert "{" not in text
