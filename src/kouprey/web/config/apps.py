"""The composition root as an application, so that its checks are registered."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks

from kouprey.web.config.checks import check_production, check_settings


class ConfigConfig(AppConfig):
    """Registers the node's own system checks."""

    name = "kouprey.web.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks."""
        checks.register(check_settings, checks.Tags.security)
        checks.register(check_production, checks.Tags.security)
