"""The entry form as a page shows it: boxes with label, help, choices and what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kouprey.domain import marking
from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.domain.lists import load, stamps
from kouprey.domain.seizures.schema import INCIDENT
from kouprey.domain.trade.codes import country_name
from kouprey.kernel.clock import now
from kouprey.web.accounts.directory import agency as agency_of
from kouprey.web.ui.incident_fields import MANY, Flat, numbers, part_of, said
from kouprey.web.ui.incident_taxa import kinds, understood
from kouprey.web.ui.incident_words import (
    AMOUNTS,
    APPENDICES,
    HELP,
    KINDS_OF,
    LABELS,
    MATTERS,
    NOT_SAID,
    RISKS,
    VOCABULARIES,
    YES_NO,
    Choice,
)


@dataclass(frozen=True, slots=True)
class Box:
    """One field of the page. `widget`: line, text, choice or many."""

    name: str
    label: str
    value: str = ""
    widget: str = "line"
    help: str = ""
    choices: Sequence[Any] = ()
    chosen: Sequence[str] = ()
    error: str = ""
    list: str = ""
    mode: str = ""
    national: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One specimen, leg or nationality of the page."""

    sort: str
    n: int
    boxes: tuple[Box, ...]
    hidden: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def fresh(country: str, agency: str, kind: str = "") -> dict[str, list[str]]:
    """An empty form: the State and kind of agency that nearly every entry says, one part of each sort."""
    return {
        "country": [country], "kind": [kind or "seizure"], "agency": [agency],
        "specimen-0-id": [""], "leg-0-id": [""], "people-0-number": [""],
    }  # fmt: skip


def sections(flat: Flat, problems: Mapping[str, str], country: str) -> dict[str, Any]:
    """Everything the form shows, by section."""

    def box(name: str, **more: Any) -> Box:
        return _box(flat, problems, name, **more)

    return {
        "kind": box("kind", widget="choice", choices=_words("kind")),
        "what": [box("when"), *_where(box, country), box("agency", widget="choice", choices=_blank(_words("agency"))),
                 box("agency_name"), box("reference")],
        "specimens": [_specimen(flat, n) for n in numbers(flat, "specimen")],
        "legs": [_leg(flat, n) for n in numbers(flat, "leg")],
        "people": [_people(flat, n) for n in numbers(flat, "people")],
        "people_said": any(part_of(flat, "people", n)["number"] for n in numbers(flat, "people")),
        "how": [box(name, widget="many", choices=_words(VOCABULARIES[name])) for name in MANY],
        "how_more": [box("concealment_text", widget="text"), box("contraband"), box("law"),
                     box("sanction_text", widget="text"),
                     box("forensic", widget="choice", choices=_blank(YES_NO))],
        "value": [box("value-amount", mode="decimal"), box("value-currency", list="currencies")],
        "by_kind": [box(name, only=KINDS_OF[name]) for name in ("platform", "outlets", "court", "cause", "reporter")],
        "hour": _hour(box),
        "behalf": [box("entry_way", widget="choice", choices=_blank(_words("entry_way"))), box("entered_for"),
                   box("source", widget="text"),
                   *(box(f"grade-{part}", widget="choice", choices=_grades(part))
                     for part in ("source", "information")),
                   box("note", widget="text")],
    }  # fmt: skip


def lists() -> dict[str, Any]:
    """What the boxes suggest: terms, units, currencies, countries."""
    trade = sz.book(now().date()).trade
    return {
        "countries": countries(),
        "currencies": sorted(sz.currencies()),
        "sources": [(row["code"], _(row["name"])) for row in load("sources").rows],
        "places": {place.code: [place.country, place.admin1] for place in sz.places()},
        "fitting": {code: sorted(units) for code, units in trade.term_units.items()},
    }


def agency_code(by: Actor) -> str:
    """The kind of the officer's own agency, as observations name it: what nearly every entry says."""
    own = agency_of(by.agency)
    rows = load("seizure-agencies").rows
    return next((row["code"] for row in rows if own is not None and row["agency_kind"] == own.kind), "")


def countries() -> Sequence[Choice]:
    """Codes and names of countries, by name."""
    return _countries(stamps(("countries",)))


def terms() -> Sequence[Choice]:
    """Codes and names of kinds of specimen, by their names in the language of the page."""
    return _terms(get_language(), stamps(("terms",)))


@lru_cache(maxsize=2)
def _countries(_stamps: tuple[str | int, ...]) -> Sequence[Choice]:
    found = ((row["code"], row["name"]) for row in load("countries").rows)
    return tuple(sorted(found, key=lambda one: one[1]))


@lru_cache(maxsize=32)
def _terms(_language: str | None, _stamps: tuple[str | int, ...]) -> Sequence[Choice]:
    found = ((code, _(name)) for code, name in sz.book(now().date()).trade.terms.items())
    return tuple(sorted(found, key=lambda one: one[1]))


