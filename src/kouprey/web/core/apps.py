"""The room `core`."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Shared tables: the audit."""

    name = "kouprey.web.core"
    label = "core"

    def ready(self) -> None:
        """Make the node's own chore known."""
        from kouprey.web.core import jobs, statistics  # noqa: PLC0415 - the tables are there only now

        jobs.register_chore("core.statistics", statistics.gather)
