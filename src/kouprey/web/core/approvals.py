"""The one mechanism for every act that needs a second person. A room asks, another officer answers, the room acts.

Who may ask and who may answer is decided by `domain.access` in the room that owns the thing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Actor
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act
from kouprey.web.core.models import Approval

OPEN_FOR = timedelta(days=14)
"""A question that nobody answered in so long has lapsed."""


def ask_approval(
    *,
    act: str,
    target: tuple[str, object, str],
    version: str,
    payload: dict[str, Any],
    reason: str,
    by: Actor,
    at: datetime,
) -> Approval:
    """Ask for a second person. `target` is kind, id and label; `version` what it was when asked.

    Raises UnusableInput without a reason, Refused when the same is asked already.
    """
    if not reason.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why, so that the second person can decide."))
    kind, id, label = target
    try:
        with transaction.atomic():
            Approval.objects.filter(act=act, target_kind=kind, target_id=str(id), expires_at__lt=at).delete()
            approval = Approval.objects.create(
                id=new_id(at_ms=int(at.timestamp() * 1000)), act=act, authority=by.authority, target_kind=kind,
                target_id=str(id), target_label=label[:200], target_version=version, payload=payload,
                reason=reason.strip(), asked_by=by.officer, asked_by_label=by.label, asked_at=at,
                expires_at=at + OPEN_FOR,
            )  # fmt: skip
            _note(Act.APPROVAL_ASKED, approval, by, at)
    except IntegrityError as error:
        raise Refused(
            _("This was asked for already and waits for a second person."),
            remedy=_("Ask a colleague to answer it under Approvals."),
        ) from error
    return approval


def open_approval(id: UUID, act: str, *, at: datetime) -> Approval:
    """The question under a lock, if it still waits. Only inside a transaction. Raises NothingThere, Refused."""
    found = Approval.objects.select_for_update().filter(pk=id, act=act).first()
    if found is None:
        raise NothingThere(_("There is no such question here."), kept="", remedy=_("Look under Approvals."))
    if found.answered_at is not None:
        raise Refused(_("This was answered already."), remedy=_("Nothing needs to be done."))
    if found.expires_at < at:
        raise Refused(_("Nobody answered this in time, and it has lapsed."), remedy=_("Ask for it again."))
    return found


def close_approval(approval: Approval, *, approved: bool, answer: str, by: Actor, at: datetime) -> None:
    """Write the answer down, in the transaction of what it allows. Raises Refused for the one who asked."""
    if approval.asked_by == by.officer:
        raise Refused(_("Whoever asked cannot answer."), remedy=_("Ask a colleague to answer it under Approvals."))
    if not approved and not answer.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why it is refused."))
    approval.answered_by, approval.answered_by_label, approval.answered_at = by.officer, by.label, at
    approval.approved, approval.answer = approved, answer.strip()
    approval.save(update_fields=["answered_by", "answered_by_label", "answered_at", "approved", "answer"])
    _note(Act.APPROVAL_GIVEN if approved else Act.APPROVAL_REFUSED, approval, by, at)


def _note(act: Act, approval: Approval, by: Actor, at: datetime) -> None:
    details = {
        "act": approval.act,
        "target": approval.target_id,
        "reason": approval.reason,
        "answer": approval.answer,
    }
    record(act=act, kind="approval", id=approval.id, label=approval.target_label, by=by, at=at, details=details)
