"""How second factors are named, kept and removed on a node."""

from __future__ import annotations

import base64
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kouprey.web.accounts.second_factor import needed


class NodeFactors(DefaultMFAAdapter):
    """Second factors of officers. Their secrets are kept under a key made of the node's own."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or was used already. Wait for the next one."),
        "cannot_delete_authenticator": _(
            "Your work needs a second factor, and this is your only one. Set up another one first."
        ),
    }

    def get_totp_issuer(self) -> str:
        """What the app shows above the code: the product and the node."""
        return f"Kouprey {context.request.get_host()}"

    def encrypt(self, text: str) -> str:
        """A secret as it lies in the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. One that the node's key cannot open becomes another that nobody has: no code fits."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether it may be removed: not the last one of an officer who needs one."""
        if not needed(authenticator.user) or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        factors = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds)
        return bool(factors.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name for a key that got none."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Key %(number)s") % {"number": count + 1}


def _box() -> Fernet:
    key = salted_hmac("kouprey.accounts.second_factor", "kept", secret=settings.SECRET_KEY, algorithm="sha256")
    return Fernet(base64.urlsafe_b64encode(key.digest()))
