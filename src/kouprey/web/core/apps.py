"""The room `core`."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Shared tables: the audit."""

    name = "kouprey.web.core"
    label = "core"
