"""Acts of the release desk: ask, decide, refuse, recall, and the rules that are cleared in advance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, Actor, DeskFacts
from kouprey.domain.handling import Tlp
from kouprey.domain.kinds import KINDS
from kouprey.domain.records.schema import digest
from kouprey.domain.release import Candidate, Hurdle, PartyKind, guards, offer
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import recipient as recipient_of
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.words import translated
from kouprey.web.records import access
from kouprey.web.records.access import held, locked_among, records, require
from kouprey.web.records.actions.by_rules import clear_by_rules
from kouprey.web.records.actions.clearing import (
    FILED,
    candidate_of,
    hurdles,
    recall,
    release,
    what_leaves,
)
from kouprey.web.records.models import Marks, Reach, Record, Release, ReleaseAsk, ReleaseRule
from kouprey.web.records.queries import kind_of, rule_of

AT_ONCE: Final = 2_000
"""Records that are looked at together."""
MARKS: Final = tuple(field.name for field in Marks._meta.local_fields)
CLOCK = timedelta(days=2)
"""How long the desk has to answer before the question is overdue."""


def ask_release(
    *,
    id: UUID,
    fields: Sequence[str],
    recipient: UUID,
    recipient_kind: PartyKind,
    reason: str,
    by: Actor,
    at: datetime,
) -> ReleaseAsk:
    """Ask a releasing officer to let fields of a record go to a recipient. Raises UnusableInput, Refused."""
    if not reason.strip():
        raise UnusableInput(
            _("The reason is missing."), remedy=_("Say why it should leave, and what the recipient needs.")
        )
    found = recipient_of(recipient, recipient_kind)
    if found is None:
        raise UnusableInput(_("There is no such recipient in the directory."), remedy=_("Choose one from the list."))
    with transaction.atomic():
        record = held(by, id, Act.RELEASE_ASK)
        chosen = _chosen(record, fields)
        _refuse_impossible(record, found)
        asked = ReleaseAsk.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), record=record, authority=record.authority,
            version=record.version, fields=chosen, recipient=recipient, recipient_kind=recipient_kind.value,
            recipient_label=found.label[:200], reason=reason.strip(), asked_by=by.officer, asked_by_label=by.label,
            asked_at=at, due_at=at + CLOCK,
        )  # fmt: skip
        details = {"record": str(record.id), "recipient": str(recipient), "fields": chosen, "reason": reason.strip()}
        _note(Audit.RELEASE_ASKED, "ask", asked.id, record.number, by, at, **details)
    return asked


def decide_release(
    *, ask: UUID, fields: Sequence[str], under: str, answer: str, by: Actor, at: datetime, consent: str = "",
    seen: str = "",
) -> Release:  # fmt: skip
    """Release: a named officer answers for it, says under which law or agreement, and may clear fewer fields.

    Where a national guard asks for somebody's consent, `consent` says whose and when. `seen` is the digest of
    the preview that the officer looked at: nothing else leaves. Raises UnusableInput, Refused.
    """
    if not under.strip():
        raise UnusableInput(
            _("The law or agreement is missing."), remedy=_("Say under which law, treaty or agreement it may leave.")
        )
    with transaction.atomic():
        asked, record = _open(ask, by)
        found = recipient_of(asked.recipient, PartyKind(asked.recipient_kind))
        if found is None:
            raise Refused(_("The recipient is no longer in the directory."), remedy=_("Refuse, and say so."))
        if record.version != asked.version:
            raise Refused(_("The record was amended since this was asked."), remedy=_("Refuse it, and ask again."))
        _refuse_impossible(record, found, consent=consent.strip())
        chosen = _chosen(record, [name for name in fields if name in asked.fields])
        if seen and seen != digest(what_leaves(record, chosen)[1]):
            raise Refused(
                _("These are not the fields of the preview you looked at."),
                kept=_("Nothing left."),
                remedy=_("Look at the preview again, then release."),
            )
        _answer(asked, True, answer, by, at)
        to = (asked.recipient, asked.recipient_kind, asked.recipient_label)
        left = release(
            record, fields=chosen, to=to, under=under.strip(), consent=consent.strip(), by=by, at=at, ask=asked
        )
        if left is None:
            raise Refused(
                _("The recipient holds exactly this already."), remedy=_("Nothing needs to be done: refuse it.")
            )
    return left


def refuse_release(*, ask: UUID, answer: str, by: Actor, at: datetime) -> None:
    """Refuse, with the reason that whoever asked will read."""
    if not answer.strip():
        raise UnusableInput(_("The reason is missing."), remedy=_("Say why it does not leave."))
    with transaction.atomic():
        asked, record = _open(ask, by)
        _answer(asked, False, answer, by, at)
        _note(Audit.RELEASE_REFUSED, "ask", asked.id, record.number, by, at, answer=answer.strip())


def recall_release(*, id: UUID, reason: str, by: Actor, at: datetime) -> Release:
    """Take one release back. Raises NothingThere, Refused, UnusableInput."""
    if not reason.strip():
        raise UnusableInput(
            _("The reason is missing."), remedy=_("Say why it is recalled; the recipient will read it.")
        )
    with transaction.atomic():
        left = Release.objects.of(authority=by.authority).select_for_update().filter(pk=id).first()
        if left is None:
            raise access.nothing()
        require(by, Act.RELEASE_RECALL, DeskFacts(left.authority))
        if left.recalled:
            raise Refused(_("It was recalled already."), remedy=_("Nothing needs to be done."))
        recall([left], reason=reason.strip(), by=by, at=at)
    return left


def draft_rule(
    *, kind: str, fields: Sequence[str], recipient: UUID, recipient_kind: PartyKind, under: str, strictest: Tlp,
    verified_only: bool, valid_from: date, valid_until: date | None, by: Actor, at: datetime,
) -> ReleaseRule:  # fmt: skip
    """The rule as it would be set, not kept yet, to see what it would clear. Raises UnusableInput, Refused."""
    require(by, Act.RELEASE_SET_RULE, DeskFacts(by.authority))
    found = recipient_of(recipient, recipient_kind)
    if kind not in KINDS or found is None or by.authority in found.authorities:
        raise UnusableInput(_("The rule names no kind of record or no recipient of another authority."),
                            remedy=_("Choose both from the lists."))  # fmt: skip
    if not under.strip() or not fields:
        raise UnusableInput(
            _("A field, or the law or agreement, is missing."), remedy=_("Choose fields and name it.")
        )
    if set(fields) - set(KINDS[kind].shareable):
        raise UnusableInput(_("Some of these fields never leave."), remedy=_("Choose among the shareable fields."))
    if valid_until is not None and valid_until < valid_from:
        raise UnusableInput(_("The rule ends before it begins."), remedy=_("Correct the dates."))
    return ReleaseRule(
        id=new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, kind=kind, fields=sorted(set(fields)),
        recipient=recipient, recipient_kind=recipient_kind.value, recipient_label=found.label[:200],
        under=under.strip(), strictest=int(strictest), verified_only=verified_only, valid_from=valid_from,
        valid_until=valid_until, set_by=by.officer, set_by_label=by.label, set_at=at,
    )  # fmt: skip


def set_rule(
    *, kind: str, fields: Sequence[str], recipient: UUID, recipient_kind: PartyKind, under: str, strictest: Tlp,
    verified_only: bool, valid_from: date, valid_until: date | None, by: Actor, at: datetime,
) -> ReleaseRule:  # fmt: skip
    """Clear in advance: these fields of this kind may go to that recipient from day to day, under that agreement.

    It holds for acts from now on: a record leaves when it is next filed, verified, amended or marked.
    """
    rule = draft_rule(
        kind=kind, fields=fields, recipient=recipient, recipient_kind=recipient_kind, under=under,
        strictest=strictest, verified_only=verified_only, valid_from=valid_from, valid_until=valid_until,
        by=by, at=at,
    )  # fmt: skip
    with transaction.atomic():
        rule.save(force_insert=True)
        details = {"of": kind, "fields": rule.fields, "recipient": str(recipient), "under": rule.under}
        _note(Audit.RULE_SET, "release rule", rule.id, rule.recipient_label, by, at, **details)
    return rule


def records_of_rule(rule: ReleaseRule, *, by: Actor, at: datetime) -> tuple[list[UUID], list[Hurdle]]:
    """Of the records that the officer may read: those the rule clears as they stand, the newest first, and what keeps
    others back. Of records that are marked alike it is decided once.

    Records that the officer may not read are not counted: a number would tell of them.
    """
    found = recipient_of(rule.recipient, PartyKind(rule.recipient_kind))
    sender = recipient_of(rule.authority, PartyKind.AUTHORITY)
    if found is None or sender is None:
        return [], []
    cleared: list[UUID] = []
    decided: dict[Candidate, bool] = {}
    hurdles: dict[str, Hurdle] = {}
    terms, national = [rule_of(rule)], guards()
    for id, candidate in _filed(rule, sender.country, by):
        if candidate not in decided:
            given = offer(candidate, found, terms, national, on=at.date())
            decided[candidate] = bool(given.fields)
            hurdles |= {hurdle.why: hurdle for hurdle in given.hurdles}
        if decided[candidate]:
            cleared.append(id)
    return cleared, list(hurdles.values())


def _filed(rule: ReleaseRule, country: str, by: Actor) -> Iterator[tuple[UUID, Candidate]]:
    """The filed records of a rule's kind that the officer may read, as far as a release depends on them."""
    filed = records(by).filter(kind=rule.kind, authority=rule.authority, state__in=FILED).order_by("-pk")
    rows, known = filed.values_list("pk", "state", *MARKS).iterator(AT_ONCE), dict[Any, Candidate]()
    while some := list(islice(rows, AT_ONCE)):
        reached: dict[UUID, set[UUID]] = {}
        parties = Reach.objects.filter(record__id__among=[row[0] for row in some])
        for id, party in parties.values_list("record", "party"):
            reached.setdefault(id, set()).add(party)
        for id, state, *marks in some:
            alike = state, tuple(marks), frozenset(reached.get(id, ()))
            if alike not in known:
                said = dict(zip(MARKS, marks, strict=True))
                one = Record(authority=rule.authority, kind=rule.kind, state=state, **said)
                known[alike] = candidate_of(one, country, replace(one.marks(), audience=alike[-1]))
            yield id, known[alike]


