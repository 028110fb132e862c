"""The tools of cooperation, each open, closed or unknown, with its basis and fall-backs in order.

The ids are fixed (list `law-tools`). A tool is closed only where something that it needs is known not to be met.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kouprey.domain.law import assistance, extradition
from kouprey.domain.law.asking import Asking
from kouprey.domain.law.extradition import Basis
from kouprey.domain.law.facts import SUSPECTED
from kouprey.domain.law.logic import Node, all_of, any_of
from kouprey.domain.law.scope import suspected_scope
from kouprey.kernel.words import saying


class Made(NamedTuple):
    """A tool as it was worked out: the whole condition, and the bases in order."""

    id: str
    node: Node
    bases: tuple[Basis, ...]


def _based(id: str, title: str, bases: tuple[Basis, ...], *needs: Node) -> Made:
    carried = any_of(saying("A basis"), *[one.node for one in bases])
    return Made(id, all_of(title, *needs, carried), bases)


def _guard(asking: Asking) -> tuple[Node, ...]:
    """What stands before evidence or help from China, where China is the requested State."""
    return (asking.rule("CN-ICJAL-4"),) if asking.rcv == "CN" else ()


def _police(asking: Asking) -> Made:
    convention = all_of(saying("UNTOC 27(2)"), asking.rule("UNTOC-PARTY"), suspected_scope(asking))
    channel = asking.at(SUSPECTED).test("channel", lambda _: True, "INTERPOL")
    bases = (Basis("UNTOC 27(2)", convention), Basis("police channel", channel))
    return _based("27", saying("Police cooperation"), bases, asking.rule("LE-27"))


def _spontaneous(asking: Asking) -> Made:
    # The requesting State of the case is the one that sends.
    guard = (asking.rule("CN-ICJAL-4"),) if asking.req == "CN" else ()
    bases = (Basis("UNTOC 18(4)", asking.rule("UNTOC-PARTY")),)
    return _based("18(4)", saying("Information without request"), bases, asking.rule("MLA-SPONT"), *guard)


def _assistance(asking: Asking) -> Made:
    return _based("18", saying("Mutual legal assistance"), assistance.bases(asking), *_guard(asking))


def _extradition(asking: Asking) -> Made:
    needs = (asking.yes("person_located_in_rcv"), asking.rule("EXT-DC"), asking.rule("EXT-NAT"))
    return _based("16", saying("Extradition"), extradition.bases(asking), *needs)


def _joint(asking: Asking) -> Made:
    agreed = asking.test("agreement_or_case_by_case", lambda said: said == "agreement", "agreement")
    convention = all_of(saying("UNTOC 19"), asking.rule("UNTOC-PARTY"), suspected_scope(asking))
    bases = (Basis("UNTOC 19", convention), Basis("agreement of the States", agreed))
    return _based("19", saying("Joint investigation"), bases, asking.rule("JI-19"))


def _techniques(asking: Asking) -> Made:
    convention = all_of(saying("UNTOC 20"), asking.rule("UNTOC-PARTY"), suspected_scope(asking))
    return _based("20", saying("Special techniques"), (Basis("UNTOC 20", convention),), asking.rule("SIT-20"))


def _confiscation(asking: Asking) -> Made:
    convention = all_of(saying("UNTOC 13"), asking.rule("UNTOC-PARTY"), asking.rule("UNTOC-31"))
    bases = (
        Basis("bilateral treaty", assistance.bilateral(asking)),
        Basis("ASEAN MLAT 22", asking.rule("ASEAN-MLAT")),
        Basis("UNTOC 13", convention),
    )
    return _based("13", saying("Confiscation"), bases, asking.yes("assets_in_rcv"), *_guard(asking))


def _transfer(asking: Asking) -> Made:
    convention = all_of(saying("UNTOC 21"), asking.rule("UNTOC-PARTY"), asking.rule("UNTOC-31"))
    return _based("21", saying("Transfer of proceedings"), (Basis("UNTOC 21", convention),))


def _prosecution(asking: Asking) -> Made:
    parts = (asking.rule("UNTOC-PARTY"), extradition.bound_by_16(asking), asking.rule("EXT-OCG"))
    convention = all_of(saying("UNTOC 16(10)"), *parts)
    needs = extradition.nationality_bars(asking)
    return _based(
        "16(10)", saying("Prosecution in place of extradition"), (Basis("UNTOC 16(10)", convention),), needs
    )


def _corruption(asking: Asking) -> Made:
    return _based("UNCAC", saying("Corruption"), (Basis("UNCAC 43-50", asking.rule("UNCAC")),))


def _asean(asking: Asking) -> Made:
    return _based(
        "ASEAN MLAT", saying("ASEAN treaty on assistance"), (Basis("ASEAN MLAT", asking.rule("ASEAN-MLAT")),)
    )


TOOLS: dict[str, Callable[[Asking], Made]] = {
    "27": _police,
    "18(4)": _spontaneous,
    "18": _assistance,
    "16": _extradition,
    "19": _joint,
    "20": _techniques,
    "13": _confiscation,
    "21": _transfer,
    "16(10)": _prosecution,
    "UNCAC": _corruption,
    "ASEAN MLAT": _asean,
}
GATING = frozenset({
    "UNTOC-PARTY", "UNTOC-2A", "UNTOC-2B", "UNTOC-2C", "UNTOC-32", "UNTOC-31", "UNTOC-18-1", "EXT-DC", "EXT-OCG",
    "EXT-BASIS", "EXT-NAT", "MLA-BASIS", "MLA-SPONT", "JI-19", "SIT-20", "LE-27", "ASEAN-MLAT", "ASEAN-AET", "UNCAC",
    "KP-PENALTY",
})  # fmt: skip
"""Rules on which a tool rests. Every other rule is a note: it opens and closes nothing."""


def gates(id: str, asking: Asking) -> bool:
    """Whether a rule bears on a tool in this case: China's guard, Singapore's schedule only where asked."""
    if id == "CN-ICJAL-4":
        return "CN" in (asking.req, asking.rcv)
    return id in GATING or (id == "SG-UNTOC-EXT" and asking.rcv == "SG")
