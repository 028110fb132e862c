"""Whom a record may name as its audience: parties of the originator's own authority, and nobody else.

Another authority is reached by the release desk alone; a mark that named one would go around it.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from kouprey.domain.access import Actor
from kouprey.domain.handling import Handling
from kouprey.domain.marking import known
from kouprey.kernel.errors import UnusableInput
from kouprey.web.accounts.directory import own_parties


def fitting(marks: Handling, *, before: frozenset[UUID] = frozenset(), by: Actor) -> Handling:
    """The marks, if their parts fit together, are of the lists, and name nobody outside the own authority.

    `before` are parties that are named already: one that was closed since may stay. Raises UnusableInput.
    """
    added = marks.audience - before
    if added and added - own_parties(by.authority).keys():
        raise UnusableInput(
            _("The audience names somebody outside your own authority."),
            remedy=_("Name agencies, officers and teams of your own. Another authority is reached by a release."),
        )
    return known(marks.checked())
