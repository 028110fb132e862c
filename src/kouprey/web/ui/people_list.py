"""What the pages of officers show. No rule is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy

from kouprey.domain.access import Act, Actor, PeopleFacts, Role
from kouprey.web.accounts import access, directory
from kouprey.web.ui.people_paging import heads, paged
from kouprey.web.ui.people_words import role_title

SORTS: Final = {
    "name": ("full_name", gettext_lazy("Officer")),
    "user": ("username", gettext_lazy("User name")),
    "since": ("enrolled_at", gettext_lazy("Since")),
}
STATES: Final = {
    "": gettext_lazy("All with an open account"),
    "norole": gettext_lazy("Without a role"),
    "invited": gettext_lazy("Invited, account not opened yet"),
    "closed": gettext_lazy("Left, account closed"),
}
WORDS: Final = {
    "active": gettext_lazy("active"),
    "norole": gettext_lazy("no role"),
    "invited": gettext_lazy("invited"),
    "lapsed": gettext_lazy("invitation lapsed"),
    "closed": gettext_lazy("left"),
}


def listed(actor: Actor, asked: Mapping[str, str], *, at: datetime) -> dict[str, Any]:
    """The officers of the own authority: searched, filtered, sorted, one page of them."""
    sort = asked.get("sort", "name")
    sort = sort if sort.removeprefix("-") in SORTS else "name"
    found = _filtered(access.officers(actor, at=at), asked, at)
    column = SORTS[sort.removeprefix("-")][0]
    held = Prefetch("appointments", queryset=_current(at), to_attr="held")
    page = paged(found.prefetch_related(held).order_by(f"-{column}" if sort.startswith("-") else column, "id"), asked)
    return {
        "page": page,
        "rows": [(one, state_of(one, bool(one.held))) for one in page.rows],
        "heads": heads([(name, str(words)) for name, (_column, words) in SORTS.items()], sort, asked),
        "asked": {"q": "", "agency": "", "state": "", **dict(asked.items())},
        "agencies": directory.agencies_of(actor.authority),
        "states": STATES,
        "words": WORDS,
        "may_invite": access.may(actor, Act.PEOPLE_MANAGE, PeopleFacts(actor.authority)),
        "sees_closely": access.sees_closely(actor),
    }


def one(actor: Actor, officer: Any, *, at: datetime) -> dict[str, Any]:
    """Everything the page of one officer shows."""
    held = list(access.appointments(officer, actor))
    on = at.date()
    now = [role for role in held if role.ended_at is None and (role.ends_on is None or role.ends_on >= on)]
    facts = PeopleFacts(actor.authority, officer=officer.id)
    closely = access.sees_closely(actor)
    return {
        "officer": officer,
        "state": state_of(officer, bool(now)),
        "words": WORDS,
        "now": now,
        "earlier": [role for role in held if role not in now],
        "waiting": [asked_role(asked) for asked in access.roles_waiting(officer, at=at)] if closely else [],
        "lists": access.lists_with(officer, actor, on),
        "sees_closely": closely,
        "may_manage": access.may(actor, Act.PEOPLE_MANAGE, facts),
        "may_ask": access.may(actor, Act.ROLE_ASK, facts) and officer.is_active,
        "today": on,
    }


def role_form(actor: Actor, officer: Any, given: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """The form that asks for a role: the agencies and units of the own authority, and every role."""
    return {
        "officer": officer,
        "places": places(actor),
        "roles": [(role.value, role_title(role)) for role in Role],
        "given": {"starts_on": at.date().isoformat(), **{name: given[name] for name in given}},
    }


def places(actor: Actor) -> list[tuple[Any, list[Any]]]:
    """Open agencies of the own authority, each with its open units."""
    return [
        (agency, [unit for unit in agency.units.all() if unit.closed_at is None])
        for agency in directory.agencies_of(actor.authority)
    ]


def state_of(officer: Any, has_role: bool) -> str:
    """Where an officer stands, as a word of `WORDS`."""
    if not officer.is_active:
        return "closed"
    if not officer.is_opened:
        return "invited" if officer.is_invited else "lapsed"
    return "active" if has_role else "norole"


def asked_role(asked: Any) -> dict[str, Any]:
    """A role that was asked for, in words."""
    return {
        "asked": asked,
        "role": role_title(asked.payload["role"]),
        "starts_on": asked.payload["starts_on"],
        "ends_on": asked.payload["ends_on"],
    }


def _filtered(found: Any, asked: Mapping[str, str], at: datetime) -> Any:
    state, agency = asked.get("state", ""), asked.get("agency", "")
    for word in asked.get("q", "").split():
        found = found.filter(Q(full_name__icontains=word) | Q(username__icontains=word))
    if agency:
        chosen = _uuid_or_none(agency)
        found = found.filter(pk__in=_current(at).filter(agency=chosen).values("officer"))
    if state == "closed":
        return found.filter(is_active=False)
    if state == "invited":
        return found.filter(is_active=True, is_opened=False)
    if state == "norole":
        return found.filter(is_active=True).exclude(pk__in=_current(at).values("officer"))
    return found.filter(is_active=True)


def _current(at: datetime) -> Any:
    return access.held_on(at.date())


def _uuid_or_none(typed: str) -> Any:
    try:
        return UUID(typed)
    except ValueError:
        return None
