"""The roles, declared in one place: what each is for, what it may do, for which purposes.

Titles and descriptions are in English here and translated where they are shown. A role says what kind of act an
officer may do at all; on which record is decided by `decide`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kouprey.domain.access.acts import Act
from kouprey.domain.handling import EVERY_PURPOSE, Purpose


class Role(StrEnum):
    """One role an officer can be given in an agency."""

    RECORDER = "recorder"
    VERIFIER = "verifier"
    RELEASING_OFFICER = "releasing_officer"
    CUSTODIAN = "custodian"
    INVESTIGATOR = "investigator"
    ANALYST = "analyst"
    LEGAL_OFFICER = "legal_officer"
    CENTRAL_AUTHORITY = "central_authority"
    PLAN_MANAGER = "plan_manager"
    DRAFTER = "drafter"
    PARTNER = "partner"
    NODE_ADMINISTRATOR = "node_administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Spec:
    """What a role is. `second_factor`: its officers see what was not released, so a password alone is not
    enough."""

    title: str
    description: str
    acts: frozenset[Act]
    purposes: frozenset[Purpose]
    second_factor: bool
    nominal: bool
    """Whether records that name persons may be read."""

    @property
    def reads_records(self) -> bool:
        """Whether the role sees records at all."""
        return Act.RECORD_READ in self.acts


_READ = frozenset({Act.RECORD_READ, Act.RELEASE_READ, Act.PEOPLE_READ})
_OUT = frozenset({Act.RECORD_EXPORT, Act.RELEASE_EXPORT})
_WRITE = _READ | {Act.RECORD_CREATE, Act.RECORD_AMEND, Act.RECORD_ATTACH}
_KEEP = _WRITE | {
    Act.RECORD_FILE, Act.RECORD_WITHDRAW, Act.RECORD_MARK, Act.RECORD_ASK_WIDER, Act.RELEASE_ASK,
    Act.RECORD_HAND_OVER, Act.RECORD_TAKE_OVER,
}  # fmt: skip
_PERIODS = frozenset({Act.RETENTION_ASK, Act.RETENTION_APPROVE})
_TRADE = frozenset({Act.TRADE_IMPORT, Act.TRADE_CHECK_REPORT})
_CRIME = frozenset({Purpose.PREVENTION, Purpose.INVESTIGATION, Purpose.PROSECUTION})
_OFFICE = frozenset({Purpose.ADMINISTRATION, Purpose.STATISTICS, Purpose.TRAINING})

ROLES: Final[dict[Role, Spec]] = {
    Role.RECORDER: Spec(
        "Recorder",
        "Enters records for the agency and amends them, and brings trade data in.",
        _KEEP | _TRADE, EVERY_PURPOSE, True, False,
    ),
    Role.VERIFIER: Spec(
        "Verifier",
        "Looks at what a colleague recorded and confirms it, or sends it back. Never confirms own work.",
        _READ | _OUT | {Act.RECORD_VERIFY, Act.RECORD_ATTACH}, EVERY_PURPOSE, True, True,
    ),
    Role.RELEASING_OFFICER: Spec(
        "Releasing officer",
        "Decides what leaves for another authority, one by one or by rules set in advance, and answers for it.",
        _READ | _OUT | _PERIODS | {
            Act.RELEASE_ASK, Act.RELEASE_DECIDE, Act.RELEASE_RECALL, Act.RELEASE_SET_RULE, Act.RELEASE_REPORT,
            Act.RECORD_APPROVE_WIDER,
        },
        EVERY_PURPOSE, True, True,
    ),
    Role.CUSTODIAN: Spec(
        "Custodian",
        "Keeps what was seized: receives, weighs, marks and hands over.",
        _WRITE, EVERY_PURPOSE, True, False,
    ),
    Role.INVESTIGATOR: Spec(
        "Investigator",
        "Works on cases and the people behind them, within the own teams.",
        _KEEP | _OUT, _CRIME, True, True,
    ),
    Role.ANALYST: Spec(
        "Analyst",
        "Studies records that name nobody, and trade data.",
        _READ | _TRADE | _OUT, EVERY_PURPOSE, True, False,
    ),
    Role.LEGAL_OFFICER: Spec(
        "Legal officer",
        "Keeps the law register, assesses and drafts requests.",
        _KEEP | _OUT | _PERIODS | {Act.RETENTION_HOLD, Act.LAW_PROPOSE, Act.LAW_APPROVE},
        _CRIME | {Purpose.ADMINISTRATION}, True, True,
    ),
    Role.CENTRAL_AUTHORITY: Spec(
        "Central authority",
        "Sends and receives requests for mutual legal assistance and extradition for the State.",
        _KEEP | _OUT | {Act.RETENTION_HOLD, Act.RELEASE_REPORT}, _CRIME | {Purpose.ADMINISTRATION}, True, True,
    ),
    Role.PLAN_MANAGER: Spec(
        "Plan manager",
        "Keeps plans of action and their progress, and checks the annual trade report.",
        _KEEP | _TRADE, _OFFICE, True, False,
    ),
    Role.DRAFTER: Spec(
        "Drafter",
        "Prepares records for an agency but cannot file them. Sees only what he or she prepared.",
        frozenset({
            Act.RECORD_CREATE, Act.RECORD_READ, Act.RECORD_AMEND, Act.RECORD_ATTACH, Act.TRADE_CHECK_REPORT,
        }),
        EVERY_PURPOSE, True, False,
    ),
    Role.PARTNER: Spec(
        "Partner",
        "Reads what was released to the own organisation, and nothing else.",
        frozenset({Act.RELEASE_READ}), _OFFICE | {Purpose.PREVENTION}, False, False,
    ),
    Role.NODE_ADMINISTRATOR: Spec(
        "Node administrator",
        "Manages agencies, officers and roles of the own authority, and backups. Reads no records.",
        frozenset({
            Act.PEOPLE_READ, Act.PEOPLE_MANAGE, Act.ROLE_ASK, Act.ROLE_APPROVE, Act.DIRECTORY_EDIT,
            Act.RESTORE_ASK, Act.RESTORE_APPROVE, Act.TRADE_IMPORT,
        }),
        frozenset({Purpose.ADMINISTRATION}), True, False,
    ),
    Role.AUDITOR: Spec(
        "Auditor",
        "Reads the audit of what was done, and approves roles. Does not read the content of records.",
        frozenset({Act.PEOPLE_READ, Act.AUDIT_READ, Act.ROLE_APPROVE, Act.RELEASE_REPORT, Act.RESTORE_APPROVE}),
        frozenset({Purpose.ADMINISTRATION}), True, False,
    ),
}  # fmt: skip
