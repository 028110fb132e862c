"""Tables of `core`."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.db import models

from kouprey.domain.audit.chain import Header
from kouprey.kernel.errors import Refused
from kouprey.kernel.ids import new_id
from kouprey.web.core.contents import DESTROYED, SEALED, Contents, parsed
from kouprey.web.core.jobs import State
from kouprey.web.core.keyring import Keyring, keyring
from kouprey.web.core.sealing import Unsealable, seal, unseal


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise Refused(
        "A row of the audit is never changed and never deleted.",
        kept="The row is as it was.",
        remedy="Record the correction as an act of its own.",
    )


class AppendOnly(models.QuerySet[Any]):
    """A set of rows of the audit, to read and to add to."""

    update = _refuse
    delete = _refuse
    bulk_update = _refuse

    bulk_create = _refuse


class ContentKey(models.Model):
    """The key of one record (an officer, an import), under which audit rows about it keep what they hold.

    It lies here wrapped by a key of the node, which lies outside the database. Destroying it destroys the contents of
    these rows everywhere, and only them. A record may have several: two acts at once, or acts after a destruction.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=64)
    node_key = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["target_kind", "target_id"], name="content_key_by_target")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at=None) | models.Q(wrapped=b""), name="content_key_destroyed_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"key of {self.target_kind} {self.target_id}"

    def wrap(self, secret: bytes, ring: Keyring) -> None:
        """Keep the secret under the node key that wraps now."""
        current = ring.current()
        self.node_key = current.id
        self.wrapped = seal(current.secret, secret, self._about())

    def unwrap(self, ring: Keyring) -> bytes:
        """The secret. Raises Unsealable: destroyed, changed, or its node key is not at hand."""
        node_key = ring.get(self.node_key)
        if node_key is None or not self.wrapped:
            raise Unsealable
        return unseal(node_key, bytes(self.wrapped), self._about())

    def _about(self) -> bytes:
        return self.about(self.id, self.target_kind, self.target_id)

    @staticmethod
    def about(id: UUID, kind: str, target: str) -> bytes:
        """What the wrapped key is bound to: it opens in this row alone."""
        return f"kouprey content key 1\n{id}\n{kind}\n{target}".encode()


class AuditEvent(models.Model):
    """One act, written in the transaction of the act itself.

    The header stands in the open; what people and values it speaks of are its contents, encrypted under the key of
    the record spoken of. No foreign keys: a row outlives what it speaks of. Triggers of the database refuse update,
    delete and truncate as well (`migrations/_append_only.py`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(db_index=True)
    by = models.UUIDField(null=True, blank=True, db_index=True)
    agency = models.UUIDField(null=True, blank=True)
    authority = models.UUIDField(null=True, blank=True)
    act = models.CharField(max_length=80, db_index=True)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=64)
    key = models.UUIDField()
    content = models.BinaryField()
    header_digest = models.BinaryField(max_length=32)
    content_digest = models.BinaryField(max_length=32)

    objects: ClassVar[models.Manager[AuditEvent]] = models.Manager.from_queryset(AppendOnly)()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["target_kind", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act} {self.target_kind} {self.target_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. A row that was saved before is refused."""
        if not self._state.adding:
            _refuse()
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was done stays on record."""
        _refuse()

    @property
    def header(self) -> Header:
        """What is said in the open."""
        target = (self.target_kind, self.target_id)
        return Header(self.id, self.at, self.by, self.agency, self.authority, self.act, *target, self.key)

    @cached_property
    def contents(self) -> Contents:
        """What the row holds, opened. A list of rows opens them together: `queries.opened`."""
        return self.open(ContentKey.objects.filter(pk=self.key).first(), keyring())

    def open(self, key: ContentKey | None, ring: Keyring) -> Contents:
        """What the row holds, opened with the key of its record."""
        if key is None or key.destroyed_at is not None:
            return Contents(state=DESTROYED)
        try:
            return parsed(unseal(key.unwrap(ring), bytes(self.content), bytes(self.header_digest)))
        except Unsealable:
            return Contents(state=SEALED)

    @property
    def by_label(self) -> str:
        """Who acted, by name."""
        return self.contents.by

    @property
    def target_label(self) -> str:
        """What the act was about, by name."""
        return self.contents.label

    @property
    def details(self) -> dict[str, Any]:
        """Values before and after, reasons and the like."""
        return self.contents.details


class AuditLink(models.Model):
    """One link of the chain over the acts; `domain.audit.chain` says what is in it.

    On PostgreSQL a trigger adds it at the very end of the act's transaction (migration 0006), on SQLite
    `actions.record` does: there a transaction that writes is alone.
    """

    event = models.UUIDField(primary_key=True, editable=False)
    n = models.BigIntegerField(unique=True)
    header_digest = models.BinaryField(max_length=32)
    content_digest = models.BinaryField(max_length=32)
    link = models.BinaryField(max_length=32)

    objects: ClassVar[models.Manager[AuditLink]] = models.Manager.from_queryset(AppendOnly)()

    class Meta:
        ordering: ClassVar = ["n"]

    def __str__(self) -> str:
        return f"link {self.n}"


class Job(models.Model):
    """Work that takes longer than a page may: asked for by an officer, done by a worker.

    `worker` and `beat_at` say who is at it and when it last gave a sign of life; `tries` how often it was taken.
    Of the jobs of one `lane`, one runs at a time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    lane = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, default=State.QUEUED.value, choices=[(s.value, s.value) for s in State])
    asked_by = models.UUIDField()
    asked_by_label = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=80, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    arguments = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    error = models.JSONField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    stop_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="job_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lane"],
                name="job_one_running_in_a_lane",
                condition=models.Q(state=State.RUNNING.value) & ~models.Q(lane=""),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running"], finished_at=None)
                | models.Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_is_open_or_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (State.QUEUED, State.RUNNING)


class Approval(models.Model):
    """An act that waits for a second person: what, on which thing in which version, why, and what was answered.

    The one who answers is never the one who asked; the database holds that as well.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.CharField(max_length=80)
    authority = models.UUIDField(null=True, blank=True)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(max_length=200)
    target_version = models.CharField(max_length=64, blank=True)
    payload = models.JSONField(default=dict)
    reason = models.TextField()
    asked_by = models.UUIDField()
    asked_by_label = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True, blank=True)
    answered_by_label = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    approved = models.BooleanField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["act", "target_kind", "target_id"],
                name="approval_is_asked_once",
                condition=models.Q(answered_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None, approved=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False, approved__isnull=False),
                name="approval_is_open_or_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="approval_is_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.target_label}"
