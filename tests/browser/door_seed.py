"""Fills a home with the cast, observations of last year and a large seizure of ivory; prints sessions of officers.

Run in a process of its own. Everybody and everything is invented.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from browser.record_seed import session_of
from kouprey.domain.access import Role
from kouprey.kernel.clock import now
from kouprey.web.config.prepare import migrate
from kouprey.web.seizures.actions.duties import notice_duties
from web.cast import build
from web.incidents import line, reported


def seed() -> dict[str, Any]:
    """Build it all; the sessions by name."""
    cast, at = build(Role.RECORDER, Role.LEGAL_OFFICER), now()
    by, year = cast.actor(Role.RECORDER), at.year - 1
    reported(by, synthetic="yes", when=f"{year}-02-03")
    reported(by, synthetic="yes", when=f"{year}-05-06", place={}, admin1="", specimens=[
        line("Manis javanica", "SCA") | {"quantity": {"amount": "present"}},
    ])  # fmt: skip
    when = (at.date() - timedelta(days=100)).isoformat()
    reported(by, synthetic="yes", when=when, specimens=[line("Elephas maximus", "TUS", number="640", unit="KGM")])
    notice_duties(at)
    return {
        "sessions": {
            "recorder": session_of(cast, Role.RECORDER, cast.customs),
            "legal": session_of(cast, Role.LEGAL_OFFICER, cast.customs),
        },
    }


if __name__ == "__main__":
    migrate()
    print(json.dumps(seed()))  # noqa: T201 - the tests read it
