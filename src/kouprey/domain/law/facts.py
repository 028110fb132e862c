"""A case as it is asked about: facts by name, each with a value, a level and its evidence.

The names are those of the list `law-facts`. A fact about one State is written NAME(VN), or NAME(req) and NAME(rcv)
for the requesting and the requested State. The published schema is `case.schema.json` beside this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache, partial
from typing import Any, NamedTuple, NoReturn

from kouprey.domain.law.values import APART, LIFE, STATES
from kouprey.domain.lists import load, stamps
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import declared, said, saying

LEVELS = ("unknown", "suspected", "supported", "proven")
_LEVEL = {word: place for place, word in enumerate(LEVELS)}
SUSPECTED, SUPPORTED = 1, 2
"""The standards: reasonable grounds to suspect (18(1) and the work of police), and what everything else needs."""


_NEEDED, _BODY = frozenset({"value", "level"}), frozenset({"value", "level", "evidence"})


class Kind(NamedTuple):
    """What may be asked: the kind of value, whether it is asked for each State, and who could supply it."""

    name: str
    kind: str
    per_state: bool
    wants: str
    question: str
    help: str
    who: str


class Fact(NamedTuple):
    """One fact of the case. `level` is its place in LEVELS."""

    name: str
    value: Any
    level: int
    evidence: tuple[str, ...]


class Case(NamedTuple):
    """What an assessment is asked about. Facts at the level unknown are left out."""

    act_date: date
    request_date: date
    requesting: str
    requested: str
    facts: Mapping[str, Fact]


def kinds() -> dict[str, Kind]:
    """Every fact that may be given, by name, in the order of the questions."""
    return _kinds(stamps(("law-facts",)))


@lru_cache(maxsize=4)
def _kinds(stamp: tuple[str | int, ...]) -> dict[str, Kind]:
    return {
        row["name"]: Kind(
            row["name"], row["kind"], row["per"] == "state", row["wants"], row["question"], row["help"], row["who"]
        )
        for row in load("law-facts").rows
    }


def case(given: Mapping[str, Any]) -> Case:
    """Read a case by the published schema. Raises UnusableInput with the place and what was expected."""
    known = {"act_date", "request_date", "requesting", "requested", "facts"}
    if not isinstance(given, Mapping) or not known >= set(given) >= known - {"facts"}:
        _refuse(said("A case is an object with act_date, request_date, requesting, requested and facts."))
    req, rcv = _state(given["requesting"], "requesting"), _state(given["requested"], "requested")
    if req == rcv:
        _refuse(said("The requesting and the requested State are the same."))
    facts: dict[str, Fact] = {}
    bodies = given.get("facts", {})
    if not isinstance(bodies, Mapping):
        _refuse(said("facts is an object: name to value, level and evidence."))
    stamp = stamps(("law-facts",))
    for name, body in bodies.items():
        fact = _fact(name, body, req, rcv, stamp)
        if fact.name in facts:
            _refuse(said("The fact %(fact)s is given twice, as %(name)s too.", fact=fact.name, name=name))
        facts[fact.name] = fact
    held = {name: fact for name, fact in facts.items() if fact.level}
    return Case(_date(given["act_date"], "act_date"), _date(given["request_date"], "request_date"), req, rcv, held)


def split(name: str) -> tuple[str, str]:
    """“party(VN)” as its name and its State; the State is blank for facts of the whole case."""
    base, bracket, rest = name.partition("(")
    return (base, rest.removesuffix(")")) if bracket and rest.endswith(")") else (name, "")


def _fact(name: str, body: Any, req: str, rcv: str, stamp: tuple[str | int, ...]) -> Fact:
    name, kind, reader = _named(name, req, rcv, stamp)
    if not isinstance(body, (dict, Mapping)) or not _BODY >= body.keys() >= _NEEDED:
        _refuse(said("The fact %(name)s is an object with value, level and evidence.", name=name))
    level = _LEVEL.get(body["level"]) if isinstance(body["level"], str) else None
    if level is None:
        _refuse(said("The level of %(name)s is one of %(levels)s.", name=name, levels=", ".join(LEVELS)))
    evidence = _evidence(name, body.get("evidence") or ())
    if not level or body["value"] is None:
        return Fact(name, None, 0, evidence)
    read = reader(body["value"])
    if read is None:
        _refuse(said("The value of %(name)s is %(wanted)s.", name=name, wanted=_wanted(kind)))
    return Fact(name, read, level, evidence)


def _evidence(name: str, given: Any) -> tuple[str, ...]:
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, (list, tuple)):
        _refuse(said("The evidence of %(name)s is a list of names of evidence.", name=name))
    for item in several:
        if not isinstance(item, str):
            _refuse(said("The evidence of %(name)s is a list of names of evidence.", name=name))
    return tuple(several)


@lru_cache(maxsize=4096)
def _named(name: str, req: str, rcv: str, stamp: tuple[str | int, ...]) -> tuple[str, str, Callable[[Any], Any]]:
    """A fact's whole name, its kind of value, and what reads such a value. Raises UnusableInput."""
    known = _kinds(stamp)
    base, state = split(name)
    kind = known.get(base)
    if kind is None:
        near = get_close_matches(base, known, 3)
        if near:
            _refuse(said("There is no fact “%(name)s”. Near: %(near)s.", name=base, near=", ".join(near)))
        _refuse(said("There is no fact “%(name)s”.", name=base))
    if kind.per_state != bool(state):
        if kind.per_state:
            _refuse(said("The fact %(name)s is asked for each State: write %(name)s(VN).", name=base))
        _refuse(said("The fact %(name)s is asked once.", name=base))
    if state:
        of = {"req": req, "rcv": rcv}.get(state, state)
        if _states(of) is None:
            _refuse(said("%(name)s names no State: write the ISO code of two letters, req or rcv.", name=name))
        name = f"{base}({of})"
    sort, _, choices = kind.kind.partition(":")
    return name, kind.kind, _READERS[sort][0] if sort in _READERS else partial(_choice, frozenset(choices.split("|")))


