"""Acts of `core`: writing down what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kouprey.kernel.ids import new_id
from kouprey.web.core.audit import Act, Actor
from kouprey.web.core.models import AuditEvent


def record(
    *,
    act: Act,
    kind: str,
    id: object,
    label: str,
    by: Actor,
    at: datetime,
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write one row of the audit. Only inside the transaction of the act it speaks of."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit row is written inside the act's transaction.")
    return AuditEvent.objects.create(
        id=new_id(at_ms=int(at.timestamp() * 1000)),
        at=at,
        by=by.id,
        by_label=by.label,
        act=Act(act),
        target_kind=kind,
        target_id=str(id),
        target_label=label,
        details=details or {},
    )
