"""Fills a home with the cast, records and releases, and prints sessions of officers: run in a process of its own.

Everybody and everything is invented.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from kouprey.web.config.serve import _set_up

_set_up()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from kouprey.domain.access import Role  # noqa: E402
from kouprey.domain.handling import Code, Grade, Handling, Tlp  # noqa: E402
from kouprey.domain.release import PartyKind  # noqa: E402
from kouprey.kernel.clock import now  # noqa: E402
from kouprey.web.accounts.acting import choose, default_purpose  # noqa: E402
from kouprey.web.config.prepare import migrate  # noqa: E402
from kouprey.web.records.actions import desk, holding  # noqa: E402
from kouprey.web.records.actions import records as acts  # noqa: E402
from kouprey.web.records.actions.destroying import answer_destruction, ask_destruction  # noqa: E402
from web import incidents  # noqa: E402
from web.cast import Cast, build  # noqa: E402
from web.sessions import BACKEND  # noqa: E402

LAW = "Agreement of invented States, article 4"
STORY = (
    "A container from the north was weighed twice at the dry port. The second weighing gave 1,240 kg more than the "
    "papers say.\n\nThe seals had been changed. Scales lay behind sacks of cashew nuts."
)


def seed() -> dict[str, Any]:
    """Build it all; the sessions by name, and the ids of what the tests open."""
    cast = build(Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER, Role.ANALYST, Role.LEGAL_OFFICER)
    officer, at = cast.actor(Role.RELEASING_OFFICER), now()
    desk.set_rule(
        kind="information", fields=["subject", "when", "countries"], recipient=cast.lotus.id,
        recipient_kind=PartyKind.AUTHORITY, under=LAW, strictest=Tlp.AMBER, verified_only=True,
        valid_from=at.date(), valid_until=None, by=officer, at=at,
    )  # fmt: skip
    marked = Handling(
        codes=frozenset({Code.H1, Code.H3}), h3_text="Not to be named to the press.",
        grade=Grade("europol-4x4", "B", "2"), review_on=at.date() - timedelta(days=3),
    )  # fmt: skip
    shared = _record(cast, "Scales behind cashew nuts", marked, persons="N. Invented", source="A weighbridge clerk")
    late = _record(cast, "Routes of a small boat", Handling(tlp=Tlp.GREEN))
    verified = _record(cast, "Market stalls by the bridge", Handling())
    acts.verify_record(id=verified.id, by=cast.actor(Role.VERIFIER), at=at)
    asked = [
        _ask(cast, record.id, when) for record, when in ((shared, at), (late, at - timedelta(days=5)), (shared, at))
    ]
    desk.decide_release(
        ask=asked[2].id, fields=["subject", "text"], under=LAW, answer="They asked for it.", by=officer, at=at
    )
    return {
        "records": {"shared": str(shared.id), "late": str(late.id), "verified": str(verified.id)},
        "asked": str(asked[0].id),
        "past": past(cast),
        "sessions": {
            name: session_of(cast, role, agency)
            for name, role, agency in (
                ("recorder", Role.RECORDER, cast.customs),
                ("verifier", Role.VERIFIER, cast.customs),
                ("desk", Role.RELEASING_OFFICER, cast.customs),
                ("legal", Role.LEGAL_OFFICER, cast.customs),
                ("abroad", Role.VERIFIER, cast.abroad),
            )
        },
    }


def past(cast: Cast) -> dict[str, str]:
    """Observations past their period: under a hold, proposed, free, and destroyed."""
    legal, officer, at = cast.actor(Role.LEGAL_OFFICER), cast.actor(Role.RELEASING_OFFICER), now()
    held, asked, gone, _free = (
        incidents.written(
            cast.actor(Role.RECORDER), when=when, synthetic="yes",
            specimens=[incidents.line("Manis javanica", "SCA", number="12", unit="KGM")],
        )
        for when in ("2001-02-03", "2002", "2003-05", "2004-05-06")
    )  # fmt: skip
    order = "The regional court ordered it, file 12/2026."
    holding.set_hold(id=held.id, reason=order, review_on=at.date() + timedelta(days=90), by=legal, at=at)
    why = "Yearly review by the archive, list of 2026."
    question, first = (ask_destruction(ids=[one.id], reason=why, by=legal, at=at)[0] for one in (asked, gone))
    answer_destruction(approval=first.id, approve=True, answer="", by=officer, at=at)
    return {"held": str(held.id), "proposal": str(question.id)}


def _record(cast: Cast, subject: str, marks: Handling, **more: str) -> Any:
    by, at = cast.actor(Role.RECORDER), now()
    values = {"subject": subject, "text": STORY, "when": "2026-11", "countries": "KH, VN", "taxa": "Manis javanica"}
    made = acts.create_record(kind="information", values=values | more, marks=marks, country="KH", by=by, at=at)
    return acts.file_record(id=made.id, by=by, at=at)


def _ask(cast: Cast, record: Any, at: Any) -> Any:
    return desk.ask_release(
        id=record, fields=["subject", "text", "countries"], recipient=cast.lotus.id,
        recipient_kind=PartyKind.AUTHORITY, reason="They work on the same route.", at=at,
        by=cast.actor(Role.RECORDER),
    )  # fmt: skip


def session_of(cast: Cast, role: Role, agency: Any) -> str:
    """The session of the officer of that role, as a cookie holds it."""
    officer, session = cast.officers[agency.id, role], SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(officer.pk), BACKEND
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    choose(session, cast.appointments[agency.id, role], default_purpose(role))
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    migrate()
    print(json.dumps(seed()))  # noqa: T201 - the tests read it
