"""Who acts, and what is offered to whoever does, on every page; and the words for roles and purposes."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from kouprey.domain.access import Act, gate
from kouprey.web.core.sentences import who
from kouprey.web.ui import people_words
from kouprey.web.ui.people_acting import ways

register = template.Library()
register.filter("role_title", people_words.role_title)
register.filter("purpose_name", people_words.purpose_name)
register.filter("purpose_meaning", people_words.purpose_meaning)
register.filter("kind_name", people_words.kind_name)
register.filter("who", who)


@register.filter
def may(actor: Any, act: str) -> bool:
    """Whether the officer may do this kind of act at all, so that a link leads somewhere."""
    return actor is not None and gate(actor, Act(act)) is None


@register.inclusion_tag("people/as.html", takes_context=True)
def acting_as(context: Context) -> dict[str, Any]:
    """The officer's agency, role and purpose, and the form that changes them."""
    request = context.get("request")
    signed_in = request is not None and getattr(request, "user", None) is not None and request.user.is_authenticated
    found = ways(request) if signed_in and hasattr(request, "actor") else []
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "signed_in": signed_in,
        "ways": found,
        "several": sum(len(way.purposes) for way in found) > 1,
    }
