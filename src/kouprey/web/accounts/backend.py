"""Who may be signed in at all: looked at with each password, and again with each request of a session."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings


class OfficerBackend(AuthenticationBackend):
    """Officers whose account is open; on a node in service, no invented ones."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the account is open."""
        return bool(user.is_active) and not (user.is_invented and settings.PRODUCTION)
