"""The guided form of a case: every fact that may be given, in sections, with help at each question; works without
scripts. What was typed and a case are turned into each other here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.law.facts import Kind, kinds, split
from kouprey.domain.law.tree import named
from kouprey.domain.lists import load
from kouprey.web.core.words import translated

Flat = Mapping[str, Sequence[str]]
SIDES: Final = ("req", "rcv")
STARTS: Final[dict[str, tuple[str, Any]]] = {
    "conduct_verbs": ("deed", gettext_lazy("What was done, to which species")),
    "n_members": ("group", gettext_lazy("The people: how many, and how they act")),
    "max_imprisonment_years": ("penalty", gettext_lazy("Penalty and charge")),
    "states_of_commission": ("border", gettext_lazy("The border: where it was done, where it has effects")),
    "offence_class": ("grounds", gettext_lazy("Class of offence, and grounds to suspect")),
    "rcv_and_req_law_criminalises_agreement_or_participation": (
        "money",
        gettext_lazy("Law on groups, money, companies and confiscation"),
    ),
    "person_located_in_rcv": ("person", gettext_lazy("Extradition: the person, treaty, nationality")),
    "political_offence": ("refusal", gettext_lazy("Extradition: grounds to refuse")),
    "bilateral_mlat": ("assistance", gettext_lazy("Legal assistance: treaty and contents of the request")),
    "written_or_authenticable": ("form", gettext_lazy("Form, language and channel of the request")),
    "not_in_conformity": ("use", gettext_lazy("Refusal, postponement, use and confidence")),
    "info_concerns_criminal_matter": ("sending", gettext_lazy("Information, witnesses, costs and time")),
    "agreement_or_case_by_case": ("joint", gettext_lazy("Joint work and special techniques")),
    "substantial_help": ("police", gettext_lazy("Police to police, persons who help, transfer")),
    "bribery_or_embezzlement_element": ("corruption", gettext_lazy("Corruption and CITES")),
    "evidence_located_in_CN": ("china", gettext_lazy("Evidence in China")),
}
"""Where a section begins, in the order of the list of facts; a new fact falls to the section before it."""
FIRST: Final = frozenset({"deed", "group", "border", "person"})
"""Sections that are open at first: what every case has."""
CHOICES: Final[dict[str, Any]] = {
    "5": gettext_lazy("taking part in a group, UNTOC 5"), "6": gettext_lazy("laundering, UNTOC 6"),
    "8": gettext_lazy("corruption, UNTOC 8"), "23": gettext_lazy("obstruction of justice, UNTOC 23"),
    "serious_crime": gettext_lazy("serious crime, UNTOC 2(b)"), "criminal": gettext_lazy("criminal"),
    "civil": gettext_lazy("civil"), "admin": gettext_lazy("administrative"), "none": gettext_lazy("none"),
    "obtain": gettext_lazy("obtain an order"), "enforce": gettext_lazy("enforce an order"),
    "trace": gettext_lazy("trace or freeze"), "basis": gettext_lazy("a basis"),
    "no_basis": gettext_lazy("not a basis"), "not_bound": gettext_lazy("not bound by Art. 16"),
    "central_authority": gettext_lazy("central authority"),
    "diplomatic": gettext_lazy("diplomatic channel"), "interpol": gettext_lazy("INTERPOL"),
    "other": gettext_lazy("another channel"), "agreement": gettext_lazy("an agreement"),
    "case_by_case": gettext_lazy("consent in this case"), "intact": gettext_lazy("goods pass intact"),
    "removed": gettext_lazy("goods are removed"), "replaced_whole": gettext_lazy("goods are replaced"),
    "replaced_part": gettext_lazy("goods are replaced in part"), "identity": gettext_lazy("identity and whereabouts"),
    "movement_of_proceeds": gettext_lazy("movement of proceeds"), "samples": gettext_lazy("samples for analysis"),
    "means_and_methods": gettext_lazy("means and methods"),
    "early_identification": gettext_lazy("early identification"),
}  # fmt: skip
HINTS: Final[dict[str, Any]] = {
    "number": gettext_lazy("A number."),
    "years": gettext_lazy("A number of years, or the word: life."),
    "states": gettext_lazy("Codes with commas between, such as CN, VN."),
    "taxa": gettext_lazy("Several with commas between."),
    "texts": gettext_lazy("Several with commas between."),
    "provisions": gettext_lazy("Ids of provisions of the register, with commas between."),
    "date": gettext_lazy("A date such as 2026-11-20."),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One fact as it is asked: its name in the form, the question, what was typed."""

    id: str
    fact: str
    kind: str
    question: str
    help: str
    who: str
    options: tuple[tuple[str, str], ...]
    value: str
    chosen: tuple[str, ...]
    level: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Section:
    """Some facts under a heading; open where something was typed."""

    id: str
    title: str
    fields: tuple[Field, ...]
    open: bool
    given: int


def sections(flat: Flat) -> list[Section]:
    """The whole form, with what was typed."""
    grouped: dict[str, list[Field]] = {}
    titles: dict[str, str] = {}
    now = "deed"
    for kind in kinds().values():
        if kind.name in STARTS:
            now, title = STARTS[kind.name]
            titles[now] = str(title)
        grouped.setdefault(now, []).extend(_fields(kind, flat))
    found = []
    for id, fields in grouped.items():
        given = sum(bool(field.value or field.chosen) for field in fields)
        found.append(Section(id, titles.get(id, ""), tuple(fields), id in FIRST or bool(given), given))
    return found


