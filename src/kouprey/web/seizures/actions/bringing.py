"""A table that an officer brings: kept encrypted, told about, settled, started or thrown away. Nothing becomes a
record before the worker takes it in (`working`).

What is said of a source (columns, the order of days, words) is remembered for its next table.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import lists
from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.domain.handling import Handling
from kouprey.formats import seizures as forms
from kouprey.formats.seizures.tables import EXPECTED
from kouprey.kernel.errors import Refused, UnusableFile, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import country_of
from kouprey.web.core.actions import queue_job
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records import vault
from kouprey.web.records.actions.marks import as_json
from kouprey.web.seizures.access import mapping, may_bring_tables, waiting_table
from kouprey.web.seizures.actions.looking import is_small, lying, preview
from kouprey.web.seizures.actions.sealing import drop, sealing
from kouprey.web.seizures.models import ColumnMapping, LearnedWord, WaitingTable

READ, IMPORT, LANE = "seizures.read", "seizures.import", "seizures"
LARGEST: Final = 30_000_000
"""Bytes of a table that a page takes: what may be attached to a record at most. The shell takes more."""


def bring_table(*, name: str, file: IO[bytes], source: str, by: Actor, at: datetime) -> WaitingTable:
    """Keep a table, to be looked at. It is read as the source's last one was. Raises UnusableInput, Refused."""
    _may(by)
    shown, from_ = unicodedata.normalize("NFC", name)[-200:], " ".join(source.split())[:100]
    if not from_:
        raise UnusableInput(
            _("The source has no name."),
            remedy=_("Name who the table comes from. What you say about its columns and words is kept under it."),
        )
    content = looked_at(shown, file)
    known = mapping(by, from_)
    with sealing(authority=by.authority, at=at) as keep, transaction.atomic():
        made: WaitingTable = WaitingTable.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, agency=by.agency, name=shown,
            source=from_, file=keep(content), marks=as_json(Handling()), told=known.told if known else {},
            day_first=known.day_first if known else None,
            country=known.country if known else country_of(by.authority), by=by.officer, by_label=by.label, at=at,
        )  # fmt: skip
        _note(Audit.TABLE_BROUGHT, made, by, at, sha256=vault.digest(content), source=from_)
        _read_anew(made, by, at)
    return made


def tell_columns(
    *, id: UUID, told: Mapping[str, str], day_first: bool | None, country: str, kind: str, by: Actor, at: datetime
) -> WaitingTable:
    """Say what the columns hold, and what holds where cells are blank; kept for the source. Raises UnusableInput."""
    if not all(field in forms.fields() or field.startswith(forms.LEFT_OUT) for field in told):
        raise UnusableInput(_("A column cannot hold that."), remedy=_("Choose from the list."))
    if country and country not in {row["code"] for row in lists.load("countries").rows}:
        raise UnusableInput(_("That is no code of a country."), remedy=_("Choose a country from the list."))
    if kind not in set(sz.Kind):
        raise UnusableInput(_("There is no such kind of observation."), remedy=_("Choose from the list."))
    with transaction.atomic():
        held = _held(by, id)
        held.told, held.day_first, held.country, held.kind = dict(told), day_first, country, kind
        held.save(update_fields=["told", "day_first", "country", "kind"])
        ColumnMapping.objects.of(agency=by.agency).update_or_create(
            agency=by.agency, source=held.source,
            defaults={"told": dict(told), "day_first": day_first, "country": country, "by_label": by.label, "at": at},
        )  # fmt: skip
        _note(Audit.TABLE_COLUMNS_TOLD, held, by, at, source=held.source, told=dict(told))
        _read_anew(held, by, at)
    return held


def learn_words(*, id: UUID, meanings: Iterable[sz.Learned], by: Actor, at: datetime) -> WaitingTable:
    """Give words of a source a meaning, for this table and every later one of it. Raises UnusableInput."""
    taught = [one for one in meanings if one.word.strip()]
    for one in taught:
        if one.code not in meanings_of(one.vocabulary):
            raise UnusableInput(
                _("%(word)s cannot mean that.") % {"word": one.word}, remedy=_("Choose a meaning from the list.")
            )
    if not taught:
        raise UnusableInput(_("No word was given a meaning."), remedy=_("Choose what at least one of them means."))
    with transaction.atomic():
        held = _held(by, id)
        for one in taught:
            LearnedWord.objects.of(agency=by.agency).update_or_create(
                agency=by.agency, source=held.source, vocabulary=one.vocabulary, word=sz.fold(one.word)[:200],
                defaults={"code": one.code, "by_label": by.label, "at": at},
            )  # fmt: skip
        words = {one.word: one.code for one in taught}
        _note(Audit.TABLE_WORDS_LEARNED, held, by, at, words=len(words), source=held.source, meanings=words)
        _read_anew(held, by, at)
        for other in _others(held):  # rows that were rejected may be read now, and name somebody
            _read_anew(other, by, at)
    return held


def settle_names(*, id: UUID, answers: Mapping[str, str], by: Actor, at: datetime) -> WaitingTable:
    """Say of words that seem to name persons whether they are taken out or are none. Raises UnusableInput."""
    given = {key[:24]: answer for key, answer in answers.items() if answer in (forms.KEEP, forms.TAKE_OUT)}
    if not given:
        raise UnusableInput(_("Nothing was settled."), remedy=_("Answer for at least one of them."))
    with transaction.atomic():
        held = _held(by, id)
        held.answers = held.answers | given
        held.save(update_fields=["answers"])
        out = sum(1 for answer in given.values() if answer == forms.TAKE_OUT)
        _note(Audit.TABLE_NAMES_SETTLED, held, by, at, out=out, kept=len(given) - out)
        _read_anew(held, by, at)
    return held


