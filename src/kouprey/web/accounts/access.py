"""The door to people and the directory: who may read whom. Hidden and missing officers answer the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NoReturn
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, DeskFacts, Facts, NodeFacts, PeopleFacts, decide
from kouprey.kernel.errors import NothingThere, Refused
from kouprey.web.accounts.acting import IN_ORDER
from kouprey.web.accounts.models import Appointment, Invitation, NamedList, Officer
from kouprey.web.core.audit import SHELL, By
from kouprey.web.core.models import Approval
from kouprey.web.core.queries import waiting

GIVE_ROLE, RESTORE = "accounts.give_role", "core.restore"
"""What waits for a second person in this room: a role, and bringing back a backup."""


def may(actor: Actor, act: Act, facts: Facts) -> bool:
    """Whether a page offers the act."""
    return decide(actor, act, facts).allowed


def require(by: By, act: Act, facts: Facts) -> None:
    """Raise Refused when the officer may not; the node's own shell may, and its acts are on record as the shell's."""
    if by is SHELL:
        return
    decision = decide(by, act, facts) if isinstance(by, Actor) else None
    if decision is None or not decision.allowed:
        why = getattr(decision, "reason", None)
        raise Refused(
            _("This cannot be done here: %(reason)s.")
            % {"reason": _(why.value) if why else _("you act for no agency")},
            remedy=_("Act in another role, or ask a colleague who may."),
        )


def nothing_there() -> NoReturn:
    """Raise what is said of a person, a list or a question that is hidden, as of one that is missing."""
    raise NothingThere(
        _("There is nothing here with that address, or it does not reach you."),
        kept="",
        remedy=_("Check the address, or ask whoever gave it to you."),
    )


def officers(actor: Actor, *, at: datetime) -> QuerySet[Officer]:
    """The officers of the own authority, each with whether the account was opened and an invitation is out.

    Raises Refused.
    """
    require(actor, Act.PEOPLE_READ, PeopleFacts(actor.authority))
    invited = Invitation.objects.filter(officer=OuterRef("pk"), used_at=None, expires_at__gte=at)
    unset = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(password="")
    opened = ExpressionWrapper(~unset, output_field=BooleanField())
    return Officer.objects.filter(authority=actor.authority).annotate(is_invited=Exists(invited), is_opened=opened)


def officer(actor: Actor, id: UUID, *, at: datetime) -> Any:
    """One officer of the own authority. Raises Refused, and NothingThere for whoever belongs to another."""
    found = officers(actor, at=at).filter(pk=id).first()
    return found or nothing_there()


def sees_closely(actor: Actor) -> bool:
    """Whether the officer reads past roles, reasons, lists and invitations: whoever manages people, or audits."""
    manages = decide(actor, Act.PEOPLE_MANAGE, PeopleFacts(actor.authority)).allowed
    return manages or decide(actor, Act.AUDIT_READ, DeskFacts(actor.authority)).allowed


def appointments(of: Officer, actor: Actor) -> QuerySet[Appointment]:
    """The roles of an officer who was authorised; those of the past only for whoever sees closely."""
    held = Appointment.objects.filter(officer=of).select_related("agency", "unit")
    held = held.order_by("ended_at", "-starts_on", IN_ORDER)
    return held if sees_closely(actor) else held.filter(ended_at=None)


def held_on(on: date) -> QuerySet[Appointment]:
    """Roles that run on a day, with their agencies; to be narrowed to officers who were authorised."""
    running = Q(ends_on=None) | Q(ends_on__gte=on)
    held = Appointment.objects.filter(running, ended_at=None, agency__closed_at=None, starts_on__lte=on)
    return held.select_related("agency", "unit").order_by(IN_ORDER, "agency__name", "id")


def named_lists(actor: Actor) -> QuerySet[NamedList]:
    """Teams and compartments of the own authority. Raises Refused for whoever does not see closely."""
    if not sees_closely(actor):
        require(actor, Act.PEOPLE_MANAGE, PeopleFacts(actor.authority))
    return NamedList.objects.filter(agency__authority=actor.authority).select_related("agency")


def named_list(actor: Actor, id: UUID) -> NamedList:
    """One of them. Raises Refused, NothingThere."""
    return named_lists(actor).filter(pk=id).first() or nothing_there()


def lists_with(of: Officer, actor: Actor, on: date) -> list[NamedList]:
    """The lists an officer stands on today, for whoever sees closely."""
    if not sees_closely(actor):
        return []
    today = Q(members__ends_on=None) | Q(members__ends_on__gte=on)
    return list(NamedList.objects.filter(today, members__officer=of, members__starts_on__lte=on).distinct())


def role_questions(actor: Actor, *, at: datetime) -> list[Approval]:
    """Roles that wait for a second person, and that the officer may answer."""
    asked = waiting(GIVE_ROLE, at=at).filter(authority=actor.authority)
    return [one for one in asked if _may_answer(actor, one)]


def restore_questions(actor: Actor, *, at: datetime) -> list[Approval]:
    """Backups that somebody asked to bring back, and that the officer may answer."""
    return [one for one in waiting(RESTORE, at=at) if _may_answer(actor, one)]


def own_questions(actor: Actor) -> QuerySet[Approval]:
    """What the officer asked for in this room and may still read of, the newest first."""
    kinds = [RESTORE] if decide(actor, Act.RESTORE_ASK, NodeFacts()).allowed else []
    if decide(actor, Act.PEOPLE_READ, PeopleFacts(actor.authority)).allowed:
        kinds.append(GIVE_ROLE)
    return Approval.objects.filter(act__in=kinds, asked_by=actor.officer, authority=actor.authority)


def roles_waiting(of: Officer, *, at: datetime) -> list[Approval]:
    """Roles that were asked for an officer who was authorised, and that nobody answered yet."""
    asked = waiting(GIVE_ROLE, at=at).filter(authority=of.authority_id)
    return [one for one in asked if one.payload["officer"] == str(of.id)]


def _may_answer(actor: Actor, asked: Approval) -> bool:
    if asked.act == RESTORE:
        return decide(actor, Act.RESTORE_APPROVE, NodeFacts(asked_by=asked.asked_by)).allowed
    about = UUID(asked.payload["officer"])
    facts = PeopleFacts(asked.authority or UUID(int=0), officer=about, asked_by=asked.asked_by)
    return decide(actor, Act.ROLE_APPROVE, facts).allowed
