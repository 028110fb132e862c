"""What holds of every case: knowledge never harms, order never matters, answers rest only on what was given."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.law.asked import case
from kouprey.domain import law
from kouprey.domain.law import asking, assessment
from kouprey.domain.law.facts import split

PAIRS = ("CN VN", "VN CN", "CN LA", "MY SG", "CN MM", "MY TH", "CN TL", "CN BN")
VERBS = ("sell", "trade", "export", "import", "possess", "hunt", "transport", "transit")
TAXA = ("Manis javanica", "Gekko gecko", "Panthera tigris", "Homo fictus")
# They say one thing twice, or speak against the register: a contradiction is unknown, and is tested apart.
APART = {
    "structured", "party", "max_imprisonment_years", "species_protected", "conduct_punishable", "req_provisions",
    "rcv_provisions", "bilateral_treaty", "bilateral_mlat", "asean_mlat_both", "asean_extradition_treaty_in_force",
    "rcv_treaty_conditional", "rcv_16_5_position", "reciprocity_allowed", "reciprocity", "rcv_extradites_nationals",
    "UNCAC_parties", "UNCAC_offence", "species_listed", "liability_type", "wildlife_offence_is_predicate",
    "rcv_and_req_law_criminalises_agreement_or_participation", "reasonable_grounds_transnational",
    "reasonable_grounds_OCG",
}  # fmt: skip


def _value(kind: str) -> st.SearchStrategy[Any]:
    name, _, choices = kind.partition(":")
    several = {"states": ("CN", "VN", "LA", "SG"), "verbs": VERBS, "taxa": TAXA}
    if name == "choice":
        return st.sampled_from(choices.split("|"))
    if name in several:
        return st.lists(st.sampled_from(several[name]), min_size=1, max_size=3, unique=True)
    return {
        "bool": st.booleans(),
        "number": st.sampled_from((0, 1, 2, 3, 15, 16, 25000, 200_000_000)),
        "years": st.sampled_from((1, 2, 4, 10, "life")),
        "text": st.sampled_from(("en", "trial", "INTERPOL")),
        "texts": st.lists(st.sampled_from(("en", "vi")), min_size=1, unique=True),
        "date": st.sampled_from(("2022-01-01", "2022-06-01")),
    }[name]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A case of some facts at some levels, without contradictions."""
    pair = draw(st.sampled_from(PAIRS))
    made = case(pair=pair, on=draw(st.sampled_from(("2021-01-29", "2022-11-01", "2026-01-15"))))
    names = [kind for kind in law.kinds().values() if kind.name not in APART]
    for kind in draw(st.lists(st.sampled_from(names), max_size=26, unique=True)):
        name = f"{kind.name}({draw(st.sampled_from(pair.split()))})" if kind.per_state else kind.name
        level = draw(st.sampled_from(("suspected", "supported", "proven")))
        made["facts"][name] = {"value": draw(_value(kind.kind)), "level": level, "evidence": [f"E-{name}"]}
    return made


def answers(given: dict[str, Any], accept: bool) -> dict[str, str]:
    result = law.assess(given, accept_unverified=accept)
    rules = {f"{rule.id} {rule.state}": rule.outcome.word for rule in result.rules}
    return rules | {
        f"tool {tool.id}": {"open": "met", "closed": "not_met"}.get(tool.status, "unknown") for tool in result.tools
    }


fast = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@fast
@given(cases(), st.booleans(), st.data())
def test_a_fact_more_never_makes_met_unknown_and_a_fact_less_never_makes_not_met_met(
    given: dict[str, Any], accept: bool, data: st.DataObject
) -> None:
    if not given["facts"]:
        return
    dropped = data.draw(st.sampled_from(sorted(given["facts"])))
    less = given | {"facts": {n: f for n, f in given["facts"].items() if n != dropped}}
    unknown = given | {"facts": given["facts"] | {dropped: given["facts"][dropped] | {"level": "unknown"}}}
    before, after = answers(less, accept), answers(given, accept)
    assert answers(unknown, accept) == before
    assert {name for name, said in before.items() if said == "met" and after[name] == "unknown"} == set()
    assert {name for name, said in before.items() if said == "met" and after[name] == "not_met"} == set()
    assert {name for name, said in after.items() if said == "not_met" and before.get(name) == "met"} == set()


@fast
@given(cases(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(given: dict[str, Any], accept: bool, random: Any) -> None:
    names = list(given["facts"])
    random.shuffle(names)
    again = given | {"facts": {name: given["facts"][name] for name in names}}
    first = law.as_dict(law.assess(given, accept_unverified=accept))
    assert law.as_dict(law.assess(again, accept_unverified=accept)) == first


@fast
@given(cases(), st.booleans())
def test_an_answer_cites_an_article_and_rests_only_on_facts_that_were_given(
    given: dict[str, Any], accept: bool
) -> None:
    result = law.assess(given, accept_unverified=accept)
    known = law.kinds()
    for rule in result.rules:
        assert rule.citation
        assert rule.explanation
        facts = {reason.name: reason for reason in rule.because if reason.kind == "fact"}
        assert set(facts) <= set(given["facts"])
        assert all(reason.sources == (f"E-{name}",) for name, reason in facts.items())
        assert {split(name)[0] for name in rule.missing} <= set(known)
        assert not rule.missing or rule.outcome == law.UNKNOWN
    for tool in result.tools:
        assert not tool.missing or tool.status == "unknown"


@fast
@given(cases(), st.booleans())
def test_a_trace_that_is_kept_is_the_trace_that_is_made_anew(given: dict[str, Any], accept: bool) -> None:
    kept = law.as_dict(law.assess(given, accept_unverified=accept))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "FACTS_ONLY", set())
        patch.setattr(asking, "WIDE", set())
        for module in (asking, assessment):
            patch.setattr(module, "READS", {})
        assert law.as_dict(law.assess(given, accept_unverified=accept)) == kept


@settings(max_examples=10, deadline=None)
@given(cases())
def test_what_would_open_a_tool_opens_it_and_nothing_less_does(given: dict[str, Any]) -> None:
    result = law.assess(given)
    for tool in result.tools:
        for one in law.openings(result, tool.id, most=2):
            more = {name: {"value": value, "level": "supported"} for name, value in one.facts}
            assert tool.status != "open"
            assert _status(given, more, tool.id) == "open"
            for name in more:
                assert _status(given, {n: f for n, f in more.items() if n != name}, tool.id) != "open"


def _status(given: dict[str, Any], more: dict[str, Any], tool: str) -> str:
    plain = {
        n: f | {"value": list(f["value"]) if isinstance(f["value"], tuple) else f["value"]} for n, f in more.items()
    }
    return law.assess(given | {"facts": given["facts"] | plain}).tool(tool).status