def _choice(choices: frozenset[str], value: Any) -> str | None:
    return str(value) if str(value) in choices and not isinstance(value, bool) else None


def _wanted(kind: str) -> str:
    sort, _, choices = kind.partition(":")
    if sort in _READERS:
        return declared(_READERS[sort][1])
    return said("one of %(choices)s", choices=", ".join(choices.split("|")))


def _bool(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: Any) -> float | None:
    sound = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < LIFE
    return value if sound else None


def _years(value: Any) -> float | None:
    return LIFE if value == "life" else _number(value)


def _text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _texts(value: Any) -> tuple[str, ...] | None:
    several = [value] if isinstance(value, str) else value
    if not isinstance(several, (list, tuple)) or not several or not all(map(_text, several)):
        return None
    return tuple(sorted({item.strip() for item in several}))


def _states(value: Any) -> tuple[str, ...] | None:
    found = _texts(value)
    return found if found and all(len(c) == 2 and c.isascii() and c.isupper() for c in found) else None


def _verbs(value: Any) -> tuple[str, ...] | None:
    found = _texts(value)
    return found if found and set(found) <= _known_verbs() else None


@lru_cache(maxsize=1)
def _known_verbs() -> frozenset[str]:
    return frozenset(row["verb"] for row in load("law-verbs").rows)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


_READERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "bool": (_bool, saying("true or false")),
    "number": (_number, saying("a number, zero or more")),
    "years": (_years, saying("a number of years, or “life”")),
    "text": (_text, saying("a text")),
    "texts": (_texts, saying("a text or a list of texts")),
    "taxa": (_texts, saying("a scientific name or a list of them")),
    "provisions": (_texts, saying("the id of a provision or a list of them")),
    "states": (_states, saying("an ISO code of two letters or a list of them")),
    "verbs": (_verbs, saying("a word of the list law-verbs, or several")),
    "date": (_day, saying("a date such as 2026-11-20")),
}


def _state(value: Any, where: str) -> str:
    if value not in (*STATES, *APART):
        _refuse(
            said(
                "%(where)s is the code of a State of the register: %(states)s.",
                where=where,
                states=", ".join((*STATES, *APART)),
            )
        )
    return str(value)


def _date(value: Any, where: str) -> date:
    found = _day(value)
    if found is None:
        _refuse(said("%(where)s is a date such as 2021-01-29.", where=where))
    return found


def _refuse(what: str) -> NoReturn:
    raise UnusableInput(
        what, kept=said("Nothing was assessed."), remedy=said("See the schema: kouprey law schema case.")
    )