def case_of(flat: Flat) -> dict[str, Any]:
    """The case as the schema has it. What cannot be read stays as it was typed, and the engine says so."""
    facts: dict[str, Any] = {}
    for kind in kinds().values():
        for side in _sides(kind, flat):
            id = _id(kind, side)
            value = _read(kind.kind, flat, f"f-{id}")
            if value is None:
                continue
            evidence = [part.strip() for part in _said(flat, f"e-{id}").split(";") if part.strip()]
            name = f"{kind.name}({side})" if side else kind.name
            facts[name] = {"value": value, "level": _said(flat, f"l-{id}") or "supported", "evidence": evidence}
    return {
        "act_date": _said(flat, "act_date"),
        "request_date": _said(flat, "request_date"),
        "requesting": _said(flat, "requesting"),
        "requested": _said(flat, "requested"),
        "facts": facts,
    }


def flat_of(case: Mapping[str, Any]) -> dict[str, list[str]]:
    """A case as the form has it, to be amended."""
    flat = {name: [str(case.get(name, ""))] for name in ("act_date", "request_date", "requesting", "requested")}
    sides = {case.get("requesting"): "req", case.get("requested"): "rcv"}
    for name, body in dict(case.get("facts", {})).items():
        base, state = split(name)
        side = sides.get(state, state)
        id = f"{base}-{side}" if side else base
        flat[f"f-{id}"] = _typed(body["value"])
        flat[f"l-{id}"] = [str(body.get("level", ""))]
        evidence = body.get("evidence") or []
        flat[f"e-{id}"] = ["; ".join([evidence] if isinstance(evidence, str) else evidence)]
    return flat


def _fields(kind: Kind, flat: Flat) -> Iterator[Field]:
    for side in _sides(kind, flat):
        id = _id(kind, side)
        words = {"req": _("the requesting State"), "rcv": _("the requested State")}
        state = words.get(side, side)
        question = translated(named(kind.question, state))
        if side and state not in str(question):
            question = _("%(state)s: %(question)s") % {"state": state, "question": question}
        help_ = " ".join(str(part) for part in (_(kind.help) if kind.help else "", HINTS.get(kind.kind, "")) if part)
        yield Field(
            id, f"{kind.name}({side})" if side else kind.name, kind.kind.partition(":")[0], str(question), help_,
            str(translated(named(kind.who, state))), tuple(_options(kind.kind)), _said(flat, f"f-{id}"),
            tuple(flat.get(f"f-{id}", ())) if kind.kind == "verbs" else (), _said(flat, f"l-{id}"),
            _said(flat, f"e-{id}"),
        )  # fmt: skip


def _sides(kind: Kind, flat: Flat) -> tuple[str, ...]:
    """For a fact that is asked for each State: both sides, and every other State that was given one."""
    if not kind.per_state:
        return ("",)
    given = {name.rpartition("-")[2] for name in flat if name.startswith(f"f-{kind.name}-")}
    route = [] if kind.name not in _ON_ROUTE else _codes(_said(flat, "f-route_states"))
    ends = {_said(flat, "requesting"), _said(flat, "requested")}
    others = sorted({*given, *route} - {*SIDES} - ends)
    return (*SIDES, *(code for code in others if len(code) == 2))


_ON_ROUTE: Final = frozenset({"domestic_law_permits", "agreement_or_case_by_case_consent"})


def _options(kind: str) -> Iterator[tuple[str, str]]:
    name, _colon, choices = kind.partition(":")
    if name == "bool":
        yield from (("yes", _("yes")), ("no", _("no")))
    elif name == "choice":
        yield from ((code, str(CHOICES.get(code, code))) for code in choices.split("|"))
    elif name == "verbs":
        yield from ((row["verb"], _(row["title"])) for row in load("law-verbs").rows)


def _read(kind: str, flat: Flat, name: str) -> Any:
    if kind == "verbs":
        return [word for word in flat.get(name, ()) if word] or None
    text = _said(flat, name)
    if not text:
        return None
    if kind == "bool":
        return {"yes": True, "no": False}.get(text, text)
    if kind in ("texts", "taxa", "provisions"):
        return [part.strip() for part in text.split(",") if part.strip()] or None
    if kind == "states":
        return _codes(text) or None
    if kind in ("number", "years"):
        return _number(text)
    return text


def _number(text: str) -> Any:
    try:
        found = float(text.replace(",", ""))
    except ValueError:
        return text
    return int(found) if found.is_integer() else found


def _codes(text: str) -> list[str]:
    return [part.strip().upper() for part in text.split(",") if part.strip()]


def _typed(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list | tuple):
        words = [str(part) for part in value]
        verbs = {row["verb"] for row in load("law-verbs").rows}
        return words if words and set(words) <= verbs else [", ".join(words)]
    return [str(value)]


def _id(kind: Kind, side: str) -> str:
    return f"{kind.name}-{side}" if side else kind.name


def _said(flat: Flat, name: str) -> str:
    found = flat.get(name) or ("",)
    return str(found[-1]).strip()
