"""Import of a table of observations: read = loaded + rejected, by construction; every rejected row says why.

Whatever the file, the same rules judge it as at entry. A row is refused for what cannot be read, for contradicting an
earlier row of its seizure, or for an error that the rules find; notices go with the observation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kouprey.domain import seizures as sz
from kouprey.domain.lists import steady
from kouprey.formats.seizures.headings import Heading
from kouprey.formats.seizures.rows import Reading
from kouprey.formats.seizures.tables import Found, find_tables
from kouprey.formats.seizures.taking import Loaded, Part, Record, Rejected, Tick, Work, part_of
from kouprey.kernel.aside import in_two
from kouprey.kernel.memory import piling


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held. Nothing of it is stored yet: the same call serves preview, dry run and import."""

    loaded: tuple[Loaded, ...]
    rejected: tuple[Rejected, ...]
    headings: tuple[Heading, ...]
    left_sheets: tuple[str, ...]
    sha256: str

    @property
    def read(self) -> int:
        """How many rows there were, blank ones apart."""
        return sum(len(one.lines) for one in self.loaded) + len(self.rejected)

    @property
    def rows_loaded(self) -> int:
        """How many rows became part of an observation."""
        return sum(len(one.lines) for one in self.loaded)

    @property
    def not_carried(self) -> tuple[str, ...]:
        """Columns that hold nothing Kouprey reads."""
        return tuple(dict.fromkeys(name for heading in self.headings for name in heading.unknown))

    @property
    def names(self) -> tuple[sz.Finding, ...]:
        """What looks like names of persons in free text: to be settled before anything is stored."""
        found = (notice for one in self.loaded for notice in one.notices if notice.rule == "names-in-text")
        return tuple(found)


def read_file(
    path: Path,
    book: sz.Book,
    *,
    told: Mapping[str, str] | None = None,
    synonyms: sz.Synonyms | None = None,
    day_first: bool | None = None,
    country: str = "",
    kind: sz.Kind = sz.Kind.SEIZURE,
    tick: Tick | None = None,
) -> Imported:
    """Read a CSV file or a workbook. `told` maps fields to headers of this source; `country` and `kind` hold where
    cells are blank; `tick` is told how far it is. Raises UnusableFile for what is no such table."""
    with piling(), steady():
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found, left = find_tables(path, told)
        how = Reading(synonyms or sz.synonyms(), day_first, country, kind, digest)
        whole = _whole(found, Work(how, book, tick))
    return Imported(
        tuple(whole.loaded),
        tuple(whole.rejected),
        tuple(one.heading for one in found),
        tuple(left),
        digest,
    )


def read_form(
    path: Path, synonyms: sz.Synonyms | None = None
) -> tuple[tuple[sz.Incident, ...], tuple[Rejected, ...]]:
    """Read a form back as it was written: nothing is looked up in lists of taxa and places, nothing judged.

    AITR as CSV or workbook, with or without incident_id, or ETIS of any generation. Raises UnusableFile.
    """
    found, _left = find_tables(path)
    whole = _whole(found, Work(Reading(synonyms or sz.synonyms(), seed=path.name)))
    return tuple(one.incident for one in whole.loaded), tuple(whole.rejected)


def _whole(found: list[Found], work: Work) -> Part:
    """What all records of all tables held, read in two halves; an observation that has rows in both is read again."""
    several = [(table, record) for table in found for record in table.table.records[table.place + 1 :]]
    records = [Record(place, table, *record) for place, (table, record) in enumerate(several)]
    work = replace(work, total=len(records))
    parts = in_two(partial(part_of, work), records)
    places: dict[str, list[int]] = {}
    met = set[str]()
    for part in parts:
        met |= places.keys() & part.places.keys()
        for id, some in part.places.items():
            places.setdefault(id, []).extend(some)
    again = [records[place] for place in sorted(place for id in met for place in places[id])]
    there = {(one.table.table.sheet, one.line) for one in again}
    apart = part_of(replace(work, tick=_told_again(work.tick, len(records))), again)
    loaded = [one for part in parts for one in part.loaded if one.incident.id not in met] + apart.loaded
    rejected = [one for part in parts for one in part.rejected if (one.sheet, one.line) not in there] + apart.rejected
    loaded.sort(key=lambda one: places[one.incident.id][0])
    rejected.sort(key=lambda one: (one.sheet, one.line))
    return Part(loaded, rejected, places)


def _told_again(tick: Tick | None, total: int) -> Tick | None:
    """Who is told is told that all are judged while some are judged again, and may stop it as before."""
    return None if tick is None else lambda _done, _total: tick(total, total)
