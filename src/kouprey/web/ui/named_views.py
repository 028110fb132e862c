"""The pages of one taxon and of one country: each fetches, hands over and renders; none decides."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.core.words import whole
from kouprey.web.ui import country_page, taxon_page
from kouprey.web.ui.asking import given_out


@require_safe
def taxa(request: HttpRequest) -> HttpResponse:
    """The search for a taxon by any of its names."""
    words = request.GET.get("q", "").strip()
    return render(request, "taxa/search.html", {"words": words, "hits": taxon_page.search(words)})


@require_safe
def taxon(request: HttpRequest, name: str) -> HttpResponse:
    """The page of a taxon: names, listings, trade."""
    page = _taxon(request, name)
    try:
        return render(request, "taxa/taxon.html", taxon_page.context(page))
    except NothingThere as error:
        shown = {"error": error, "words": name, "hits": taxon_page.nothing(page)}
        return render(request, "taxa/nothing.html", shown, status=404)
    except KoupreyError as error:
        return render(request, "taxa/nothing.html", {"error": error, "page": page}, status=400)


@require_safe
def taxon_chart(request: HttpRequest, name: str) -> HttpResponse:
    """The picture of the taxon's years."""
    try:
        return HttpResponse(_taxon(request, name).chart(), content_type="image/svg+xml")
    except NothingThere as error:
        return HttpResponse(whole(error), content_type="text/plain; charset=utf-8", status=404)


@given_out
def taxon_file(request: HttpRequest, name: str, part: str) -> Any:
    """One answer of a taxon's page as a file."""
    return _taxon(request, name).part(part)


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """All countries and territories, to choose from."""
    return render(request, "countries/list.html", {"countries": country_page.countries()})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a country: what it trades, with whom, and how far both sides agree."""
    try:
        shown = country_page.context(country_page.CountryPage(code.upper()))
        return render(request, "countries/country.html", shown)
    except NothingThere as error:
        return render(request, "countries/nothing.html", {"error": error}, status=404)


@given_out
def country_file(request: HttpRequest, code: str, part: str) -> Any:
    """One answer of a country's page as a file."""
    return country_page.part(code.upper(), part)


def _taxon(request: HttpRequest, name: str) -> taxon_page.TaxonPage:
    term, unit = request.GET.get("term", ""), request.GET.get("unit", "")
    return taxon_page.TaxonPage(" ".join(name.split()), term, unit)
