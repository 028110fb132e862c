"""Rules on extradition: dual criminality, scope, the five bases in order, nationality, refusal."""

from __future__ import annotations

from typing import NamedTuple

from kouprey.domain.law.asking import Asking, kept, once, rule
from kouprey.domain.law.conduct import thresholds
from kouprey.domain.law.held import bound, position, treaty_between
from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Node, Reason, all_of, any_of, labelled
from kouprey.domain.law.scope import CHARGE, charge_facts, plain, reached, still_missing, years
from kouprey.domain.law.values import Provision, Threshold
from kouprey.kernel.words import saying

_YES, _NO = frozenset({"yes"}), frozenset({"no"})
BOTH = tuple(
    f"{name}({{{state}}})"
    for name in ("conduct_punishable", "max_imprisonment_years", "species_protected", "territory", "market_value")
    for state in ("req", "rcv")
)
FIGURES = ("individuals", "weight_kg")
GROUNDS = (
    "political_offence", "discrimination_16_14", "ne_bis_in_idem", "death_or_life_penalty_assurance", "lapse_of_time",
)  # fmt: skip


class Basis(NamedTuple):
    """A legal basis that may carry a request: its name in answers, and whether it holds."""

    id: str
    node: Node


@rule("EXT-DC", *CHARGE, *BOTH, *FIGURES, wide=True)
def dual_criminality(asking: Asking, state: str) -> Node:
    """The same conduct is punishable in both States, by conduct and species; titles do not count (UNTOC 16(1))."""
    return all_of(saying("Dual criminality"), *(_punishable(asking, country) for country in (asking.req, asking.rcv)))


def _punishable(asking: Asking, state: str) -> Node:
    fact = f"conduct_punishable({state})"
    found = reached(asking, state)
    crimes = [_crime(asking, state, provision) for provision in found.sure if not provision.general]
    if found.against or not crimes:
        named = asking.used(*charge_facts(asking, state))
        missing = (fact, *still_missing(asking, state, found, fact))
        by_law = Node(
            labelled(saying("Provisions of %(state)s"), state=state),
            UNKNOWN,
            "entry",
            (),
            (*found.doubts, *named),
            missing,
            ((fact, True),),
        )
    else:
        by_law = any_of(labelled(saying("Provisions of %(state)s"), state=state), *crimes)
        # Others that may reach the conduct keep “below every threshold” from being the last word.
        if by_law.outcome == NOT_MET and any(not provision.general for provision in found.maybe):
            by_law = by_law.but(outcome=UNKNOWN, missing=(fact,))
    return asking.known(labelled(saying("Punishable in %(state)s"), state=state), by_law, asking.yes(fact))


def _crime(asking: Asking, state: str, provision: Provision) -> Node:
    origin = provision.origin
    about = Reason("entry", provision.id, provision.section, origin.provenance, (origin.source,), origin.verified)
    used = (about, *asking.used(*charge_facts(asking, state)))
    fact = f"conduct_punishable({state})"
    covers = Node(
        labelled(saying("%(provision)s reaches the conduct"), provision=provision.id), MET, "entry", (), used
    )
    steps = thresholds(asking.register, provision.id, asking.case.act_date)
    if not steps:
        return covers
    reaches = any_of(saying("A threshold is reached"), *(_step(asking, state, step, fact) for step in steps))
    return all_of(provision.id, covers, reaches)


def _step(asking: Asking, state: str, step: Threshold, fact: str) -> Node:
    name = f"market_value({state})" if step.measure == "market_value" else step.measure
    found = asking.test(name, lambda amount: amount >= step.at_least, step.at_least)
    origin = step.origin
    about = Reason("entry", step.id, step.at_least, origin.provenance, (origin.source,), origin.verified)
    if not (origin.sound or asking.accept):
        return Node(step.id, UNKNOWN, "entry", (), (about, *found.reasons), (*found.missing, fact), ((fact, True),))
    return found.but(
        label=labelled(saying("%(name)s against %(step)s"), name=name, step=step.id), reasons=(about, *found.reasons)
    )


@rule(
    "KP-CRIME",
    *CHARGE,
    "species_protected({state})",
    "territory({state})",
    "market_value({state})",
    *FIGURES,
    wide=True,
)
def crime(asking: Asking, state: str) -> Node:
    """A crime, or an administrative matter, by the thresholds of the provisions that reach the conduct."""
    found = reached(asking, state)
    fact = f"conduct_punishable({state})"
    steps = [t for p in (*found.sure, *found.maybe) for t in thresholds(asking.register, p.id, asking.case.act_date)]
    if not steps:
        return Node(saying("No threshold is entered"), UNKNOWN, "entry")
    return any_of(saying("Any threshold is reached"), *(_step(asking, state, step, fact) for step in steps))


