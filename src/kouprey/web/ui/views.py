"""Pages: each fetches, hands over and renders; none decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kouprey.kernel import jsontext
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.ui import flow_map, trade_page
from kouprey.web.ui.trade_question import DEFAULT, Question

View = Callable[[HttpRequest], HttpResponse]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: for now the only one there is."""
    return HttpResponseRedirect(reverse("trade"))


@require_safe
def study(request: HttpRequest) -> HttpResponse:
    """The study page: filters, picture, table, method."""
    form = trade_page.form_of(Question(DEFAULT))
    try:
        question = Question.from_address(request.GET)
        form = trade_page.form_of(question)
        found = trade_page.ask(question)
        if found is None:
            return render(request, "trade/no_store.html")
        if question["preset"]:
            form = trade_page.form_of(Question.from_method(found.method))
        return render(request, "trade/study.html", form | trade_page.page_of_study(found, request.GET))
    except KoupreyError as error:
        return render(request, "trade/refused.html", form | {"error": error}, status=_status(error))


def _file(kind: str, ask: Callable[[Question], Any] = trade_page.ask) -> Callable[[Callable[[Any], str]], View]:
    """A view that gives out one form of an answer under a file's content type; errors come as JSON."""

    def wrap(write: Callable[[Any], str]) -> View:
        @require_safe
        @wraps(write)
        def view(request: HttpRequest) -> HttpResponse:
            try:
                found = ask(Question.from_address(request.GET))
                if found is None:
                    raise NothingThere(_("There is no trade store on this node."), remedy=_("Load trade data first."))
                return HttpResponse(write(found), content_type=kind)
            except KoupreyError as error:
                said: dict[str, Any] = {"what": error.what, "kept": error.kept, "remedy": error.remedy}
                body = jsontext.dumps({"error": said})
                return HttpResponse(body, content_type="application/json", status=_status(error))

        return view

    return wrap


@_file("image/svg+xml")
def study_chart(found: trade_page.Study) -> str:
    """The picture of the study."""
    return trade_page.chart_of(found)


@_file("image/svg+xml", ask=flow_map.ask)
def study_map(found: flow_map.Flows) -> str:
    """The flows of the study on a map."""
    return flow_map.draw(found)


@_file("application/json")
def study_json(found: trade_page.Study) -> str:
    """The answer as JSON, byte for byte what the shell writes, its line end included."""
    return str(found.answer.written("json"))


@_file("text/csv; charset=utf-8")
def study_csv(found: trade_page.Study) -> str:
    """The answer as CSV."""
    return str(found.answer.written("csv"))


def _status(error: KoupreyError) -> int:
    return 404 if isinstance(error, NothingThere) else 400
