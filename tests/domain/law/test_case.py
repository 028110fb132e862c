"""A case is read by the published schema; what does not fit is refused with the place and what was expected."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from domain.law.asked import case
from domain.law.worked import CASES, Worked
from kouprey.domain import law
from kouprey.domain.law.schema import made
from kouprey.domain.lists import load
from kouprey.kernel.errors import UnusableInput

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "law"
CHECK = {name: jsonschema.Draft202012Validator(law.schema(name)) for name in ("case", "answer")}


@pytest.mark.parametrize("name", ["case", "answer"])
def test_the_published_schema_is_the_one_that_the_lists_demand(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(law.schema(name))
    assert law.schema(name) == made(name)


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_cases_and_answers_fit_the_schemas(worked: Worked) -> None:
    CHECK["case"].validate(worked.given())
    answer = law.as_dict(law.assess(worked.given(), accept_unverified=worked.accept))
    CHECK["answer"].validate(json.loads(json.dumps(answer)))
    keys = [(rule["id"], rule["state"]) for rule in answer["rules"]]
    assert len(set(keys)) == len(keys)


def fact(value: Any, level: str = "supported") -> dict[str, Any]:
    return {"value": value, "level": level, "evidence": ["E1"]}


BAD: dict[str, dict[str, Any]] = {
    "no date": {"act_date": "yesterday"},
    "no State": {"requested": "XX"},
    "same State": {"requested": "CN"},
    "an unknown key": {"colour": "red"},
    "an unknown fact": {"facts": {"n_member": fact(3)}},
    "a State missing": {"facts": {"party": fact(True)}},
    "a State too many": {"facts": {"n_members(VN)": fact(3)}},
    "a State that is none": {"facts": {"party(Laos)": fact(True)}},
    "twice": {"facts": {"party(rcv)": fact(True), "party(VN)": fact(True)}},
    "no level": {"facts": {"n_members": {"value": 3}}},
    "another level": {"facts": {"n_members": fact(3, "sure")}},
    "a wrong number": {"facts": {"n_members": fact("three")}},
    "a number below zero": {"facts": {"n_members": fact(-1)}},
    "a wrong boolean": {"facts": {"structured": fact(1)}},
    "a wrong choice": {"facts": {"offence_class": fact("7")}},
    "a verb that is none": {"facts": {"conduct_verbs": fact(["steal"])}},
    "an empty list": {"facts": {"species": fact([])}},
    "no facts but a list": {"facts": [1]},
}


@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
def test_what_does_not_fit_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(UnusableInput) as refused:
        law.assess(case() | given)
    assert refused.value.kept == "Nothing was assessed."
    assert "schema" in refused.value.remedy


def test_a_near_name_is_offered() -> None:
    with pytest.raises(UnusableInput, match="Near: n_members"):
        law.assess(case() | {"facts": {"n_member": fact(3)}})


def test_a_fact_at_the_level_unknown_is_a_fact_not_given() -> None:
    given = case() | {"facts": {"n_members": fact(2, "unknown"), "structured": fact(None)}}
    assert law.as_dict(law.assess(given)) == law.as_dict(law.assess(case()))


def test_req_and_rcv_stand_for_the_two_states() -> None:
    short = case() | {"facts": {"max_imprisonment_years(rcv)": fact(3), "max_imprisonment_years(req)": fact(9)}}
    result = law.assess(short)
    assert [result.rule("UNTOC-2B", state).outcome for state in ("VN", "CN")] == [law.NOT_MET, law.MET]


def test_every_input_of_a_rule_can_be_given_and_every_fact_is_read_by_a_rule() -> None:
    inputs = {name.partition("(")[0] for text in law.rule_texts().values() for name in text.inputs}
    rules = set(law.rule_texts())
    beside = {"assets_in_rcv", "species_protected", "territory", "conduct_punishable", "market_value"}
    assert inputs - rules - set(law.kinds()) == set()
    assert set(law.kinds()) - inputs - beside == set()


def sample(name: str) -> Any:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"the development sample {name} is not at hand")
    return json.loads(gzip.decompress(path.read_bytes()))


def test_the_rules_have_the_ids_of_the_sample() -> None:
    ids = [rule["id"] for rule in sample("legal_rules.json.gz")["rules"]]
    ours = list(law.rule_texts())
    assert set(ids) == {id for id in ours if not id.startswith("KP-")}
    assert len(ids) == 43


def test_the_provisions_and_definitions_of_the_paper_agree_with_the_sample() -> None:
    given = sample("legal_provisions.json.gz")
    held = {provision.id: provision for provision in law.register("paper").provisions}
    for country in given["countries"]:
        for statute in country["laws"]:
            for provision in statute["provisions"]:
                ours = held[provision["id"]]
                years = provision["max_imprisonment"]["years"]
                assert ours.max_years == (float("inf") if provision["max_imprisonment"]["life"] else years)
                assert [set(act.verbs) for act in ours.conduct] == [set(act["verbs"]) for act in provision["acts"]]
    assert {row["verb"] for row in load("law-verbs").rows} == set(given["verb_vocabulary"])
    assert {row["id"] for row in load("law-claims").rows} == {claim["id"] for claim in given["quantitative_claims"]}