def apply_rule(*, id: UUID, by: Actor, at: datetime) -> int:
    """Release what a rule clears of the records that stand already, as far as the officer may read them; how many."""
    with transaction.atomic():
        rule = _rule(id, by)
        cleared, _hurdles = records_of_rule(rule, by=by, at=at)
        made = clear_by_rules([rule], locked_among(by, cleared), by=by, at=at)
        _note(Audit.RULE_APPLIED, "release rule", rule.id, rule.recipient_label, by, at, releases=made)
    return made


def close_rule(*, id: UUID, by: Actor, at: datetime) -> None:
    """End a rule. What it released stays released; recall it one by one."""
    with transaction.atomic():
        rule = _rule(id, by)
        rule.closed_at, rule.closed_by_label = at, by.label
        rule.save(update_fields=["closed_at", "closed_by_label"])
        _note(Audit.RULE_CLOSED, "release rule", rule.id, rule.recipient_label, by, at)


def _rule(id: UUID, by: Actor) -> ReleaseRule:
    """A rule of the own authority that has not been closed, under a lock."""
    rule = ReleaseRule.objects.of(authority=by.authority).select_for_update().filter(pk=id).first()
    if rule is None:
        raise access.nothing()
    require(by, Act.RELEASE_SET_RULE, DeskFacts(rule.authority))
    if rule.closed_at is not None:
        raise Refused(_("This rule has ended already."), remedy=_("Nothing needs to be done."))
    return rule


