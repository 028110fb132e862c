"""What the page of one record shows: values, marks, versions and their differences, releases, what was done."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.access import Act, Actor, DeskFacts, State
from kouprey.domain.records.schema import Kind
from kouprey.domain.seizures import INCIDENT, of_values
from kouprey.web.accounts.directory import names_of
from kouprey.web.core.audit import Act as Audit
from kouprey.web.core.queries import events_about
from kouprey.web.core.sentences import name
from kouprey.web.records import access
from kouprey.web.records.queries import (
    asked_of,
    attachments_of,
    facts_of,
    handling_of,
    holds_of,
    kind_of,
    left_of,
    values_of,
    version_of,
    versions_of,
)
from kouprey.web.ui import incident_facts, record_marks
from kouprey.web.ui.record_list import STATES

CHANGES: Final = {
    "created": gettext_lazy("written down"),
    "amended": gettext_lazy("amended"),
    "withdrawn": gettext_lazy("withdrawn"),
}
DONE: Final = {
    "created": gettext_lazy("The record was written down as a draft. File it when it is ready."),
    "amended": gettext_lazy("The new version was saved. Earlier versions stay."),
    "filed": gettext_lazy("The record was filed."),
    "verified": gettext_lazy("The record was verified."),
    "sent_back": gettext_lazy("The record was sent back as a draft."),
    "withdrawn": gettext_lazy("The record was withdrawn, and whatever was released of it was recalled."),
    "marked": gettext_lazy("The marks were changed. Releases were narrowed or recalled with them."),
    "attached": gettext_lazy("The file was attached."),
    "detached": gettext_lazy("The file was removed. Its digest stays."),
    "asked_wider": gettext_lazy("A second officer now decides on the wider marks. Until then nothing changes."),
    "held": gettext_lazy("The hold was set. The record is not destroyed while it stands."),
    "lifted": gettext_lazy("The hold was lifted."),
    "asked": gettext_lazy("The release desk was asked. Nothing leaves before a releasing officer has decided."),
}
ACTS: Final = {
    Audit.RECORD_CREATED: gettext_lazy("written down"),
    Audit.RECORD_READ: gettext_lazy("opened"),
    Audit.RECORD_AMENDED: gettext_lazy("amended"),
    Audit.RECORD_FILED: gettext_lazy("filed"),
    Audit.RECORD_TAKEN_IN: gettext_lazy("written down and filed, with a table"),
    Audit.RECORD_VERIFIED: gettext_lazy("verified"),
    Audit.RECORD_SENT_BACK: gettext_lazy("sent back"),
    Audit.RECORD_WITHDRAWN: gettext_lazy("withdrawn"),
    Audit.RECORD_MARKED: gettext_lazy("marks changed"),
    Audit.RECORD_WIDENED: gettext_lazy("marks widened, by two officers"),
    Audit.RECORD_EXPORTED: gettext_lazy("taken out of the node"),
    Audit.ATTACHMENT_ADDED: gettext_lazy("file attached"),
    Audit.ATTACHMENT_READ: gettext_lazy("file opened"),
    Audit.ATTACHMENT_REMOVED: gettext_lazy("file removed"),
}
WIDER: Final = {
    "tlp": gettext_lazy("the Traffic Light Protocol label"),
    "codes": gettext_lazy("a handling code is gone"),
    "h3_text": gettext_lazy("the words of H3 changed"),
    "purposes": gettext_lazy("more purposes"),
    "audience": gettext_lazy("a larger audience"),
    "nominal": gettext_lazy("it no longer counts as naming persons"),
    "secrecy": gettext_lazy("the class of secrecy"),
    "review_on": gettext_lazy("a later review date"),
}
"""What makes marks wider, in words."""
OFFERED: Final = {
    "amend": Act.RECORD_AMEND,
    "attach": Act.RECORD_ATTACH,
    "file": Act.RECORD_FILE,
    "verify": Act.RECORD_VERIFY,
    "withdraw": Act.RECORD_WITHDRAW,
    "mark": Act.RECORD_MARK,
    "ask_wider": Act.RECORD_ASK_WIDER,
    "ask": Act.RELEASE_ASK,
    "export": Act.RECORD_EXPORT,
    "hold": Act.RETENTION_HOLD,
}


def head(record: Any, by: Actor) -> dict[str, Any]:
    """What stands at the top of every page about a record: number, marks, originator, state."""
    marks = handling_of(record)
    names = names_of(
        {record.agency, record.authority, *marks.audience, *filter(None, (record.team, record.compartment))}
    )
    return {
        "record": record,
        "kind": kind_of(record),
        "marks": record_marks.shown(marks, names),
        "agency": names.get(record.agency, ""),
        "authority": names.get(record.authority, ""),
        "team": names.get(record.team, ""),
        "compartment": names.get(record.compartment, ""),
        "state": STATES[State(record.state)],
        "may": {name: access.may(by, act, facts_of(record)) for name, act in OFFERED.items()},
        "held": [one for one in holds_of(record) if one.lifted_at is None],
    }


def page_of(record: Any, by: Actor) -> dict[str, Any]:
    """Everything the page of one record shows."""
    own = record.agency == by.agency
    reports = access.may(by, Act.RELEASE_REPORT, DeskFacts(record.authority))
    kind = kind_of(record)
    return head(record, by) | {
        "values": values_in_words(kind, values_of(record)),
        "files": attachments_of(record),
        "versions": [(one, CHANGES.get(one.change, one.change)) for one in versions_of(record)],
        "releases": [(left, fields_in_words(kind, left.fields)) for left in left_of(record)]
        if own or reports
        else [],
        "shows_releases": own or reports,
        "asks": [
            (ask, fields_in_words(kind, ask.fields)) for ask in asked_of(record) if own or ask.asked_by == by.officer
        ],
        "history": [_event(one) for one in events_about("record", record.id)] if own else [],
        "shows_history": own,
    }


def values_in_words(kind: Kind, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The values under their titles, in the order of the kind; blank ones are left out."""
    said = spoken(kind, values)
    return [
        {
            "name": field.name,
            "title": _(field.title),
            "value": said[field.name],
            "shareable": field.shareable,
            "nominal": field.nominal,
        }
        for field in kind.fields
        if said.get(field.name) and not field.made
    ]


