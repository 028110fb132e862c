"""The shipped list of public bodies taken into the directory: what is missing is added, what is there is left."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from kouprey.domain.access import Act, PeopleFacts
from kouprey.domain.lists import load
from kouprey.web.accounts.models import Agency, Authority
from kouprey.web.accounts.people.deciding import require, text
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.audit import By

LIST = "directory"
Row = dict[str, str]
Bodies = dict[tuple[str, str], Row]


class Imported(NamedTuple):
    """How many entries were added, and how many were there or belong to an authority with users here."""

    authorities: int
    agencies: int
    left: int


def import_directory(*, by: By, at: datetime) -> Imported:
    """Take in the list `directory`, as one act. Taken in again it adds nothing: each entry remembers its place."""
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(UUID(int=0), held=False))
    edition = load(LIST)
    bodies = {(row["country"], row["name_en"]): row for row in edition.rows}
    with transaction.atomic():
        before = Authority.objects.count()
        known = set(Agency.objects.exclude(listed_as="").values_list("listed_as", flat=True))
        stamp = {"verified_on": at.date(), "verified_by_label": f"{edition.title} {edition.version}"[:200]}
        added = sum(_add(row, bodies, known, stamp) for row in edition.rows)
        done = Imported(Authority.objects.count() - before, added, len(edition.rows) - added)
        details = done._asdict() | {"version": edition.version, "origin": edition.origin}
        record(
            act=Audit.DIRECTORY_IMPORTED,
            kind="directory",
            id=LIST,
            label=edition.title,
            by=by,
            at=at,
            details=details,
        )
    return done


def _add(row: Row, bodies: Bodies, known: set[str], stamp: dict[str, Any]) -> int:
    """Add one agency, and its authority where that is missing. Returns how many agencies were added."""
    place = f"{row['country']}/{row['kind']}/{row['name_en']}"[:300]
    if place in known:
        return 0
    body = _authority(row, bodies)
    if body.held:
        return 0
    columns = {
        "kind": row["kind"], "name_local": text(row["name_local"]), "source": row["source"][:300],
        "listed_as": place, **(stamp if row["verified"] == "yes" else {}),
    }  # fmt: skip
    agency, made = Agency.objects.get_or_create(authority=body, name=text(row["name_en"]), defaults=columns)
    if not made and not agency.listed_as:
        agency.listed_as = place
        agency.save(update_fields=["listed_as"])
    return int(made)


def _authority(row: Row, bodies: Bodies) -> Authority:
    """The body at the top: whatever the list names above the agency, and above that; else the agency itself."""
    country, name, above, seen = row["country"], row["name_en"], row["parent"], {row["name_en"]}
    while above and above not in seen:
        name = above
        seen.add(name)
        above = bodies.get((country, name), {}).get("parent", "")
    listed = bodies.get((country, name), {})
    place = f"{country}/{name}"[:300]
    known = Authority.objects.filter(country=country, listed_as=place).first()
    if known is not None:
        return known
    columns = {
        "name_local": text(listed.get("name_local", "")), "source": listed.get("source", row["source"])[:300],
        "listed_as": place,
    }  # fmt: skip
    body, _made = Authority.objects.get_or_create(country=country, name=text(name), defaults=columns)
    return body
