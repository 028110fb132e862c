"""What the pages of the audit show: acts that are looked for, each in a sentence, with what it held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _

from kouprey.kernel.clock import now
from kouprey.kernel.errors import UnusableInput
from kouprey.web.accounts.queries import everybody_enrolled
from kouprey.web.core import queries
from kouprey.web.core.audit import Act
from kouprey.web.core.contents import DESTROYED, OPEN
from kouprey.web.core.queries import Sought
from kouprey.web.core.sentences import name, rule, sentence, who
from kouprey.web.ui import audit_words

SHOWN: Final = 50
PRINTED: Final = 500
NODE: Final = "node"
FIELDS: Final = ("since", "until", "officer", "act", "kind", "id")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the page as they were given, and the authority of whoever reads."""

    authority: UUID
    since: str = ""
    until: str = ""
    officer: str = ""
    act: str = ""
    kind: str = ""
    id: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any], authority: UUID) -> Asked:
        """Read from an address or a form, for a reader of this authority."""
        return cls(authority, **{field: str(given.get(field, "")).strip() for field in FIELDS})

    def given(self) -> dict[str, str]:
        """The filters that are set."""
        return {field: value for field in FIELDS if (value := getattr(self, field))}

    def sought(self) -> Sought:
        """What to look for. Raises UnusableInput. Days are those of this node's time zone, both included."""
        officer = None if self.officer in ("", NODE) else _id(self.officer)
        until = _day(self.until)
        return Sought(
            authority=self.authority,
            since=_midnight(_day(self.since)),
            until=_midnight(until + timedelta(days=1)) if until else None,
            by=officer,
            node=self.officer == NODE,
            acts=[act for act in (self.act,) if act],
            kind=self.kind,
            id=self.id,
        )


def page(asked: Asked, given: Mapping[str, Any]) -> dict[str, Any]:
    """One page of acts, the newest first. Its neighbours are named by an act, so that a page keeps its place."""
    found = queries.events(asked.sought())
    before, after = given.get("before", ""), given.get("after", "")
    if after:
        rows = list(found.filter(id__gt=_id(after)).order_by("id")[: SHOWN + 1])
        newer, older = len(rows) > SHOWN, True
        rows = rows[:SHOWN][::-1]
    else:
        rows = list((found.filter(id__lt=_id(before)) if before else found)[: SHOWN + 1])
        newer, older = bool(before), len(rows) > SHOWN
        rows = rows[:SHOWN]
    address = urlencode(asked.given())
    return {
        "rows": shown(rows, asked.authority),
        "newer": f"{address}&after={rows[0].id}" if newer and rows else "",
        "older": f"{address}&before={rows[-1].id}" if older and rows else "",
        "address": address,
        **choices(asked),
    }


def choices(asked: Asked) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "asked": asked,
        "filters": asked.given(),
        "officers": [
            (str(officer.pk), officer.username, str(officer)) for officer in everybody_enrolled(asked.authority)
        ],
        "acts": sorted(((act.value, name(act)) for act in Act), key=lambda act: act[1]),
        "kinds": sorted(
            ((kind, audit_words.kind(kind)) for kind in queries.target_kinds()), key=lambda pair: pair[1]
        ),
    }


def printed(asked: Asked) -> dict[str, Any]:
    """The acts on one long page for paper, with the head of the chain as it is now."""
    found, at = queries.events(asked.sought()), now()
    rows = list(found[: PRINTED + 1])
    return {
        "rows": shown(rows[:PRINTED], asked.authority),
        "more": len(rows) > PRINTED,
        "limit": PRINTED,
        "filters": described(asked),
        "printed_at": at,
        "head": queries.head_on(at.date()),
        "address": urlencode(asked.given()),
    }


def shown(rows: Sequence[Any], authority: UUID) -> list[dict[str, Any]]:
    """Acts as they are shown."""
    opened, links = queries.opened(rows), queries.links(rows)
    destroyed = queries.destructions(opened)
    names = {officer.pk: officer.username for officer in everybody_enrolled(authority)}
    return [_shown(row, links.get(row.id, ""), destroyed.get(row.key), names) for row in opened]


def described(asked: Asked) -> list[tuple[str, str]]:
    """The filters in words."""
    officers = {str(officer.pk): str(officer) for officer in everybody_enrolled(asked.authority)} | {
        NODE: _("The node itself")
    }
    words = {
        "since": (_("From"), asked.since),
        "until": (_("To"), asked.until),
        "officer": (_("Who"), officers.get(asked.officer, asked.officer)),
        "act": (_("Act"), name(asked.act)),
        "kind": (_("Kind of record"), audit_words.kind(asked.kind)),
        "id": (_("Record"), asked.id),
    }
    return [words[field] for field in asked.given()]


def _shown(row: Any, link: str, destroyed: Any, names: Mapping[UUID, str]) -> dict[str, Any]:
    holds = row.contents
    header = names.get(row.by, str(row.by)) if row.by else _("The node itself")  # who it was, if the content is gone
    return {
        "event": row,
        "link": link,
        "kind": audit_words.kind(row.target_kind),
        "by": (holds.by if row.by else who(holds.by)) or header,
        "act": name(row.act),
        "sentence": sentence(row.act, holds),
        "details": [(audit_words.detail(word), _text(word, value)) for word, value in holds.details.items()],
        "gone": _gone(destroyed) if holds.state == DESTROYED else "",
        "sealed": holds.state not in (OPEN, DESTROYED),
    }


def _gone(act: Any) -> str:
    if act is None:
        return _("The content was destroyed, and no act says when or why. Run: kouprey audit verify")
    words = {"day": f"{localtime(act.at):%Y-%m-%d}", "rule": rule(act.details.get("rule", "–"))}
    return _("Content destroyed on %(day)s under %(rule)s.") % words


def _text(name: str, value: Any) -> str:
    """A detail as text: of several parts each under its name, codes in words."""
    if isinstance(value, dict):
        return "; ".join(f"{audit_words.detail(word)}: {_text(word, part)}" for word, part in value.items()) or "–"
    if isinstance(value, list):
        return ", ".join(_text(name, part) for part in value) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else audit_words.code(name, str(value))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnusableInput(
            _("%(text)s is not a date.") % {"text": text}, remedy=_("Write it as 2026-11-20.")
        ) from None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), get_current_timezone()) if day else None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise UnusableInput(_("This address is not complete."), remedy=_("Go back to the list of acts.")) from None
