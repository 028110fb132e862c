"""Pages of edits of the register: propose one, see which editions were released, compare two, take one away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kouprey.domain.access import Act, Actor
from kouprey.domain.law import editions, edits
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.kernel.jsontext import dumps
from kouprey.web.core.words import told
from kouprey.web.law import queries
from kouprey.web.law.actions.proposing import propose_edit
from kouprey.web.ui.law_views import law_page
from kouprey.web.ui.law_words import LISTS, TABS
from kouprey.web.ui.record_acting import acting_page, status_of

LONG: Final = frozenset({
    "note", "original", "question", "answer", "source", "what", "title", "limbs", "circumstances",
})  # fmt: skip
"""Columns that are given more room."""


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.LAW_PROPOSE)
def propose(request: HttpRequest, by: Actor, listed: str) -> HttpResponse:
    """Propose a change of an entry, a new one, or that it is signed as it stands."""
    given = request.POST if request.method == "POST" else request.GET
    entry = given.get("entry", "")
    columns = edits.typed_columns(listed)
    before = edits.found(listed, entry) if entry else {}
    error: KoupreyError | None = None
    if request.method == "POST":
        typed = {column: request.POST.get(f"c-{column}", "") for column in columns}
        try:
            asked = propose_edit(
                listed=listed, entry=entry, values=typed, reason=request.POST.get("reason", ""), by=by, at=now()
            )
            return HttpResponseRedirect(reverse("approval", args=[asked.id]))
        except KoupreyError as refused:
            error = refused
    else:
        start = {"country": given.get("country", "")} if not entry else {}
        typed = {column: before.get(column, "") or start.get(column, "") for column in columns}
    shown = {
        "listed": listed, "title": LISTS.get(listed, listed), "entry": entry, "before": before,
        "key": edits.EDITABLE[listed], "sign": given.get("sign") == "yes",
        "columns": [(column, typed[column], column in LONG) for column in columns],
        "reason": request.POST.get("reason", ""), "error": error, "tabs": TABS,
    }  # fmt: skip
    return render(request, "law/propose.html", shown, status=status_of(error) if error else 200)


@law_page("law/editions.html", "law-editions")
def released(request: HttpRequest) -> Mapping[str, Any]:
    """Released editions, and how two of them differ."""
    found = queries.released()
    one, other = request.GET.get("one", ""), request.GET.get("other", "")
    shown: dict[str, Any] = {"editions": found, "one": one, "other": other, "lists": LISTS}
    if one and other:
        before, after = queries.edition_with(one), queries.edition_with(other)
        differing = editions.differences(before["lists"], after["lists"])
        shown["differences"] = [{"of": each, "list": LISTS.get(each.list, each.list)} for each in differing]
    return shown


@require_safe
def edition_file(request: HttpRequest, digest: str) -> HttpResponse:
    """A released edition as a file: its rows, and the digest that can be made of them again."""
    try:
        body, status = editions.as_file(queries.edition_with(digest)), 200
    except KoupreyError as error:
        body, status = dumps({"error": told(error)}), 404 if isinstance(error, NothingThere) else 400
    named = {"Content-Disposition": f'attachment; filename="law-{digest[:12]}.json"'}
    return HttpResponse(body, content_type="application/json", status=status, headers=named)
