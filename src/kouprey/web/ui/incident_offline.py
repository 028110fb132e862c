"""The entry page without a line: its shell, and the worker that keeps it in the browser.

Nothing here holds anything of a record or of an officer: the shell is the empty form, in the language, State and kind
of agency of whoever asks for it. What is kept, what is not, and against whom: ADR 28.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kouprey.domain.access import Act, Actor
from kouprey.kernel import jsontext
from kouprey.web.accounts.directory import country_of
from kouprey.web.ui import incident_form, incident_taxa
from kouprey.web.ui.incident_draft_words import drafts
from kouprey.web.ui.incident_map import ASSETS, place_map
from kouprey.web.ui.record_acting import acting_page
from kouprey.web.ui.record_forms import MarksForm

SHEETS: Final = ("vendor/tabler-1.6.1/tabler.min.css", "ui/kouprey.css", "ui/records.css", "ui/incidents.css")
SCRIPTS: Final = (
    "ui/leaving.js", "ui/incidents.js", "ui/entry_map.js", "ui/drafts.js", "ui/drafts_send.js", "ui/drafts_page.js",
)  # fmt: skip
_READERS: Final = ("audience", "team", "compartment")
"""Marks that name people and teams: a device keeps no directory, and what it sends stays in the own agency."""


@require_safe
@acting_page(Act.RECORD_CREATE)
def worker(request: HttpRequest, by: Actor) -> HttpResponse:
    """The service worker: what this edition of the shell is made of, and the script that keeps it."""
    land = place_map()
    kept = {
        "version": _version(by), "entry": reverse("incidents-new"), "shell": reverse("incidents-shell"),
        "now": [reverse("incidents-shell"), reverse("incidents-names"),
                *(static(name) for name in (*SHEETS, *SCRIPTS, "ui/mark.svg"))],
        "later": [*map(static, ASSETS), *([land["outlines"]] if land else [])],
    }  # fmt: skip
    script = jsontext.dumps(static("ui/entry_worker.js"))
    body = f"self.KoupreyShell = {jsontext.dumps(kept)};\nimportScripts({script});\n"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@require_safe
@acting_page(Act.RECORD_CREATE)
def shell(request: HttpRequest, by: Actor) -> HttpResponse:
    """The entry page as a device keeps it: an empty form that opens only for the officer whose key is there."""
    return HttpResponse(_shell(by))


@require_safe
@acting_page(Act.RECORD_CREATE)
def names(request: HttpRequest, by: Actor) -> HttpResponse:
    """What the page says of taxa without a line: the names that it suggests, and the kinds that they do not give."""
    return JsonResponse(_taxa())


def _shell(by: Actor) -> str:
    """The page, written without the request: no name, no token, no clock of a session can be in it."""
    country, marks = country_of(by.authority), MarksForm(by, fresh=True)
    for name in _READERS:
        marks.fields.pop(name, None)
    flat = incident_form.fresh(country, incident_form.agency_code(by))
    shown: dict[str, Any] = {
        "form": incident_form.sections(flat, {}, country), "lists": incident_form.lists(), "marks_form": marks,
        "problems": {}, "token": "", "shell": True, "drafts": drafts(), "place_map": place_map(),
    }  # fmt: skip
    return render_to_string("incidents/form.html", shown)


def _taxa() -> dict[str, Any]:
    return {"names": list(incident_taxa.taxa_by_name().items()), "seldom": incident_taxa.seldom_by_taxa()}


def _version(by: Actor) -> str:
    """Changes with anything that the page without a line shows or runs."""
    parts = [_shell(by), get_language() or "", *map(static, (*SHEETS, *SCRIPTS, *ASSETS, "ui/entry_worker.js"))]
    parts.append(jsontext.dumps(_taxa()))
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
