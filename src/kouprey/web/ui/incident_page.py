"""What the page of one observation shows: facts, lines, route, what to mend, first hour, hand-overs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.web.accounts.directory import names_of
from kouprey.web.core.words import translated
from kouprey.web.records import access as records
from kouprey.web.records.queries import facts_of
from kouprey.web.seizures import access, queries
from kouprey.web.ui import incident_facts, incident_likely, record_page

DONE: Final = record_page.DONE | {
    "created": gettext_lazy("The observation was written down as a draft. Report it when it is ready."),
    "reported": gettext_lazy("The observation was reported."),
    "verified": gettext_lazy("The observation was verified."),
    "offered": gettext_lazy("The hand-over was offered. The other agency can read the record now."),
    "taken_over": gettext_lazy("Your agency goes on with this record from now on. The receipt is ready to print."),
    "not_taken": gettext_lazy("The hand-over was sent back with your reason."),
    "recalled": gettext_lazy("The hand-over was recalled."),
    "judged": gettext_lazy("The judgement was written down. Counts follow it until it is taken back."),
    "unjudged": gettext_lazy("The judgement was taken back."),
    "tip_closed": gettext_lazy("The tip was closed with your reason."),
}
HANDED: Final = {
    "offered": gettext_lazy("waits for an answer"),
    "accepted": gettext_lazy("taken over"),
    "sent-back": gettext_lazy("sent back"),
    "recalled": gettext_lazy("recalled"),
}
OUTCOMES: Final = {
    "crime": gettext_lazy("Crime, by the thresholds of the State"),
    "administrative": gettext_lazy("Administrative matter, by the thresholds of the State"),
    "unknown": gettext_lazy("The thresholds give no answer"),
}
HOUR: Final = (
    ("matter", gettext_lazy("Treated as")), ("basis", gettext_lazy("On what this rests")),
    ("identified_by", gettext_lazy("Species identified by")), ("taken_over_by", gettext_lazy("Taken over by")),
    ("live_tonight", gettext_lazy("Live animals tonight")), ("health_risk", gettext_lazy("Health risk")),
)  # fmt: skip
OPEN: Final = ("draft", "reported", "verified")


def page_of(record: Any, by: Actor, *, at: datetime) -> dict[str, Any]:
    """Everything the page of one observation shows."""
    shown = record_page.page_of(record, by)
    incident = queries.incident_of(record)
    may = shown["may"] | {
        "hand_over": records.may(by, Act.RECORD_HAND_OVER, facts_of(record)),
        "take_over": records.may(by, Act.RECORD_TAKE_OVER, facts_of(record)),
        "judge": Act.RECORD_AMEND in by.spec.acts,
    }
    findings = sz.judge(incident, sz.book(at.date())) if record.state in OPEN else ()
    return shown | facts_of_incident(incident, record) | {
        "may": may,
        "findings": [finding(one, incident) for one in findings],
        "errors": sz.errors(findings),
        "matter": _matter(incident),
        "handed": _handed(record, by, at),
        "receivers": access.receivers(by) if may["hand_over"] else [], "back": record.id,
    } | incident_likely.of_record(record, incident, by, open_=record.state in OPEN)  # fmt: skip


def facts(record: Any, version: int | None = None) -> dict[str, Any]:
    """What one version says: facts under their titles, lines, route, people, the first hour."""
    return facts_of_incident(queries.incident_of(record, version), record)


def facts_of_incident(incident: sz.Incident, record: Any) -> dict[str, Any]:
    """The same of what was read of a record."""
    hour = incident.first_hour
    settled: list[tuple[Any, str]] = [(title, getattr(hour, name)) for name, title in HOUR if getattr(hour, name)]
    if hour.quarantine_informed is not None:
        settled.append((_("Quarantine was informed"), _("yes") if hour.quarantine_informed else _("no")))
    return {
        "incident": incident,
        "facts": incident_facts.titled(incident),
        "lines": [incident_facts.line_of(n, one) for n, one in enumerate(incident.specimens, start=1)],
        "legs": [incident_facts.leg_of(one) for one in sorted(incident.legs, key=lambda leg: leg.order)],
        "people": incident_facts.people_of(incident),
        "settled": settled,
        "row": record.incident if hasattr(record, "incident") else None,
    }


_SECTIONS: Final = {"specimens": "specimens", "legs": "legs", "people": "people", "place": "f-place-name"}


def spot_of(field: str) -> str:
    """Where on the entry page a field is."""
    return _SECTIONS.get(field, f"f-{field}")


def finding(found: sz.Finding, incident: sz.Incident) -> dict[str, Any]:
    """One finding in the reader's language, with where to mend it."""
    spot = next((n for n, one in enumerate(incident.specimens) if one.id == found.part), None)
    leg = next((n for n, one in enumerate(incident.legs) if one.id == found.part), None)
    where = spot_of(found.field)
    if spot is not None:
        where = f"specimen-{spot}"
    elif leg is not None:
        where = f"leg-{leg}"
    return {
        "error": found.severity == sz.ERROR, "says": translated(found.message),
        "remedy": translated(found.what_to_do), "anchor": where, "unverified": not found.verified,
        "line": spot + 1 if spot is not None else None,
    }  # fmt: skip


def _matter(incident: sz.Incident) -> dict[str, Any]:
    """Crime or administrative matter, with the reasons and what is missing to say more."""
    found = sz.matter(incident)
    return {
        "outcome": str(found.outcome), "words": OUTCOMES[str(found.outcome)],
        "because": [reason.sentence for reason in found.because], "missing": list(found.missing),
    }  # fmt: skip


def _handed(record: Any, by: Actor, at: datetime) -> list[dict[str, Any]]:
    rows = queries.handovers_of(record, by)
    names = names_of({agency for one in rows for agency in (one.from_agency, one.to_agency)})
    return [
        {
            "row": one, "from": names.get(one.from_agency, ""), "to": names.get(one.to_agency, ""),
            "state": HANDED[one.state], "open": one.state == "offered",
            "late": (one.decided_at or at) > one.due_at, "mine": one.to_agency == by.agency,
        }
        for one in rows
    ]  # fmt: skip
