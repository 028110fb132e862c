"""Reports of a State: answered for, taken out as drafts, and recorded as sent with the exact file.

The answer on the partners of ICCWC stands in the way of a submission while it is missing, never of a draft. “No” is
printed into the file and refuses whatever goes to others than the form is owed to.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import IO, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.formats import seizures as forms
from kouprey.formats.seizures.carrying import ASKED
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import country_of
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records import vault
from kouprey.web.records.access import nothing
from kouprey.web.seizures.access import answer_for, incident, may_submit, submission, submitters
from kouprey.web.seizures.actions.reporting import gathered
from kouprey.web.seizures.actions.sent import keep_sent, may_be_sent
from kouprey.web.seizures.models import ReportAnswer, Submission
from kouprey.web.seizures.queries import content_of

OWED: Final = {"aitr": "CITES Secretariat", "etis": "ETIS (TRAFFIC)"}
"""To whom a form is owed; what goes to others is passed on."""
MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
YEARS: Final = (1975, 2999)


def answer_consent(*, form: str, year: int, consent: bool, by: Actor, at: datetime) -> ReportAnswer:
    """Answer for a report whether partners of ICCWC may use it. The newest answer holds; earlier ones stay."""
    require_submitter(by)
    if form not in ASKED:
        raise UnusableInput(_("This form does not ask that."), remedy=_("Nothing needs to be done."))
    with transaction.atomic():
        made: ReportAnswer = ReportAnswer.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, form=form, year=_year(year),
            consent=consent, by=by.officer, by_label=by.label, at=at,
        )  # fmt: skip
        answer = forms.CONSENT[consent]
        _note(Audit.REPORT_ANSWERED, made.id, _called(form, by, year), by, at, answer=answer)
    return made


def report_for(form: str, year: int, by: Actor, act: Act = Act.RECORD_READ) -> forms.Report:
    """The report of the own State, with its answer, of what the officer may do the act to. Raises UnusableInput."""
    if form not in forms.FORMS:
        raise nothing()
    country, answer = country_of(by.authority), answer_for(by, form, year)
    if not country:
        raise Refused(
            _("Your authority is of no State and has no report of its own."),
            remedy=_("Act for an authority of a State."),
        )
    consent = answer.consent if answer else None
    return gathered(country=country, year=_year(year), by=by, act=act, consent=consent)


def take_draft(*, form: str, year: int, suffix: str, own: bool, by: Actor, at: datetime) -> forms.Carried:
    """A report as a file, as a draft: no answer stands in its way. Written down. Raises NothingThere."""
    if suffix not in forms.SUFFIXES:
        raise nothing()
    made = forms.carried(form, report_for(form, year, by, Act.RECORD_EXPORT), suffix, own=own)
    with transaction.atomic():
        details = {"form": form, "year": year, "incidents": made.incidents, "file": suffix}
        _note(Audit.INCIDENTS_REPORTED, by.agency, _called(form, by, year), by, at, kind="agency", **details)
    return made


def submit_report(
    *, form: str, year: int, suffix: str, recipient: str, onward: bool, on: date, by: Actor, at: datetime
) -> Submission:
    """Record that a report was sent, and keep the exact file. Raises Refused while the question on ICCWC has no
    answer, and for what would be passed on against it."""
    require_submitter(by)
    may_be_sent(duty=form, subject=str(_year(year)), on=on, at=at)
    if suffix not in forms.SUFFIXES:
        raise UnusableInput(_("There is no such kind of file."), remedy=_("Choose one from the list."))
    made = report_for(form, year, by, Act.RECORD_EXPORT)
    if form in ASKED and made.obstacles:
        raise Refused(
            _("The question about the use by ICCWC partners has no answer."),
            kept=_("Nothing was recorded. Drafts can be taken out all the same."),
            remedy=_("Answer it above, then record the submission."),
        )
    _may_go(form, made, onward=onward or form not in OWED)
    file = forms.carried(form, made, suffix)
    if not file.incidents:
        raise Refused(_("This report holds no observation."), remedy=_("Check form and year."))
    name = f"{'SYNTHETIC-' if file.synthetic else ''}{form}-{made.country}-{year}.{suffix}"
    about = {
        "form": form, "year": year, "onward": onward or form not in OWED, "layout": file.layout,
        "incidents": file.incidents, "consent": made.consent if form in ASKED else None,
        "synthetic": file.synthetic, "covers": [one.id for one in _covered(form, made)],
        "obligation": form if form in OWED and not onward else "", "subject": str(year),
    }  # fmt: skip
    return keep_sent(file.content, name, MEDIA[suffix], about, recipient=recipient, on=on, by=by, at=at)


def record_filing(
    *, obligation: str, subject: str, name: str, file: IO[bytes], recipient: str, on: date, by: Actor, at: datetime
) -> Submission:
    """Record that a duty was done with a file made elsewhere. Raises UnusableInput, Refused, NothingThere."""
    require_submitter(by)
    rule = next((one for one in sz.obligations() if one.id == obligation), None)
    if rule is None:
        raise nothing()
    about: dict[str, Any] = {"obligation": rule.id, "subject": subject[:64], "synthetic": False}
    if rule.rule == "after":
        seen = incident(by, _uuid(subject))
        about["synthetic"] = bool(seen.incident.synthetic)
    if rule.rule == "yearly":
        about["year"] = _year(int(subject) if subject.isdecimal() and len(subject) == 4 else 0)
    may_be_sent(duty=rule.id, subject=subject, on=on, at=at)
    taken = vault.take(name, file)
    return keep_sent(taken.kept, name[-150:], taken.kind.media, about, recipient=recipient, on=on, by=by, at=at)


def open_submission(*, id: UUID, by: Actor, at: datetime) -> tuple[Submission, bytes]:
    """The exact file that was sent, for a role that takes out, of the agency that sent it. Written down."""
    with transaction.atomic():
        found = submission(by, id)
        content = content_of(found.file)
        _note(Audit.SUBMISSION_READ, found.id, found.name, by, at, sha256=found.sha256)
    return found, content


def _may_go(form: str, made: forms.Report, *, onward: bool) -> None:
    """What goes to others than the form is owed to: never without the State's yes. Raises Refused."""
    if not onward:
        return
    if form not in ASKED:
        raise Refused(
            _("This table is sent from here to whom it is owed alone."),
            remedy=_("For other recipients, ask the release desk for each record."),
        )
    forms.may_pass_on(made)


def _covered(form: str, made: forms.Report) -> tuple[sz.Incident, ...]:
    return forms.etis_report(made.incidents, made.country, made.year) if form == "etis" else made.incidents


def require_submitter(by: Actor) -> None:
    """Raise Refused for a role that does not answer for reports."""
    if not may_submit(by):
        raise Refused(
            _("Your role does not answer for reports."),
            remedy=_("Act in one of these roles, or ask a colleague who has one: %(roles)s.")
            % {"roles": ", ".join(_(title) for title in submitters())},
        )


def _year(year: int) -> int:
    if not YEARS[0] <= year <= YEARS[1]:
        raise UnusableInput(_("That is no year of a report."), remedy=_("Write it as 2025."))
    return year


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise nothing() from error


def _called(form: str, by: Actor, year: int) -> str:
    return f"{form.upper()} {country_of(by.authority)} {year}"


def _note(
    act: Audit, id: object, label: str, by: Actor, at: datetime, *, kind: str = "submission", **details: Any
) -> None:
    write_down(act=act, kind=kind, id=id, label=label, by=by, at=at, details=dict(details))
