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


def time_zone(officer: Any, agency: Any = None) -> ZoneInfo:
    """The officer's own time zone, else that of the agency the officer acts for, else the node's."""
    wanted = (officer.time_zone, agency.time_zone if agency else "")
    return ZoneInfo(next((zone for zone in wanted if zone in zones()), settings.TIME_ZONE))