@rule("EXT-OCG")
def scope(asking: Asking, state: str) -> Node:
    """An offence under the Convention, and the person is in the requested State (UNTOC 16(1))."""
    offence = any_of(
        saying("An offence under the Convention"), asking.yes("convention_offence"), asking.rule("UNTOC-31")
    )
    return all_of(saying("Scope of Art. 16"), offence, asking.yes("person_located_in_rcv"))


@rule("KP-PENALTY", *CHARGE, *BOTH, wide=True)
def treaty_penalty(asking: Asking, state: str) -> Node:
    """The bilateral treaty's lowest penalty: more than its years in both laws (read in the Lao treaty, Art. 2)."""
    said = treaty_between(asking.register, "extradition", asking.req, asking.rcv, asking.case.request_date)
    least = next((link.threshold for link in said.links if link.threshold is not None), None)
    if least is None:
        return Node(saying("Penalty that the treaty asks"), UNKNOWN, "entry", (), said.reasons, ("bilateral_treaty",))
    pair = (years(asking, country, least, more_than=True) for country in (asking.req, asking.rcv))
    return all_of(saying("Penalty that the treaty asks"), *pair)


@rule("EXT-BASIS")
def basis(asking: Asking, state: str) -> Node:
    """Bilateral treaty, ASEAN treaty, 16(4)-(5), 16(6), reciprocity, in this order (UNTOC 16(3)-(6))."""
    return any_of(saying("A basis of extradition"), *(one.node for one in bases(asking)))


@once
def bases(asking: Asking) -> tuple[Basis, ...]:
    """Every basis in order. Being a party to UNTOC is none with a State that has said no under 16(5)."""
    asean = asking.rule("ASEAN-AET")
    fourth = all_of(saying("UNTOC 16(4)"), asking.rule("UNTOC-PARTY"), asking.rule("EXT-OCG"), accepts_untoc(asking))
    return (
        Basis("bilateral treaty", _bilateral(asking)),
        Basis("ASEAN Treaty on Extradition", asean),
        Basis("UNTOC 16(4)", fourth),
        Basis("UNTOC 16(6)", _sixth(asking)),
        Basis("reciprocity", _reciprocity(asking)),
    )


@kept("bilateral_treaty")
def treaty_in_force(asking: Asking) -> Node:
    """An extradition treaty between the two States, by the register and by the case."""
    said = treaty_between(asking.register, "extradition", asking.req, asking.rcv, asking.case.request_date)
    entry = asking.entry(saying("Treaties in the register"), said, "bilateral_treaty")
    return asking.known(saying("A treaty is in force"), entry, asking.yes("bilateral_treaty"))


def _bilateral(asking: Asking) -> Node:
    said = treaty_between(asking.register, "extradition", asking.req, asking.rcv, asking.case.request_date)
    there = treaty_in_force(asking)
    if not any(link.threshold is not None for link in said.links):
        return all_of(saying("Bilateral treaty"), there)
    return all_of(saying("Bilateral treaty"), there, asking.rule("KP-PENALTY"))


@kept("rcv_16_5_position", "req_in_sg_schedule", "limitations_in_second_schedule")
def accepts_untoc(asking: Asking) -> Node:
    """Whether the requested State takes UNTOC as a basis; Singapore by its schedule."""
    fact = asking.test("rcv_16_5_position", lambda said: said == "basis", "basis")
    found, _ = position(asking.register, asking.rcv, "untoc-16-5", asking.case.request_date)
    if found is not None and found.value == "scheduled":
        listed = asking.rule("SG-UNTOC-EXT")
        return listed if fact.outcome == UNKNOWN else all_of(saying("Takes UNTOC as a basis"), fact, listed)
    by_law = asking.stated(
        labelled(saying("%(state)s under 16(5)"), state=asking.rcv), asking.rcv, "untoc-16-5", frozenset({"basis"}),
        frozenset({"no_basis", "not_bound"}), "rcv_16_5_position", "basis",
    )  # fmt: skip
    return asking.known(saying("Takes UNTOC as a basis"), by_law, fact)


@kept("rcv_16_5_position")
def bound_by_16(asking: Asking) -> Node:
    """Whether Art. 16 binds the requested State at all: a reservation to the whole article takes it away."""
    fact = asking.test("rcv_16_5_position", lambda said: said != "not_bound", "basis")
    bound_ones = frozenset({"basis", "no_basis", "contested", "scheduled"})
    by_law = asking.stated(
        labelled(saying("%(state)s and Art. 16"), state=asking.rcv),
        asking.rcv,
        "untoc-16-5",
        bound_ones,
        frozenset({"not_bound"}),
        "rcv_16_5_position",
        "no_basis",
    )
    return asking.known(saying("Bound by Art. 16"), by_law, fact)


