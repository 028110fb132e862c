"""The room `trade`."""

from __future__ import annotations

from django.apps import AppConfig


class TradeConfig(AppConfig):
    """Imports of trade data."""

    name = "kouprey.web.trade"
    label = "trade"

    def ready(self) -> None:
        """Make the room's long work and its chore known."""
        from kouprey.web.core.jobs import register, register_chore  # noqa: PLC0415 - the tables are there only now
        from kouprey.web.trade.access import actor_of  # noqa: PLC0415 - with the rest
        from kouprey.web.trade.actions import IMPORT, apply_retention, load_import  # noqa: PLC0415 - with the rest

        register(IMPORT, load_import, actor_of)
        register_chore("trade.retention", apply_retention)
