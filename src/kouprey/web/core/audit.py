"""The closed list of acts that are written down, and who can stand behind one.

An act that is not on the list cannot be recorded; a new act is a new line here, and no migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Act(StrEnum):
    """Every act on record: room, thing, what happened to it. A name is never reused or renamed."""

    OFFICER_ENROLLED = "accounts.officer.enrolled"
    OFFICER_NAME_CHANGED = "accounts.officer.name_changed"
    OFFICER_PASSWORD_SET = "accounts.officer.password_set"  # noqa: S105 - the name of an act
    OFFICER_DEACTIVATED = "accounts.officer.deactivated"
    OFFICER_REACTIVATED = "accounts.officer.reactivated"
    OFFICER_SIGNED_IN = "accounts.officer.signed_in"
    JOB_QUEUED = "core.job.queued"
    JOB_CANCELLED = "core.job.cancelled"
    JOB_DONE = "core.job.done"
    JOB_FAILED = "core.job.failed"
    AUDIT_EXPORTED = "core.audit.exported"
    CONTENTS_DESTROYED = "core.contents.destroyed"
    NODE_KEY_CHANGED = "core.node_key.changed"
    BACKUP_MADE = "core.backup.made"
    BACKUP_RESTORED = "core.backup.restored"
    TRADE_UPLOAD_RECEIVED = "trade.upload.received"
    TRADE_IMPORT_STARTED = "trade.import.started"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an officer by id and label, or (without an id) the node itself.

    The label is kept beside the id, so that a row can be read when the account is long gone.
    """

    id: UUID | None
    label: str


SHELL = Actor(None, "shell")
"""Whoever has the node's own shell and named no officer."""
WORKER = Actor(None, "worker")
"""The node's own worker, when it ends a job."""
RETENTION = ("retention", "node")
"""Under the key of this record lies what acts of destruction hold: it is never destroyed itself."""
