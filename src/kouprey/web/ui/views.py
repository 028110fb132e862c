"""Pages of trade: each fetches, hands over and renders; none decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kouprey.kernel import jsontext
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.trade.evidence import quota_lines
from kouprey.web.core.words import told, whole
from kouprey.web.ui import flow_map, trade_answer, trade_chart, trade_page
from kouprey.web.ui.trade_answer import Found
from kouprey.web.ui.trade_measures import STUDIES, Measure
from kouprey.web.ui.trade_question import Question

View = Callable[..., HttpResponse]
KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "method.json": "application/json",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: for now the only one there is."""
    return HttpResponseRedirect(reverse("trade"))


@require_safe
def study(request: HttpRequest) -> HttpResponse:
    """The study page: filters, picture, table, method, map."""
    return _page(request, STUDIES)


@require_safe
def measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """The page of a measure: filters, table, picture, method."""
    if measure is STUDIES:
        return HttpResponseRedirect(f"{reverse('trade')}?{request.GET.urlencode()}".rstrip("?"))
    return _page(request, measure)


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """The trade lines behind one quota in one year."""
    line, year = request.GET.get("line", ""), request.GET.get("year", "")
    try:
        store = trade_answer.opened(request.GET.get("dataset", ""))
        if store is None or not (line.isdecimal() and year.isdecimal()):
            raise NothingThere(_("There is no such quota here."), remedy=_("Go back to the page of quotas."))
        found = quota_lines(store, int(line), int(year))
        synthetic = store.release.manifest["synthetic"]
        shown: dict[str, Any] = {"found": found, "synthetic": synthetic, "preliminary": store.release.preliminary}
        return _rendered(request, "trade/lines", shown)
    except KoupreyError as error:
        return _rendered(request, "trade/lines", {"error": error}, status=_status(error))


def _page(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A page whole, or its result alone where the page in the browser asks for that."""
    form = trade_page.form_of(Question(measure.spec.default, measure.spec), measure)
    try:
        question = Question.from_address(request.GET, measure.spec)
        form = trade_page.form_of(question, measure)
        try:
            found = trade_page.ask(question, measure)
        except NothingThere:
            if not measure.missing or question["dataset"]:
                raise
            return _swapped(request, form | {"missing": measure.missing})
        if found is None:
            return render(request, "trade/no_store.html")
        if question["preset"]:
            form = trade_page.form_of(Question.from_method(found.method))
        return _swapped(request, form | trade_page.page_of_answer(found, request.GET))
    except KoupreyError as error:
        return _swapped(request, form | {"error": error}, status=_status(error))


def _swapped(request: HttpRequest, shown: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """The page of a measure; where htmx asked for its result, the address in the browser follows."""
    response = _rendered(request, "trade/page", {**shown, "swaps": True}, status)
    if _is_part(request):
        response["HX-Push-Url"] = str(shown.get("shown_at") or request.get_full_path())
    return response


def _rendered(request: HttpRequest, page: str, shown: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """`page` whole, or `page`_part where htmx asked."""
    part = _is_part(request)
    response = render(
        request, f"{page}_part.html" if part else f"{page}.html", {**shown, "part": part}, status=status
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def _file(write: Callable[..., Any]) -> View:
    """A view that gives out what it writes of an answer; errors come as JSON."""

    @require_safe
    @wraps(write)
    def view(request: HttpRequest, measure: Measure = STUDIES, **named: str) -> HttpResponse:
        try:
            question, whole = Question.from_address(request.GET, measure.spec), named.get("form") in trade_page.FORMS
            found = trade_answer.ask(question, measure, whole=whole)
            if found is None:
                raise NothingThere(_("There is no trade store on this node."), remedy=_("Load trade data first."))
            given: HttpResponse = write(request, found, **named)
            return given
        except KoupreyError as error:
            body = jsontext.dumps({"error": told(error)})
            return HttpResponse(body, content_type="application/json", status=_status(error))

    return view


@_file
def chart(request: HttpRequest, found: Found) -> HttpResponse:
    """The picture of an answer."""
    if not found.measure.picture or not found.records:
        raise NothingThere(_("There is no picture of this answer."), remedy=_("Its figures stand in the table."))
    return _svg(trade_chart.picture(found, drawn=True).drawing)


@_file
def row_chart(request: HttpRequest, found: Found) -> HttpResponse:
    """The picture of one row: a series, or the evidence of a flag."""
    return _svg(trade_chart.drawing_of_row(found, trade_page.row_of(found, request.GET)))


@require_safe
def study_map(request: HttpRequest) -> HttpResponse:
    """The flows of the study on a map."""
    try:
        return _svg(flow_map.draw(flow_map.ask(Question.from_address(request.GET))))
    except KoupreyError as error:
        return HttpResponse(whole(error), content_type="text/plain; charset=utf-8", status=_status(error))


@_file
def answer_file(request: HttpRequest, found: Found, form: str) -> HttpResponse:
    """The answer as a file, byte for byte what the shell writes; its name says if it is no published trade."""
    body = found.answer.note() if form == "method.json" else found.answer.written(form)
    marks = [mark for mark, holds in (("SYNTHETIC", found.synthetic), ("PRELIMINARY", found.preliminary)) if holds]
    name = "-".join([found.measure.name, *marks])
    named = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return HttpResponse(body, content_type=KINDS[form], headers=named)


def _svg(drawing: str) -> HttpResponse:
    return HttpResponse(drawing, content_type="image/svg+xml")


def _status(error: KoupreyError) -> int:
    return 404 if isinstance(error, NothingThere) else 400
