"""What the import pages show. No rule is decided here."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kouprey.analytics.releases import Shelf
from kouprey.domain.access import Actor
from kouprey.domain.retention import Fate
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.kernel.words import unpacked
from kouprey.trade.checking import reason_kept
from kouprey.web.core.jobs import State
from kouprey.web.core.queries import jobs_before
from kouprey.web.trade import access
from kouprey.web.trade.actions import DELETED
from kouprey.web.ui.import_words import size, upload_words
from kouprey.web.ui.trade_heads import head

SHOWN: Final = 50
LISTED: Final = 50
STEPS: Final = {
    "": gettext_lazy("Beginning"),
    "reading": gettext_lazy("Step 1 of 4: reading the file"),
    "checking": gettext_lazy("Step 2 of 4: checking every value"),
    "building": gettext_lazy("Step 3 of 4: building the release"),
    "placing": gettext_lazy("Step 4 of 4: bringing the release into use"),
}
UNMOVED: Final = ("checking", "building")
"""Steps within which the engine does not say how far it is."""
STATES: Final = {
    "received": gettext_lazy("received, not started"),
    "gone": gettext_lazy("removed, not started"),
    State.QUEUED: gettext_lazy("waiting"),
    State.RUNNING: gettext_lazy("being loaded"),
    State.DONE: gettext_lazy("loaded"),
    State.FAILED: gettext_lazy("not loaded"),
    State.CANCELLED: gettext_lazy("stopped"),
}
KINDS: Final = {
    "bulk": gettext_lazy("full download of the CITES Trade Database"),
    "comptab": gettext_lazy("comparative tabulation"),
}

LANGUAGES: Final = {
    "English": gettext_lazy("English"),
    "Spanish": gettext_lazy("Spanish"),
    "French": gettext_lazy("French"),
}


GONE: Final = {
    Fate.LOADED: gettext_lazy("It was loaded, and a file is kept for %(days)s days after that. Its account stays."),
    Fate.NOT_STARTED: gettext_lazy("Its import was never started, and such a file is kept for %(days)s days."),
    Fate.NOT_LOADED: gettext_lazy("It was not loaded, and such a file is kept for %(days)s days."),
    DELETED: gettext_lazy("%(officer)s deleted it; its import was never started."),
}


def listed(actor: Actor | None) -> dict[str, Any]:
    """The newest imports, the officer's own unfinished uploads, and how large a file may be."""
    found, limit = access.imports(actor)[:LISTED], size(settings.UPLOAD_LIMIT)
    return {
        "items": [(item, word(item), size(item.size)) for item in found],
        "unfinished": [_unfinished(upload) for upload in access.uploads(actor)],
        "limit": limit,
        "words": upload_words(limit),
    }


def one(item: Any, actor: Actor | None) -> dict[str, Any]:
    """Everything the page of one import shows."""
    state = item.job.state if item.job else "received"
    return {
        **progress(item),
        "item": item,
        "state": state,
        "word": word(item),
        "kind": KINDS.get(item.found["kind"], item.found["kind"]),
        "language": LANGUAGES.get(item.found["language"], item.found["language"]),
        "size": size(item.size),
        "gone": _gone(item),
        "may_start": not item.removed_at and state in ("received", State.FAILED, State.CANCELLED),
        "may_delete": not item.removed_at and state == "received" and access.may_delete(actor, item),
        "datasets": _datasets(),
        "files": _files(item) if state == State.DONE else [],
        "warnings": [unpacked(words) for words in (item.report or {}).get("warnings", [])],
        "refusal": _refusal(item) if state == State.FAILED else {},
    }


def progress(item: Any) -> dict[str, Any]:
    """How far a load is: the same words for the page and for its script."""
    job = item.job
    if job is None or not job.is_open:
        return {"open": False, "word": word(item)}
    if job.state == State.QUEUED:
        return {
            "open": True,
            "word": word(item),
            "title": _("Waiting"),
            "percent": 0,
            "says": _waiting(jobs_before(job)),
        }
    says = _("%(percent)s per cent of the work is done.") % {"percent": job.done}
    if job.step in UNMOVED:
        says += " " + _("Within this step it is not known how far it is; the bar moves at its end.")
    return {
        "open": True,
        "word": word(item),
        "title": str(STEPS.get(job.step, job.step)),
        "percent": job.done,
        "says": says,
    }


def word(item: Any) -> str:
    """Where an import stands, in a word or two."""
    if item.job and item.job.is_open and item.job.stop_asked_at:
        return _("being stopped")
    if item.job is None and item.removed_at:
        return str(STATES["gone"])
    return str(STATES[item.job.state if item.job else "received"])


def rejects_file(item: Any, number: int) -> Path:
    """The file of rejected rows of the import's file of that number, counted from 1. Raises NothingThere."""
    files = item.report["files"] if item.report else []
    named = files[number - 1]["rejects_file"] if 0 < number <= len(files) else None
    place = Path(named).resolve() if named else None
    store = Path(settings.HOME).resolve() / "trade"
    if place is None or not place.is_relative_to(store) or not place.is_file():
        raise NothingThere(
            _("These rejected rows are no longer kept on this node."),
            remedy=_("They go with their release; load the file again to see them."),
        )
    return place


def _refusal(item: Any) -> dict[str, str]:
    """Why the load failed, in words that can be translated where they were kept so."""
    error = item.job.error
    return {part: unpacked(words) for part, words in error.get("said", error).items()}


def _waiting(before: int) -> str:
    if not before:
        return _("It starts by itself as soon as the worker is free.")
    return ngettext(
        "%(number)s import is before this one. It starts by itself.",
        "%(number)s imports are before this one. It starts by itself.",
        before,
    ) % {"number": before}


def _gone(item: Any) -> str:
    """Why the file is no longer here; nothing if it is."""
    if not item.removed_at:
        return ""
    return str(GONE[item.removed_why]) % {"days": item.removed_after_days, "officer": item.removed_by_label}


def _unfinished(upload: Any) -> dict[str, Any]:
    """What the list says of an upload on its way."""
    return {
        "upload": upload,
        "size": size(upload.size),
        "arrived": size(upload.arrived),
        "percent": upload.arrived * 100 // upload.size,
    }


def _files(item: Any) -> list[dict[str, Any]]:
    """The account of each file, with its first rejected rows."""
    return [
        account | {"number": number, "rows": _first_rejects(item, number) if account["rejected"] else []}
        for number, account in enumerate((item.report or {}).get("files", []), 1)
    ]


def _first_rejects(item: Any, number: int) -> list[dict[str, str]]:
    try:
        with rejects_file(item, number).open(encoding="utf-8", newline="") as file:
            rows = islice(csv.DictReader(file), SHOWN)
            return [row | {"field": head(row["field"]), "reason": reason_kept(row["reason"])} for row in rows]
    except KoupreyError:
        return []


def _datasets() -> list[dict[str, Any]]:
    """What is in the store now: an import replaces one of these, or adds to it."""
    shelf, found = Shelf(Path(settings.HOME)), []
    for name in shelf.datasets():
        try:
            release = shelf.current(name)
        except KoupreyError:
            continue
        found.append({"name": name, "kind": release.kind, "release": release.id, **release.manifest})
    return found
