"""The room `api`."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Operations for programs."""

    name = "kouprey.web.api"
    label = "api"
