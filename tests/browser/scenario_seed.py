"""Fills a home with officers for the scenario, and says afterwards what became of it: run in a process of its own.

Everybody and everything is invented.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from typing import Any

from browser.record_seed import session_of
from kouprey.domain import seizures as sz
from kouprey.domain.access import Role
from kouprey.kernel.clock import now
from kouprey.web.accounts.acting import actor_of, appointments_of, default_purpose
from kouprey.web.accounts.models import Officer
from kouprey.web.config.prepare import migrate
from kouprey.web.records.queries import attachments_of
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions import reporting
from web.cast import build

COUNTRY, YEAR, SINCE = "KH", 2026, date(2026, 1, 1)


def seed() -> dict[str, str]:
    """Officers of two agencies, by agency and role: their sessions. Recorders have two devices."""
    cast = build(Role.RECORDER, Role.VERIFIER)
    return {
        "customs": session_of(cast, Role.RECORDER, cast.customs),
        "customs-again": session_of(cast, Role.RECORDER, cast.customs),
        "police": session_of(cast, Role.RECORDER, cast.police),
        "police-again": session_of(cast, Role.RECORDER, cast.police),
        "police-verifier": session_of(cast, Role.VERIFIER, cast.police),
    }


def became() -> dict[str, Any]:
    """The incident as the police has it, and what drops out of it: the rows of the forms, the duties."""
    officer, at = Officer.objects.get(username="police.recorder"), now()
    held = appointments_of(officer, at.date()).get()
    by = actor_of(held, default_purpose(Role.RECORDER), strong=True, on=at.date())
    with acting(by):
        found = list(access.incidents(by))
        incidents = [queries.incident_of(record) for record in found]
        ids, duties = {one.id for one in incidents}, sz.calendar(COUNTRY, at.date(), since=SINCE, incidents=incidents)
        forms = {
            form: reporting.write_report(
                form=form, country=COUNTRY, year=YEAR, suffix="csv", consent=True, by=by, at=at
            ).content.decode("utf-8-sig")
            for form in ("aitr", "etis")
        }
        return {
            "values": [sz.to_values(one) for one in incidents],
            "files": [one.sha256 for record in found for one in attachments_of(record)],
            "states": [record.state for record in found],
            "duties": [duty.obligation.id for duty in duties if duty.subject in ids],
        } | {form: list(csv.DictReader(io.StringIO(text))) for form, text in forms.items()}  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1] == "seed":
        migrate()
    print(json.dumps(seed() if sys.argv[1] == "seed" else became()))  # noqa: T201 - the tests read it
