"""What a source calls its columns, remembered by name: KOUPREY_HOME/mappings/NAME.json."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from kouprey.domain.reports.rows import MATERIAL
from kouprey.kernel.errors import NothingThere, UnusableFile, UnusableInput
from kouprey.kernel.words import said

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")


def parse(pairs: Sequence[str], known: Collection[str] = MATERIAL) -> dict[str, str]:
    """Read FIELD=HEADER pairs of `known` fields. Raises UnusableInput for what is no pair, or no such field."""
    mapping = {}
    for pair in pairs:
        field, equals, header = pair.partition("=")
        if not equals or not header.strip() or field.strip() not in known:
            raise UnusableInput(
                said("“%(pair)s” does not map a field.", pair=pair),
                remedy=said("Write FIELD=HEADER, with one of these fields: %(fields)s.", fields=", ".join(known)),
            )
        mapping[field.strip()] = header.strip()
    return mapping


def path_of(home: Path, name: str) -> Path:
    """Where a mapping is kept. Raises UnusableInput for a name that is no name."""
    if not _NAME.fullmatch(name):
        raise UnusableInput(
            said("“%(name)s” cannot name a mapping.", name=name),
            remedy=said("Use letters, digits, - and _, at most 61 of them."),
        )
    return home / "mappings" / f"{name}.json"


def recall(home: Path, name: str, known: Collection[str] = MATERIAL) -> dict[str, str]:
    """The mapping that was remembered under `name`. Raises NothingThere if there is none."""
    path = path_of(home, name)
    if not path.is_file():
        kept = ", ".join(sorted(p.stem for p in path.parent.glob("*.json"))) or "none"
        raise NothingThere(
            said("There is no mapping “%(name)s” (mappings: %(kept)s).", name=name, kept=kept),
            remedy=said('Make it with: --mapping %(name)s --map FIELD="HEADER" …', name=name),
        )
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
        return {str(field): str(header) for field, header in fields.items() if field in known}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnusableFile(
            str(path),
            expected=said('{"fields": {FIELD: HEADER, …}}'),
            found=said("something else"),
            remedy=said("Mend or delete it."),
        ) from None


def remember(home: Path, name: str, mapping: Mapping[str, str]) -> Path:
    """Keep a mapping under `name`, in one step."""
    path = path_of(home, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".fresh")
    fresh.write_text(json.dumps({"fields": dict(mapping)}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)
    return path
