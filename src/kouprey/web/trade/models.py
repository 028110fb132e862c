"""Tables of `trade`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from kouprey.kernel.ids import new_id
from kouprey.web.core.models import Job


class TradeImport(models.Model):
    """A file that an officer brought, what was recognised in it, and what became of it.

    `stored` is its place under KOUPREY_HOME/uploads; `found` what was recognised; `report` the account of the load.
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

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.file_name
