"""Holds on records, and what stays of those that were destroyed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from kouprey.kernel.ids import new_id
from kouprey.web.records.models.records import Record
from kouprey.web.records.tenancy import Protected


class Hold(models.Model):
    """Somebody ordered that a record is kept: it is not destroyed while this stands.

    A hold ends when it is lifted, not by itself: `review_on` is when somebody must look again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    review_on = models.DateField()
    set_by = models.UUIDField()
    set_by_label = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by_label = models.CharField(max_length=200, blank=True)
    lift_reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.record_id} until {self.review_on}"


class Stone(models.Model):
    """What stays of a record that was destroyed: number and kind, the period that was over, why, and by which two.

    Append-only. `record` is no foreign key: there is no such record any more. A version goes only where there is one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    authority = models.UUIDField(db_index=True)
    agency = models.UUIDField()
    versions = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    row = models.CharField(max_length=40)
    months = models.PositiveIntegerField()
    counted_from = models.CharField(max_length=40)
    ended_on = models.DateField()
    basis = models.TextField(blank=True)
    reason = models.TextField()
    asked_by = models.UUIDField()
    asked_by_label = models.CharField(max_length=200)
    approved_by = models.UUIDField()
    approved_by_label = models.CharField(max_length=200)
    approval = models.UUIDField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(asked_by=models.F("approved_by")), name="stone_is_of_two"),
        ]

    def __str__(self) -> str:
        return self.number
