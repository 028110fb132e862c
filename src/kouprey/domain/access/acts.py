"""What an officer can ask to do: the closed list that permissions speak of."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """One kind of act. Those on records come first, then those of the desk, of people, and of the node."""

    RECORD_CREATE = "record.create"
    RECORD_READ = "record.read"
    RECORD_AMEND = "record.amend"
    RECORD_FILE = "record.file"
    RECORD_VERIFY = "record.verify"
    RECORD_WITHDRAW = "record.withdraw"
    RECORD_MARK = "record.mark"
    """Change the handling marks without widening them."""
    RECORD_ASK_WIDER = "record.ask_wider"
    RECORD_APPROVE_WIDER = "record.approve_wider"
    RECORD_ATTACH = "record.attach"
    RECORD_EXPORT = "record.export"
    RECORD_HAND_OVER = "record.hand_over"
    """Hand a record to another agency of the own authority, under a legal basis."""
    RECORD_TAKE_OVER = "record.take_over"
    """Take over, or send back, what another agency handed to the own one."""
    RELEASE_READ = "release.read"
    """Read what another authority released to the own one."""
    RELEASE_EXPORT = "release.export"
    RELEASE_ASK = "release.ask"
    RELEASE_DECIDE = "release.decide"
    RELEASE_RECALL = "release.recall"
    RELEASE_SET_RULE = "release.set_rule"
    RELEASE_REPORT = "release.report"
    PEOPLE_READ = "people.read"
    PEOPLE_MANAGE = "people.manage"
    ROLE_ASK = "role.ask"
    ROLE_APPROVE = "role.approve"
    DIRECTORY_EDIT = "directory.edit"
    AUDIT_READ = "audit.read"
    RESTORE_ASK = "restore.ask"
    RESTORE_APPROVE = "restore.approve"
    TRADE_IMPORT = "trade.import"
    TRADE_CHECK_REPORT = "trade.check_report"
