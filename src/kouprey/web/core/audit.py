"""The closed list of acts that are written down, and who can stand behind one.

An act that is not on the list cannot be recorded; a new act is a new line here, and no migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Act(StrEnum):
    """Every act on record: room, thing, what happened to it. A name is never reused or renamed."""

    OFFICER_ENROLLED = "accounts.officer.enrolled"
    OFFICER_NAME_CHANGED = "accounts.officer.name_changed"
    OFFICER_PASSWORD_SET = "accounts.officer.password_set"  # noqa: S105 - the name of an act
    OFFICER_DEACTIVATED = "accounts.officer.deactivated"
    OFFICER_REACTIVATED = "accounts.officer.reactivated"
    OFFICER_SIGNED_IN = "accounts.officer.signed_in"
    OFFICER_SIGN_IN_FAILED = "accounts.officer.sign_in_failed"
    OFFICER_LOCKED_OUT = "accounts.officer.locked_out"
    OFFICER_LOCKOUT_RELEASED = "accounts.officer.lockout_released"
    OFFICER_REAUTHENTICATED = "accounts.officer.reauthenticated"
    OFFICER_UNLOCKED = "accounts.officer.unlocked"
    OFFICER_SESSION_ENDED = "accounts.officer.session_ended"
    OFFICER_SECOND_FACTOR_DEMANDED = "accounts.officer.second_factor_demanded"
    OFFICER_SECOND_FACTOR_SET_UP = "accounts.officer.second_factor_set_up"
    OFFICER_SECOND_FACTOR_REMOVED = "accounts.officer.second_factor_removed"
    OFFICER_SECOND_FACTOR_RESET = "accounts.officer.second_factor_reset"
    OFFICER_RECOVERY_CODES_MADE = "accounts.officer.recovery_codes_made"
    OFFICER_RECOVERY_CODE_USED = "accounts.officer.recovery_code_used"
    OFFICER_LANGUAGE_CHANGED = "accounts.officer.language_changed"
    OFFICER_TIME_ZONE_CHANGED = "accounts.officer.time_zone_changed"
    JOB_QUEUED = "core.job.queued"
    JOB_CANCELLED = "core.job.cancelled"
    JOB_DONE = "core.job.done"
    JOB_FAILED = "core.job.failed"
    AUDIT_EXPORTED = "core.audit.exported"
    CONTENTS_DESTROYED = "core.contents.destroyed"
    NODE_KEY_CHANGED = "core.node_key.changed"
    BACKUP_MADE = "core.backup.made"
    BACKUP_RESTORED = "core.backup.restored"
    APPROVAL_ASKED = "core.approval.asked"
    APPROVAL_GIVEN = "core.approval.given"
    APPROVAL_REFUSED = "core.approval.refused"
    AUTHORITY_ENTERED = "accounts.authority.entered"
    AUTHORITY_CHANGED = "accounts.authority.changed"
    AGENCY_ENTERED = "accounts.agency.entered"
    AGENCY_CHANGED = "accounts.agency.changed"
    UNIT_ENTERED = "accounts.unit.entered"
    UNIT_CHANGED = "accounts.unit.changed"
    DIRECTORY_IMPORTED = "accounts.directory.imported"
    OFFICER_PLACED = "accounts.officer.placed"
    OFFICER_INVITED = "accounts.officer.invited"
    INVITATION_USED = "accounts.invitation.used"
    ROLE_GIVEN = "accounts.role.given"
    ROLE_ENDED = "accounts.role.ended"
    ACTING_CHANGED = "accounts.acting.changed"
    GROUP_CHANGED = "accounts.group.changed"
    LIST_CHANGED = "accounts.list.changed"
    TOKEN_MADE = "accounts.token.made"  # noqa: S105 - the name of an act
    TOKEN_REVOKED = "accounts.token.revoked"  # noqa: S105 - the name of an act
    RECORD_CREATED = "records.record.created"
    RECORD_READ = "records.record.read"
    RECORD_AMENDED = "records.record.amended"
    RECORD_FILED = "records.record.filed"
    RECORD_TAKEN_IN = "records.record.taken_in"
    RECORD_VERIFIED = "records.record.verified"
    RECORD_SENT_BACK = "records.record.sent_back"
    RECORD_WITHDRAWN = "records.record.withdrawn"
    RECORD_MARKED = "records.record.marked"
    RECORD_WIDENED = "records.record.widened"
    RECORD_EXPORTED = "records.record.exported"
    RECORD_HELD = "records.hold.set"
    HOLD_LIFTED = "records.hold.lifted"
    ATTACHMENT_ADDED = "records.attachment.added"
    ATTACHMENT_READ = "records.attachment.read"
    ATTACHMENT_REMOVED = "records.attachment.removed"
    RELEASE_ASKED = "records.release.asked"
    RELEASE_REFUSED = "records.release.refused"
    RELEASE_MADE = "records.release.made"
    RELEASE_NARROWED = "records.release.narrowed"
    RELEASE_RECALLED = "records.release.recalled"
    RELEASE_READ = "records.release.read"
    RELEASE_EXPORTED = "records.release.exported"
    RELEASE_ACKNOWLEDGED = "records.release.acknowledged"
    RELEASES_REPORTED = "records.release.reported"
    RULE_SET = "records.rule.set"
    RULE_CLOSED = "records.rule.closed"
    RULE_APPLIED = "records.rule.applied"
    HANDOVER_OFFERED = "seizures.handover.offered"
    HANDOVER_ACCEPTED = "seizures.handover.accepted"
    HANDOVER_SENT_BACK = "seizures.handover.sent_back"
    HANDOVER_RECALLED = "seizures.handover.recalled"
    EVENT_JUDGED_SAME = "seizures.event.judged_same"
    EVENT_JUDGED_OTHER = "seizures.event.judged_other"
    EVENT_JUDGEMENT_UNDONE = "seizures.event.judgement_undone"
    INCIDENTS_EXPORTED = "seizures.incidents.exported"
    TABLE_IMPORTED = "seizures.table.imported"
    TABLE_UNDONE = "seizures.table.undone"
    INCIDENTS_REPORTED = "seizures.incidents.reported"
    TABLE_BROUGHT = "seizures.table.brought"
    TABLE_DISCARDED = "seizures.table.discarded"
    TABLE_COLUMNS_TOLD = "seizures.table.columns_told"
    TABLE_WORDS_LEARNED = "seizures.table.words_learned"
    TABLE_NAMES_SETTLED = "seizures.table.names_settled"
    REPORT_ANSWERED = "seizures.report.answered"
    REPORT_SUBMITTED = "seizures.report.submitted"
    SUBMISSION_READ = "seizures.submission.read"
    DUTY_NOTICED = "seizures.duty.noticed"
    TIP_LEFT = "seizures.tip.left"
    TIP_REPORTER_READ = "seizures.tip.reporter_read"
    TIP_TAKEN_UP = "seizures.tip.taken_up"
    TIP_CLOSED = "seizures.tip.closed"
    LAW_CHANGED = "law.register.changed"
    TRADE_UPLOAD_BEGUN = "trade.upload.begun"
    TRADE_UPLOAD_DROPPED = "trade.upload.dropped"
    TRADE_UPLOAD_RECEIVED = "trade.upload.received"
    TRADE_IMPORT_STARTED = "trade.import.started"
    TRADE_FILE_REMOVED = "trade.file.removed"


class By(Protocol):
    """Whoever acts, as the audit names them: `Actor` below, or an officer acting for an agency (`domain.access`)."""

    @property
    def id(self) -> UUID | None:
        """The officer; None for the node itself."""

    @property
    def label(self) -> str:
        """The name that is kept beside the id."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an officer by id and label, or (without an id) the node itself.

    The label is kept beside the id, so that a row can be read when the account is long gone.
    """

    id: UUID | None
    label: str
    authority: UUID | None = None


SHELL = Actor(None, "shell")
"""Whoever has the node's own shell and named no officer."""
WORKER = Actor(None, "worker")
"""The node's own worker, when it ends a job or applies a rule of the node."""
PUBLIC = Actor(None, "public")
"""Whoever left a tip, and need not be known."""
DOOR = Actor(None, "sign-in")
"""The node's own sign-in, for what strangers try and for sessions that run out."""
RETENTION = ("retention", "node")
"""Under the key of this record lies what acts of destruction hold: it is never destroyed itself."""
