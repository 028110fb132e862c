"""Words for what the rules only name: what each act is in plain language, purposes, kinds of agency."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.access import ROLES, Act, Role
from kouprey.domain.handling import Purpose
from kouprey.domain.lists import load

ACTS: Final[dict[Act, Any]] = {
    Act.RECORD_CREATE: gettext_lazy("Enter records for the own agency"),
    Act.RECORD_READ: gettext_lazy("Read records of the own authority that reach the agency"),
    Act.RECORD_AMEND: gettext_lazy("Amend records of the own agency"),
    Act.RECORD_FILE: gettext_lazy("File a draft, so that others may see it"),
    Act.RECORD_VERIFY: gettext_lazy("Confirm what a colleague recorded, or send it back"),
    Act.RECORD_WITHDRAW: gettext_lazy("Withdraw records of the own agency"),
    Act.RECORD_MARK: gettext_lazy("Change handling marks so that fewer see a record"),
    Act.RECORD_ASK_WIDER: gettext_lazy("Ask that more may see a record"),
    Act.RECORD_APPROVE_WIDER: gettext_lazy("Approve, as the second person, that more may see a record"),
    Act.RECORD_ATTACH: gettext_lazy("Attach files to records of the own agency"),
    Act.RECORD_EXPORT: gettext_lazy("Take records out of the node as files"),
    Act.RECORD_HAND_OVER: gettext_lazy("Hand a record to another agency of the own authority"),
    Act.RECORD_TAKE_OVER: gettext_lazy("Take over what another agency handed to the own one, or send it back"),
    Act.RETENTION_HOLD: gettext_lazy("Set and lift holds, which stop that a record is destroyed"),
    Act.RETENTION_ASK: gettext_lazy("See which records are past their period, and propose to destroy them"),
    Act.RETENTION_APPROVE: gettext_lazy("Approve, as the second person, that a record is destroyed"),
    Act.RELEASE_READ: gettext_lazy("Read what other authorities released to the own one"),
    Act.RELEASE_EXPORT: gettext_lazy("Take what was released out of the node as files"),
    Act.RELEASE_ASK: gettext_lazy("Ask that a record is released to another authority"),
    Act.RELEASE_DECIDE: gettext_lazy("Decide what leaves for another authority"),
    Act.RELEASE_RECALL: gettext_lazy("Recall what was released"),
    Act.RELEASE_SET_RULE: gettext_lazy("Set and close rules that release in advance"),
    Act.RELEASE_REPORT: gettext_lazy("Read what left the own authority, and by which rule or officer"),
    Act.PEOPLE_READ: gettext_lazy("See the officers of the own authority and their roles"),
    Act.PEOPLE_MANAGE: gettext_lazy("Invite officers, end roles, close accounts"),
    Act.ROLE_ASK: gettext_lazy("Ask that an officer is given a role"),
    Act.ROLE_APPROVE: gettext_lazy("Approve, as the second person, that a role is given"),
    Act.DIRECTORY_EDIT: gettext_lazy("Keep the directory of authorities and agencies"),
    Act.AUDIT_READ: gettext_lazy("Read the audit of what was done"),
    Act.RESTORE_ASK: gettext_lazy("Ask that a backup is restored"),
    Act.RESTORE_APPROVE: gettext_lazy("Approve, as the second person, that a backup is restored"),
    Act.LAW_PROPOSE: gettext_lazy("Propose a change of the register of law"),
    Act.LAW_APPROVE: gettext_lazy("Approve, as the second legal officer, a change of the register of law"),
    Act.TRADE_IMPORT: gettext_lazy("Bring trade data into the node"),
    Act.TRADE_CHECK_REPORT: gettext_lazy("Check the annual trade report"),
}
"""Every act, as the page of roles and the approvals name it."""


class RoleShown(NamedTuple):
    """One role as the page of roles shows it."""

    role: Role
    title: str
    description: str
    acts: list[str]
    purposes: list[str]
    second_factor: bool
    nominal: bool
    reads: bool


def role_title(role: str) -> str:
    """A role's title; the word itself for one that is not declared any more."""
    return _(ROLES[Role(role)].title) if role in set(Role) else role


def purpose_name(purpose: str) -> str:
    """A purpose's name."""
    return _(_purposes()[purpose]["name"]) if purpose in _purposes() else purpose


def purpose_meaning(purpose: str) -> str:
    """What a purpose covers."""
    return _(_purposes()[purpose]["meaning"]) if purpose in _purposes() else ""


def kind_name(kind: str) -> str:
    """The name of a kind of agency."""
    return _(_kinds()[kind]) if kind in _kinds() else kind


def kinds() -> list[tuple[str, str]]:
    """All kinds of agencies, to choose from."""
    return [(code, _(name)) for code, name in _kinds().items()]


def countries() -> list[tuple[str, str]]:
    """All countries and territories, to choose from."""
    return sorted(((row["code"], row["name"]) for row in load("countries").rows), key=lambda pair: pair[1])


def roles_shown() -> list[RoleShown]:
    """All roles in the order they are declared, with every act in words."""
    return [_shown(role) for role in ROLES]


def _shown(role: Role) -> RoleShown:
    spec = ROLES[role]
    return RoleShown(
        role=role,
        title=_(spec.title),
        description=_(spec.description),
        acts=[str(ACTS[act]) for act in Act if act in spec.acts],
        purposes=[purpose_name(purpose) for purpose in Purpose if purpose in spec.purposes],
        second_factor=spec.second_factor,
        nominal=spec.nominal,
        reads=spec.reads_records,
    )


@lru_cache(maxsize=1)
def _purposes() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in load("purposes-of-use").rows}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {row["code"]: row["name"] for row in load("agency-kinds").rows}
