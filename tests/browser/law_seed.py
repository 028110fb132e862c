"""Fills a home with the cast and an assessment, and prints sessions of officers: run in a process of its own.

Everybody and everything is invented; the case is the first worked case of docs/law.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from browser.record_seed import session_of
from kouprey.domain.access import Role
from kouprey.domain.handling import Handling
from kouprey.domain.law.record import ASSESSMENT
from kouprey.kernel.clock import now
from kouprey.web.config.prepare import migrate
from kouprey.web.records.actions.records import create_record
from web.cast import build

CASE = Path(__file__).parents[2] / "docs" / "law" / "vietnamese-national.json"


def seed() -> dict[str, Any]:
    """Build it all; the sessions by name, and the ids of what the tests open."""
    cast, at = build(Role.LEGAL_OFFICER, Role.VERIFIER), now()
    values = {"subject": "A person in Viet Nam (SYNTHETIC)", "case": json.loads(CASE.read_text(encoding="utf-8"))}
    by = cast.actor(Role.LEGAL_OFFICER)
    made = create_record(kind=ASSESSMENT.name, values=values, marks=Handling(), country="KH", by=by, at=at)
    return {
        "assessment": str(made.id),
        "sessions": {
            "legal": session_of(cast, Role.LEGAL_OFFICER, cast.customs),
            "second": session_of(cast, Role.LEGAL_OFFICER, cast.police),
        },
    }


if __name__ == "__main__":
    migrate()
    print(json.dumps(seed()))  # noqa: T201 - the tests read it
