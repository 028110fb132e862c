"""Tables of `core`."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from kouprey.kernel.errors import Refused
from kouprey.kernel.ids import new_id


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise Refused(
        "A row of the audit is never changed and never deleted.",
        kept="The row is as it was.",
        remedy="Record the correction as an act of its own.",
    )


class AppendOnly(models.QuerySet["AuditEvent"]):
    """A set of audit rows, to read and to add to."""

    update = _refuse
    delete = _refuse
    bulk_update = _refuse

    bulk_create = _refuse


class AuditEvent(models.Model):
    """One act, written in the transaction of the act itself.

    No foreign keys: a row outlives what it speaks of. Triggers of the database refuse update, delete
    and truncate as well (`migrations/_append_only.py`); columns may be added, never taken away.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(db_index=True)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    by_label = models.CharField(max_length=200)
    act = models.CharField(max_length=80)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[AuditEvent]] = models.Manager.from_queryset(AppendOnly)()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["target_kind", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.by_label} {self.act} {self.target_label}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. A row that was saved before is refused."""
        if not self._state.adding:
            _refuse()
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was done stays on record."""
        _refuse()
