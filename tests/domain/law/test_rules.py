"""Every outcome that the list of rules defines, each from facts; rules without logic gate nothing."""

from __future__ import annotations

from typing import Any

import pytest

from domain.law.asked import case, outcome
from domain.law.worked import GROUP, PANGOLIN
from kouprey.domain import law

BOTH = ["CN", "VN"]
CONTENT = dict.fromkeys(
    (
        "authority", "nature_of_case", "conducting_authority_name_function", "facts_summary",
        "assistance_description", "purpose",
    ),
    True,
)  # fmt: skip
SERIOUS = {"max_imprisonment_years(CN)": 10, "max_imprisonment_years(VN)": 10}
CRIME = {"conduct_punishable(CN)": True, "conduct_punishable(VN)": True}
PREDICATE = {"wildlife_offence_is_predicate(VN)": True}
GROUNDS = (
    "political_offence", "discrimination_16_14", "ne_bis_in_idem", "death_or_life_penalty_assurance", "lapse_of_time",
)  # fmt: skip
SCHEDULE = {"pair": "MY SG", "req_in_sg_schedule": True, "limitations_in_second_schedule": False}
CONSENT = {
    f"{name}({state})": True
    for name in ("domestic_law_permits", "agreement_or_case_by_case_consent")
    for state in ("CN", "LA", "VN")
}
SCOPE = GROUP | {"states_of_commission": BOTH, "facts": SERIOUS}
MANY = {"pair": "MY TH", "on": "2024-05-01"}

