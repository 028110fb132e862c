"""A form that was sent when the screen had locked: kept in its session until its officer is back.

Files are too large for that, and passwords are not for keeping.
"""

from __future__ import annotations

from typing import Any

from django.urls import resolve

KEY = "held_form"
LOST = "held_form_lost"
MOST = 500_000
"""Bytes of a form, at most."""


def keep(request: Any) -> None:
    """Put a form aside, or note that it could not be."""
    fields = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    size = sum(len(name) + len(value) for name, value in fields)
    ours = resolve(request.path_info).func.__module__.startswith("kouprey.web.accounts")
    if ours or not request.POST:
        return
    if request.FILES or getattr(request, "upload_stopped", "") or size > MOST:
        request.session[LOST] = True
        return
    kept = [field for field in fields if field[0] != "csrfmiddlewaretoken"]
    request.session[KEY] = {"to": request.get_full_path(), "fields": kept}


def waiting(session: Any) -> dict[str, Any] | None:
    """What was put aside."""
    found: dict[str, Any] | None = session.get(KEY)
    return found


def was_lost(session: Any) -> bool:
    """Whether something was sent that could not be kept. Told once."""
    return bool(session.pop(LOST, False))


def drop(session: Any) -> None:
    """Forget what was put aside."""
    session.pop(KEY, None)
