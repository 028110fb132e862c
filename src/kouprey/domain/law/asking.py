"""The case in front of a rule: facts at a standard, entries of the register, rules that build on each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from kouprey.domain.law.facts import LEVELS, SUPPORTED, SUSPECTED, Case, Fact
from kouprey.domain.law.held import Said, position
from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Node, Outcome, Reason, agree
from kouprey.domain.law.register import Register

Rule = Callable[["Asking", str], Node]
RULES: dict[str, Rule] = {}
"""Every rule with logic by its id in `law-rules`; the second argument is a State, or blank."""
READS: dict[str, tuple[str, ...]] = {}
"""Which facts a rule reads, where they are few: the same facts give the same trace, made once."""


FACTS_ONLY: set[str] = set()
"""Those among them that look at nothing but these facts: neither at States, nor at a date, nor at the register."""
_NO_LAW = cast(Register, None)
BOTH_STATES = "*both"
"""Stands for the requesting and the requested State where a fact wants both."""


DAY_OF: dict[str, str] = {}
"""The one day that matters to a rule: of the act, or of the request. Both, where nothing is said."""
WIDE: set[str] = set()
"""Those that are not kept from one case to the next, only from one standard to the other."""
PARTS: set[str] = set()
"""Parts of rules that are kept like rules and have no name of their own in the trace."""


def rule(id: str, *reads: str, facts_only: bool = False, wide: bool = False, day: str = "") -> Callable[[Rule], Rule]:
    """Enter a function as the logic of a rule; its docstring quotes the rule.

    `reads`: every fact it looks at, itself or through other rules, with {state}, {req} and {rcv} for States.
    A fact that is not named cannot be seen. `facts_only`: it looks at nothing else. `day`: the one that it looks at.
    `wide`: it reads so much that two cases seldom share its trace, and it is not kept.
    """

    def enter(function: Rule) -> Rule:
        RULES[id] = function
        if reads:
            READS[id] = reads
        if facts_only:
            FACTS_ONLY.add(id)
        if wide:
            WIDE.add(id)
        if day:
            DAY_OF[id] = day
        return function

    return enter


def kept(*reads: str, day: str = "request") -> Callable[[Callable[[Asking], Node]], Callable[[Asking], Node]]:
    """Keep a part of a rule as `rule` keeps a rule: it reads these facts, and the day of the request."""

    def enter(part: Callable[[Asking], Node]) -> Callable[[Asking], Node]:
        id = f"{part.__module__}.{part.__name__}"
        PARTS.add(id)
        rule(id, *reads, day=day)(lambda asking, state: part(asking))

        def made(asking: Asking) -> Node:
            return asking.rule(id)

        made.__doc__ = part.__doc__
        return made

    return enter


Part = TypeVar("Part")


def once(make: Callable[[Asking], Part]) -> Callable[[Asking], Part]:
    """Work out a part that several rules and tools stand on once in an assessment: it is one and the same."""

    def made(asking: Asking) -> Part:
        found: Any = asking.memo.get(make)
        if found is None:
            found = asking.memo[make] = make(asking)
        return cast(Part, found)

    made.__doc__ = make.__doc__
    return made


class Asking:
    """One assessment under way. Nothing here changes the case; what a rule gave is kept for others to build on."""

    __slots__ = (
        "accept", "case", "doubtful", "facts", "high", "memo", "rcv", "register", "req", "standard", "touched",
    )  # fmt: skip

    def __init__(
        self, case: Case, register: Register, accept: bool, standard: int = SUPPORTED, high: Asking | None = None
    ) -> None:
        self.case = case
        self.facts = case.facts
        self.register = register
        self.accept = accept
        self.req, self.rcv = case.requesting, case.requested
        self.standard = standard
        self.high = high
        self.doubtful = any(fact.level < SUPPORTED for fact in case.facts.values())
        self.memo: dict[Any, Any] = {}
        self.touched: frozenset[str] = (
            frozenset[str]().union(*map(_readers, case.facts)) if high is None else high.touched
        )
        """The rules that read a fact of this case."""

    def at(self, standard: int) -> Asking:
        """The same case at another standard, with a memory of its own."""
        if standard == self.standard or not self.doubtful:
            return self
        key = ("at", standard)
        found: Any = self.memo.get(key)
        if found is None:
            found = Asking(self.case, self.register, self.accept, standard, self)
            self.memo[key] = found
        return cast(Asking, found)

    def forget(self) -> None:
        """At the end. The two standards hold each other: left so, all that was worked out would wait for a search
        of memory, a fifth of the time of an assessment."""
        self.memo.clear()

    def rule(self, id: str, state: str = "") -> Node:
        """The outcome of a rule, worked out once."""
        key = (id, state)
        found: Node | None = self.memo.get(key)
        if found is None:
            given = self.facts
            if id not in self.touched and id in READS:
                if id in FACTS_ONLY:
                    found = _from_facts(id, SUPPORTED, ())
                else:
                    days = self._days(id)
                    found = _made(self.register, id, state, self.req, self.rcv, days, self.accept, SUPPORTED, ())
            elif id in FACTS_ONLY:
                facts = _of(given, *_reads(id, "", "", ""))
                found = _from_facts(id, self._needed(facts), facts)
            elif id in WIDE:
                found = self._wide(id, state)
            elif id in READS:
                facts = _of(given, *_reads(id, state, self.req, self.rcv))
                standard, days = self._needed(facts), self._days(id)
                found = _made(self.register, id, state, self.req, self.rcv, days, self.accept, standard, facts)
            else:
                found = _named(RULES[id](self, state), id, state)
            self.memo[key] = found
        return found

    def _wide(self, id: str, state: str) -> Node:
        facts = self.facts
        if self.high is not None:
            read = [facts[name] for name in _reads(id, state, self.req, self.rcv)[0] if name in facts]
            if all(fact.level >= SUPPORTED for fact in read):
                return self.high.rule(id, state)
        return _named(RULES[id](self, state), id, state)

    def _needed(self, facts: tuple[Fact | None, ...]) -> int:
        """The standard that makes a difference: where no fact is merely suspected, the higher one says the same."""
        if self.standard >= SUPPORTED or not facts:
            return SUPPORTED
        for fact in facts:
            if fact is not None and fact.level < SUPPORTED:
                return SUSPECTED
        return SUPPORTED

    def _days(self, id: str) -> tuple[date, date]:
        day = DAY_OF.get(id)
        act = date.min if day == "request" else self.case.act_date
        return act, date.min if day == "act" else self.case.request_date

    def value(self, name: str) -> Any:
        """The value of a fact if it is known at this standard, else None."""
        fact = self.facts.get(name)
        return fact.value if fact is not None and fact.level >= self.standard else None

    def test(self, name: str, test: Callable[[Any], bool | None], wants: Any) -> Node:
        """A leaf: a fact that a test judges. Not given, or not sure enough, is unknown."""
        fact = self.facts.get(name)
        if fact is None:
            return _open(name, wants)
        if fact.level < self.standard:
            return Node(name, UNKNOWN, "fact", (), self.used(name), (name,), ((name, wants),))
        said = test(fact.value)
        outcome = UNKNOWN if said is None else MET if said else NOT_MET
        return Node(name, outcome, "fact", (), (_reason(fact),), (), () if said else ((name, wants),))

    def yes(self, name: str) -> Node:
        """A leaf: the fact must be true."""
        return self._plain(name, True)

    def no(self, name: str) -> Node:
        """A leaf: the fact must be false."""
        return self._plain(name, False)

    def used(self, *names: str) -> tuple[Reason, ...]:
        """The facts of these names that were given, as reasons."""
        return tuple(_reason(fact) for name in names if (fact := self.facts.get(name)) is not None)

    def entry(self, label: str, said: Said, fact: str, wants: Any = True) -> Node:
        """A leaf: what the register says; where it is unknown, the fact that could settle it is missing."""
        outcome = said.accepted if self.accept else said.outcome
        leaning = said.leaning if outcome == UNKNOWN else None
        missing = (fact,) if outcome == UNKNOWN and fact else ()
        return Node(
            label, outcome, "entry", (), said.reasons, missing, ((fact, wants),) if missing else (), "", "", leaning
        )

    def stated(
        self, label: str, country: str, topic: str, yes: frozenset[str], no: frozenset[str], fact: str,
        settles: Any = True,
    ) -> Node:  # fmt: skip
        """A leaf: a State's position on a topic, as values that count for and against; any other is unknown, and the
        fact would settle it with the value `settles`."""
        found, holds = position(self.register, country, topic, self.case.request_date)
        if found is None:
            return Node(label, UNKNOWN, "entry", (), (), (fact,), ((fact, settles),))
        leaning: Outcome | None = MET if found.value in yes else NOT_MET if found.value in no else None
        sure = (found.origin.sound and holds == MET) or self.accept
        outcome = leaning if leaning is not None and sure else UNKNOWN
        origin = found.origin
        about = Reason("entry", found.id, found.value, origin.provenance, (origin.source,), origin.verified)
        missing = (fact,) if outcome == UNKNOWN else ()
        return Node(
            label, outcome, "entry", (), (about,), missing, ((fact, settles),) if missing else (), "", "",
            leaning if outcome == UNKNOWN else None,
        )  # fmt: skip

    def known(self, label: str, entry: Node, *facts: Node) -> Node:
        """What the case says and what the register says of one thing: they must not contradict each other."""
        given = [fact for fact in facts if fact.outcome != UNKNOWN]
        if given:
            return agree(label, *given, entry)
        weak = _weak(facts)
        return entry.but(reasons=(*entry.reasons, *weak)) if weak else entry

    def _plain(self, name: str, wanted: bool) -> Node:
        return _leaf(name, self.facts.get(name), wanted, self.standard)


@lru_cache(maxsize=8192)
def _leaf(name: str, fact: Fact | None, wanted: bool, standard: int) -> Node:
    """The leaf of a fact that must be true, or false: the same fact gives the same one."""
    if fact is None:
        return _open(name, wanted)
    if fact.level < standard:
        return Node(name, UNKNOWN, "fact", (), (_reason(fact),), (name,), ((name, wanted),))
    met = fact.value is wanted
    return Node(name, MET if met else NOT_MET, "fact", (), (_reason(fact),), (), () if met else ((name, wanted),))


@lru_cache(maxsize=4096)
def _readers(fact: str) -> frozenset[str]:
    """The rules that read a fact of this name, of whatever State it is told."""
    base = fact.partition("(")[0]
    return frozenset(id for id, reads in READS.items() if any(name.partition("(")[0] == base for name in reads))


def _of(given: Mapping[str, Fact], names: tuple[str, ...], same: frozenset[str]) -> tuple[Fact | None, ...]:
    """The facts of these names, in their order; nothing where none of them was given, as is so of most rules."""
    if same.isdisjoint(given):
        return ()
    get = given.get
    return tuple([get(name) for name in names])


@lru_cache(maxsize=16384)
def _from_facts(id: str, standard: int, facts: tuple[Fact | None, ...]) -> Node:
    known = {fact.name: fact for fact in facts if fact is not None}
    asking = Asking(Case(date.min, date.min, "", "", known), _NO_LAW, False, standard)
    return RULES[id](asking, "").but(rule=id)


@lru_cache(maxsize=8192)
def _reads(id: str, state: str, req: str, rcv: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The names of the facts that a rule reads, in their order and as a set."""
    names = tuple(name.format(state=state, req=req, rcv=rcv) for name in READS[id])
    return names, frozenset(names)


