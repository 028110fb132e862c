"""What may be the same event as an observation: own records and what other States released, alike or judged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.web.accounts.directory import names_of
from kouprey.web.records import access as records
from kouprey.web.records.keepers import keeper_of
from kouprey.web.records.models import Record, Release
from kouprey.web.records.queries import acknowledged_among, released_values
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.models import EventJudgement
from kouprey.web.ui.templatetags.handling import headline, headline_in_words

Found = dict[UUID, tuple[Any, sz.Incident]]


def of_record(record: Record, incident: sz.Incident, by: Actor, *, open_: bool) -> dict[str, Any]:
    """What the page of an own observation offers to compare; of one that is closed, only what was judged."""
    own = queries.neighbours(access.incidents(by), record, incident) if open_ else {}
    given = queries.given_near(access.given(by), incident, by.officer) if open_ else {}
    return _offered(incident, own, given, by, {"own": record.id})


def of_release(release: Release, by: Actor) -> dict[str, Any]:
    """The same on the page of an observation that another State released, as far as it was released."""
    incident = queries.incident_of_release(release)
    if incident is None:
        return {}
    own = queries.near(access.incidents(by), incident)
    given = queries.given_near(access.given(by), incident, by.officer)
    return _offered(incident, own, given, by, {"release": release.id})


def _offered(incident: sz.Incident, own: Found, given: Found, by: Actor, here: dict[str, UUID]) -> dict[str, Any]:
    """Rows of what is alike or was judged, the judged first; and what was judged by releases that were recalled."""
    about = UUID(incident.id)
    held = {_beyond(row, about): row for row in queries.holding(access.judgements(by), [about])}
    near = {**{id: pure for id, (_row, pure) in own.items()}, **{id: pure for id, (_row, pure) in given.items()}}
    alike = {UUID(found.other): found for found in sz.likely(incident, near.values())}
    wanted = [end for end, _left in held] + [id for id in alike if id not in {end for end, _left in held}]
    seen: dict[UUID, Any] = {one.id: one for one in access.incidents(by).filter(pk__in=wanted)}
    reaching = access.given(by).filter(record__in=[id for id in wanted if id not in seen]).order_by("id")
    left = {one.record_id: one for one in reaching}
    judged = {end: row for (end, _left), row in held.items()}
    free = acknowledged_among(list(left.values()), by.officer)
    names = names_of({one.authority for one in left.values()})
    rows = []
    for id in wanted:
        other = seen.get(id) or left.get(id)
        if other is None:
            continue
        rows.append(
            _row(other, alike.get(id), judged.get(id), here)
            | {"from": "" if id in seen else names.get(other.authority, ""), "free": id in seen or other.id in free}
        )
    return {"likely": rows, "recalled": _recalled(held, {*seen, *left}, by)}


def _beyond(row: EventJudgement, about: UUID) -> tuple[UUID, UUID | None]:
    """The other record of a judgement, and the release by which it was known."""
    first, second = row.ends
    return second if first[0] == about else first


def _row(
    other: Record | Release, alike: sz.Likeness | None, held: EventJudgement | None, here: dict[str, UUID]
) -> dict[str, Any]:
    return {
        "number": other.number,
        "headline": headline(other) if isinstance(other, Record) else _headline(other),
        "address": _address(other, here),
        "held": held,
        "points": alike.points if alike else None,
        "reasons": ", ".join(_(reason) for reason in alike.reasons) if alike else "",
    }


def _headline(left: Release) -> str:
    values = released_values(left)
    kept = keeper_of(left.kind, sz.INCIDENT.headline).headline(values) if values.get(sz.INCIDENT.headline) else ""
    return headline_in_words(left.kind, kept)


def _address(other: Record | Release, here: dict[str, UUID]) -> str:
    """Where both stand side by side: a release first, then what it is compared with."""
    if "release" in here:
        return reverse("received-beside", args=[here["release"], other.id])
    if isinstance(other, Release):
        return reverse("received-beside", args=[other.id, here["own"]])
    return reverse("incidents-beside", args=[here["own"], other.id])


def _recalled(
    held: dict[tuple[UUID, UUID | None], EventJudgement], known: set[UUID], by: Actor
) -> list[EventJudgement]:
    """Judgements whose release was recalled: they stay, and counts do not use them."""
    gone = {left: row for (end, left), row in held.items() if left is not None and end not in known}
    return [gone[one.id] for one in records.recalled_from(by, gone)] if gone else []
