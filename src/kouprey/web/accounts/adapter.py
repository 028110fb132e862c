"""How sign-in behaves on a node."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from kouprey.kernel.clock import now
from kouprey.web.accounts.actions import note_sign_in


class NodeAdapter(DefaultAccountAdapter):
    """Officers are enrolled by the node; nobody signs up by themselves. Every sign-in is on record."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session and write it down, both or neither."""
        with transaction.atomic():
            super().login(request, user)
            note_sign_in(officer=user, at=now())
