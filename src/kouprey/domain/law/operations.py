"""Rules on operations and neighbouring instruments, and the advisory ones that gate nothing."""

from __future__ import annotations

from kouprey.domain.law.asking import BOTH_STATES, Asking, rule
from kouprey.domain.law.assistance import bilateral
from kouprey.domain.law.facts import SUSPECTED
from kouprey.domain.law.held import bound
from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Node, Reason, agree, all_of, any_of, labelled
from kouprey.domain.law.species import cites
from kouprey.kernel.words import saying


@rule("JI-19", "agreement_or_case_by_case", facts_only=True)
def joint_investigation(asking: Asking, state: str) -> Node:
    """An agreement, or consent in this case (UNTOC 19)."""
    found = asking.test("agreement_or_case_by_case", lambda said: said != "none", "case_by_case")
    return all_of(saying("Joint investigation"), found)


@rule("SIT-20")
def special_techniques(asking: Asking, state: str) -> Node:
    """The law of every State on the route allows it, and each consents by a record of its own (UNTOC 20)."""
    route = asking.value("route_states") or ()
    named = asking.test("route_states", lambda _: True, BOTH_STATES).but(label=saying("The route is known"))
    steps = [_on_route(asking, country) for country in sorted({*route, asking.req, asking.rcv})]
    return all_of(saying("Special techniques"), named, *steps)


def _on_route(asking: Asking, country: str) -> Node:
    permits = asking.yes(f"domestic_law_permits({country})")
    return all_of(
        labelled(saying("%(state)s on the route"), state=country),
        permits,
        asking.yes(f"agreement_or_case_by_case_consent({country})"),
    )


@rule("LE-27", "coercive_measure", "channel", "subject", facts_only=True)
def police(asking: Asking, state: str) -> Node:
    """No measure of coercion is needed (UNTOC 27): intelligence, not evidence."""
    found = asking.at(SUSPECTED).no("coercive_measure")
    if found.outcome == MET:
        found = found.but(reasons=(*found.reasons, *asking.used("channel", "subject")))
    return all_of(saying("Police to police"), found)


@rule("ASEAN-MLAT", "asean_mlat_both", day="request")
def asean_mlat(asking: Asking, state: str) -> Node:
    """Both are parties on the day of the request. China is none."""
    on = asking.case.request_date
    pair = (
        asking.entry(
            labelled(saying("%(state)s in the register"), state=country),
            bound(asking.register, "ASEAN-MLAT", country, on),
            "asean_mlat_both",
        )
        for country in (asking.req, asking.rcv)
    )
    return asking.known(
        saying("ASEAN treaty on assistance"), all_of(saying("By the register"), *pair), asking.yes("asean_mlat_both")
    )


@rule("UNCAC", "bribery_or_embezzlement_element", "UNCAC_offence", "UNCAC_parties", day="request")
def corruption(asking: Asking, state: str) -> Node:
    """An element of corruption, and both are parties: no border, no group, no four years (UNCAC 43-50)."""
    element = agree(
        saying("An element of corruption"), asking.yes("bribery_or_embezzlement_element"), asking.yes("UNCAC_offence")
    )
    on = asking.case.request_date
    pair = (
        asking.entry(
            labelled(saying("%(state)s in the register"), state=country),
            bound(asking.register, "UNCAC", country, on),
            "UNCAC_parties",
        )
        for country in (asking.req, asking.rcv)
    )
    parties = asking.known(
        saying("Both are parties to UNCAC"), all_of(saying("By the register"), *pair), asking.yes("UNCAC_parties")
    )
    return all_of(saying("Corruption"), element, parties)


@rule(
    "CN-ICJAL-4",
    "evidence_located_in_CN",
    "approval_of_competent_authority",
    "treaty_or_written_reciprocity_pledge",
    "translation",
    "bilateral_mlat",
    day="request",
)
def evidence_in_china(asking: Asking, state: str) -> Node:
    """No evidence in China; or approval, a treaty or written pledge, and a translation (ICJAL 4)."""
    # A treaty on assistance with China, by the register, stands in for the pledge.
    treaty = [bilateral(asking)] if "CN" in (asking.req, asking.rcv) else []
    way = all_of(
        saying("Through the liaison authority"),
        asking.yes("approval_of_competent_authority"),
        any_of(saying("A treaty, or a written pledge"), *treaty, asking.yes("treaty_or_written_reciprocity_pledge")),
        asking.yes("translation"),
    )
    return any_of(saying("Nothing stands in the way"), asking.no("evidence_located_in_CN"), way)


@rule("CITES-VIII", "species", "species_listed", "trade_in_violation", wide=True)
def cites_duty(asking: Asking, state: str) -> Node:
    """Advisory: a listed species and trade in violation call for penalties, confiscation and care (CITES VIII)."""
    listed = _listed(asking)
    if listed.outcome != MET:
        return listed
    violation = asking.yes("trade_in_violation")
    outcome = MET if violation.outcome == MET else UNKNOWN
    return Node(saying("Duty under CITES"), outcome, "all", (listed, violation))


def _listed(asking: Asking) -> Node:
    taxa = asking.value("species") or ()
    found = {taxon: cites(asking.register, taxon, asking.case.act_date) for taxon in taxa}
    named = [taxon for taxon, appendices in found.items() if appendices and appendices != frozenset({"N"})]
    absent = taxa and all(appendices == frozenset({"N"}) for appendices in found.values())
    outcome = MET if named else NOT_MET if absent else UNKNOWN
    about = tuple(
        Reason("entry", f"CITES: {taxon}", "/".join(sorted(appendices)), "public source", ("CITES Appendices",))
        for taxon, appendices in found.items()
        if appendices
    )
    missing = () if outcome != UNKNOWN else ("species_listed",) if taxa else ("species", "species_listed")
    by_list = Node(
        saying("Listed on the date of the act"), outcome, "entry", (), (*about, *asking.used("species")), missing
    )
    return asking.known(saying("Listed in CITES"), by_list, asking.yes("species_listed"))


ADVISORY = {
    "COOP-26": ("substantial_help", "mitigation_law", "immunity_law", "other_state_interest"),
    "DATA-28": ("definitions_shared", "standards_shared"),
    "TRAIN-29": ("need",),
    "TP-21": ("multi_jurisdiction", "interest_of_justice"),
}
"""Rules without logic: listed with the facts that bear on them. They gate nothing."""


def _advice(id: str, asking: Asking) -> Node:
    names = ADVISORY[id]
    said = [name for name in names if asking.value(name) not in (None, False)]
    if said:
        return Node(id, MET, "entry", (), asking.used(*said))
    return Node(id, UNKNOWN, "entry", (), asking.used(*names), tuple(n for n in names if asking.value(n) is None))


for _id in ADVISORY:
    rule(_id, *ADVISORY[_id], facts_only=True)(lambda asking, state, id=_id: _advice(id, asking))  # type: ignore[misc]
