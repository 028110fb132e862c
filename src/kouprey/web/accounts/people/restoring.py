"""Bringing back a backup puts every authority of the node back in time: one officer asks, another approves.

The archive is named by its digest, so that what is restored is what was approved.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, NodeFacts
from kouprey.kernel import clock
from kouprey.kernel.errors import UnusableInput
from kouprey.web.accounts.access import RESTORE
from kouprey.web.accounts.people.deciding import require
from kouprey.web.core.approvals import ask_approval, close_approval, open_approval
from kouprey.web.core.models import Approval

WITHIN = timedelta(days=7)
"""An approval that was not used in so long has lapsed."""


def ask_restore(*, digest: str, reason: str, by: Actor, at: datetime) -> Approval:
    """Ask that the backup with this SHA-256 digest may be restored. Raises Refused, UnusableInput."""
    digest = digest.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise UnusableInput(
            _("This is no SHA-256 digest: it has 64 characters, 0 to 9 and a to f."),
            remedy=_("Copy the digest that was written when the backup was made."),
        )
    with transaction.atomic():
        require(by, Act.RESTORE_ASK, NodeFacts())
        target = ("backup", digest, _("Backup %(digest)s") % {"digest": digest[:12]})
        return ask_approval(act=RESTORE, target=target, version=digest, payload={}, reason=reason, by=by, at=at)


def answer_restore(*, approval: UUID, approve: bool, answer: str, by: Actor, at: datetime) -> None:
    """A second person approves or refuses."""
    with transaction.atomic():
        asked = open_approval(approval, RESTORE, at=at)
        require(by, Act.RESTORE_APPROVE, NodeFacts(asked_by=asked.asked_by))
        close_approval(asked, approved=approve, answer=answer, by=by, at=at)


def restore_is_approved(digest: str, *, at: datetime | None = None) -> bool:
    """Whether two officers agreed, not long ago, to restore the backup of this digest."""
    since = (at or clock.now()) - WITHIN
    given = Approval.objects.filter(act=RESTORE, target_id=digest.strip().lower(), approved=True)
    return given.filter(answered_at__gte=since).exists()
