"""Pages of pictures of seizures: each fetches, hands over and renders; none decides."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouprey.domain.access import Act, Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.records.access import nothing
from kouprey.web.reporting import access
from kouprey.web.reporting.clusters import NEEDS
from kouprey.web.reporting.pictures import KINDS, needs
from kouprey.web.seizures.actions.taking_out import note_export
from kouprey.web.ui import picture_asking, picture_beside, picture_map, picture_page
from kouprey.web.ui.record_acting import acting_page, attached, status_of
from kouprey.web.ui.record_files import CSV, JSON

READS = (Act.RECORD_READ, Act.RELEASE_READ)


@require_safe
@acting_page(*READS)
def pictures(request: HttpRequest, by: Actor) -> HttpResponse:
    """One picture at a time, with its table."""
    here, slug = "incidents-pictures", request.GET.get("picture", "") or picture_page.FIRST
    if slug not in KINDS:
        raise nothing()
    try:
        asked = picture_asking.asked_of(request)
        pool = access.pool(by, asked, columns=needs(slug, asked.measure))
    except KoupreyError as error:
        return _refused(request, by, here, error)
    form = picture_asking.form_of(request, pool.asked, by, here)
    shown = picture_page.context(pool, slug) | picture_asking.rests_on(pool)
    return render(request, "pictures/pictures.html", form | shown)


@require_safe
@acting_page(Act.RECORD_EXPORT, Act.RELEASE_EXPORT)
def file(request: HttpRequest, by: Actor, form: str) -> HttpResponse:
    """All pictures of what the officer may take out, as CSV or JSON. It is written down."""
    if form not in ("csv", "json"):
        raise nothing()
    pool = access.pool(by, picture_asking.asked_of(request), export=True)
    note_export(form=f"pictures.{form}", filters=request.GET.dict(), rows=pool.total, by=by, at=now())
    if form == "csv":
        return attached(picture_page.as_rows(pool), CSV, "seizure-pictures.csv")
    document = picture_page.as_document(pool, picture_asking.rests_on(pool))
    return attached(document, JSON, "seizure-pictures.json")


@require_safe
@acting_page(*READS)
def places(request: HttpRequest, by: Actor) -> HttpResponse:
    """The map of seizures."""
    here = "incidents-map"
    try:
        level = picture_map.level_of(by, request.GET.get("level", ""))
        pool = access.pool(by, picture_asking.asked_of(request), columns=NEEDS[level])
    except NothingThere:
        raise
    except KoupreyError as error:
        return _refused(request, by, here, error)
    form = picture_asking.form_of(request, pool.asked, by, here)
    shown = picture_map.context(pool, by, level) | picture_asking.rests_on(pool)
    return render(request, "pictures/map.html", form | shown)


@require_safe
@acting_page(*READS)
def beside_trade(request: HttpRequest, by: Actor) -> HttpResponse:
    """Legal trade beside seizures."""
    here = "incidents-legal"
    try:
        pool = access.pool(by, picture_asking.asked_of(request))
    except KoupreyError as error:
        return _refused(request, by, here, error)
    form = picture_asking.form_of(request, pool.asked, by, here)
    shown = picture_asking.rests_on(pool) | picture_beside.context(pool)
    return render(request, "pictures/beside_trade.html", form | shown)


PAGES = {
    "incidents-pictures": "pictures/pictures.html",
    "incidents-map": "pictures/map.html",
    "incidents-legal": "pictures/beside_trade.html",
}


def _refused(request: HttpRequest, by: Actor, here: str, error: KoupreyError) -> HttpResponse:
    """The page with its form as it was filled, and what was wrong with it."""
    shown = picture_asking.refused(request, by, here, error)
    return render(request, PAGES[here], shown, status=status_of(error))
