"""The room `records`."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Records, handling, release."""

    name = "kouprey.web.records"
    label = "records"
