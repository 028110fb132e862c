"""Who may read what of `core`."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, DeskFacts, decide
from kouprey.kernel.errors import Refused


def reader_of_audit(actor: Actor | None) -> Actor:
    """Whoever acts, as one who may read the record of acts of the own authority and of the node. Raises Refused."""
    if actor is None or not decide(actor, Act.AUDIT_READ, DeskFacts(actor.authority)).allowed:
        raise Refused(
            _("You may not read the record of acts on this node."),
            remedy=_("Ask an officer whose role it is."),
        )
    return actor