@kept("person_nationality", "rcv_extradites_nationals")
def nationality_bars(asking: Asking) -> Node:
    """The other side of EXT-NAT: a national of the requested State, which does not hand its nationals over."""
    own = asking.test("person_nationality", lambda held: asking.rcv in held, (asking.rcv,))
    name = "rcv_extradites_nationals"
    by_law = asking.stated(
        labelled(saying("%(state)s and its nationals"), state=asking.rcv),
        asking.rcv,
        "extradites-nationals",
        _NO,
        _YES,
        name,
        False,
    )
    kept = asking.known(saying("Nationals are not handed over"), by_law, asking.no(name))
    return all_of(
        saying("Nationality bars extradition"), own.but(label=saying("A national of the requested State")), kept
    )


@kept("rcv_treaty_conditional")
def _free(asking: Asking) -> Node:
    conditional = asking.stated(
        labelled(saying("%(state)s extradites without a treaty"), state=asking.rcv),
        asking.rcv,
        "treaty-conditional",
        _NO,
        _YES,
        "rcv_treaty_conditional",
        False,
    )
    return asking.known(saying("Not only by treaty"), conditional, asking.no("rcv_treaty_conditional"))


def _sixth(asking: Asking) -> Node:
    """16(6): States that do not ask for a treaty. A State that said no under 16(5) is not taken through this door."""
    return all_of(
        saying("UNTOC 16(6)"),
        asking.rule("UNTOC-PARTY"),
        asking.rule("EXT-OCG"),
        _free(asking),
        accepts_untoc(asking),
    )


@kept("reciprocity_allowed")
def _reciprocity(asking: Asking) -> Node:
    by_law = asking.stated(
        labelled(saying("Reciprocity in %(state)s"), state=asking.rcv),
        asking.rcv,
        "reciprocity-extradition",
        _YES,
        _NO,
        "reciprocity_allowed",
    )
    return all_of(
        saying("Reciprocity"),
        asking.known(saying("Extradites on reciprocity"), by_law, asking.yes("reciprocity_allowed")),
    )


@rule("EXT-NAT", "person_nationality", "rcv_extradites_nationals", day="request")
def nationality(asking: Asking, state: str) -> Node:
    """No bar if the person is no national of the requested State, or it hands nationals over (UNTOC 16(10)-(12))."""
    foreign = asking.test("person_nationality", lambda held: asking.rcv not in held, (asking.req,))
    by_law = asking.stated(
        labelled(saying("%(state)s and its nationals"), state=asking.rcv),
        asking.rcv,
        "extradites-nationals",
        _YES,
        _NO,
        "rcv_extradites_nationals",
    )
    over = asking.known(saying("Nationals are handed over"), by_law, asking.yes("rcv_extradites_nationals"))
    return any_of(
        saying("Nationality is no bar"), foreign.but(label=saying("Not a national of the requested State")), over
    )


@rule("EXT-REF", *GROUNDS, facts_only=True)
def refusal(asking: Asking, state: str) -> Node:
    """Any ground flags the request; a fiscal matter alone is none (UNTOC 16(15))."""
    return any_of(saying("A ground to refuse"), *map(asking.yes, GROUNDS))


@rule("ASEAN-AET", "asean_extradition_treaty_in_force", day="request")
def asean_treaty(asking: Asking, state: str) -> Node:
    """In force for both on the day of the request; signed on 14 November 2025, ratifications to be counted."""
    fact = "asean_extradition_treaty_in_force"
    on = asking.case.request_date
    pair = (
        asking.entry(
            labelled(saying("%(state)s in the register"), state=country),
            bound(asking.register, "ASEAN-AET", country, on),
            fact,
        )
        for country in (asking.req, asking.rcv)
    )
    return asking.known(
        saying("ASEAN Treaty on Extradition"), all_of(saying("By the register"), *pair), asking.yes(fact)
    )


@rule("SG-UNTOC-EXT", "req_in_sg_schedule", "limitations_in_second_schedule", day="request")
def singapore(asking: Asking, state: str) -> Node:
    """Singapore takes UNTOC as a basis for States in its schedule, within limits, since 1 July 2022 (S 558/2022)."""
    if asking.rcv != "SG":
        return plain(saying("The requested State is not Singapore"), None)
    found, holds = position(asking.register, "SG", "untoc-16-5", asking.case.request_date)
    if found is None:
        return plain(saying("Not yet in force"), False)
    origin = found.origin
    about = Reason("entry", found.id, found.value, origin.provenance, (origin.source,), origin.verified)
    force = Node(saying("S 558/2022 is in force"), holds, "entry", (), (about,))
    limits = asking.no("limitations_in_second_schedule")
    return all_of(saying("Singapore's schedule"), force, asking.yes("req_in_sg_schedule"), limits)
