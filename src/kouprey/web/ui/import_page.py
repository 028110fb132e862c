"""What the import pages show. No rule is decided here."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.analytics.releases import Shelf
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.core.jobs import State
from kouprey.web.core.queries import jobs_before
from kouprey.web.trade import access

SHOWN: Final = 50
LISTED: Final = 50
STEPS: Final = {
    "": gettext_lazy("Beginning"),
    "recognised": gettext_lazy("Reading the file"),
    "reading": gettext_lazy("Reading the file"),
    "staged": gettext_lazy("Checking every value and building the release"),
    "built": gettext_lazy("Writing the account"),
    "written": gettext_lazy("Putting the release in place"),
    "renamed": gettext_lazy("Putting the release in place"),
    "pointed": gettext_lazy("Bringing the release into use"),
}
STATES: Final = {
    "received": gettext_lazy("received, not started"),
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


def listed(user: Any) -> dict[str, Any]:
    """The newest imports, and how large a file may be."""
    found = access.imports(user)[:LISTED]
    return {"items": [(item, word(item), size(item.size)) for item in found], "limit": size(settings.UPLOAD_LIMIT)}


def one(item: Any) -> dict[str, Any]:
    """Everything the page of one import shows."""
    state = item.job.state if item.job else "received"
    return {
        "item": item,
        "state": state,
        "word": word(item),
        "kind": KINDS.get(item.found["kind"], item.found["kind"]),
        "size": size(item.size),
        "step": STEPS.get(item.job.step, item.job.step) if item.job else "",
        "before": jobs_before(item.job) if state == State.QUEUED else 0,
        "may_start": state in ("received", State.FAILED, State.CANCELLED),
        "datasets": _datasets(),
        "files": _files(item) if state == State.DONE else [],
    }


def word(item: Any) -> str:
    """Where an import stands, in a word or two."""
    if item.job and item.job.is_open and item.job.stop_asked_at:
        return _("being stopped")
    return str(STATES[item.job.state if item.job else "received"])


def size(count: int) -> str:
    """A size in the largest unit that leaves a whole number or one decimal."""
    for unit, bytes_in_it in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= bytes_in_it:
            return f"{number_format(round(count / bytes_in_it, 1)).removesuffix('.0')} {unit}"
    return f"{count} B"


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


def _files(item: Any) -> list[dict[str, Any]]:
    """The account of each file, with its first rejected rows."""
    return [
        account | {"number": number, "rows": _first_rejects(item, number) if account["rejected"] else []}
        for number, account in enumerate((item.report or {}).get("files", []), 1)
    ]


def _first_rejects(item: Any, number: int) -> list[dict[str, str]]:
    try:
        with rejects_file(item, number).open(encoding="utf-8", newline="") as file:
            return list(islice(csv.DictReader(file), SHOWN))
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
