"""Who may read what of `core`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kouprey.kernel.errors import Refused
from kouprey.web.core.audit import Actor


def may_read_audit(user: Any) -> bool:
    """Whether whoever is signed in may read the record of acts. The one place that decides it."""
    return bool(user.is_authenticated)


def reader_of_audit(user: Any) -> Actor:
    """Whoever is signed in, as one who may read the record of acts. Raises Refused."""
    if not may_read_audit(user):
        raise Refused(
            _("You may not read the record of acts on this node."),
            remedy=_("Ask an officer whose role it is."),
        )
    return Actor(user.pk, user.get_username())
