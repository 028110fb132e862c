"""Reports that were answered for and sent, and duties that come near."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from kouprey.kernel.ids import new_id
from kouprey.web.records.models import Record
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.models.tables import SealedFile


class ReportAnswer(models.Model):
    """What an authority answered for a report on the use by partners of ICCWC. Append-only: the newest holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    form = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    consent = models.BooleanField()
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["authority", "form", "year"], name="answer_by_report")]

    def __str__(self) -> str:
        return f"{self.form} {self.year}: {self.consent}"


class Submission(models.Model):
    """What an authority sent, to whom, on which day, and the exact file. Append-only.

    `obligation` and `subject` (a year, a meeting, the id of a record) name the duty that it fills, blank for none.
    `onward`: it went to others than the form is owed to. `covers` are the ids of the records that the file holds.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    agency = models.UUIDField()
    obligation = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=64, blank=True)
    form = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    recipient = models.CharField(max_length=300)
    onward = models.BooleanField(default=False)
    on = models.DateField()
    name = models.CharField(max_length=150)
    media = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    layout = models.CharField(max_length=100, blank=True)
    incidents = models.PositiveIntegerField(null=True, blank=True)
    consent = models.BooleanField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)
    covers = models.JSONField(default=list)
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["authority", "-id"], name="submission_by_authority")]

    def __str__(self) -> str:
        return self.name


class DutyNotice(models.Model):
    """A duty that comes near (`late` is False) or was not filed in time, raised by the worker for an authority.

    `record` is the seizure that raised it: whoever may not read that record is told nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    obligation = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField()
    late = models.BooleanField()
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "obligation", "subject", "late"],
                condition=models.Q(closed_at=None),
                name="duty_is_noticed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.subject}"
