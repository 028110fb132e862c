"""Acts of the audit as a file: read in parts, so that a node's whole history can be taken away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kouprey.domain.audit.chain import moment
from kouprey.web.core import queries
from kouprey.web.core.sentences import sentence

PART: Final = 1000
COLUMNS: Final = (
    "link", "event", "at", "officer", "officer_name", "agency", "authority", "act", "sentence", "kind", "record",
    "label", "details", "content",
)  # fmt: skip
TYPES: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def written(found: Any, form: str) -> Iterator[str]:
    """The acts as CSV or as one JSON object, piece by piece."""
    return _csv(_rows(found)) if form == "csv" else _json(_rows(found))


def _rows(found: Any) -> Iterator[dict[str, Any]]:
    """The newest first; each part is read when it is written."""
    last = None
    while True:
        part = queries.opened((found.filter(id__lt=last) if last else found)[:PART])
        if not part:
            return
        links = queries.links(part)
        for row in part:
            yield _row(row, links.get(row.id, ""))
        last = part[-1].id


def _row(row: Any, link: str) -> dict[str, Any]:
    holds = row.contents
    ids = {word: str(id) if id else "" for word, id in (("agency", row.agency), ("authority", row.authority))}
    return {
        "link": link,
        "event": str(row.id),
        "at": moment(row.at),
        "officer": str(row.by or ""),
        "officer_name": holds.by,
        **ids,
        "act": row.act,
        "sentence": sentence(row.act, holds),
        "kind": row.target_kind,
        "record": row.target_id,
        "label": holds.label,
        "details": holds.details,
        "content": holds.state,
    }


def _csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield _line(COLUMNS)
    for row in rows:
        details = json.dumps(row["details"], ensure_ascii=False)
        yield _line([_harmless(value) for value in (row | {"details": details}).values()])


def _line(values: Iterable[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()


def _harmless(value: Any) -> Any:
    """What a spreadsheet would take for a formula is marked as text. The JSON form holds it as it is."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield '{"acts": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"