def spoken(kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """Each value as text: of an observation its codes in words, in the reader's language."""
    if kind.name == INCIDENT.name:
        return incident_facts.by_field(of_values({**values}, id=""))
    return {name: in_words(value) for name, value in values.items() if value}


def fields_in_words(kind: Kind, names: Iterable[str]) -> list[str]:
    """Fields by their titles."""
    wanted = set(names)
    return [_(field.title) for field in kind.fields if field.name in wanted]


def in_words(value: Any) -> str:
    """One value as text."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {in_words(part)}" for name, part in value.items() if name != "id")
    if isinstance(value, list):
        parts = any(isinstance(part, Mapping) for part in value)
        return ("\n" if parts else ", ").join(map(in_words, value))
    return str(value)


def version_page(record: Any, number: int) -> dict[str, Any]:
    """One version, and how it differs from the one before. Raises NothingThere."""
    version = version_of(record, number)
    if version is None:
        raise access.nothing()
    before = version_of(record, number - 1)
    return {
        "version": version,
        "change": CHANGES.get(version.change, version.change),
        "before": before,
        "after": version_of(record, number + 1),
        "fields": _compared(kind_of(record), before, version),
    }


def looked_at(sent: Mapping[str, Any]) -> str:
    """The version that an officer amends: the one that was opened, or a newer one of which the officer says that what
    should stay of it was taken over (`overtaken`)."""
    seen, newer = str(sent.get("seen", "")), str(sent.get("overtaken", ""))
    return newer if seen.isdecimal() and newer.isdecimal() and int(newer) > int(seen) else seen


def overtaken(record: Any, seen: str, by: Actor) -> dict[str, Any]:
    """For a page of amending whose officer looked at an older version than there is: who saved the newest, and how it
    differs. Nothing, where nobody was quicker."""
    before = version_of(record, int(seen)) if seen.isdecimal() and int(seen) < record.version else None
    newest = version_of(record, record.version)
    if before is None or newest is None:
        return {}
    changed = [one for one in _compared(kind_of(record), before, newest) if not one["same"]]
    return {"overtaken": {"newest": newest, "own": newest.by == by.officer, "fields": changed}}


def _compared(kind: Kind, before: Any, version: Any) -> list[dict[str, Any]]:
    """What each field says in a version and said in another, field by field."""
    old, new = json.loads(before.snapshot) if before else {}, json.loads(version.snapshot)
    was_said, is_said = spoken(kind, old), spoken(kind, new)
    fields = ((field, was_said.get(field.name, ""), is_said.get(field.name, "")) for field in kind.fields)
    return [
        {"title": _(field.title), "parts": differences(was, said), "same": was == said}
        for field, was, said in fields
        if not field.made and (was or said)
    ]


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """A text and the one before it, word by word: same, gone or come."""
    before, after = _words(old), _words(new)
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(after[c:d])))
            continue
        found += [("gone", "".join(before[a:b]))] if b > a else []
        found += [("come", "".join(after[c:d]))] if d > c else []
    return found


def _words(text: str) -> list[str]:
    """Words with the space after each; a script without spaces is compared character by character."""
    parts: list[str] = []
    for line in text.splitlines(keepends=True):
        for word in line.split(" "):
            parts += [f"{word} "] if word.isascii() else [*word, " "]
        if parts:
            parts[-1] = parts[-1].rstrip(" ")
    return parts


def _event(event: Any) -> dict[str, Any]:
    known = {act.value: words for act, words in ACTS.items()}
    details = event.details
    return {
        "event": event,
        "words": known.get(event.act) or name(event.act),
        "reason": details.get("reason", ""),
        "form": details.get("form", ""),
    }
