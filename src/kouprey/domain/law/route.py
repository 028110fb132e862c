"""Routes between two States on a day: channel, basis, authority, language, how to ask, what is unverified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kouprey.domain.law.asking import Asking
from kouprey.domain.law.extradition import accepts_untoc
from kouprey.domain.law.facts import Case
from kouprey.domain.law.held import bound, position, treaty_between
from kouprey.domain.law.logic import Node, Outcome, Reason, all_of, reasons
from kouprey.domain.law.register import Register, register
from kouprey.domain.law.values import CURRENT
from kouprey.kernel.words import declared, said, saying

ASK = {
    "police": saying("Ask through the national central bureaux of INTERPOL, or a police agreement; no coercion."),
    "spontaneous": saying("Send it with its restrictions; the receiver acknowledges them before the body opens."),
    "mla": saying("Write to the central authority; hold all that UNTOC 18(15) demands; show a draft first."),
    "extradition": saying(
        "Write to the authority named; add the law, the penalty, the identity, the decision on arrest."
    ),
    "joint": saying("Agree in writing, or case by case; name leader, place, period, powers and limits of use."),
    "cites": saying("Write to the CITES Management Authority: permits, origin, return of live animals."),
}
_AUTHORITY = {"police": "police", "mla": "mla", "extradition": "extradition", "spontaneous": "mla", "joint": "mla"}


@dataclass(frozen=True, slots=True)
class Channel:
    """One way from one State to the other. The outcome is that of its basis alone: facts of a case come on top."""

    channel: str
    basis: str
    outcome: Outcome
    authority: str
    language: str
    how: str
    because: tuple[Reason, ...]
    unverified: tuple[str, ...]


def route(requesting: str, requested: str, on: date, edition: str = CURRENT) -> tuple[Channel, ...]:
    """Every channel, in the order in which to try it; for each, its bases in order."""
    asking = Asking(Case(on, on, requesting, requested, {}), register(edition), False)
    party = asking.rule("UNTOC-PARTY")
    made = [
        ("police", "UNTOC 27(2)", party),
        ("spontaneous", "UNTOC 18(4)", party),
        ("mla", "bilateral treaty", _treaty(asking, "mla")),
        ("mla", "ASEAN MLAT", asking.rule("ASEAN-MLAT")),
        ("mla", "UNTOC 18(7)", party),
        ("mla", "UNCAC 46, where there is corruption", _uncac(asking)),
        ("mla", "reciprocity", _stated(asking, "reciprocity-mla")),
        ("extradition", "bilateral treaty", _treaty(asking, "extradition")),
        ("extradition", "ASEAN Treaty on Extradition", asking.rule("ASEAN-AET")),
        ("extradition", "UNTOC 16(4)", all_of("UNTOC 16(4)", party, accepts_untoc(asking))),
        ("extradition", "reciprocity", _stated(asking, "reciprocity-extradition")),
        ("joint", "UNTOC 19", party),
        ("cites", "CITES VIII", _cites(asking)),
    ]
    return tuple(_channel(asking, name, basis, node) for name, basis, node in made)


def _channel(asking: Asking, name: str, basis: str, node: Node) -> Channel:
    because = reasons(node)
    held = asking.register
    function = _AUTHORITY.get(name, "")
    body = next((a for a in held.authorities if (a.country, a.function) == (asking.rcv, function)), None)
    doubts: list[str] = [
        said("%(entry)s: %(standing)s", entry=one.name, standing=declared(one.standing))
        for one in because
        if not one.verified
    ]
    if body is not None and body.body and not body.origin.verified:
        standing = declared(body.origin.provenance)
        doubts.append(said("authority %(body)s: %(standing)s", body=body.body, standing=standing))
    if name == "mla" and asking.rcv == "CN":
        doubts.append(said("CN-ICJAL-4: evidence leaves China only with approval, through the liaison authority"))
    authority = "" if body is None else f"{body.body} ({body.channel})" if body.body else ""
    return Channel(
        name, basis, node.outcome, authority, _language(held, asking, basis), ASK[name], because, tuple(doubts)
    )


def _language(held: Register, asking: Asking, basis: str) -> str:
    topic = "asean-language" if basis == "ASEAN MLAT" else "language"
    found, _ = position(held, asking.rcv, topic, asking.case.request_date)
    return found.value if found is not None else "unknown"


def _treaty(asking: Asking, kind: str) -> Node:
    found = treaty_between(asking.register, kind, asking.req, asking.rcv, asking.case.request_date)
    return asking.entry(
        saying("Treaties in the register"), found, "bilateral_mlat" if kind == "mla" else "bilateral_treaty"
    )


def _uncac(asking: Asking) -> Node:
    return _both(asking, "UNCAC")


def _cites(asking: Asking) -> Node:
    return _both(asking, "CITES")


def _both(asking: Asking, treaty: str) -> Node:
    on = asking.case.request_date
    pair = (asking.entry(c, bound(asking.register, treaty, c, on), "") for c in (asking.req, asking.rcv))
    return all_of(treaty, *pair)


def _stated(asking: Asking, topic: str) -> Node:
    return asking.stated(topic, asking.rcv, topic, frozenset({"yes"}), frozenset({"no"}), "")
