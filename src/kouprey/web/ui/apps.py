"""The room `ui`."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base templates, components, static files, and the pages that belong to no single room."""

    name = "kouprey.web.ui"
    label = "ui"
