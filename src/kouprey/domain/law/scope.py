"""Rules on the scope and substance of UNTOC: parties, group, serious crime, border, money, companies."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kouprey.domain.law.asking import BOTH_STATES, Asking, once, rule
from kouprey.domain.law.conduct import Asked, Reach, penalty, reach
from kouprey.domain.law.facts import SUSPECTED
from kouprey.domain.law.held import bound
from kouprey.domain.law.logic import MET, UNKNOWN, Node, agree, all_of, any_of, given, labelled
from kouprey.kernel.words import saying

SERIOUS = 4.0
"""UNTOC 2(b): at least four years, not more than four."""
CHARGE = ("conduct_verbs", "species", "req_provisions", "rcv_provisions")
"""The facts by which provisions are found in every State."""
_YES, _NO = frozenset({"yes"}), frozenset({"no"})


@rule("UNTOC-PARTY", "party({req})", "party({rcv})", day="request")
def party(asking: Asking, state: str) -> Node:
    """Both States are bound on the day of the request (UNTOC 36, 38)."""
    return all_of(
        saying("Both States are parties"), *(_bound(asking, country) for country in (asking.req, asking.rcv))
    )


def _bound(asking: Asking, country: str) -> Node:
    said = bound(asking.register, "UNTOC", country, asking.case.request_date)
    fact = f"party({country})"
    return asking.known(
        labelled(saying("%(state)s is bound"), state=country),
        asking.entry(labelled(saying("%(state)s in the register"), state=country), said, fact),
        asking.yes(fact),
    )


@rule(
    "UNTOC-2A",
    "n_members",
    "structured",
    "randomly_formed_for_immediate_offence",
    "existed_over_time",
    "acting_in_concert",
    "aim_serious_crime_or_convention_offence",
    "aim_financial_or_material_benefit",
    facts_only=True,
)
def group(asking: Asking, state: str) -> Node:
    """Three or more persons, structured, over time, in concert, with both aims (UNTOC 2(a)). Persons are counted."""
    return all_of(
        saying("Organised criminal group"),
        asking.test("n_members", lambda n: n >= 3, 3),
        asking.rule("UNTOC-2C"),
        asking.yes("existed_over_time"),
        asking.yes("acting_in_concert"),
        asking.yes("aim_serious_crime_or_convention_offence"),
        asking.yes("aim_financial_or_material_benefit"),
    )


@rule("UNTOC-2C", "structured", "randomly_formed_for_immediate_offence", facts_only=True)
def structured(asking: Asking, state: str) -> Node:
    """Not formed at random for one immediate offence (UNTOC 2(c)); said outright, or by how it was formed."""
    return agree(saying("Structured"), asking.no("randomly_formed_for_immediate_offence"), asking.yes("structured"))


@rule(
    "UNTOC-2B",
    "max_imprisonment_years({state})",
    *CHARGE,
    "species_protected({state})",
    "territory({state})",
    wide=True,
)
def serious(asking: Asking, state: str) -> Node:
    """The highest term of the law on the date of the act is at least four years; life counts (UNTOC 2(b))."""
    return years(asking, state, SERIOUS)


def years(asking: Asking, state: str, least: float, *, more_than: bool = False) -> Node:
    """Whether the highest term in a State suffices: by a fact of the case, and by the provisions that reach it."""
    name = f"max_imprisonment_years({state})"
    fact = asking.test(name, lambda term: term > least or (term == least and not more_than), least + more_than)
    found = reached(asking, state)
    outcome = penalty(found, least, more_than=more_than)
    by_law = _law_node(asking, state, found, outcome, (name, least + more_than))
    return asking.known(labelled(saying("Highest term in %(state)s"), state=state), by_law, fact)


def reached(asking: Asking, state: str) -> Reach:
    """The provisions of a State that the case reaches, by the facts known at this standard; looked up once."""
    key = ("reached", state)
    found: Reach | None = asking.memo.get(key)
    if found is None:
        found = asking.memo[key] = _reached(asking, state)
    return found


def _reached(asking: Asking, state: str) -> Reach:
    charged: tuple[str, ...] = ()
    if state in (asking.req, asking.rcv):
        charged = asking.value("req_provisions" if state == asking.req else "rcv_provisions") or ()
    wanted = Asked(
        state,
        asking.case.act_date,
        asking.value("conduct_verbs") or (),
        asking.value("species") or (),
        asking.value(f"species_protected({state})"),
        asking.value(f"territory({state})") or "",
        charged,
        asking.accept,
    )
    return reach(asking.register, wanted)


def charge_facts(asking: Asking, state: str) -> tuple[str, ...]:
    """The facts by which provisions of a State are found."""
    return _charge_facts(state, "req_provisions" if state == asking.req else "rcv_provisions")


@lru_cache(maxsize=128)
def _charge_facts(state: str, charged: str) -> tuple[str, ...]:
    return ("conduct_verbs", "species", f"species_protected({state})", f"territory({state})", charged)


def _law_node(asking: Asking, state: str, found: Reach, outcome: Any, wants: tuple[str, Any]) -> Node:
    used = charge_facts(asking, state)
    reasons = (*found.reasons, *(() if outcome != UNKNOWN else found.doubts))
    if found.sure or outcome == UNKNOWN:
        reasons = (*reasons, *asking.used(*used))
    missing = () if outcome != UNKNOWN else still_missing(asking, state, found, wants[0])
    return Node(
        labelled(saying("Provisions of %(state)s"), state=state),
        outcome,
        "entry",
        (),
        reasons,
        missing,
        (wants,) if outcome != MET else (),
    )


def still_missing(asking: Asking, state: str, found: Reach, direct: str) -> tuple[str, ...]:
    """Which facts would find the provisions, or stand in for them."""
    if asking.value("conduct_verbs") is None:
        return ("conduct_verbs", direct)
    needed = [direct]
    if found.maybe and asking.value("species") is None:
        needed.append("species")
    elif found.maybe and asking.value(f"species_protected({state})") is None:
        needed.append(f"species_protected({state})")
    if any(p.territory for p in found.maybe) and asking.value(f"territory({state})") is None:
        needed.append(f"territory({state})")
    return tuple(needed)


@rule(
    "UNTOC-32",
    "states_of_commission",
    "prep_plan_direct_control_states",
    "group_active_states",
    "states_with_substantial_effects",
    facts_only=True,
)
def transnational(asking: Asking, state: str) -> Node:
    """Any limb of UNTOC 3(2): committed, prepared, with a group or effects in more than one State. All are shown."""
    return any_of(saying("Transnational"), *limbs(asking))


def limbs(asking: Asking) -> tuple[Node, ...]:
    """The four limbs. Where a crime was committed in one State only, (b) and (d) ask for another State than that."""
    home = asking.value("states_of_commission") or ()

    def several(states: tuple[str, ...]) -> bool:
        return len(states) > 1

    def elsewhere(states: tuple[str, ...]) -> bool | None:
        return True if len(states) > 1 else None if not home else bool(set(states) - set(home)) or len(home) > 1

    return (
        asking.test("states_of_commission", several, BOTH_STATES).but(
            label=saying("(a) committed in more than one State")
        ),
        _limb(asking, "prep_plan_direct_control_states", elsewhere, saying("(b) prepared or directed elsewhere")),
        asking.test("group_active_states", several, BOTH_STATES).but(
            label=saying("(c) a group active in more than one State")
        ),
        _limb(asking, "states_with_substantial_effects", elsewhere, saying("(d) substantial effects elsewhere")),
    )


def _limb(asking: Asking, name: str, test: Any, label: str) -> Node:
    found = asking.test(name, test, BOTH_STATES).but(label=label)
    if found.outcome == UNKNOWN and asking.value(name) is not None:
        found = found.but(missing=("states_of_commission",))
    return found


@rule("UNTOC-31")
def applies(asking: Asking, state: str) -> Node:
    """Class of offence, transnational, and a group (UNTOC 3(1))."""
    return all_of(
        saying("The Convention applies"),
        offence_class(asking),
        asking.rule("UNTOC-32"),
        asking.rule("UNTOC-2A"),
    )


@once
def offence_class(asking: Asking) -> Node:
    """An offence of the Convention itself (5, 6, 8, 23), or a serious crime in both States."""
    own = asking.test("offence_class", lambda named: named != "serious_crime", "5")
    return any_of(saying("Class of offence"), own, asking.yes("convention_offence"), serious_in_both(asking))


@once
def serious_in_both(asking: Asking) -> Node:
    """A serious crime in each of the two States; the lower penalty is the bottleneck."""
    pair = (asking.rule("UNTOC-2B", state) for state in (asking.req, asking.rcv))
    return all_of(saying("Serious crime in both States"), *pair)


@once
def suspected_scope(asking: Asking) -> Node:
    """The Convention's scope at the standard of 18(1): reasonable grounds to suspect a border and a group."""
    low = asking.at(SUSPECTED)
    return all_of(
        saying("In scope, on reasonable suspicion"),
        offence_class(low),
        grounds_border(asking),
        grounds_group(asking),
    )


