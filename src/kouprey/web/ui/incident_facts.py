"""An observation in words: each fact under its title, lines of specimens, legs of the route, people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.lists import load
from kouprey.domain.seizures.schema import INCIDENT
from kouprey.domain.trade.codes import country_name, source_name
from kouprey.kernel.clock import now
from kouprey.kernel.quantity import plain as exact
from kouprey.web.ui.incident_words import AMOUNTS, VOCABULARIES


def titled(incident: sz.Incident) -> list[tuple[str, str, bool]]:
    """The plain facts: title, words, and whether it never leaves the State; blank ones are left out."""
    said = _plain(incident)
    return [(_(one.title), said[one.name], not one.shareable) for one in INCIDENT.fields if said.get(one.name)]


def by_field(incident: sz.Incident) -> dict[str, str]:
    """Every field in words, with lines, route and people as sentences of their own: for pages that lay an observation
    beside another, and for what leaves or was received. Blank ones are left out."""
    said = _plain(incident)
    lines = [line_of(n, one) for n, one in enumerate(incident.specimens, start=1)]
    said["specimens"] = "\n".join(_row(one, "name", "term", "source", "amount", "value", "disposal") for one in lines)
    legs = [leg_of(one) for one in sorted(incident.legs, key=lambda leg: leg.order)]
    said["legs"] = "\n".join(f"{one['role']}: {_row(one, 'country', 'certainty', 'more')}" for one in legs)
    said["people"] = "\n".join(
        f"{country}: {_('number not known') if number is None else number}" for country, number in people_of(incident)
    )
    said["synthetic"] = _("yes") if incident.synthetic else ""
    return {name: text for name, text in said.items() if text}


def people_of(incident: sz.Incident) -> list[tuple[str, int | None]]:
    """People by nationality, and how many."""
    return [(country_name(one.country) if one.country else _("not known"), one.number) for one in incident.people]


def _row(one: dict[str, Any], *names: str) -> str:
    return ", ".join(filter(None, (one[name] for name in names)))


def _plain(incident: sz.Incident) -> dict[str, str]:
    place, listed = incident.place, sz.place(incident.place.code)
    said: dict[str, str] = {
        "kind": _(sz.name("kind", str(incident.kind))),
        "when": str(incident.when or ""),
        "country": country_name(place.country) if place.country else "",
        "admin1": place.admin1,
        "post": listed.name if listed else place.code,
        "place": _point(place),
        "agency": _(sz.name("agency", incident.agency)) if incident.agency else "",
    }
    for name, vocabulary in VOCABULARIES.items():
        said[name] = ", ".join(_(sz.name(vocabulary, code)) for code in getattr(incident, name))
    said["value"] = _sum(incident.value)
    said["forensic"] = "" if incident.forensic is None else _("yes") if incident.forensic else _("no")
    said["outlets"] = "" if incident.outlets is None else str(incident.outlets)
    said["entry_way"] = _(sz.name("entry_way", incident.entry_way)) if incident.entry_way else ""
    grade = incident.grade
    said["grade"] = " ".join(filter(None, (grade.scheme, grade.source, grade.information)))
    for name in ("agency_name", "concealment_text", "law", "sanction_text", "contraband", "platform", "court",
                 "cause", "source", "reporter", "entered_for", "reference", "note"):  # fmt: skip
        said[name] = getattr(incident, name)
    return said


def _point(place: sz.Place) -> str:
    point = ""
    if place.latitude is not None and place.longitude is not None:
        point = f"{exact(place.latitude)}, {exact(place.longitude)}"
        if place.precision_m:
            point = _("%(point)s, within %(metres)s m") % {"point": point, "metres": place.precision_m}
    return "; ".join(filter(None, (place.name, point)))


def line_of(n: int, line: sz.Specimen) -> dict[str, Any]:
    """One line of specimens in words."""
    trade = sz.book(now().date()).trade
    weight = _amount(line.weight) if line.weight else ""
    return {
        "n": n, "id": line.id, "name": line.name or _("taxon not known"), "taxon": line.taxon,
        "reported": line.reported if line.reported != line.taxon else "",
        "appendix": line.appendix, "term": _(trade.terms.get(line.term, line.term)) if line.term else "",
        "amount": ", ".join(filter(None, (_amount(line.quantity), weight))), "value": _sum(line.value),
        "disposal": _(sz.name("disposal", line.disposal)) if line.disposal else "", 
        "source": _sources(line),
    }  # fmt: skip


def _sources(line: sz.Specimen) -> str:
    """CITES source codes with their words; a code that no list has stands alone."""
    named = [(code, source_name(code)) for code in line.sources]
    codes = "; ".join(code if name == code else f"{code}, {_(name)}" for code, name in named)
    return _("source %(codes)s") % {"codes": codes} if codes else ""


def _amount(quantity: sz.Quantity) -> str:
    if quantity.number is None:
        return str(dict(AMOUNTS)[str(quantity.amount)])
    unit = next((row["name"] for row in load("units").rows if row["code"] == quantity.unit and quantity.unit), "")
    number = f"{exact(quantity.number)} {unit}".strip()
    return _("about %(number)s") % {"number": number} if quantity.amount is sz.Amount.ESTIMATED else number


def _sum(money: sz.Money | None) -> str:
    return "" if money is None else f"{exact(money.amount)} {money.currency}".strip()


def leg_of(leg: sz.Leg) -> dict[str, Any]:
    """One leg of the route in words."""
    custody = "" if leg.custody is None else _("had legal custody") if leg.custody else _("had no legal custody")
    share = "" if leg.share is None else _("%(share)s per cent") % {"share": exact(leg.share)}
    return {
        "role": _(sz.name("role", str(leg.role))), "country": country_name(leg.country) if leg.country else "–",
        "certainty": _(sz.name("certainty", str(leg.certainty))), "more": ", ".join(filter(None, (share, custody))),
    }  # fmt: skip
