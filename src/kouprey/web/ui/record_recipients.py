"""Choosing a recipient: search the directory, take one. The same on the page that asks and on that of rules."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy

from kouprey.domain.access import Actor
from kouprey.domain.release import PartyKind, Recipient
from kouprey.web.accounts.directory import recipient, recipients

MOST: Final = 30
KINDS: Final = {
    PartyKind.AUTHORITY: gettext_lazy("authority"),
    PartyKind.AGENCY: gettext_lazy("agency"),
    PartyKind.OFFICER: gettext_lazy("officer"),
    PartyKind.GROUP: gettext_lazy("group"),
}


def offered(by: Actor, words: str) -> dict[str, Any]:
    """The recipients whose names hold all of the words, the first of them; how many more there are."""
    wanted = words.casefold().split()
    found = [one for one in recipients(by.authority) if all(word in one[0].casefold() for word in wanted)]
    return {
        "recipients": [
            {"label": label, "kind": KINDS[kind], "value": f"{kind.value}:{id}"} for label, kind, id in found[:MOST]
        ],
        "more": max(0, len(found) - MOST),
        "q": words,
    }


def chosen(value: str) -> Recipient | None:
    """The recipient that a form names as kind and id; None for what is none."""
    kind, _colon, id = value.partition(":")
    try:
        return recipient(UUID(id), PartyKind(kind))
    except ValueError:
        return None


def value_of(found: Recipient) -> str:
    """How a form names a recipient."""
    return f"{found.kind.value}:{found.id}"