def places(country: str) -> list[tuple[str, list[Choice]]]:
    """Listed places by country, those of the own country first."""
    groups: dict[str, list[Choice]] = {}
    for place in sorted(sz.places(), key=lambda one: (one.country != country, one.country, one.name)):
        called = f"{place.name} ({place.name_local})" if place.name_local else place.name
        groups.setdefault(country_name(place.country), []).append((place.code, called))
    return list(groups.items())


def _box(flat: Flat, problems: Mapping[str, str], name: str, **more: Any) -> Box:
    schema = next((one for one in INCIDENT.fields if one.name == name), None)
    label = (
        LABELS[name] if name in LABELS and (schema is None or "-" in name) else _(schema.title) if schema else name
    )
    help_text = HELP.get(name, "") or (_(schema.help) if schema and schema.help else "")
    group = {"place": "place", "hour": "first_hour", "value": "value", "grade": "grade"}.get(
        name.partition("-")[0], name
    )
    first = name in ("place-name", "value-amount", "hour-matter", "grade-source")
    national = schema is not None and not schema.shareable
    error = problems.get(name, "") or (problems.get(group, "") if first else "")
    return Box(
        name=name, label=str(label), value=said(flat, name), help=str(help_text), error=error,
        chosen=list(flat.get(name, ())), national=national, **more,
    )  # fmt: skip


def _where(box: Any, country: str) -> list[Box]:
    groups: list[tuple[str, list[Choice]]] = [("", [NOT_SAID]), *places(country)]
    return [
        box("country", list="countries"), box("post", widget="groups", choices=groups), box("admin1"),
        box("place-name"), box("place-latitude", mode="decimal"), box("place-longitude", mode="decimal"),
        box("place-precision_m", mode="numeric"),
    ]  # fmt: skip


def _hour(box: Any) -> list[Box]:
    return [
        box("hour-matter", widget="choice", choices=_blank(MATTERS)), box("hour-basis"), box("hour-identified_by"),
        box("hour-taken_over_by"), box("hour-live_tonight"),
        box("hour-health_risk", widget="choice", choices=_blank(RISKS)),
        box("hour-quarantine_informed", widget="choice", choices=_blank(YES_NO)),
    ]  # fmt: skip


def _specimen(flat: Flat, n: int) -> Part:
    one = part_of(flat, "specimen", n)
    choices: dict[str, Any] = {
        "appendix": APPENDICES, "term": kinds(one["taxon"], one["term"]), "amount": AMOUNTS,
        "disposal": _blank(_words("disposal")),
        "weight_amount": AMOUNTS[:2], "unit": [("", _("number")), *((code, _(name)) for code, name in _units())],
    }  # fmt: skip
    modes = {"number": "decimal", "weight": "decimal", "value": "decimal"}
    named = {"taxon": "taxa", "currency": "currencies", "source": "sources"}
    boxes = tuple(_part_box("specimen", n, name, one, choices, modes, named) for name in one if name != "id")
    note = understood(one["taxon"]) if one["taxon"] else ""
    return Part("specimen", n, boxes, {f"specimen-{n}-id": one["id"]}, note)


def _leg(flat: Flat, n: int) -> Part:
    one = part_of(flat, "leg", n)
    choices = {
        "role": _words("role"), "certainty": _blank(_words("certainty")), "custody": _blank(YES_NO),
    }  # fmt: skip
    boxes = tuple(
        _part_box("leg", n, name, one, choices, {"share": "decimal"}, {"country": "countries"})
        for name in one if name != "id"
    )  # fmt: skip
    return Part("leg", n, boxes, {f"leg-{n}-id": one["id"]})


def _people(flat: Flat, n: int) -> Part:
    one = part_of(flat, "people", n)
    boxes = tuple(
        _part_box("people", n, name, one, {}, {"number": "numeric"}, {"country": "countries"}) for name in one
    )
    return Part("people", n, boxes)


def _part_box(
    part: str, n: int, name: str, one: Mapping[str, str], choices: Mapping[str, Any], modes: Mapping[str, str],
    named: Mapping[str, str],
) -> Box:  # fmt: skip
    label = _("Country") if name == "country" and part == "leg" else LABELS.get(name, name)
    if part == "people":
        label = _("Nationality") if name == "country" else _("Number of people")
    return Box(
        name=f"{part}-{n}-{name}", label=str(label), value=one[name],
        widget="line" if name not in choices else "groups" if name == "term" else "choice",
        help=str(HELP.get(f"{part}-{name}", "")), choices=choices.get(name, ()), list=named.get(name, ""),
        mode=modes.get(name, ""),
    )  # fmt: skip


def _words(vocabulary: str) -> list[Choice]:
    return [(word.code, _(word.name)) for word in sz.words(vocabulary)]


def _blank(choices: Iterable[Any]) -> list[Any]:
    return [NOT_SAID, *choices]


def _units() -> list[Choice]:
    return [(row["code"], row["name"]) for row in load("units").rows if row["code"]]


def _grades(part: str) -> list[Choice]:
    return [
        NOT_SAID,
        *((f"{scheme}:{word.code}", f"{marking.scheme_name(scheme)} {word.code}: {_(word.meaning)}")
          for scheme, words in marking.grade_words(part).items() for word in words),
    ]  # fmt: skip
