"""Reports that drop out of what was entered: the seizures of a State and year in the layout of a form, on record."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from kouprey.domain import lists
from kouprey.domain.access import Act, Actor, State
from kouprey.formats import seizures as forms
from kouprey.formats.seizures.carrying import ASKED
from kouprey.kernel.errors import UnusableInput
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.seizures.access import incidents
from kouprey.web.seizures.queries import incidents_of


class Written(NamedTuple):
    """A report as a file: its bytes, how many observations it holds, and what to know before it is sent."""

    content: bytes
    incidents: int
    gaps: tuple[forms.Gap, ...]
    warnings: tuple[str, ...]


def gathered(
    *, country: str, year: int, by: Actor, act: Act = Act.RECORD_READ, consent: bool | None = None
) -> forms.Report:
    """The reported and verified seizures of a State and year to which the officer may do the act."""
    seen = incidents(by, act).filter(
        state__in=[State.REPORTED.value, State.VERIFIED.value], incident__country=country,
        incident__first__range=(date(year, 1, 1), date(year, 12, 31)),
    )  # fmt: skip
    return forms.report(incidents_of(seen.order_by("incident__first", "pk")), country, year, consent=consent)


def write_report(
    *, form: str, country: str, year: int, suffix: str, consent: bool | None, by: Actor, at: datetime
) -> Written:
    """The report of a State and year as a file, from the reported and verified seizures that the officer may read.

    What a page takes out, with Kouprey's own ids in the AITR: it reads back whole. An event over two years counts in
    its first and is named.
    """
    made = gathered(country=country, year=year, by=by, consent=consent)
    file = forms.carried(form, made, suffix, own=True)
    with transaction.atomic():
        details = {"form": form, "country": country, "year": year, "incidents": file.incidents, "file": suffix}
        label = f"{form.upper()} {country} {year}"
        write_down(
            act=Audit.INCIDENTS_REPORTED, kind="agency", id=by.agency, label=label, by=by, at=at, details=details
        )
    gaps = forms.gaps(made) if form == "aitr" else ()
    return Written(file.content, file.incidents, gaps, tuple(_warnings(made, form, file)))


def _warnings(made: forms.Report, form: str, file: forms.Carried) -> list[str]:
    said = [f"The layout is {file.layout}: compare it with the official form before it is sent."]
    if file.synthetic:
        said.append("SYNTHETIC: some of these observations are invented.")
    if made.two_years:
        said.append(f"{len(made.two_years)} observations span two years and count in the first.")
    if form in ASKED and made.consent is None:
        said.append(f"Not answered: {forms.CONSENT_ASKED}")
    return said


def known_country(code: str) -> str:
    """A country's code in capitals. Raises UnusableInput for what is none."""
    found = code.strip().upper()
    if found not in {row["code"] for row in lists.load("countries").rows}:
        raise UnusableInput(f"{code} is no code of a country.", remedy="Use two letters, such as KH.")
    return found