@once
def grounds_border(asking: Asking) -> Node:
    """Reasonable grounds to suspect that it is transnational: said outright, or by facts at least suspected."""
    low = asking.at(SUSPECTED)
    said = low.yes("reasonable_grounds_transnational")
    return agree(saying("Reasonable grounds: transnational"), said, low.rule("UNTOC-32"))


@once
def grounds_group(asking: Asking) -> Node:
    """Reasonable grounds to suspect a group: said outright, or by facts that are suspected at least."""
    low = asking.at(SUSPECTED)
    return agree(saying("Reasonable grounds: a group"), low.yes("reasonable_grounds_OCG"), low.rule("UNTOC-2A"))


@rule("UNTOC-18-1")
def trigger(asking: Asking, state: str) -> Node:
    """Reasonable grounds to suspect a border and a group, and evidence, victims or proceeds there (UNTOC 18(1))."""
    there = asking.at(SUSPECTED).yes("evidence_or_victim_or_proceeds_in_rcv")
    return all_of(saying("What opens assistance"), grounds_border(asking), there, grounds_group(asking))


@rule("UNTOC-5", "rcv_and_req_law_criminalises_agreement_or_participation", day="request")
def participation(asking: Asking, state: str) -> Node:
    """Agreement or participation is a crime in both States (UNTOC 5(1))."""
    fact = "rcv_and_req_law_criminalises_agreement_or_participation"
    pair = (
        asking.stated(
            labelled(saying("Participation in %(state)s"), state=state),
            state,
            "participation-offence",
            _YES,
            _NO,
            fact,
        )
        for state in (asking.req, asking.rcv)
    )
    return asking.known(saying("Taking part in a group"), all_of(saying("By the register"), *pair), asking.yes(fact))


