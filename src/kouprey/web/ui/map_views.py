"""Pages of the explorable map: each fetches, hands over and renders; none decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouprey.formats.charts import outlines
from kouprey.formats.charts.flows import VIEWS, ground
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.accounts.middleware import of_nobody
from kouprey.web.core.words import whole
from kouprey.web.ui import flow_map, map_page
from kouprey.web.ui.asking import given_out
from kouprey.web.ui.trade_question import DEFAULT, Question

YEAR = 365 * 24 * 60 * 60


@require_safe
def atlas(request: HttpRequest) -> HttpResponse:
    """The page: filters, map, what the chosen country sends and receives, table, method."""
    form = map_page.form_of(Question(DEFAULT))
    try:
        question, at = map_page.asked(request.GET)
        form = map_page.form_of(question)
        found = map_page.ask(question, at)
        if found is None:
            return render(request, "map/no_store.html")
        form = map_page.form_of(found.flows.question)
        return render(request, "map/page.html", form | map_page.context(found))
    except KoupreyError as error:
        return render(request, "map/refused.html", form | {"error": error}, status=_status(error))


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """What one country sends and receives: the part of the page that a choice on the map changes."""
    try:
        query = request.GET.copy()
        query["at"] = code
        question, at = map_page.asked(query)
        found = map_page.ask(question, at)
        shown = {"atlas": found, "address": found.address if found else ""}
        return render(request, "map/country.html", shown, status=200 if found else 404)
    except KoupreyError as error:
        return render(request, "map/error.html", {"error": error}, status=_status(error))


@require_safe
def outlines_json(request: HttpRequest) -> HttpResponse:
    """The outlines as GeoJSON."""
    return _kept_by_mark(request, outlines.geojson, "application/geo+json")


@require_safe
def ground_svg(request: HttpRequest, number: int) -> HttpResponse:
    """Sea and land of one of the views, as the ground of a map."""
    if number >= len(VIEWS):
        raise Http404
    return _kept_by_mark(request, lambda: ground(VIEWS[number]), "image/svg+xml")


def _kept_by_mark(request: HttpRequest, make: Callable[[], str], kind: str) -> HttpResponse:
    """What the node draws for everybody: a browser may keep an address with its mark for good, an officer's too."""
    try:
        made = make()
    except KoupreyError as error:
        return HttpResponse(whole(error), content_type="text/plain; charset=utf-8", status=_status(error))
    response = HttpResponse(made, content_type=kind)
    kept = request.GET.get("v") == map_page.mark_of(made)
    response["Cache-Control"] = f"private, max-age={YEAR}, immutable" if kept else "no-cache"
    return of_nobody(response)


@given_out
def flows_file(request: HttpRequest) -> Any:
    """All flows under the filters as a file."""
    question, _at = map_page.asked(request.GET)
    found = map_page.ask(question)
    return found.flows.answer if found else flow_map.ask(question).answer


def _status(error: KoupreyError) -> int:
    return 404 if isinstance(error, NothingThere) else 400