def _open(ask: UUID, by: Actor) -> tuple[ReleaseAsk, Record]:
    """The question under a lock, and its record, which the officer may decide on."""
    asked = access.ask(by, ask, lock=True)
    if asked.record_id is None:
        raise access.nothing()
    record = held(by, asked.record_id, Act.RELEASE_DECIDE, asked_by=asked.asked_by)
    if asked.answered_at is not None:
        raise Refused(_("This was answered already."), remedy=_("Nothing needs to be done."))
    return asked, record


def _answer(asked: ReleaseAsk, released: bool, answer: str, by: Actor, at: datetime) -> None:
    asked.answered_at, asked.answered_by, asked.answered_by_label = at, by.officer, by.label
    asked.released, asked.answer = released, answer.strip()
    asked.save(update_fields=["answered_at", "answered_by", "answered_by_label", "released", "answer"])


def _chosen(record: Record, fields: Sequence[str]) -> list[str]:
    kind = kind_of(record)
    never = [kind.title_of(name) for name in fields if name not in kind.shareable]
    if never:
        raise UnusableInput(
            _("These never leave: %(fields)s.") % {"fields": ", ".join(map(_, never))},
            remedy=_("Choose among the shareable fields."),
        )
    if not fields:
        raise UnusableInput(_("No field was chosen."), remedy=_("Choose at least one."))
    return sorted(set(fields))


def _refuse_impossible(record: Record, found: Any, *, consent: str | None = None) -> None:
    """Hurdles that no person can take, and guards whose consent is not given (`consent` None: not asked yet)."""
    found_hurdles = hurdles(record, found)
    closed = [hurdle for hurdle in found_hurdles if not hurdle.person_may]
    if closed:
        raise Refused(" ".join(map(said, closed)), remedy=_("It cannot be released as it is marked."))
    asking = [hurdle.guard for hurdle in found_hurdles if hurdle.guard]
    if consent == "" and asking:
        raise Refused(
            " ".join(said(hurdle) for hurdle in found_hurdles if hurdle.guard),
            remedy=_("Ask for the consent of %(whom)s, then say here who gave it and when.")
            % {"whom": _(asking[0].consent_of)},
        )


def said(hurdle: Hurdle) -> str:
    """A hurdle in the reader's language."""
    return str(translated(hurdle.why))


def _note(act: Audit, kind: str, id: UUID, label: str, by: Actor, at: datetime, **details: Any) -> None:
    write_down(act=act, kind=kind, id=id, label=label, by=by, at=at, details=details)