@lru_cache(maxsize=16384)
def _made(
    held: Register, id: str, state: str, req: str, rcv: str, days: tuple[date, date], accept: bool, standard: int,
    facts: tuple[Fact | None, ...],
) -> Node:  # fmt: skip
    known = {fact.name: fact for fact in facts if fact is not None}
    asking = Asking(Case(*days, req, rcv, known), held, accept, standard)
    return _named(RULES[id](asking, state), id, state)


def _named(node: Node, id: str, state: str) -> Node:
    if id in PARTS:
        return node
    if node.rule or not node.parts:  # shared by others: it keeps its own name
        return node.but(rule=id, state=state)
    node.rule, node.state = id, state
    return node


@lru_cache(maxsize=1024)
def _open(name: str, wants: Any) -> Node:
    """The leaf of a fact that was not given."""
    return Node(name, UNKNOWN, "fact", (), (), (name,), ((name, wants),))


@lru_cache(maxsize=8192)
def _reason(fact: Fact) -> Reason:
    return Reason("fact", fact.name, fact.value, LEVELS[fact.level], fact.evidence)


def _weak(facts: tuple[Node, ...]) -> tuple[Reason, ...]:
    """Facts that were given below the standard: shown, not counted."""
    return tuple(reason for fact in facts for reason in fact.reasons)
