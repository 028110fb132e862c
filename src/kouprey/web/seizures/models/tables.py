"""Tables of observations that officers bring: waiting, taken in, undone; and what was learned about their sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models

from kouprey.domain.seizures import Kind
from kouprey.kernel.ids import new_id
from kouprey.web.core.models import Job
from kouprey.web.records.models import Record
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.models.observations import codes_of


class Change(StrEnum):
    """What an import did with an observation."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class SealedFile(models.Model):
    """A file of this room that hangs on no record. It lies encrypted where attachments lie, its key here, wrapped
    under the node's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    node_key = models.CharField(max_length=16)
    wrapped = models.BinaryField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    def __str__(self) -> str:
        return self.sha256


class TableImport(models.Model):
    """One table of observations taken in as one act, which can be undone as one act. `rejects` holds what was not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    agency = models.UUIDField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows_read = models.PositiveIntegerField()
    rows_rejected = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_label = models.CharField(max_length=200, blank=True)
    undo_reason = models.TextField(blank=True)
    source = models.CharField(max_length=100, blank=True)
    rejects = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["agency", "-id"], name="table_import_by_agency")]

    def __str__(self) -> str:
        return self.name


class ImportedLine(models.Model):
    """What an import did with one observation of its table. `key` is the observation's id in the table: the same
    observation met again by the same agency is the same record. `version` is what the import left the record at."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(TableImport, on_delete=models.PROTECT, related_name="+")
    agency = models.UUIDField()
    key = models.UUIDField()
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    change = models.CharField(max_length=10, choices=codes_of(Change))
    version = models.PositiveIntegerField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["agency", "key"], name="imported_line_by_key")]

    def __str__(self) -> str:
        return f"{self.change} {self.record_id}"


class WaitingTable(models.Model):
    """A table that an officer brought, until it is taken in or thrown away: what its columns hold, and what was said
    about words that seem to name persons (by digests, `answers`).

    Nothing of it is a record yet. `preview` is what a large file was found to hold; both lie encrypted. An import
    made of it has the same id.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.UUIDField()
    agency = models.UUIDField()
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=100)
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    preview = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told = models.JSONField(default=dict)
    day_first = models.BooleanField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=40, choices=codes_of(Kind), default=Kind.SEIZURE.value)
    answers = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    by = models.UUIDField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["agency", "-id"], name="waiting_table_by_agency")]

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """What an agency said that the columns of a source hold: the next table of that source is read so."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.UUIDField()
    source = models.CharField(max_length=100)
    told = models.JSONField(default=dict)
    day_first = models.BooleanField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["source"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "source"], name="mapping_of_a_source")]

    def __str__(self) -> str:
        return self.source


class LearnedWord(models.Model):
    """What an agency said that a word of a source means."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.UUIDField()
    source = models.CharField(max_length=100)
    vocabulary = models.CharField(max_length=40)
    word = models.CharField(max_length=200)
    code = models.CharField(max_length=200, blank=True)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(Protected)()

    class Meta:
        ordering: ClassVar = ["vocabulary", "word"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "source", "vocabulary", "word"], name="word_means_one_thing")
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.code}"
