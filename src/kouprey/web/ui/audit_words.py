"""Words for what acts on record only name: kinds of things, names of details, and codes that stand in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain.kinds import KINDS as RECORDS
from kouprey.web.core.sentences import rule
from kouprey.web.ui import people_words

KINDS: Final[dict[str, Any]] = {
    "agency": gettext_lazy("agency"),
    "appointment": gettext_lazy("role of an officer"),
    "approval": gettext_lazy("approval"),
    "ask": gettext_lazy("question to the desk"),
    "audit": gettext_lazy("audit"),
    "authority": gettext_lazy("authority"),
    "backup": gettext_lazy("backup"),
    "directory": gettext_lazy("directory"),
    "invitation": gettext_lazy("invitation"),
    "job": gettext_lazy("job"),
    "namedlist": gettext_lazy("list of officers"),
    "node": gettext_lazy("node"),
    "officer": gettext_lazy("officer"),
    "partygroup": gettext_lazy("group"),
    "record": gettext_lazy("record"),
    "law": gettext_lazy("register of law"),
    "release": gettext_lazy("release"),
    "release rule": gettext_lazy("release rule"),
    "retention": gettext_lazy("retention"),
    "tip": gettext_lazy("tip"),
    "token": gettext_lazy("token"),
    "trade import": gettext_lazy("trade import"),
    "trade upload": gettext_lazy("trade upload"),
    "unit": gettext_lazy("unit"),
    "duty": gettext_lazy("duty of the State"),
    "submission": gettext_lazy("report that was sent"),
    "table": gettext_lazy("table that was brought"),
    "assessment": gettext_lazy("assessment"),
}
DETAILS: Final[dict[str, Any]] = {
    "act": gettext_lazy("act"),
    "acts": gettext_lazy("acts"),
    "add": gettext_lazy("added to what is there"),
    "added": gettext_lazy("added"),
    "address": gettext_lazy("address"),
    "after": gettext_lazy("after"),
    "after days": gettext_lazy("after days"),
    "agency": gettext_lazy("agency"),
    "answer": gettext_lazy("answer"),
    "arrived": gettext_lazy("arrived"),
    "asked_by": gettext_lazy("asked by"),
    "attachment": gettext_lazy("file"),
    "authority": gettext_lazy("authority"),
    "basis": gettext_lazy("legal basis"),
    "before": gettext_lazy("before"),
    "changed": gettext_lazy("changed"),
    "codes": gettext_lazy("codes"),
    "compartment": gettext_lazy("compartment"),
    "consent": gettext_lazy("consent"),
    "country": gettext_lazy("country"),
    "dataset": gettext_lazy("dataset"),
    "demanded": gettext_lazy("demanded"),
    "edition": gettext_lazy("edition"),
    "email": gettext_lazy("e-mail"),
    "ended": gettext_lazy("ended"),
    "entered": gettext_lazy("entered"),
    "expires": gettext_lazy("expires"),
    "failures": gettext_lazy("failures"),
    "fields": gettext_lazy("fields"),
    "filters": gettext_lazy("filters"),
    "files": gettext_lazy("files"),
    "form": gettext_lazy("form of the file"),
    "format": gettext_lazy("form of the file"),
    "full_name": gettext_lazy("full name"),
    "handover": gettext_lazy("hand-over"),
    "held": gettext_lazy("has users here"),
    "hold": gettext_lazy("hold"),
    "import": gettext_lazy("import"),
    "kept": gettext_lazy("kept"),
    "key": gettext_lazy("key"),
    "kind": gettext_lazy("kind"),
    "list": gettext_lazy("list"),
    "made_at": gettext_lazy("made at"),
    "name": gettext_lazy("name"),
    "of": gettext_lazy("kind of record"),
    "origin": gettext_lazy("origin of the list"),
    "original": gettext_lazy("with the original"),
    "proposed_by": gettext_lazy("proposed by"),
    "purpose": gettext_lazy("purpose"),
    "reason": gettext_lazy("reason"),
    "recipient": gettext_lazy("recipient"),
    "record": gettext_lazy("record"),
    "releases": gettext_lazy("releases"),
    "remedy": gettext_lazy("what to do"),
    "removed": gettext_lazy("removed"),
    "review_on": gettext_lazy("look again on"),
    "role": gettext_lazy("role"),
    "rows": gettext_lazy("rows"),
    "rule": gettext_lazy("rule"),
    "same": gettext_lazy("the same event"),
    "seconds": gettext_lazy("seconds"),
    "sha256": gettext_lazy("digest (SHA-256)"),
    "size": gettext_lazy("size in bytes"),
    "source": gettext_lazy("source"),
    "starts_on": gettext_lazy("begins on"),
    "target": gettext_lazy("about"),
    "temporary": gettext_lazy("temporary"),
    "to": gettext_lazy("to"),
    "under": gettext_lazy("under"),
    "version": gettext_lazy("version"),
    "versions": gettext_lazy("versions"),
    "what": gettext_lazy("what happened"),
    "why": gettext_lazy("why"),
    "wider": gettext_lazy("wider"),
    "on": gettext_lazy("on"),
    "onward": gettext_lazy("passed on"),
    "created": gettext_lazy("made"),
    "updated": gettext_lazy("amended"),
    "unchanged": gettext_lazy("left alone"),
    "due": gettext_lazy("due"),
    "late": gettext_lazy("late"),
}
"""What the details of an act are called; one that is not named here goes by its own name."""


def kind(name: str) -> str:
    """What kind of thing an act is about."""
    return str(KINDS.get(name, name))


def detail(name: str) -> str:
    """What a detail of an act is called."""
    return str(DETAILS.get(name, name))


def code(name: str, value: str) -> str:
    """A value that is a code of a closed list, in words; any other as it was kept."""
    return _CODES[name](value) if name in _CODES else value


def _record_kind(value: str) -> str:
    return _(RECORDS[value].title) if value in RECORDS else value


def _field(value: str) -> str:
    titles = {field.name: field.title for found in RECORDS.values() for field in found.fields}
    return _(titles[value]) if value in titles else value


_CODES: Final[dict[str, Callable[[str], str]]] = {
    "role": people_words.role_title,
    "purpose": people_words.purpose_name,
    "kind": people_words.kind_name,
    "of": _record_kind,
    "fields": _field,
    "rule": rule,
}
