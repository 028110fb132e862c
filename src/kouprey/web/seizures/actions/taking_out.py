"""Taking many observations out of the node at once: written down with what was asked for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kouprey.domain.access import Actor
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit


def note_export(*, form: str, filters: dict[str, str], rows: int, by: Actor, at: datetime) -> None:
    """Write down that an officer takes observations away: by which filters, as what, and how many."""
    details = {"form": form, "filters": filters, "rows": rows, "purpose": by.purpose.value}
    with transaction.atomic():
        write_down(act=Audit.INCIDENTS_EXPORTED, kind="agency", id=by.agency, label="", by=by, at=at, details=details)
