"""Who calls: a token in the Authorization header, never a cookie, so that no page can call in an officer's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from kouprey.domain.access import Act, Actor
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused
from kouprey.web.accounts.tokens import bearer
from kouprey.web.records.tenancy import acting


class Token(HttpBearer):
    """`Authorization: Bearer kp_...`"""

    def authenticate(self, request: HttpRequest, token: str) -> tuple[Actor, frozenset[Act]] | None:
        """As whom the token acts; None makes the answer 401."""
        return bearer(token, at=now())


@contextmanager
def calling(request: Any, act: Act) -> Iterator[Actor]:
    """The caller, when the token names the act; the database is told who acts. Raises Refused."""
    actor, acts = request.auth
    if act not in acts:
        raise Refused(
            _("This token was not made for “%(act)s”.") % {"act": act.value},
            remedy=_("Make a token that names this act."),
        )
    with acting(actor):
        yield actor
