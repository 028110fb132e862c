"""What other authorities released to one's own: the list, one of them, its caveats, and taking it out."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kouprey.domain.access import Act, Actor
from kouprey.domain.seizures import INCIDENT
from kouprey.kernel import jsontext
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.kernel.spoken import heard
from kouprey.web.accounts.directory import names_of
from kouprey.web.records import access
from kouprey.web.records.actions.marks import as_json
from kouprey.web.records.actions.received import acknowledge_release, export_release, open_release
from kouprey.web.records.keepers import keeper_of
from kouprey.web.records.queries import acknowledged_among, caveats_of, facts_of_release, kind_of, released_values
from kouprey.web.records.search import matching_releases
from kouprey.web.ui import incident_likely, incident_page, record_files, record_marks, record_page
from kouprey.web.ui.record_acting import acting_page, attached, status_of
from kouprey.web.ui.record_list import address_of, day
from kouprey.web.ui.templatetags.handling import headline_in_words
from kouprey.web.ui.trade_question import page_number

PER_PAGE: Final = 50


@require_safe
@acting_page(Act.RELEASE_READ)
def received(request: HttpRequest, by: Actor) -> HttpResponse:
    """The list. What a release says is shown only where no caveat waits to be acknowledged."""
    query, page = request.GET, page_number(request.GET)
    found = access.releases_to(by)
    words = query.get("q", "").strip()
    if words:
        number = heard(words)
        found = found.filter(number=number) if number else matching_releases(found, words)
    since, until = day(query.get("since", "")), day(query.get("until", ""))
    found = found.filter(at__date__gte=since) if since else found
    found = found.filter(at__date__lte=until) if until else found
    rows = list(found.order_by("-id")[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    shown, names = rows[:PER_PAGE], names_of({row.authority for row in rows} | {row.agency for row in rows})
    free = acknowledged_among(shown, by.officer)
    address = address_of(query, "page")
    lines = [_row(release, names, release.id in free) for release in shown]
    return render(
        request,
        "received/list.html",
        {
            "rows": lines,
            "synthetic": any(line["synthetic"] for line in lines),
            "query": query,
            "filtered": bool(words or since or until),
            "page": page,
            "previous": f"{address}&page={page - 1}" if page > 1 else "",
            "next": f"{address}&page={page + 1}" if len(rows) > PER_PAGE else "",
        },
    )


@require_safe
@acting_page(Act.RELEASE_READ)
def one(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """One release: its marks, then its body once the caveats are acknowledged."""
    found, free = open_release(id=id, by=by, at=now())
    shown = _page(found, free, by) | {"done": incident_page.DONE.get(request.GET.get("done", ""))}
    if free and found.kind == INCIDENT.name and Act.RECORD_READ in by.spec.acts:
        shown |= incident_likely.of_release(found, by) | {"back": found.id}
        shown["may"] = {"judge": Act.RECORD_AMEND in by.spec.acts}
    return render(request, "received/one.html", shown)


@require_POST
@acting_page(Act.RELEASE_READ)
def acknowledge(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Take note of the caveats; the body opens."""
    try:
        acknowledge_release(id=id, seen=request.POST.get("caveats", ""), by=by, at=now())
    except NothingThere:
        raise
    except KoupreyError as error:
        found, free = open_release(id=id, by=by, at=now())
        said = _page(found, free, by) | {"error": error}
        return render(request, "received/one.html", said, status=status_of(error))
    return HttpResponseRedirect(reverse("received-one", args=[id]))


@require_safe
@acting_page(Act.RELEASE_READ)
def file(request: HttpRequest, by: Actor, id: UUID, form: str) -> HttpResponse:
    """The release in one of its forms; an act, decided and written down first."""
    if form not in record_files.FORMS:
        raise access.nothing()
    found = export_release(id=id, form=form, by=by, at=now())
    name = f"{found.number}-v{found.version}"
    if form == "json":
        return attached(_json(found), record_files.JSON, f"{name}.json")
    said = _page(found, True, by)
    if form == "csv":
        about = [(_("Number"), found.number), (_("Version"), found.version), (_("Originator"), said["agency"]),
                 (_("Released under"), found.under)]  # fmt: skip
        return attached(record_files.rows(said["marks"], about, said["values"]), record_files.CSV, f"{name}.csv")
    return render(request, "received/print.html", said | {"by": by, "at": now()})


def _page(release: Any, free: bool, by: Actor) -> dict[str, Any]:
    names = names_of({release.authority, release.agency})
    kind, values = kind_of(release), released_values(release) if free else {}
    later = access.releases_to(by).filter(record=release.record_id, id__gt=release.id).order_by("-id").first()
    return {
        "release": release,
        "kind": kind,
        "marks": record_marks.shown(release.marks()),
        "authority": names.get(release.authority, ""),
        "agency": names.get(release.agency, ""),
        "free": free,
        "caveats": caveats_of(release),
        "values": record_page.values_in_words(kind, values) if free else [],
        "synthetic": "synthetic" in values,
        "may_export": access.may(by, Act.RELEASE_EXPORT, facts_of_release(release)) and free,
        "later": later,
    }


def _row(release: Any, names: dict[UUID, str], free: bool) -> dict[str, Any]:
    kind, values = kind_of(release), released_values(release)
    line = keeper_of(kind.name, kind.headline).headline(values) if free and values.get(kind.headline) else ""
    return {
        "release": release,
        "marks": record_marks.shown(release.marks()),
        "headline": headline_in_words(kind.name, line),
        "synthetic": free and "synthetic" in values,
        "free": free,
        "kind": _(kind.title),
        "authority": names.get(release.authority, ""),
        "agency": names.get(release.agency, ""),
    }


def _json(release: Any) -> str:
    marks = release.marks()
    said = {
        "handling": record_marks.shown(marks).line(),
        "marks": as_json(marks),
        "kind": release.kind,
        "number": release.number,
        "version": release.version,
        "authority": str(release.authority),
        "agency": str(release.agency),
        "under": release.under,
        "released_at": release.at.isoformat(),
        "sha256": release.sha256,
        "snapshot": release.snapshot,
    }
    return jsontext.dumps(said) + "\n"
