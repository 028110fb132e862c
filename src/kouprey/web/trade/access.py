"""The only door to imports and uploads: officers whose role imports; an unfinished upload is its officer's own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, NodeFacts, Role, decide
from kouprey.kernel.clock import now
from kouprey.kernel.errors import NothingThere, Refused
from kouprey.web.accounts.acting import actor_of as actor_of_appointment
from kouprey.web.accounts.acting import default_purpose, held_by
from kouprey.web.trade.models import TradeImport, UnfinishedUpload


def actor_of(officer: UUID) -> Actor:
    """The officer as one who acts in a role that imports now, for work that runs later. Raises Refused.

    The second factor was shown when the work was asked for.
    """
    on = now().date()
    for appointment in held_by(officer, on):
        actor = actor_of_appointment(appointment, default_purpose(Role(appointment.role)), strong=True, on=on)
        if may_import(actor):
            return actor
    raise Refused(
        _("The officer who asked for this may no longer import."),
        remedy=_("Let an officer whose role imports start it."),
    )


def importer(actor: Actor | None) -> Actor:
    """Whoever acts, as one who may import. Raises Refused."""
    return _allowed(actor, Act.TRADE_IMPORT, _("Your role does not import trade data."))


def checker(actor: Actor | None) -> Actor:
    """Whoever acts, as one who may check annual reports. Raises Refused."""
    return _allowed(actor, Act.TRADE_CHECK_REPORT, _("Your role does not check annual reports."))


def may_import(actor: Actor | None) -> bool:
    """Whether whoever acts may import."""
    return actor is not None and decide(actor, Act.TRADE_IMPORT, NodeFacts()).allowed


def _allowed(actor: Actor | None, act: Act, why_not: str) -> Actor:
    if actor is None or not decide(actor, act, NodeFacts()).allowed:
        raise Refused(why_not, remedy=_("Act in another role, or ask a colleague who may."))
    return actor


def imports(actor: Actor | None) -> QuerySet[TradeImport]:
    """All imports of this node, the newest first."""
    importer(actor)
    return TradeImport.objects.select_related("job")


def import_by_id(actor: Actor | None, id: UUID) -> TradeImport:
    """One import. Raises NothingThere."""
    found = imports(actor).filter(pk=id).first()
    if found is None:
        raise NothingThere(_("There is no such import on this node."), remedy=_("Choose one from the list."))
    return found


def import_to_delete(actor: Actor | None, id: UUID) -> TradeImport:
    """One import whose file this officer may delete: who uploaded it. Raises NothingThere or Refused."""
    found = import_by_id(actor, id)
    if not may_delete(actor, found):
        raise Refused(
            _("Only the officer who uploaded this file can delete it."),
            remedy=_("If it is never started, the node removes it by itself."),
        )
    return found


def may_delete(actor: Actor | None, item: TradeImport) -> bool:
    """Whether whoever is signed in may delete this import's file."""
    return may_import(actor) and item.received_by == importer(actor).id


def uploads(actor: Actor | None) -> QuerySet[UnfinishedUpload]:
    """The officer's own unfinished uploads, the newest first."""
    return UnfinishedUpload.objects.filter(officer=importer(actor).officer)


def upload_by_id(actor: Actor | None, id: UUID) -> UnfinishedUpload:
    """One unfinished upload of the officer's own. Raises NothingThere."""
    found = uploads(actor).filter(pk=id).first()
    if found is None:
        raise NothingThere(
            _("This upload is no longer on this node."),
            remedy=_("Choose the file again to upload it from the beginning."),
        )
    return found
