"""Edits of the register by two legal officers: proposed by one, answered by another, signed with both names.

On approval the node's own edition of the list is written and the register released as a file. Both are the last steps
of the transaction, and the list is put back where it fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kouprey.domain.access import Act, Actor, NodeFacts
from kouprey.domain.law import edits
from kouprey.domain.lists import lay, overrides
from kouprey.web.core.actions import record
from kouprey.web.core.approvals import ask_approval, close_approval, open_approval
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.models import Approval
from kouprey.web.law.access import EDIT, require
from kouprey.web.law.queries import release


def propose_edit(
    *, listed: str, entry: str, values: Mapping[str, Any], reason: str, by: Actor, at: datetime
) -> Approval:
    """Propose a new version of an entry (blank: a new entry), which is signed if a second legal officer approves.

    The same values again ask for the signature alone. Raises NothingThere, UnusableInput, Refused.
    """
    require(by, Act.LAW_PROPOSE, NodeFacts())
    before = edits.found(listed, entry) if entry else None
    after = edits.proposed(listed, values, before)
    name = edits.named(listed, after)
    return ask_approval(
        act=EDIT, target=("law", edits.stamp({"list": listed, "entry": name}), f"{listed} {name}"),
        version=edits.stamp(before), payload={"list": listed, "before": before, "after": after}, reason=reason, by=by,
        at=at,
    )  # fmt: skip


def answer_edit(*, approval: UUID, approve: bool, answer: str, by: Actor, at: datetime) -> None:
    """Approve or refuse a proposal. Approved, it stands in the register at once, signed with both names.

    Raises NothingThere, Refused, UnusableInput if the entry was changed since.
    """
    with _put_back(), transaction.atomic():
        # One edit at a time: all open proposals are held while one is written.
        list(Approval.objects.select_for_update().filter(act=EDIT, answered_at=None).order_by("pk").values_list("pk"))
        asked = open_approval(approval, EDIT, at=at)
        require(by, Act.LAW_APPROVE, NodeFacts(asked_by=asked.asked_by))
        close_approval(asked, approved=approve, answer=answer, by=by, at=at)
        if not approve:
            return
        given = asked.payload
        names = f"{asked.asked_by_label}; {by.label}"
        after = edits.signed(given["after"], names, at.date())
        rows = edits.laid(given["list"], given["before"], after)
        details = {
            "list": given["list"], "before": given["before"], "after": after, "proposed_by": asked.asked_by_label,
        }  # fmt: skip
        record(
            act=Audit.LAW_CHANGED, kind="law", id=asked.target_id, label=asked.target_label, by=by, at=at,
            details=details,
        )  # fmt: skip
        release(at=at)
        lay(given["list"], rows)
        release(at=at)


@contextmanager
def _put_back() -> Iterator[None]:
    """Put the node's lists of law back as they were where the transaction fails after one was written."""
    held = {path: path.read_bytes() for path in overrides().glob("law-*.csv")}
    try:
        yield
    except BaseException:
        for path in overrides().glob("law-*.csv"):
            if path not in held:
                path.unlink()
            elif path.read_bytes() != held[path]:
                path.write_bytes(held[path])
        raise
