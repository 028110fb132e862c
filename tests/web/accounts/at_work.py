"""Officers of the cast at their pages: signed in with a second factor, acting in the role that a test is about."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

from django.test import Client

from kouprey.domain.access import Role
from kouprey.web.accounts.models import Agency, Appointment, Officer
from web.cast import Cast, build

LONG_AGO = date(2020, 1, 1)


def cast_at_work(*roles: Role) -> Cast:
    """The cast, in office since long ago whatever the clock says."""
    cast = build(*roles)
    Appointment.objects.update(starts_on=LONG_AGO)
    return cast


def at_work(cast: Cast, role: Role, agency: Agency | None = None, *, strong: bool = True) -> Client:
    """A browser of the officer of that role."""
    return browser(cast.officers[(agency or cast.customs).id, role], strong=strong)


def browser(officer: Officer, *, strong: bool = True) -> Client:
    """A browser in which an officer has signed in."""
    client = Client()
    if not strong:  # an invented officer is exempt
        Officer.objects.filter(pk=officer.pk).update(is_invented=False)
    client.force_login(officer)
    client.get("/people/roles/")  # the session begins: its first request asks the database for more
    return client


def text(response: Any) -> str:
    """A page's text, as it is read."""
    return " ".join(unescape(response.content.decode()).split())


def plain(response: Any) -> str:
    """A page's text without what differs from one request to the next: tokens, and the address that was asked for."""
    own = r"csrf\S+ value=\"\w+\"|[?]next=[^\"]+|name=\"next\" value=\"[^\"]+\"|name=\"kouprey-idle\" content=\"\d+\""
    return re.sub(own, "", text(response))
