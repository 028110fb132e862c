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
from kouprey.web.records.queries import acknowledged_among, released_values
from kouprey.web.seizures import access, queries
from kouprey.web.ui.templatetags.handling import headline, headline_in_words

Found = dict[UUID, sz.Incident]


def of_record(record: Any, incident: sz.Incident, by: Actor, *, open_: bool) -> dict[str, Any]:
    """What the page of an own observation offers to compare; of one that is closed, only what was judged."""
    own = queries.neighbours(access.incidents(by), record, incident) if open_ else {}
    given = queries.given_near(access.given(by), incident, by.officer) if open_ else {}
    return _offered(incident, own, given, by, {"own": record.id})


def of_release(release: Any, by: Actor) -> dict[str, Any]:
    """The same on the page of an observation that another State released, as far as it was released."""
    incident = queries.incident_of_release(release)
    if incident is None:
        return {}
    own = queries.near(access.incidents(by), incident, by.authority)
    given = queries.given_near(access.given(by), incident, by.officer)
    return _offered(incident, own, given, by, {"release": release.id})


def _offered(incident: sz.Incident, own: Found, given: Found, by: Actor, here: dict[str, UUID]) -> dict[str, Any]:
    """Rows of what is alike or was judged, the judged first; and what was judged by releases that were recalled."""
    about = UUID(incident.id)
    held = {_beyond(row, about)[0]: row for row in queries.holding(access.judgements(by), [about])}
    alike = {UUID(found.other): found for found in sz.likely(incident, (own | given).values())}
    wanted = [*held, *(id for id in alike if id not in held)]
    seen: dict[UUID, Any] = {one.id: one for one in access.incidents(by).filter(pk__in=wanted)}
    reaching = access.given(by).filter(record__in=[id for id in wanted if id not in seen]).order_by("id")
    left = {one.record_id: one for one in reaching}
    free = acknowledged_among(list(left.values()), by.officer)
    names = names_of({one.authority for one in left.values()})
    rows = []
    for id in wanted:
        other = seen.get(id) or left.get(id)
        if other is None:
            continue
        if id in left:
            words = {"headline": _headline(other), "from": names.get(other.authority, ""), "free": other.id in free}
        else:
            words = {"headline": headline(other), "from": "", "free": True}
        address = _address(other.id, here, received=id in left)
        rows.append(_row(other.number, address, alike.get(id), held.get(id)) | words)
    out_of_reach = [row for end, row in held.items() if end not in seen and end not in left]
    return {"likely": rows, "recalled": _recalled(out_of_reach, about, by)}


def _beyond(row: Any, about: UUID) -> tuple[UUID, UUID | None]:
    """The other record of a judgement, and the release by which it was known."""
    first, second = row.ends
    return second if first[0] == about else first


def _row(number: str, address: str, alike: sz.Likeness | None, held: Any) -> dict[str, Any]:
    return {
        "number": number,
        "address": address,
        "held": held,
        "points": alike.points if alike else None,
        "reasons": ", ".join(_(reason) for reason in alike.reasons) if alike else "",
    }


def _headline(left: Any) -> str:
    values = released_values(left)
    kept = keeper_of(left.kind, sz.INCIDENT.headline).headline(values) if values.get(sz.INCIDENT.headline) else ""
    return headline_in_words(left.kind, kept)


def _address(other: UUID, here: dict[str, UUID], *, received: bool) -> str:
    """Where both stand side by side: a release first, then what it is compared with."""
    if "release" in here:
        return reverse("received-beside", args=[here["release"], other])
    if received:
        return reverse("received-beside", args=[other, here["own"]])
    return reverse("incidents-beside", args=[here["own"], other])


def _recalled(rows: list[Any], about: UUID, by: Actor) -> list[Any]:
    """Those of the judgements whose release was recalled: they stay, and counts do not use them."""
    gone = {left: row for row in rows for left in (_beyond(row, about)[1],) if left is not None}
    return [gone[one.id] for one in records.recalled_from(by, gone)] if gone else []
