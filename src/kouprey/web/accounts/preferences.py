"""In which language and which time an officer reads pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Every time zone there is. Reading them goes through hundreds of files: once for each process."""
    return frozenset(available_timezones())


def language(officer: Any) -> str:
    """The officer's own language; "" when the browser may say."""
    return officer.language if officer.language in dict(settings.LANGUAGES) else ""


def time_zone(officer: Any) -> ZoneInfo:
    """The officer's own time zone, else the node's. (An agency's belongs between the two.)"""
    chosen = officer.time_zone if officer.time_zone in zones() else settings.TIME_ZONE
    return ZoneInfo(chosen)
