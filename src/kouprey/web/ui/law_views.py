"""Pages of law for reading, open to whoever reads trade: each fetches, hands over and renders; none decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kouprey.domain import law
from kouprey.domain.access import Act, gate
from kouprey.formats.tables.text import as_csv
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.kernel.jsontext import dumps
from kouprey.web.core.words import told, whole
from kouprey.web.law.access import may_propose
from kouprey.web.law.filters import answer_of, day_of, edition_of, state_of
from kouprey.web.ui import law_country_page, law_gap_page, law_reading, law_table_page
from kouprey.web.ui.law_asked import editions, states
from kouprey.web.ui.law_words import TABS
from kouprey.web.ui.record_files import harmless

FILES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
View = Callable[..., HttpResponse]


def law_page(template: str, name: str) -> Callable[[Callable[..., Mapping[str, Any]]], View]:
    """A page of law made of a context; what cannot be used is said on the same page."""

    def wrap(context: Callable[..., Mapping[str, Any]]) -> View:
        @require_safe
        @wraps(context)
        def view(request: HttpRequest, **named: str) -> HttpResponse:
            actor = getattr(request, "actor", None)
            shown: dict[str, Any] = {
                "tabs": TABS, "tab": name, "choices": states(), "edition_choices": editions(),
                "may_propose": may_propose(actor),
                "may_assess": actor is not None and not gate(actor, Act.RECORD_CREATE),
            }  # fmt: skip
            try:
                return render(request, template, shown | dict(context(request, **named)))
            except NothingThere as error:
                return render(request, "law/nothing.html", shown | {"error": error}, status=404)
            except KoupreyError as error:
                return render(request, "law/nothing.html", shown | {"error": error}, status=400)

        return view

    return wrap


@law_page("law/start.html", "law")
def start(request: HttpRequest) -> Mapping[str, Any]:
    """Table 2 on a day, both editions, and the way to everything else."""
    asked = request.GET
    as_of = day_of(asked) if asked.get("as-of") else law.PAPER_DAY
    return law_table_page.context(as_of) | {"jurisdictions": law_reading.jurisdictions(as_of)}


@law_page("law/country.html", "law")
def country(request: HttpRequest, code: str) -> Mapping[str, Any]:
    """One jurisdiction."""
    return law_country_page.context(state_of(code), day_of(request.GET), edition_of(request.GET))


@law_page("law/gap.html", "law-gap")
def gap(request: HttpRequest) -> Mapping[str, Any]:
    """The gap between laws."""
    return law_gap_page.context(day_of(request.GET), edition_of(request.GET))


@law_page("law/pair.html", "law-gap")
def pair(request: HttpRequest, one: str, other: str) -> Mapping[str, Any]:
    """One pair of States."""
    return law_gap_page.pair(state_of(one), state_of(other), day_of(request.GET), edition_of(request.GET))


@require_safe
def gap_picture(request: HttpRequest, which: str) -> HttpResponse:
    """The matrix, drawn."""
    try:
        if which not in law_gap_page.PICTURES:
            raise NothingThere(_("There is no such picture."), remedy=_("Go back to the page of the gap."))
        drawn = law_gap_page.picture(which, day_of(request.GET), edition_of(request.GET))
        return HttpResponse(drawn, content_type="image/svg+xml")
    except KoupreyError as error:
        return HttpResponse(whole(error), content_type="text/plain; charset=utf-8", status=_status(error))


@law_page("law/routes.html", "law-routes")
def routes(request: HttpRequest) -> Mapping[str, Any]:
    """Every channel from one State to another."""
    return law_reading.routes(request.GET)


@law_page("law/species.html", "law-species")
def species(request: HttpRequest) -> Mapping[str, Any]:
    """Whether a taxon is protected there, on that day."""
    return law_reading.species(request.GET)


@law_page("law/verify.html", "law-verify")
def verify(request: HttpRequest) -> Mapping[str, Any]:
    """What a lawyer must verify."""
    return law_reading.verify(request.GET)


@law_page("law/claims.html", "law-claims")
def claims(request: HttpRequest) -> Mapping[str, Any]:
    """Claims of the founding paper."""
    return law_reading.claims()


@require_safe
def file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """An answer as a file: JSON as the shell writes it, CSV of its rows."""
    try:
        answer = answer_of(name, request.GET)
    except KoupreyError as error:
        return HttpResponse(dumps({"error": told(error)}), content_type="application/json", status=_status(error))
    body = dumps(answer) + "\n" if form == "json" else _csv(answer)
    named = {"Content-Disposition": f'attachment; filename="law-{name}.{form}"'}
    return HttpResponse(body, content_type=FILES[form], headers=named)


def _csv(answer: Mapping[str, Any]) -> str:
    columns = answer["columns"]
    rows = [[harmless(_cell(row[column])) for column in columns] for row in answer["rows"]]
    return as_csv(columns, rows)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else value


def _status(error: KoupreyError) -> int:
    return 404 if isinstance(error, NothingThere) else 400