Row = tuple[str, dict[str, Any], str]
ROWS: list[Row] = [
    ("UNTOC-PARTY", {}, "met"),
    ("UNTOC-PARTY", {"pair": "MY TH", "on": "2003-01-01"}, "not_met"),
    ("UNTOC-PARTY", {"pair": "CN TL"}, "unknown"),
    ("UNTOC-2A", GROUP, "met"),
    ("UNTOC-2A", GROUP | {"n_members": 3}, "met"),
    ("UNTOC-2A", GROUP | {"n_members": 2}, "not_met"),
    ("UNTOC-2A", GROUP | {"acting_in_concert": False}, "not_met"),
    ("UNTOC-2A", {"n_members": 9}, "unknown"),
    ("UNTOC-2A", GROUP | {"level": "suspected"}, "unknown"),
    ("UNTOC-2B VN", {"facts": {"max_imprisonment_years(VN)": 4}}, "met"),
    ("UNTOC-2B VN", {"facts": {"max_imprisonment_years(VN)": "life"}}, "met"),
    ("UNTOC-2B VN", {"facts": {"max_imprisonment_years(VN)": 3.9}}, "not_met"),
    ("UNTOC-2B VN", {"conduct_verbs": "export", "species": PANGOLIN}, "unknown"),
    ("UNTOC-2C", {"randomly_formed_for_immediate_offence": False}, "met"),
    ("UNTOC-2C", {"randomly_formed_for_immediate_offence": True}, "not_met"),
    ("UNTOC-2C", {}, "unknown"),
    ("UNTOC-2C", {"randomly_formed_for_immediate_offence": True, "structured": True}, "unknown"),
    ("UNTOC-32", {"states_of_commission": BOTH}, "met"),
    ("UNTOC-32", {"states_of_commission": "VN", "prep_plan_direct_control_states": "CN"}, "met"),
    ("UNTOC-32", {"group_active_states": BOTH}, "met"),
    ("UNTOC-32", {"states_of_commission": "VN", "states_with_substantial_effects": "CN"}, "met"),
    (
        "UNTOC-32",
        {
            "states_of_commission": "VN",
            "prep_plan_direct_control_states": "VN",
            "group_active_states": "VN",
            "states_with_substantial_effects": "VN",
        },
        "not_met",
    ),
    ("UNTOC-32", {"states_of_commission": "VN"}, "unknown"),
    ("UNTOC-31", SCOPE, "met"),
    ("UNTOC-31", GROUP | {"states_of_commission": BOTH, "offence_class": "5"}, "met"),
    ("UNTOC-31", SCOPE | {"n_members": 2}, "not_met"),
    ("UNTOC-31", GROUP | {"facts": SERIOUS}, "unknown"),
    (
        "UNTOC-18-1",
        {
            "reasonable_grounds_transnational": True,
            "reasonable_grounds_OCG": True,
            "evidence_or_victim_or_proceeds_in_rcv": True,
            "level": "suspected",
        },
        "met",
    ),
    ("UNTOC-18-1", {"evidence_or_victim_or_proceeds_in_rcv": False}, "not_met"),
    ("UNTOC-18-1", {"reasonable_grounds_OCG": True}, "unknown"),
    ("UNTOC-5", {"pair": "MY TH", "rcv_and_req_law_criminalises_agreement_or_participation": True}, "met"),
    ("UNTOC-5", {"pair": "LA KH", "rcv_and_req_law_criminalises_agreement_or_participation": False}, "not_met"),
    ("UNTOC-5", {}, "unknown"),
    ("UNTOC-6 VN", {"predicate_committed_abroad": False, "facts": PREDICATE}, "met"),
    (
        "UNTOC-6 VN",
        {
            "predicate_committed_abroad": True,
            "dual_criminality_predicate": False,
            "facts": PREDICATE,
        },
        "not_met",
    ),
    ("UNTOC-6 VN", {"facts": PREDICATE}, "unknown"),
    ("UNTOC-10 VN", {}, "met"),
    ("UNTOC-10 CN", {"facts": {"liability_type(CN)": "admin"}}, "met"),
    ("UNTOC-10 CN", {"facts": {"liability_type(CN)": "none"}}, "not_met"),
    ("UNTOC-10 CN", {}, "unknown"),
    ("UNTOC-13", {"confiscation_step": "trace", "facts": True}, "met"),
    ("UNTOC-13", {"confiscation_step": "obtain", "facts": True, "property_description": False}, "not_met"),
    ("UNTOC-13", {"confiscation_step": "enforce", "facts": True}, "unknown"),
    ("EXT-DC", {"facts": CRIME}, "met"),
    ("EXT-DC", {"facts": CRIME | {"conduct_punishable(VN)": False}}, "not_met"),
    ("EXT-DC", {"conduct_verbs": "export", "species": PANGOLIN}, "unknown"),
    ("EXT-OCG", {"convention_offence": True, "person_located_in_rcv": True}, "met"),
    ("EXT-OCG", {"person_located_in_rcv": False}, "not_met"),
    ("EXT-OCG", {"person_located_in_rcv": True}, "unknown"),
    ("EXT-BASIS", {"pair": "CN TH", "on": "2022-01-10"}, "met"),
    ("EXT-BASIS", {"pair": "CN MM", "on": "2021-01-29", "reciprocity_allowed": False}, "not_met"),
    ("EXT-BASIS", {}, "unknown"),
    ("EXT-NAT", {"person_nationality": "CN"}, "met"),
    ("EXT-NAT", {"person_nationality": ["CN", "VN"], "rcv_extradites_nationals": False}, "not_met"),
    ("EXT-NAT", {"person_nationality": "VN"}, "unknown"),
    ("EXT-REF", {"political_offence": True}, "met"),
    ("EXT-REF", dict.fromkeys(GROUNDS, False) | {"fiscal_only": True}, "not_met"),
    ("EXT-REF", {"fiscal_only": True}, "unknown"),
    ("MLA-BASIS", {}, "met"),
    (
        "MLA-BASIS",
        {
            "pair": "CN BN",
            "on": "2021-01-29",
            "n_members": 1,
            "reciprocity": False,
            "bribery_or_embezzlement_element": False,
        },
        "not_met",
    ),
    ("MLA-BASIS", {"pair": "CN BN"}, "unknown"),
    ("MLA-CONTENT", CONTENT, "met"),
    ("MLA-CONTENT", CONTENT | {"facts_summary": False, "service_of_documents": True}, "met"),
    ("MLA-CONTENT", CONTENT | {"person_identity_location_nationality": False}, "met"),
    ("MLA-CONTENT", CONTENT | {"purpose": False}, "not_met"),
    ("MLA-CONTENT", {}, "unknown"),
    ("MLA-FORM", {"written_or_authenticable": True, "language": "vi", "rcv_accepted_languages": ["VI", "en"]}, "met"),
    ("MLA-FORM", {"written_or_authenticable": True, "language": "zh", "rcv_accepted_languages": "vi"}, "not_met"),
    ("MLA-FORM", {"written_or_authenticable": True, "language": "zh"}, "unknown"),
    (
        "MLA-FORM",
        {
            "urgent_oral": True,
            "oral_agreed": True,
            "confirmed_in_writing": True,
            "language": "vi",
            "rcv_accepted_languages": "vi",
        },
        "met",
    ),
    (
        "MLA-CA",
        {
            "request_channel": "central_authority",
            "rcv_central_authority": True,
            "diplomatic_channel_required": False,
        },
        "met",
    ),
    ("MLA-CA", {"request_channel": "interpol", "interpol_urgent_agreed": True}, "met"),
    ("MLA-CA", {"request_channel": "other"}, "not_met"),
    ("MLA-CA", {"request_channel": "central_authority"}, "unknown"),
    ("MLA-DC", {"coercive_measure": False}, "met"),
    (
        "MLA-DC",
        {
            "coercive_measure": True,
            "rcv_declines_without_dc": True,
            "facts": CRIME | {"conduct_punishable(CN)": False},
        },
        "not_met",
    ),
    ("MLA-DC", {"coercive_measure": True}, "unknown"),
    ("MLA-REFUSE", {"not_in_conformity": True}, "met"),
    (
        "MLA-REFUSE",
        dict.fromkeys(
            (
                "not_in_conformity", "sovereignty_security_ordre_public_essential_interest",
                "domestic_law_would_bar_similar_action", "contrary_to_mla_law",
            ),
            False,
        ),
        "not_met",
    ),
    ("MLA-REFUSE", {"not_in_conformity": False}, "unknown"),
    ("MLA-POSTPONE", {"interferes_with_ongoing_proceedings": True}, "met"),
    ("MLA-POSTPONE", {"interferes_with_ongoing_proceedings": False}, "not_met"),
    ("MLA-POSTPONE", {}, "unknown"),
    ("MLA-SPEC", {"new_use": "trial A", "stated_use": "Trial A"}, "met"),
    ("MLA-SPEC", {"prior_consent": True}, "met"),
    ("MLA-SPEC", {"exculpatory": True, "exculpatory_notice": True}, "met"),
    ("MLA-SPEC", {"new_use": "tax", "stated_use": "trial", "prior_consent": False, "exculpatory": False}, "not_met"),
    ("MLA-SPEC", {"new_use": "tax", "stated_use": "trial"}, "unknown"),
    ("MLA-CONF", {"confidentiality_requested": True, "rcv_can_comply": True}, "met"),
    ("MLA-CONF", {"confidentiality_requested": True, "rcv_can_comply": False}, "not_met"),
    ("MLA-CONF", {"confidentiality_requested": True}, "unknown"),
    ("MLA-SPONT", {"info_concerns_criminal_matter": True, "originator_restrictions": False}, "met"),
    ("MLA-SPONT", {"originator_restrictions": True, "receiver_accepts": False}, "not_met"),
    ("MLA-SPONT", {"info_concerns_criminal_matter": True, "originator_restrictions": True}, "unknown"),
    (
        "MLA-VIDEO",
        {"in_person_not_possible_or_desirable": True, "witness_in_rcv": True, "rcv_law_allows": True},
        "met",
    ),
    ("MLA-VIDEO", {"rcv_law_allows": False}, "not_met"),
    ("MLA-VIDEO", {"witness_in_rcv": True}, "unknown"),
    ("MLA-SAFE", {"days_since_told_presence_not_required": 15, "left_and_returned": False}, "met"),
    ("MLA-SAFE", {"days_since_told_presence_not_required": 16}, "not_met"),
    ("MLA-SAFE", {"days_since_told_presence_not_required": 15}, "unknown"),
    ("MLA-COST", {"substantial_or_extraordinary": False}, "met"),
    ("MLA-COST", {"substantial_or_extraordinary": True}, "not_met"),
    ("MLA-COST", {}, "unknown"),
    ("MLA-SPEED", {"deadline_suggested_with_reasons": "2022-03-01", "executed_on": "2022-03-01"}, "met"),
    ("MLA-SPEED", {"deadline_suggested_with_reasons": "2022-03-01", "executed_on": "2022-03-02"}, "not_met"),
    ("MLA-SPEED", {"executed_on": "2022-03-02"}, "unknown"),
    ("JI-19", {"agreement_or_case_by_case": "agreement"}, "met"),
    ("JI-19", {"agreement_or_case_by_case": "none"}, "not_met"),
    ("JI-19", {}, "unknown"),
    ("SIT-20", {"route_states": ["VN", "LA", "CN"], "facts": CONSENT}, "met"),
    (
        "SIT-20",
        {"route_states": ["VN", "LA", "CN"], "facts": CONSENT | {"agreement_or_case_by_case_consent(LA)": False}},
        "not_met",
    ),
    ("SIT-20", {"facts": CONSENT}, "unknown"),
    ("COOP-26", {"substantial_help": True}, "met"),
    ("COOP-26", {"substantial_help": False}, "unknown"),
    ("LE-27", {"coercive_measure": False, "level": "suspected"}, "met"),
    ("LE-27", {"coercive_measure": True}, "not_met"),
    ("LE-27", {}, "unknown"),
    ("DATA-28", {"definitions_shared": True}, "met"),
    ("DATA-28", {}, "unknown"),
    ("TRAIN-29", {"need": "species identification"}, "met"),
    ("TRAIN-29", {}, "unknown"),
    ("TP-21", {"multi_jurisdiction": True}, "met"),
    ("TP-21", {}, "unknown"),
    ("ASEAN-MLAT", MANY, "met"),
    ("ASEAN-MLAT", {}, "not_met"),
    ("ASEAN-MLAT", {"pair": "MY TL", "on": "2026-01-01"}, "unknown"),
    ("ASEAN-AET", {"pair": "MY TH", "on": "2026-06-01", "asean_extradition_treaty_in_force": True}, "met"),
    ("ASEAN-AET", {"pair": "MY TH", "on": "2025-11-13"}, "not_met"),
    ("ASEAN-AET", {"pair": "CN VN", "on": "2026-06-01"}, "not_met"),
    ("ASEAN-AET", {"pair": "MY TH", "on": "2025-11-14"}, "unknown"),
    ("UNCAC", {"bribery_or_embezzlement_element": True, "UNCAC_parties": True}, "met"),
    ("UNCAC", {"bribery_or_embezzlement_element": False}, "not_met"),
    ("UNCAC", {"bribery_or_embezzlement_element": True}, "unknown"),
    ("CITES-VIII", {"species": PANGOLIN, "trade_in_violation": True}, "met"),
    ("CITES-VIII", {"species_listed": False}, "not_met"),
    ("CITES-VIII", {"species": "Gekko gecko", "on": "2019-11-25"}, "not_met"),
    ("CITES-VIII", {"species": "Homo fictus"}, "unknown"),
    ("CN-ICJAL-4 CN", {"evidence_located_in_CN": False}, "met"),
    (
        "CN-ICJAL-4 CN",
        {
            "evidence_located_in_CN": True,
            "approval_of_competent_authority": True,
            "treaty_or_written_reciprocity_pledge": True,
            "translation": True,
        },
        "met",
    ),
    ("CN-ICJAL-4 CN", {"evidence_located_in_CN": True, "translation": False}, "not_met"),
    ("CN-ICJAL-4 CN", {"evidence_located_in_CN": True, "approval_of_competent_authority": True}, "unknown"),
    ("SG-UNTOC-EXT SG", SCHEDULE | {"on": "2022-07-01"}, "met"),
    ("SG-UNTOC-EXT SG", {"pair": "MY SG", "req_in_sg_schedule": False, "on": "2022-07-01"}, "not_met"),
    ("SG-UNTOC-EXT SG", {"pair": "MY SG", "req_in_sg_schedule": True, "on": "2022-06-30"}, "not_met"),
    ("SG-UNTOC-EXT SG", {"pair": "MY SG", "on": "2022-07-01"}, "unknown"),
    ("KP-CRIME VN", {"conduct_verbs": "sell", "species": PANGOLIN, "individuals": 1, "accept": True}, "met"),
    (
        "KP-CRIME VN",
        {
            "rcv_provisions": "VN-PC-244",
            "conduct_verbs": "sell",
            "species": PANGOLIN,
            "individuals": 0,
            "weight_kg": 1.5,
            "accept": True,
        },
        "not_met",
    ),
    ("KP-CRIME VN", {"conduct_verbs": "sell", "species": PANGOLIN, "individuals": 1}, "unknown"),
    ("KP-PENALTY", {"facts": {"max_imprisonment_years(CN)": 2, "max_imprisonment_years(VN)": 1.5}}, "met"),
    ("KP-PENALTY", {"facts": {"max_imprisonment_years(CN)": 2, "max_imprisonment_years(VN)": 1}}, "not_met"),
    ("KP-PENALTY", {}, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "given", "expected"), ROWS, ids=[f"{r}-{e}-{i}" for i, (r, _, e) in enumerate(ROWS)]
)
def test_a_rule_gives_this_outcome(rule: str, given: dict[str, Any], expected: str) -> None:
    assert outcome(rule, **given) == expected


