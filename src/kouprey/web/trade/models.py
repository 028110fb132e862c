"""Tables of `trade`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kouprey.kernel.ids import new_id
from kouprey.web.core.models import Job


class TradeImport(models.Model):
    """A file that an officer brought, what was recognised in it, and what became of it.

    `stored` is its place under KOUPREY_HOME/uploads; `found` what was recognised; `report` the account of the load.
    The file goes before the row does: `removed_at`, why (a Fate, or `deleted`) and by whom. The account stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=200)
    stored = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    found = models.JSONField()
    received_by = models.UUIDField()
    received_by_label = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    dataset = models.CharField(max_length=41, blank=True)
    add = models.BooleanField(default=False)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    report = models.JSONField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField(max_length=20, blank=True)
    removed_by_label = models.CharField(max_length=200, blank=True)
    removed_after_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_why="")
                | models.Q(removed_at__isnull=False, removed_why__gt=""),
                name="import_says_why_its_file_is_gone",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class UnfinishedUpload(models.Model):
    """A file on its way from one officer's browser, in pieces. Once whole, an import of the same id takes its place.

    `arrived` is how much of it is sound on disk: bytes behind that are left from a piece that was cut off, and are
    written over. `first` is the digest of the file's first piece, by which it is known again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.UUIDField(db_index=True)
    officer_label = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    first = models.CharField(max_length=64)
    arrived = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer", "file_name", "size", "first"], name="upload_is_begun_once"),
            models.CheckConstraint(
                condition=models.Q(arrived__gte=0, arrived__lte=models.F("size")),
                name="upload_is_within_its_size",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
