"""Reads of `core`."""

from __future__ import annotations

from django.db.models import QuerySet

from kouprey.web.core.models import AuditEvent


def events_about(kind: str, id: object) -> QuerySet[AuditEvent]:
    """What was done to one thing, oldest first."""
    return AuditEvent.objects.filter(target_kind=kind, target_id=str(id))
