"""The room `accounts`."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Officers and how they sign in."""

    name = "kouprey.web.accounts"
    label = "accounts"
