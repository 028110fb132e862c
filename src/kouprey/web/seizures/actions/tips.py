"""Tips from the public: left without a name, taken up as a record by an officer, or closed with a reason.

How the reporter can be reached is encrypted at once and never becomes part of a record.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Actor
from kouprey.domain.records.schema import Unfit
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import agency_named
from kouprey.web.accounts.models import Agency
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import PUBLIC
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.audit import Actor as Node
from kouprey.web.core.keyring import keyring
from kouprey.web.core.sealing import Unsealable, seal, unseal
from kouprey.web.records.tenancy import as_the_node
from kouprey.web.seizures.access import incident, may_read_reporter, tip
from kouprey.web.seizures.models import Tip

LONGEST: Final = {"text": 5_000, "place": 300, "when": 100, "taxon": 300, "link": 500, "contact": 500}
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def receiving_agency() -> Agency | None:
    """The agency that this node named for tips; None where it takes none."""
    if not settings.TIPS_AGENCY:
        return None
    try:
        return agency_named(settings.TIPS_AGENCY)
    except (NothingThere, Refused):
        return None


def leave_tip(*, given: Mapping[str, str], at: datetime) -> str:
    """Keep what somebody of the public tells. The number that is given out for asking later. Raises Unfit, Refused.

    Nothing of who sent it is kept but what was written: no address of a machine, no name of a browser.
    """
    agency = receiving_agency()
    if agency is None:
        raise Refused(_("This node takes no tips."), remedy=_("Tell the police or the wildlife office near you."))
    text = {name: _plain(given.get(name, "")) for name in LONGEST}
    problems = {
        name: _("This is longer than %(most)s characters. Shorten it.") % {"most": most}
        for name, most in LONGEST.items()
        if len(text[name]) > most
    }
    if not text["text"]:
        problems["text"] = _("Write what you saw.")
    if problems:
        raise Unfit(problems)
    contact, id = text.pop("contact"), new_id(at_ms=int(at.timestamp() * 1000))
    key = keyring().current()
    with as_the_node("a tip from the public"), transaction.atomic():
        made = Tip.objects.create(
            id=id, authority=agency.authority_id, agency=agency.id, number=_number(at), received_at=at,
            node_key=key.id if contact else "",
            contact=seal(key.secret, contact.encode(), id.bytes) if contact else b"", **text,
        )  # fmt: skip
        by = Node(None, PUBLIC.label, agency.authority_id)
        _note(Audit.TIP_LEFT, made, by, at)
    return str(made.number)


def read_reporter(*, id: UUID, by: Actor, at: datetime) -> str:
    """How the reporter can be reached, for a role that reads names: written down. Raises Refused, NothingThere."""
    with transaction.atomic():
        found = tip(by, id)
        if not may_read_reporter(by):
            raise Refused(
                _("Your role does not read how a reporter can be reached."),
                remedy=_("Ask a colleague whose role reads records that name persons."),
            )
        secret = keyring().get(found.node_key) if found.contact else None
        if secret is None:
            return ""
        try:
            text = unseal(secret, bytes(found.contact), found.id.bytes).decode()
        except Unsealable as error:
            raise Refused(_("What was written cannot be opened with the keys of this node.")) from error
        _note(Audit.TIP_REPORTER_READ, found, by, at)
    return text


def take_up_tip(*, id: UUID, record: UUID, by: Actor, at: datetime) -> Tip:
    """The tip became a record, which the officer wrote down. Raises NothingThere, Refused."""
    with transaction.atomic():
        found = tip(by, id, lock=True)
        written = incident(by, record)
        _close(found, by, at, record=written.id)
        _note(Audit.TIP_TAKEN_UP, found, by, at, record=written.number)
    return found


def close_tip(*, id: UUID, reason: str, by: Actor, at: datetime) -> Tip:
    """Close a tip without a record, with a reason. Raises UnusableInput, Refused, NothingThere."""
    if not reason.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why no record is made of it."))
    with transaction.atomic():
        found = tip(by, id, lock=True)
        found.close_reason = reason.strip()
        _close(found, by, at)
        _note(Audit.TIP_CLOSED, found, by, at, reason=reason.strip())
    return found


def _close(found: Tip, by: Actor, at: datetime, record: UUID | None = None) -> None:
    if found.closed_at:
        raise Refused(_("This tip was dealt with already."), remedy=_("Look at what became of it."))
    found.closed_at, found.closed_by_label, found.record = at, by.label, record
    found.save(update_fields=["closed_at", "closed_by_label", "record", "close_reason"])


def _plain(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def _number(at: datetime) -> str:
    """A number without a series: how many tips there are is nobody's business."""
    return f"TIP-{at.year}-{''.join(secrets.choice(_LETTERS) for _n in range(8))}"


def _note(act: Audit, found: Tip, by: Actor | Node, at: datetime, **details: str) -> None:
    write_down(
        act=act, kind="tip", id=found.id, label=found.number, by=by, at=at, details=dict(details),
        authority=found.authority, agency=found.agency,
    )  # fmt: skip
