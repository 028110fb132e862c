"""Asking the release desk: to whom, which fields, why; and what stands in the way, said before it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kouprey.domain.access import Act, Actor
from kouprey.domain.release import Hurdle, Recipient
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.records import access
from kouprey.web.records.actions import clearing
from kouprey.web.records.actions.desk import ask_release, said
from kouprey.web.records.queries import facts_of, kind_of, values_of
from kouprey.web.ui import record_page, record_recipients
from kouprey.web.ui.record_acting import acting_page, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@acting_page(Act.RELEASE_ASK)
def ask(request: HttpRequest, by: Actor, id: UUID) -> HttpResponse:
    """Choose a recipient, see the hurdles, choose fields, ask."""
    found = access.record(by, id)
    access.require(by, Act.RELEASE_ASK, facts_of(found))
    given = request.POST if request.method == "POST" else request.GET
    to = record_recipients.chosen(given.get("to", ""))
    shown = record_page.head(found, by)
    if to is None:
        words = given.get("q", "").strip()
        return render(request, "records/ask.html", shown | record_recipients.offered(by, words))
    fields, reason, error = given.getlist("field"), given.get("reason", ""), None
    if request.method == "POST":
        try:
            ask_release(id=id, fields=fields, recipient=to.id, recipient_kind=to.kind, reason=reason, by=by, at=now())
            return HttpResponseRedirect(f"{reverse('records-one', args=[id])}?done=asked")
        except KoupreyError as refused:
            error = refused
    shown |= _question(found, to, fields) | {"reason": reason, "error": error}
    return render(request, "records/ask.html", shown, status=status_of(error) if error else 200)


def _question(record: Any, to: Recipient, fields: Sequence[str]) -> dict[str, Any]:
    kind = kind_of(record)
    values = record_page.values_in_words(kind, values_of(record))
    hurdles = clearing.hurdles(record, to)
    return {
        "to": to,
        "to_kind": record_recipients.KINDS[to.kind],
        "to_value": record_recipients.value_of(to),
        "fields": [value | {"chosen": value["name"] in fields} for value in values if value["shareable"]],
        "kept": [value["title"] for value in values if not value["shareable"]],
        "hurdles": hurdles_in_words(hurdles),
        "blocked": any(not hurdle.person_may for hurdle in hurdles),
    }


def hurdles_in_words(hurdles: Sequence[Hurdle]) -> list[dict[str, Any]]:
    """What stands in the way, in plain words, whose consent is needed, and whether a person may clear it."""
    return [
        {
            "words": said(hurdle),
            "person_may": hurdle.person_may,
            "consent_of": _(hurdle.guard.consent_of) if hurdle.guard and hurdle.guard.consent_of else "",
            "unverified": hurdle.guard is not None and not hurdle.guard.verified,
        }
        for hurdle in hurdles
    ]
