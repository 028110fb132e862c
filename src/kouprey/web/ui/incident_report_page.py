"""What the pages of reports show: counts, gaps with where to mend them, what a form loses, what was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor, gate
from kouprey.domain.trade.codes import country_name
from kouprey.formats import seizures as forms
from kouprey.formats.seizures.carrying import ASKED
from kouprey.web.accounts.directory import country_of
from kouprey.web.records import access as records
from kouprey.web.records.queries import facts_of
from kouprey.web.seizures import access
from kouprey.web.seizures.actions.submitting import OWED, report_for
from kouprey.web.ui.incident_import_words import field_words
from kouprey.web.ui.incident_report_words import DONE, TITLES, part_words

SHOWN: Final = 200
LISTED: Final = 50
OF_LINE: Final = {"species": "taxon", "term": "term", "quantity": "number", "unit": "unit"}
"""Columns of AITR that are filled in a line of specimens, and the box there."""
OF_WHOLE: Final = {
    "date": "f-when", "country": "f-country", "place": "f-place-name", "agency": "f-agency",
    "offence": "f-offences", "transport": "f-transport", "detection": "f-detection",
    "concealment": "f-concealment", "concealment_text": "f-concealment_text",
}  # fmt: skip


def chosen(by: Actor, at: datetime) -> dict[str, Any]:
    """The choice of a report, and what was sent before."""
    sent = list(access.submissions(by)[:LISTED])
    return {
        "country": country_name(country_of(by.authority)), "forms": list(TITLES.items()),
        "years": range(at.year, at.year - 8, -1), "last": at.year - 1, "sent_before": _sent(sent, by),
        "synthetic": any(one.synthetic for one in sent),
    }  # fmt: skip


def one(form: str, year: int, by: Actor, at: datetime) -> dict[str, Any]:
    """Everything the page of a report shows. Raises NothingThere for no such form."""
    made = report_for(form, year, by)
    held = forms.etis_report(made.incidents, made.country, year) if form == "etis" else made.incidents
    answer = access.answer_for(by, form, year)
    may_take = gate(by, Act.RECORD_EXPORT) is None
    sent = list(access.submissions(by).filter(form=form, year=year)[:LISTED])
    shown: dict[str, Any] = {
        "form": form, "year": year, "title": TITLES[form], "country": country_name(made.country),
        "version": _layout(form).version, "unverified": not _layout(form).verified, "asked": form in ASKED,
        "question": forms.CONSENT_ASKED, "answer": answer, "answered": forms.CONSENT[made.consent],
        "observations": len(held), "lines": sum(max(len(incident.specimens), 1) for incident in held),
        "verified": sum(1 for incident in held if incident.stage is sz.Stage.VERIFIED),
        "synthetic": any(incident.synthetic for incident in held), "may_take": may_take,
        "may_submit": access.may_submit(by), "submitters": [_(title) for title in access.submitters()],
        "over": _over(form, year, at), "kept_in": _kept_in(form, year, by, len(held)) if may_take else 0,
        "two_years": _named([UUID(id) for id in made.two_years], by), "same": _same(held, by),
        "suffixes": forms.SUFFIXES, "owed": OWED.get(form, ""), "today": at.date().isoformat(),
        "losses": [(part_words(loss.part), loss.why) for loss in forms.LOSSES[form]],
        "sent_before": _sent(sent, by), "form_words": form in ("aitr", "etis"),
    }  # fmt: skip
    return shown | (_gaps(made, by) if form == "aitr" else {})


def done(name: str) -> str:
    """What was done, in words."""
    return str(DONE.get(name, ""))


def anchor_of(gap: forms.Gap, incident: sz.Incident) -> str:
    """Where on the entry page a gap is mended."""
    if gap.field in OF_LINE:
        place = next((n for n, line in enumerate(incident.specimens) if line.id == gap.specimen), 0)
        return f"f-specimen-{place}-{OF_LINE[gap.field]}" if incident.specimens else "specimens"
    return OF_WHOLE.get(gap.field, "legs" if gap.field in ("origin", "transit", "export", "destination") else "s-how")


def _gaps(made: forms.Report, by: Actor) -> dict[str, Any]:
    """Blanks that must be filled, each with a link; those only asked for where known, counted by column."""
    every = forms.gaps(made)
    must = [gap for gap in every if gap.must]
    soft = Counter(gap.field for gap in every if not gap.must)
    found = {one.id: one for one in made.incidents}
    numbers = _named([UUID(gap.incident) for gap in must[:SHOWN]], by)
    known = {str(one["record"].pk): one for one in numbers}
    return {
        "must": len(must), "mend": [
            {"row": gap.row, "title": field_words(gap.field), "says": gap.mend,
             "anchor": anchor_of(gap, found[gap.incident]), **known[gap.incident]}
            for gap in must[:SHOWN] if gap.incident in known
        ],
        "soft": [(field_words(field), count) for field, count in soft.most_common()],
    }  # fmt: skip


def _named(ids: Sequence[UUID], by: Actor) -> list[dict[str, Any]]:
    """Records by id, and whether the officer may amend each."""
    seen = access.incidents(by).prefetch_related("reached").filter(pk__in=set(ids)).order_by("incident__first", "pk")
    return [{"record": one, "may_amend": records.may(by, Act.RECORD_AMEND, facts_of(one))} for one in seen]


def _same(held: Sequence[sz.Incident], by: Actor) -> list[dict[str, Any]]:
    """Records of the report that were judged to be about the same event as another of it."""
    events = access.events(by)
    groups = Counter(events.event(one.id) for one in held)
    return _named([UUID(one.id) for one in held if groups[events.event(one.id)] > 1], by)


def _kept_in(form: str, year: int, by: Actor, seen: int) -> int:
    """How many observations of the page the officer may read and not take out."""
    made = report_for(form, year, by, Act.RECORD_EXPORT)
    held = forms.etis_report(made.incidents, made.country, year) if form == "etis" else made.incidents
    return seen - len(held)


def _over(form: str, year: int, at: datetime) -> date | None:
    """The last day of a year that is not over, where the form reports a whole year: until then nothing was sent."""
    rule = next((rule for rule in sz.obligations() if rule.id == form), None)
    last = sz.reported_until(rule, str(year)) if rule else None
    return last if last and at.date() <= last else None


def _layout(form: str) -> forms.Layout:
    if form == "etis":
        return forms.etis_layout(1)
    return forms.layout_of(forms.AITR if form == "aitr" else forms.WORLD_WISE)


def _sent(rows: Sequence[Any], by: Actor) -> list[Mapping[str, Any]]:
    """What was sent: called by its form or its duty; the file opens for the agency that sent it."""
    duties = {rule.id: rule.title for rule in sz.obligations()}
    may_open = gate(by, Act.RECORD_EXPORT) is None
    return [
        {"row": one, "title": TITLES.get(one.form, ""), "duty": duties.get(one.obligation, ""),
         "opens": may_open and one.agency == by.agency,
         "answer": forms.CONSENT[one.consent] if one.form in ASKED else ""}
        for one in rows
    ]  # fmt: skip
