"""What waits for a second person, as the pages show it: who asks for what, why, and what would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.access import Actor
from kouprey.domain.handling import Handling
from kouprey.domain.law.edits import FIXED, named
from kouprey.web.accounts import access as accounts
from kouprey.web.accounts import directory, people
from kouprey.web.law import access as law
from kouprey.web.law.actions import proposing
from kouprey.web.records import access as records
from kouprey.web.records.actions import destroying, marks
from kouprey.web.records.queries import attachments_of, handling_of, holds_of, kind_of, left_of
from kouprey.web.ui.days import day
from kouprey.web.ui.law_words import LISTS
from kouprey.web.ui.people_words import purpose_name, role_title
from kouprey.web.ui.templatetags.handling import headline_in_words

KINDS: Final = {
    accounts.GIVE_ROLE: gettext_lazy("Give a role"),
    records.WIDEN: gettext_lazy("Let more people see a record"),
    accounts.RESTORE: gettext_lazy("Restore a backup"),
    law.EDIT: gettext_lazy("Change the register of law"),
    records.DESTROY: gettext_lazy("Destroy a record"),
}
ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    accounts.GIVE_ROLE: people.answer_role,
    records.WIDEN: marks.answer_wider,
    accounts.RESTORE: people.answer_restore,
    law.EDIT: proposing.answer_edit,
    records.DESTROY: destroying.answer_destruction,
}
GRAVE: Final = frozenset({records.DESTROY})
"""Kinds of questions before whose answer an officer proves again who sits there."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, on what, and (where something would change) what it is now and would be; `record`
    is one that must be looked at before the answer."""

    asked: Any
    kind: str
    about: str
    may_answer: bool
    state: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    record: Any = None


def to_answer(actor: Actor, *, at: datetime) -> list[Question]:
    """What the officer may answer now, the oldest first."""
    found = [_role(asked, at, may_answer=True) for asked in accounts.role_questions(actor, at=at)]
    found += [_wider(*pair, at, may_answer=True) for pair in records.widening_questions(actor, at=at)]
    found += [_restore(asked, at, may_answer=True) for asked in accounts.restore_questions(actor, at=at)]
    found += [_edit(asked, at, may_answer=True) for asked in law.proposals(actor, at=at)]
    found += [_destroy(*pair, at, may_answer=True) for pair in records.destruction_questions(actor, at=at)]
    return sorted(found, key=lambda question: question.asked.asked_at)


def own(actor: Actor, *, at: datetime) -> list[Question]:
    """What the officer asked for, the newest first, as far as the thing still reaches the officer."""
    found = [
        (_restore if asked.act == accounts.RESTORE else _role)(asked, at) for asked in accounts.own_questions(actor)
    ]
    found += [_wider(*pair, at) for pair in records.own_widening_questions(actor)]
    found += [_edit(asked, at) for asked in law.own_proposals(actor)]
    found += [_destroy(*pair, at) for pair in records.own_destruction_questions(actor)]
    return sorted(found, key=lambda question: question.asked.asked_at, reverse=True)


def question(actor: Actor, id: UUID, *, at: datetime) -> Question:
    """One of both. Raises NothingThere, after the same reads whatever is behind the address."""
    every = [*to_answer(actor, at=at), *own(actor, at=at)]
    return next((one for one in every if one.asked.id == id), None) or accounts.nothing_there()


def _role(asked: Any, at: datetime, *, may_answer: bool = False) -> Question:
    given = asked.payload
    facts = [(_("Role"), role_title(given["role"])), (_("From"), day(date.fromisoformat(given["starts_on"])))]
    if given["ends_on"]:
        facts.append((_("Until"), day(date.fromisoformat(given["ends_on"]))))
    about = f"{role_title(given['role'])}: {asked.target_label}"
    return Question(asked, str(KINDS[asked.act]), about, may_answer, state_of(asked, at), facts)


def _restore(asked: Any, at: datetime, *, may_answer: bool = False) -> Question:
    facts = [(_("SHA-256 of the backup"), asked.target_id)]
    return Question(asked, str(KINDS[asked.act]), asked.target_label, may_answer, state_of(asked, at), facts)


def _edit(asked: Any, at: datetime, *, may_answer: bool = False) -> Question:
    """An edit of the register: each column that would change; none where only a signature is asked for."""
    given = asked.payload
    before, after = given["before"] or {}, given["after"]
    changes = [
        (column, before.get(column, ""), after[column])
        for column in after
        if column not in FIXED and before.get(column, "") != after[column]
    ]
    facts = [(_("List"), str(LISTS.get(given["list"], given["list"])))]
    facts.append((_("Entry"), named(given["list"], after)))
    facts.append((_("Source"), after.get("source", "")))
    if not given["before"]:
        facts.append((_("What"), _("a new entry")))
    elif not changes:
        facts.append((_("What"), _("a signature alone: the entry stays as it is")))
    return Question(asked, str(KINDS[asked.act]), asked.target_label, may_answer, state_of(asked, at), facts, changes)


def _wider(asked: Any, record: Any, at: datetime, *, may_answer: bool = False) -> Question:
    before, after = handling_of(record), marks.from_json(asked.payload["marks"])
    about = f"{record.number} {record.headline}"
    changed = _changes(before, after) if asked.answered_at is None else []
    return Question(asked, str(KINDS[asked.act]), about, may_answer, state_of(asked, at), [], changed)


def _destroy(asked: Any, record: Any, at: datetime, *, may_answer: bool = False) -> Question:
    """A record past its period: since when, how much of it there is, and which holds were lifted."""
    given, lifted = asked.payload, [one for one in holds_of(record) if one.lifted_at]
    left = sum(not one.recalled for one in left_of(record))
    facts = [
        (_("Kind"), _(kind_of(record).title)),
        (_("Months"), str(given["months"])),
        (_("Period over since"), day(date.fromisoformat(given["ended"]))),
        (_("Versions"), str(record.version)),
        (_("Files"), str(len(attachments_of(record)))),
        (_("Releases that are recalled"), str(left)),
    ]
    facts += [
        (_("Hold that was lifted"), f"{one.reason} · {one.lifted_by_label}: {one.lift_reason}") for one in lifted
    ]
    about = f"{record.number} · {headline_in_words(record.kind, str(record.headline))}"
    return Question(asked, str(KINDS[asked.act]), about, may_answer, state_of(asked, at), facts, record=record)


def _changes(before: Handling, after: Handling) -> list[tuple[str, str, str]]:
    """Each mark that would change: its name, what it is, what it would be."""
    names = directory.names_of(before.audience | after.audience)
    pairs = zip(_marks(before, names), _marks(after, names), strict=True)
    return [(name, old, new) for (name, old), (_name, new) in pairs if old != new]


def _marks(of: Handling, names: dict[UUID, str]) -> list[tuple[str, str]]:
    nobody = _("the agency alone")
    return [
        (_("TLP"), of.tlp.label),
        (_("Handling codes"), ", ".join(sorted(of.codes)) or _("none")),
        (_("Restriction in words"), of.h3_text or _("none")),
        (_("Purposes"), ", ".join(purpose_name(purpose) for purpose in sorted(of.purposes))),
        (_("Audience"), ", ".join(sorted(names.get(party, _("unknown")) for party in of.audience)) or nobody),
        (_("Names persons"), _("yes") if of.nominal else _("no")),
        (_("Class of secrecy"), of.secrecy or _("none")),
        (_("Review date"), day(of.review_on) or _("none")),
    ]


def state_of(asked: Any, at: datetime) -> str:
    """Where a question stands."""
    if asked.answered_at is not None:
        return "approved" if asked.approved else "refused"
    return "waiting" if asked.expires_at >= at else "lapsed"