def test_every_outcome_that_the_list_defines_is_tested() -> None:
    defined = {(text.id, word) for text in law.rule_texts().values() for word, said in _words(text) if said}
    assert defined - {(rule.split()[0], expected) for rule, _, expected in ROWS} == set()


def _words(text: Any) -> list[tuple[str, str]]:
    return list(zip(("not_met", "unknown", "met"), text.words, strict=True))


@pytest.mark.parametrize("id", [text.id for text in law.rule_texts().values() if text.advisory])
def test_a_rule_without_logic_opens_and_closes_nothing(id: str) -> None:
    everything = {"substantial_help": True, "definitions_shared": True, "need": "x", "multi_jurisdiction": True}
    before = law.assess(case())
    after = law.assess(case(**everything, species=PANGOLIN, trade_in_violation=True))
    assert after.rule(id).effect == before.rule(id).effect == "notes"
    assert [tool.status for tool in after.tools] == [tool.status for tool in before.tools]


def test_a_contradiction_is_unknown_and_names_both_sides() -> None:
    result = law.assess(case(randomly_formed_for_immediate_offence=True, structured=True))
    assert {reason.name for reason in result.rule("UNTOC-2C").because} == {
        "randomly_formed_for_immediate_offence",
        "structured",
    }
    against = law.assess(case(facts={"party(VN)": False})).rule("UNTOC-PARTY")
    assert against.outcome == law.UNKNOWN
    assert {"UNTOC-VN", "party(VN)"} <= {reason.name for reason in against.because}


