"""The names of one release beside the accepted ones, worked out once and kept under KOUPREY_HOME/cache/names."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from threading import get_ident
from typing import Any, NamedTuple
from zlib import crc32

import duckdb

from kouprey.analytics.engine import name as identifier
from kouprey.analytics.engine import text
from kouprey.analytics.measures.filters import Filters
from kouprey.analytics.measures.naming import NAMES
from kouprey.analytics.reference.library import Library
from kouprey.analytics.releases import Release
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.names import Meant, key, meant, stem
from kouprey.domain.taxa.values import RANKS
from kouprey.domain.trade.question import Study
from kouprey.kernel.words import Said, said, saying

Words = dict[str, tuple[str, Sequence[str]]]
Parts = tuple[Filters, Words, dict[str, list[str]], list[str]]
"""What a question's filters are (analytics/ask.py): shape, values, where taxa were found, what was not found."""

_FOUND = 1_000
"""So many names that were asked for stay known; a page asks several questions of one taxon."""
_found: dict[tuple[Path, str], list[str]] = {}
_FORMAT = 1
_SHOWN = 8
_STANDS = saying("The taxa asked for stand in these data as %(names)s.")
_STANDS_MANY = saying("The taxa asked for stand in these data as %(names)s and %(number)s more.")


class Naming(NamedTuple):
    """The table of names of a release: a Parquet file, the lists it was made from, and how many names changed."""

    table: Path
    library: Library
    taxa: int
    renamed: int
    filled: int
    unknown: int

    def lay_beside(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the temporary table `names`; its key is coded like the trade table's, so that the join is quick."""
        columns = ", ".join(identifier(column) for column in NAMES if column != "file_taxon")
        connection.execute(
            f"CREATE TEMP TABLE names AS SELECT file_taxon::code_taxon AS file_taxon, {columns} "
            f"FROM read_parquet({text(str(self.table))}) WHERE changed"
        )

    def finds(self, connection: duckdb.DuckDBPyConnection, asked: str) -> list[str]:
        """The names in the data that an asked name stands for: old, new, or of that genus, family, order or class."""
        key_of = (self.table, asked)
        if key_of not in _found:
            if len(_found) > _FOUND:
                _found.clear()
            _found[key_of] = self._find(connection, asked)
        return list(_found[key_of])

    def _find(self, connection: duckdb.DuckDBPyConnection, asked: str) -> list[str]:
        sense = meant(asked, self.library.books([asked]))
        ranks = " OR ".join(f"{identifier(rank)} = {text(stem(sense.name)[0])}" for rank in RANKS)
        found = connection.execute(
            f"SELECT file_taxon FROM read_parquet({text(str(self.table))}) "
            f"WHERE coalesce(accepted, file_taxon) = {text(sense.name)} OR {ranks} ORDER BY file_taxon"
        )
        return [row[0] for row in found.fetchall()]

    def brings(self, connection: duckdb.DuckDBPyConnection, class_: str) -> bool:
        """Whether the lists fill in this class anywhere."""
        test = f"SELECT 1 FROM names WHERE class = {text(class_)} LIMIT 1"
        return connection.execute(test).fetchone() is not None

    def noted(self, method: dict[str, Any], words: Words) -> dict[str, Any]:
        """The method note with what was done about names."""
        asked = list(words["taxon_taxon"][1]) if "taxon_taxon" in words else []
        sentences = [*method["sentences"], self.sentence]
        if asked:
            more, shown = len(asked) - _SHOWN, ", ".join(asked[:_SHOWN])
            values = {"names": shown, "number": f"{more:,}"}
            sentences.append(Said(_STANDS_MANY if more > 0 else _STANDS, values))
        names = self._as_json() | {"found": asked}
        rank = method.get("taxa", "").startswith("rank")
        taxa = method["taxa"] if rank else "accepted names"
        return method | {"taxa": taxa, "names": names, "sentences": sentences}

    def _as_json(self) -> dict[str, Any]:
        return {
            "mode": "accepted",
            "lists": list(self.library.titles),
            "names_in_data": self.taxa,
            "renamed": self.renamed,
            "ranks_filled": self.filled,
            "unknown": self.unknown,
        }

    @property
    def sentence(self) -> str:
        """The same for people."""
        return said(
            "Names: accepted names by %(lists)s. Of the %(names)s names in these data %(renamed)s are shown under "
            "another name, %(filled)s had blank ranks filled, and %(unknown)s that no list knows stay as they are.",
            lists=_one_then_another(self.library.titles),
            names=f"{self.taxa:,}",
            renamed=f"{self.renamed:,}",
            filled=f"{self.filled:,}",
            unknown=f"{self.unknown:,}",
        )


def _one_then_another(titles: Sequence[str]) -> str:
    words = titles[0]
    for title in titles[1:]:
        words = said("%(first)s, then %(second)s", first=words, second=title)
    return words


def widen(naming: Naming, connection: duckdb.DuckDBPyConnection, q: Study, parts: Parts) -> Parts:
    """Let the filters of a question find old and new names and filled ranks; makes the table `names` for it.

    What a filter finds without names it still finds: names only add.
    """
    filters, words, matched, strange = parts
    naming.lay_beside(connection)
    found = {taxon: naming.finds(connection, taxon) for taxon in q.taxa}
    if q.taxa:
        kind, values = words["taxon_taxon"]
        words = words | {
            "taxon_taxon": (kind, sorted({*values, *(name for names in found.values() for name in names)}))
        }
        if any(found.values()) and "taxon" not in filters.taxon_columns:
            filters = filters._replace(taxon_columns=("taxon", *filters.taxon_columns))
    # Filled columns are plain text: their values need not be among the codes of this release.
    plain = {
        "class": ("",) if q.class_ == "plants" else (q.class_ or "",),
        "blank_class": ("",),
        "at_genus": q.at_genus,
    }
    words = words | {place: ("", values) for place, values in plain.items()}
    matched = {taxon: columns or (["taxon"] if found[taxon] else []) for taxon, columns in matched.items()}
    known = {taxon for taxon in q.taxa if matched[taxon]}
    if q.class_ and naming.brings(connection, q.class_):
        known.add(q.class_)
    strange = [sentence for sentence in strange if not any(sentence.startswith(f"“{word}”") for word in known)]
    return filters, words, matched, strange


def lists_in_use(home: Path) -> tuple[Any, ...]:
    """What tells the lists of taxa in use from those of before: what an answer with their names hangs on."""
    return (*(edition.id for edition in Library(home).editions), builtin.stamp())


def naming(release: Release, home: Path, connection: duckdb.DuckDBPyConnection) -> Naming:
    """The names of a release by the lists in use; worked out now if they, or the release, are new."""
    library = Library(home)
    editions = [edition.id for edition in library.editions]
    stamp = crc32(repr((_FORMAT, release.id, editions, builtin.stamp())).encode())
    table = home / "cache" / "names" / f"{release.id}-{stamp:08x}.parquet"
    account = table.with_suffix(".json")
    if not account.is_file():
        _work_out(connection, library, table, account)
    return Naming(table, library, **json.loads(account.read_text(encoding="utf-8")))


def _work_out(connection: duckdb.DuckDBPyConnection, library: Library, table: Path, account: Path) -> None:
    blanks = _blank_ranks(connection)
    books = library.books(blanks)
    senses = {taxon: meant(taxon, books) for taxon in blanks}
    known = library.records(meaning.name for meaning in senses.values() if meaning.how in ("accepted", "synonym"))
    rows = [_row(taxon, senses[taxon], known, blank) for taxon, blank in blanks.items()]
    counts = {
        "taxa": len(rows),
        "renamed": sum(row[2] for row in rows),
        "filled": sum(any(row[4:]) and not row[2] for row in rows),
        "unknown": sum(meaning.how in ("absent", "ambiguous") for meaning in senses.values()),
    }
    _write(table, rows)
    fresh = account.with_suffix(f".{os.getpid()}-{get_ident()}")
    fresh.write_text(json.dumps(counts), encoding="utf-8")
    fresh.replace(account)


def _blank_ranks(connection: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    """Every taxon of the data, with the ranks that are blank in some row of it."""
    blank = ", ".join(f"bool_or({identifier(rank)}::VARCHAR = '') " for rank in RANKS)
    groups = ", ".join(map(identifier, RANKS))
    # First the different combinations, of which there are few, by their codes: quick on any number of rows.
    query = (
        f"SELECT taxon::VARCHAR, {blank} FROM (SELECT DISTINCT taxon, {groups} FROM trade) GROUP BY taxon ORDER BY 1"
    )
    found = connection.execute(query).fetchall()
    return {row[0]: frozenset(r for r, is_blank in zip(RANKS, row[1:], strict=True) if is_blank) for row in found}


def _row(
    taxon: str, sense: Meant, known: dict[str, dict[str, str]], blank: frozenset[str]
) -> tuple[str, str | None, bool, bool, *tuple[str, ...]]:
    """One taxon: its names, whether it has another, whether anything changes, and the ranks to fill in."""
    ranks = known.get(key(sense.name), {}) if sense.how in ("accepted", "synonym") else {}
    renamed = sense.how in ("accepted", "synonym") and sense.name != taxon
    wanted = blank | ({"genus"} if renamed else set())
    filled = tuple(ranks.get(rank, "") if rank in wanted else "" for rank in RANKS)
    return (taxon, sense.name if renamed else None, renamed, renamed or any(filled), *filled)


def _write(table: Path, rows: Sequence[tuple[Any, ...]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = ("file_taxon", "accepted", "renamed", "changed", *RANKS)
    kinds = [pa.string(), pa.string(), pa.bool_(), pa.bool_(), *(pa.string() for _ in RANKS)]
    arrays = [pa.array([row[i] for row in rows], kind) for i, kind in enumerate(kinds)]
    table.parent.mkdir(parents=True, exist_ok=True)
    fresh = table.with_suffix(f".{os.getpid()}-{get_ident()}")
    pq.write_table(pa.table(arrays, names=list(names)), fresh)
    fresh.replace(table)
