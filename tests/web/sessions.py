"""Officers of the cast before the pages: signed in, with a second factor, acting in one role for one purpose."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from kouprey.domain.access import Role
from kouprey.domain.handling import Purpose
from kouprey.web.accounts.acting import choose, default_purpose
from kouprey.web.accounts.models import Agency, Officer
from web.cast import Cast

BACKEND = "kouprey.web.accounts.backend.OfficerBackend"
_TOKENS = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|name="next" value="[^"]*"|name="kouprey-idle" content="[^"]*"'
)
"""What each request has of its own: the form's token, the address it asked for, the time until the screen locks."""


def signed_in(
    cast: Cast, role: Role, agency: Agency | None = None, purpose: Purpose | None = None, *, strong: bool = True
) -> Client:
    """A browser's session of the officer of that role (in customs, unless said otherwise)."""
    key = ((agency or cast.customs).id, role)
    client = Client()
    if not strong:  # an invented officer is exempt
        Officer.objects.filter(pk=cast.officers[key].pk).update(is_invented=False)
    client.force_login(cast.officers[key], backend=BACKEND)
    session: Any = client.session
    choose(session, cast.appointments[key], purpose or default_purpose(role))
    session.save()
    client.get("/people/roles/")  # the session begins: its first request asks the database for more
    return client


def body(response: HttpResponse) -> bytes:
    """The page without what each request has of its own."""
    return _TOKENS.sub(b"", response.content)


def text(response: HttpResponse) -> str:
    """The page as text, markup and all, escapes undone."""
    from html import unescape

    return unescape(response.content.decode())


def put(queries: Any) -> int:
    """How many queries, but for the note that an officer is there, which is written at most every five seconds."""
    return sum('UPDATE "accounts_officersession"' not in query["sql"] for query in queries)
