"""Fills a home with the cast and observations, and prints sessions of officers: run in a process of its own.

Everybody and everything is invented.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

os.environ["KOUPREY_TIPS_AGENCY"] = "Kiri Customs (invented)"
from browser.record_seed import session_of
from kouprey import trade
from kouprey.domain import seizures as sz
from kouprey.domain.access import Role
from kouprey.domain.handling import Handling
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.config.prepare import migrate
from kouprey.web.seizures import access
from kouprey.web.seizures.actions import handing, recording, stages, tips
from web import incidents
from web.cast import build
from web.pooled import FIELDS, released
from web.stores import write


def seed() -> dict[str, Any]:
    """Build it all; the sessions by name, and the ids of what the tests open."""
    cast, at = build(Role.RECORDER, Role.VERIFIER, Role.INVESTIGATOR, Role.RELEASING_OFFICER), now()
    by, police = cast.actor(Role.RECORDER), cast.actor(Role.RECORDER, cast.police)
    one, twin = incidents.reported(by, synthetic="yes"), incidents.reported(by, synthetic="yes")
    for made in sz.generate(7, count=24):
        draft = recording.record_incident(values=sz.to_values(made), marks=Handling(), by=by, at=at)
        with suppress(KoupreyError):  # some are not whole enough, and stay drafts
            stages.report(id=draft.id, by=by, at=at)
    theirs = incidents.reported(police, synthetic="yes", when="2026-11-15")
    basis = access.bases_between(police, cast.customs)[0].id
    handing.hand_over(
        id=theirs.id, to=cast.customs.id, basis=basis, entered="MoU 12/2024 of 3 March 2024 (invented)",
        note="Two boxes, sealed.", by=police, at=at,
    )  # fmt: skip
    _abroad, received = released(cast, synthetic="yes", country="KH", fields=(*FIELDS, "synthetic"))
    tips.leave_tip(given={"text": "Cages behind a shop, seen twice.", "place": "Market street"}, at=at)
    return {
        "records": {"one": str(one.id), "twin": str(twin.id), "theirs": str(theirs.id), "received": str(received)},
        "sessions": {
            "recorder": session_of(cast, Role.RECORDER, cast.customs),
            "verifier": session_of(cast, Role.VERIFIER, cast.customs),
        },
    }


def trade_beside(home: Path) -> None:
    """A little reported trade in what was seized, and in something else."""
    goods = [
        ("Manis javanica", "scales", "kg", "W"),
        ("Manis javanica", "scales", "", "C"),
        ("Naja naja", "live", "", "W"),
    ]
    lines = [
        f"{year},II,{taxon},Mammalia,Pholidota,Manidae,Manis,VN,KH,,{year - 2000},,{term},{unit},T,{source}"
        for year in range(2016, 2021)
        for taxon, term, unit, source in goods
    ]
    trade.load([write(home / "beside.csv", lines)], home=home)


if __name__ == "__main__":
    migrate()
    trade_beside(Path(os.environ["KOUPREY_HOME"]))
    print(json.dumps(seed()))  # noqa: T201 - the tests read it