def test_the_extradition_treaty_of_viet_nam_is_a_disagreement_until_somebody_settles_it() -> None:
    open_question = law.assess(case(facts=SERIOUS)).rule("EXT-BASIS")
    assert open_question.outcome == law.UNKNOWN
    assert {"PAPER-CN-VN-EXT", "CN-VN-EXT"} <= {reason.name for reason in open_question.because}
    assert "bilateral_treaty" in open_question.missing
    assert outcome("EXT-BASIS", facts=SERIOUS, accept=True) == "met"
    assert outcome("EXT-BASIS", facts=SERIOUS | {"bilateral_treaty": True}) == "met"


@pytest.mark.parametrize("rcv", ["MY", "MM"])
@pytest.mark.parametrize("accept", [False, True])
def test_a_bare_membership_is_no_basis_with_a_state_that_said_no(rcv: str, accept: bool) -> None:
    facts = SCOPE | {"person_located_in_rcv": True, "rcv_treaty_conditional": False}
    facts["facts"] = {"max_imprisonment_years(CN)": 10, f"max_imprisonment_years({rcv})": 10}
    tool = law.assess(case(pair=f"CN {rcv}", **facts), accept_unverified=accept).tool("16")
    assert not {"UNTOC 16(4)", "UNTOC 16(6)"} & {tool.basis, *tool.fallbacks}


def test_the_law_of_the_day_of_the_act_is_applied_and_the_treaties_of_the_day_of_the_request() -> None:
    facts = {"conduct_verbs": "export", "species": PANGOLIN}
    assert outcome("UNTOC-2B SG", pair="MY SG", act="2022-10-31", on="2024-01-01", **facts) == "not_met"
    assert outcome("UNTOC-2B SG", pair="MY SG", act="2022-11-01", on="2024-01-01", **facts) == "met"
    assert outcome("UNTOC-PARTY", pair="CN TH", act="2012-01-01", on="2022-01-01") == "met"


def test_the_edition_of_the_paper_knows_no_later_law() -> None:
    facts = {"conduct_verbs": "export", "species": PANGOLIN}
    assert outcome("UNTOC-2B SG", pair="MY SG", on="2024-01-01", edition="paper", **facts) == "unknown"
    result = law.assess(case(), edition="paper")
    assert result.edition == "paper"
    assert result.digest == law.register("paper").digest != law.register("current").digest
