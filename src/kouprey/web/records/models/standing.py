"""What decides who sees a record, and when it was amended, said again beside the columns of a room.

A list, a count or a map that asks each of ten thousand observations for its record spends most of its time on that.
A room that is asked so keeps these columns beside its own, and the filter of `domain.access` is read of them as they
are (`access.standing_rows`). The database itself keeps them in step with the record (`migrations/_standing.py`).
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models

from kouprey.domain.access import State
from kouprey.domain.handling import Tlp


class Standing(models.Model):
    """The columns of a record that can change and that decide who may read it, as `Record` has them (its authority
    never changes), and when it was amended, by which it is listed. Rows are written with those of their record, never
    others."""

    agency = models.UUIDField()
    recorded_by = models.UUIDField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    team = models.UUIDField(null=True, blank=True)
    compartment = models.UUIDField(null=True, blank=True)
    tlp = models.SmallIntegerField(choices=[(int(tlp), tlp.label) for tlp in Tlp])
    codes = models.CharField(max_length=40)
    purposes = models.CharField(max_length=120)
    nominal = models.BooleanField()
    amended_at = models.DateTimeField()

    class Meta:
        abstract = True


STANDING: Final = tuple(field.name for field in Standing._meta.local_fields)
"""The names of these columns."""


def standing_of(record: Any) -> dict[str, Any]:
    """The standing of a record, as columns."""
    return {name: getattr(record, name) for name in STANDING}
