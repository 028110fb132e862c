"""As whom a request acts, for views: set by `records.middleware.Acting`."""

from __future__ import annotations

from django.http import HttpRequest

from kouprey.domain.access import Actor


def actor(request: HttpRequest) -> Actor | None:
    """The officer in one agency and role for one purpose; None for a visitor, or an officer without a role."""
    found: Actor | None = getattr(request, "actor", None)
    return found