@rule(
    "UNTOC-6",
    "wildlife_offence_is_predicate({state})",
    "predicate_committed_abroad",
    "dual_criminality_predicate",
    day="request",
)
def predicate(asking: Asking, state: str) -> Node:
    """The offence is a predicate there; one committed abroad needs dual criminality (UNTOC 6(2))."""
    fact = f"wildlife_offence_is_predicate({state})"
    by_law = asking.stated(
        labelled(saying("Predicate in %(state)s"), state=state), state, "predicate", _YES, _NO, fact
    )
    abroad = any_of(
        saying("Where it was committed"),
        asking.no("predicate_committed_abroad"),
        asking.yes("dual_criminality_predicate"),
    )
    return all_of(
        saying("Predicate of laundering"), asking.known(saying("A predicate"), by_law, asking.yes(fact)), abroad
    )


@rule("UNTOC-10", "liability_type({state})", day="request")
def legal_persons(asking: Asking, state: str) -> Node:
    """Any kind of liability of legal persons (UNTOC 10)."""
    fact = f"liability_type({state})"
    kinds = frozenset({"criminal", "civil", "admin"})
    by_law = asking.stated(
        labelled(saying("Liability in %(state)s"), state=state),
        state,
        "legal-persons",
        kinds,
        frozenset({"none"}),
        fact,
        "criminal",
    )
    return asking.known(
        saying("Liability of companies"), by_law, asking.test(fact, lambda kind: kind != "none", "criminal")
    )


@rule(
    "UNTOC-13",
    "confiscation_step",
    "property_description",
    "location_value",
    "facts",
    "order_copy",
    "extent_of_execution",
    "third_party_protection",
    facts_only=True,
)
def confiscation(asking: Asking, state: str) -> Node:
    """What a request for confiscation must hold: to obtain an order, to enforce one, to trace (13(3))."""
    step = asking.value("confiscation_step")
    needed = {
        "obtain": ("property_description", "location_value", "facts"),
        "enforce": ("order_copy", "facts", "extent_of_execution", "third_party_protection"),
        "trace": ("facts",),
    }.get(step, ("facts",))
    kind = asking.test("confiscation_step", lambda _: True, "trace")
    return all_of(saying("Contents of the request"), kind, *map(asking.yes, needed))


def plain(label: str, said: bool | None) -> Node:
    """A leaf that the structure of the case settles, such as which States are named."""
    return Node(label, given(said), "entry")
