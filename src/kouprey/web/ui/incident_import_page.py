"""What the pages of imports of observations show. No rule is decided here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.formats import seizures as forms
from kouprey.kernel.errors import KoupreyError
from kouprey.kernel.words import unpacked
from kouprey.web.core.jobs import State
from kouprey.web.core.queries import jobs_before
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions.bringing import IMPORT, LARGEST, READ, meanings_of
from kouprey.web.seizures.actions.looking import SHOWN, preview
from kouprey.web.seizures.actions.undoing import UNDO, asked_to_undo
from kouprey.web.ui.import_words import size
from kouprey.web.ui.incident_form import countries
from kouprey.web.ui.incident_import_words import STEPS, field_words
from kouprey.web.ui.templatetags.handling import headline_in_words

LISTED: Final = 50
TITLES: Final = {
    READ: gettext_lazy("The table is being read"), IMPORT: gettext_lazy("The table is being imported"),
    UNDO: gettext_lazy("The import is being undone"),
}  # fmt: skip
"""What the worker does, by kind of work."""
ASKED: Final = 40
"""Words that are asked about at a time: each brings its whole list along."""


def listed(by: Actor) -> dict[str, Any]:
    """Tables that wait, imports of the own agency, and sources that are known."""
    return {
        "waiting": [(one, size(one.file.size), _word(one)) for one in _waiting(by)],
        "runs": list(access.table_imports(by)[:LISTED]),
        "sources": [one.source for one in access.mappings(by)],
        "limit": size(LARGEST),
        "may_bring": access.may_bring_tables(by),
    }


def waiting_page(held: Any, by: Actor) -> dict[str, Any]:
    """Everything the page of a table that waits shows."""
    told = progress(held)
    shown: dict[str, Any] = {**told, "table": held, "size": size(held.file.size), "refusal": _refusal(held.job)}
    if told["open"]:
        return shown
    try:
        found = preview(held, by)
    except KoupreyError as error:
        return shown | {"refusal": {"what": error.what, "remedy": error.remedy, "kept": error.kept}}
    if found is None:
        return shown | {"unread": True}
    found["open_names"] = found.pop("open")
    shown |= found | {"columns": _columns(found["columns"]), "is_etis": found["columns"]["shape"] == "etis"}
    if "refused" in found:
        return shown | {"refused": {part: unpacked(words) for part, words in found["refused"].items()}}
    return shown | {
        "field_choices": _field_choices(), "countries": countries(),
        "kinds": [(word.code, _(word.name)) for word in sz.words("kind")],
        "names": [one | {"title": field_words(one["field"]), "why": unpacked(one["why"])} for one in found["names"]],
        "words": [_asked(one) for one in found["words"][:ASKED]], "more_words": len(found["words"]) > ASKED,
        "rejects": [_reject(one) for one in found["rejects"]],
        "first": [one | {"what": headline_in_words(sz.INCIDENT.name, one["what"])} for one in found["first"]],
        "may_start": bool(found["loaded"]) and not found["open_names"],
    }  # fmt: skip


def columns_shown(shown: Mapping[str, Any]) -> dict[str, Any]:
    """What the mapper needs where nothing of a table was understood."""
    return dict(shown) | {
        "field_choices": _field_choices(), "countries": countries(),
        "kinds": [(word.code, _(word.name)) for word in sz.words("kind")],
    }  # fmt: skip


def run_page(run: Any, by: Actor) -> dict[str, Any]:
    """Everything the page of an import shows: its account, what it made, what was rejected."""
    lines = access.lines_of(run, SHOWN)
    wanted = [line.record_id for line in lines]
    seen = set(access.incidents(by).filter(pk__in=wanted).values_list("pk", flat=True))
    undoing = undo_progress(run)
    return undoing | {
        "run": run, "rows_loaded": run.rows_read - run.rows_rejected,
        "lines": [line for line in lines if line.record_id in seen],
        "all_lines": run.created + run.updated + run.unchanged,
        "rejects": _first_rejects(run), "rejected": run.rows_rejected, "table": run,
        "may_undo": run.undone_at is None and not undoing["open"] and access.may_bring_tables(by)
                    and Act.RECORD_WITHDRAW in by.spec.acts,
    }  # fmt: skip


def progress(held: Any) -> dict[str, Any]:
    """How far the worker is with a table: the same words for the page and for its script."""
    return _progress(held.job) | {"word": _word(held)}


def undo_progress(run: Any) -> dict[str, Any]:
    """How far the worker is with undoing an import, likewise; and why it could not be undone."""
    job = asked_to_undo(run) if run.undone_at is None else None
    word = _("being undone") if job is not None and job.is_open else _("imported")
    return _progress(job) | {"word": word, "refusal": _refusal(job)}


def _progress(job: Any) -> dict[str, Any]:
    if job is None or not job.is_open:
        return {"open": False}
    if job.state == State.QUEUED:
        return {"open": True, "title": _("Waiting"), "percent": 0, "says": _before(job)}
    percent = job.done * 100 // job.total if job.total else 0
    says = str(STEPS.get(job.step, STEPS[""]))
    if job.total:
        says = _("%(step)s: %(percent)s per cent") % {"step": says, "percent": percent}
    return {"open": True, "title": str(TITLES[job.kind]), "percent": percent, "says": says}


def told_of(sent: Mapping[str, str], found: Mapping[str, Any]) -> dict[str, str]:
    """The mapping that a form says: field to header, and which columns hold nothing. A table of ETIS has none."""
    if found["columns"]["shape"] == "etis":
        return {}
    told, left = {}, 0
    for n, column in enumerate(found["columns"]["columns"]):
        field = sent.get(f"column-{n}", "")
        if field:
            told[field] = column["header"]
        elif column["field"]:
            told[f"{forms.LEFT_OUT}{left}"] = column["header"]
            left += 1
    return told


def kept_rejects(run: Any) -> list[dict[str, Any]]:
    """The rejected rows of an import, as they were kept. Raises NothingThere once they are gone."""
    kept: list[dict[str, Any]] = json.loads(queries.content_of(run.rejects))["rows"]
    return kept


def _waiting(by: Actor) -> list[Any]:
    return list(access.waiting_tables(by).select_related("file", "job")[:LISTED])


def _word(held: Any) -> str:
    if held.job is None or held.job.state == State.DONE:
        return _("not imported yet")
    if held.job.state == State.QUEUED:
        return _("waiting")
    if held.job.state == State.RUNNING:
        return _("being imported") if held.job.kind == IMPORT else _("being read")
    return _("not imported")


def _before(job: Any) -> str:
    before = jobs_before(job)
    if not before:
        return _("It starts by itself as soon as the worker is free.")
    return ngettext(
        "%(number)s other table is before this one. It starts by itself.",
        "%(number)s other tables are before this one. It starts by itself.",
        before,
    ) % {"number": before}


def _refusal(job: Any) -> dict[str, Any]:
    if job is None or job.state != State.FAILED:
        return {}
    return {part: unpacked(words) for part, words in job.error.get("said", job.error).items()}


def _columns(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [column | {"n": n, "holds": field_words(column["field"])} for n, column in enumerate(found["columns"])]


def _field_choices() -> list[tuple[str, str]]:
    return sorted(((field, field_words(field)) for field in forms.fields()), key=lambda one: one[1])


def _asked(one: Mapping[str, Any]) -> dict[str, Any]:
    """A word and what it can mean, what comes closest first."""
    every = meanings_of(one["vocabulary"])
    near = [code for code in one["near"] if code in every]
    words = {code: _(name) if name else code for code, name in every.items()}
    rest = sorted((code for code in every if code not in near), key=lambda code: words[code])
    return {
        "vocabulary": one["vocabulary"], "list": forms.LIST_WORDS.get(one["vocabulary"], ""), "word": one["word"],
        "rows": one["rows"], "near": [(code, words[code]) for code in near],
        "choices": [(code, words[code]) for code in rest],
    }  # fmt: skip


def _reject(one: Mapping[str, Any]) -> dict[str, Any]:
    faults = [
        {"field": field_words(fault["field"]), "value": fault["value"], "reason": unpacked(fault["reason"]),
         "remedy": unpacked(fault["remedy"])}
        for fault in one["faults"]
    ]  # fmt: skip
    return {"sheet": one["sheet"], "line": one["line"], "faults": faults}


def _first_rejects(run: Any) -> list[dict[str, Any]]:
    if run.rejects is None:
        return []
    try:
        return [_reject(one) for one in kept_rejects(run)[:SHOWN]]
    except KoupreyError:
        return []
