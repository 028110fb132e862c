"""Words of the domain in the reader's language, and the entries of the rail that an officer's role can use."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kouprey.domain.access import Act
from kouprey.domain.seizures.schema import INCIDENT
from kouprey.web.core.words import in_words
from kouprey.web.ui.record_marks import Shown

register = template.Library()
JOBS = (
    (
        "incidents",
        _("Seizures"),
        "M12 3l8 4v5c0 5-3.5 8-8 9-4.5-1-8-4-8-9V7zM9 12l2 2 4-4",
        frozenset({Act.RECORD_READ}),
    ),
    ("records", _("Records"), "M5 4h11l3 3v13H5zM9 10h6M9 14h6", frozenset({Act.RECORD_READ})),
    ("desk", _("Desk"), "M3 18h18M5 18v-5l7-8 7 8v5M12 11v3", frozenset({Act.RELEASE_DECIDE, Act.RELEASE_REPORT})),
    ("received", _("Received"), "M4 13l2-8h12l2 8v6H4zM4 13h5l1 2h4l1-2h5", frozenset({Act.RELEASE_READ})),
)
"""Address, words, picture, and the acts of which the role must do one."""


@register.filter
def said(words: str) -> str:
    """Words of the floors below: what they say, or names that they declare in English."""
    return in_words(words)


@register.filter
def headline(record: Any) -> str:
    """The line that stands for a record: as an officer wrote it, or of an observation with its kind in words."""
    return headline_in_words(record.kind, str(record.headline))


def headline_in_words(kind: str, kept: str) -> str:
    """The same of the line as it was kept."""
    first, dot, rest = kept.partition(" · ")
    return f"{gettext(first)}{dot}{rest}" if kind == INCIDENT.name and first else kept


@register.simple_tag
def marks_short(marks: Shown) -> SafeString:
    """Handling marks in a row of a list: most rows have the same ones, which are written once."""
    return _short(marks, get_language())


@lru_cache(maxsize=512)
def _short(marks: Shown, _language: str | None) -> SafeString:
    return render_to_string("records/marks_short.html", {"marks": marks})


@register.simple_tag(takes_context=True)
def rail_jobs(context: template.Context) -> list[dict[str, Any]]:
    """Records, desk and received, as far as the role of whoever acts can use them."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    if actor is None or request is None:
        return []
    here = getattr(request.resolver_match, "url_name", "") or ""
    return [
        {"name": name, "words": words, "picture": picture, "here": here == name or here.startswith(f"{name}-")}
        for name, words, picture, acts in JOBS
        if acts & actor.spec.acts
    ]
