"""The only door to imports and uploads: officers whose account is open; an unfinished upload is its officer's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kouprey.kernel.errors import NothingThere, Refused
from kouprey.web.accounts.queries import active_officer
from kouprey.web.core.audit import Actor
from kouprey.web.trade.models import TradeImport, UnfinishedUpload


def actor_of(officer: UUID) -> Actor:
    """The officer as one who acts, if the account is open now. Raises Refused."""
    found = active_officer(officer)
    if found is None:
        raise Refused(
            _("The account of the officer who asked for this is closed."),
            remedy=_("Let an officer whose account is open start it."),
        )
    return found.actor


def importer(user: Any) -> Actor:
    """Whoever is signed in, as one who may import. Raises Refused."""
    if not user.is_authenticated:
        raise Refused(_("Only officers of this node can import."), remedy=_("Sign in first."))
    return actor_of(user.pk)


def imports(user: Any) -> QuerySet[TradeImport]:
    """All imports of this node, the newest first."""
    importer(user)
    return TradeImport.objects.select_related("job")


def import_by_id(user: Any, id: UUID) -> TradeImport:
    """One import. Raises NothingThere."""
    found = imports(user).filter(pk=id).first()
    if found is None:
        raise NothingThere(_("There is no such import on this node."), remedy=_("Choose one from the list."))
    return found


def import_to_delete(user: Any, id: UUID) -> TradeImport:
    """One import whose file this officer may delete: who uploaded it. Raises NothingThere or Refused."""
    found = import_by_id(user, id)
    if not may_delete(user, found):
        raise Refused(
            _("Only the officer who uploaded this file can delete it."),
            remedy=_("If it is never started, the node removes it by itself."),
        )
    return found


def may_delete(user: Any, item: TradeImport) -> bool:
    """Whether whoever is signed in may delete this import's file."""
    return may_import(user) and item.received_by == importer(user).id


def uploads(user: Any) -> QuerySet[UnfinishedUpload]:
    """The officer's own unfinished uploads, the newest first."""
    importer(user)
    return UnfinishedUpload.objects.filter(officer=user.pk)


def upload_by_id(user: Any, id: UUID) -> UnfinishedUpload:
    """One unfinished upload of the officer's own. Raises NothingThere."""
    found = uploads(user).filter(pk=id).first()
    if found is None:
        raise NothingThere(
            _("This upload is no longer on this node."),
            remedy=_("Choose the file again to upload it from the beginning."),
        )
    return found


def may_import(user: Any) -> bool:
    """Whether whoever is signed in may import."""
    try:
        importer(user)
    except Refused:
        return False
    return True