def read_again(*, id: UUID, by: Actor, at: datetime) -> WaitingTable:
    """Read a table anew, after the worker was stopped or could not read it."""
    with transaction.atomic():
        held = _held(by, id)
        _read_anew(held, by, at)
    return held


def start_import(*, id: UUID, marks: Handling, by: Actor, at: datetime) -> WaitingTable:
    """Ask the worker to take a table in. Raises Refused while names are open, or nothing can be taken in."""
    with transaction.atomic():
        held = _held(by, id)
        found = preview(held, by)
        if found is None or not found["loaded"]:
            raise Refused(
                _("There is no row that can be taken in."), remedy=_("Look at the columns and at the rejected rows.")
            )
        if found["open"]:
            raise Refused(
                _("Words that seem to name persons are not settled: %(count)d.") % {"count": found["open"]},
                remedy=_("Settle each of them first. Names belong to cases, and nothing is stored before."),
            )
        held.marks = as_json(marks)
        held.job = queue_job(kind=IMPORT, arguments=_arguments(held), by=by, at=at, lane=LANE)
        held.save(update_fields=["marks", "job"])
    return held


def discard_table(*, id: UUID, by: Actor, at: datetime) -> None:
    """Throw a table away that was not taken in: its file and what was settled about it."""
    with transaction.atomic():
        held = _held(by, id)
        end_waiting(held, at)
        _note(Audit.TABLE_DISCARDED, held, by, at)


def end_waiting(held: WaitingTable, at: datetime) -> None:
    """The table waits no more, and what lay of it goes. Only inside the transaction of an act."""
    file, seen = held.file, held.preview
    held.file, held.preview, held.answers, held.ended_at = None, None, {}, at
    held.save(update_fields=["file", "preview", "answers", "ended_at"])
    drop(file)
    drop(seen)


def meanings_of(vocabulary: str) -> dict[str, str]:
    """Codes that a word of a vocabulary can mean, and what they are called in English."""
    if vocabulary in sz.VOCABULARIES:
        return {word.code: word.name for word in sz.words(vocabulary)}
    if vocabulary == "term":
        return {row["code"]: row["name"] for row in lists.load("terms").rows}
    if vocabulary == "unit":
        return {row["code"]: row["name"] for row in lists.load("units").rows if row["code"]}
    if vocabulary == "country":
        return {row["code"]: row["name"] for row in lists.load("countries").rows}
    return {}


def _may(by: Actor) -> None:
    if not may_bring_tables(by):
        raise Refused(
            _("Your role does not import tables."), remedy=_("Act in another role, or ask a colleague who may.")
        )


def looked_at(name: str, file: IO[bytes]) -> bytes:
    """The bytes of a file that is a table, not too large, let pass by the scanner. Raises UnusableInput, Refused."""
    content = file.read(LARGEST + 1)
    if not content:
        raise UnusableInput(
            _("%(name)s is empty.") % {"name": name},
            kept=_("Nothing of it was kept."),
            remedy=_("Export it again where it comes from, and look whether it has rows."),
        )
    if len(content) > LARGEST:
        raise UnusableInput(
            _("%(name)s is larger than %(most)s MB.") % {"name": name, "most": LARGEST // 1_000_000},
            kept=_("Nothing of it was kept."),
            remedy=_("Bring a part of it, or use the node's shell: kouprey seizures import FILE"),
        )
    vault.scan(name, content)
    with lying(content) as path:
        try:
            _heading, columns = forms.columns(path)
            if len(columns) < 2:
                raise UnusableFile(
                    name, expected=EXPECTED, found=_("no table"), remedy=_("Save it as CSV or as a workbook (.xlsx).")
                )
        except UnusableFile as error:
            raise UnusableFile(name, expected=error.expected, found=error.found, remedy=error.remedy) from error
    return content


def _held(by: Actor, id: UUID) -> WaitingTable:
    """The table under a lock, unless the worker has it. Raises NothingThere, Refused."""
    held = waiting_table(by, id, lock=True)
    if held.job is not None and held.job.is_open:
        raise Refused(_("The worker has this table now."), remedy=_("Wait until it is read, then try again."))
    return held


def _others(held: WaitingTable) -> list[WaitingTable]:
    """The other tables of its source that wait in its agency, but for those that the worker has."""
    some = WaitingTable.objects.of(agency=held.agency, source=held.source, ended_at=None).exclude(pk=held.pk)
    rows = some.select_related("file", "preview", "job").select_for_update(of=("self",))
    return [one for one in rows if one.job is None or not one.job.is_open]


def _read_anew(held: WaitingTable, by: Actor, at: datetime) -> None:
    """What was found before holds no more; a large table is read by the worker."""
    seen, held.preview, held.job = held.preview, None, None
    if not is_small(held):
        held.job = queue_job(kind=READ, arguments=_arguments(held), by=by, at=at, lane=LANE)
    held.save(update_fields=["preview", "job"])
    drop(seen)


def _arguments(held: WaitingTable) -> dict[str, Any]:
    return {"table": str(held.id), "agency": str(held.agency)}


def _note(act: Audit, held: WaitingTable, by: Actor, at: datetime, **details: Any) -> None:
    write_down(act=act, kind="table", id=held.id, label=held.name, by=by, at=at, details=details)
