"""Put a question to a release: find the shape, compile or recall the SQL, run it, add the method note."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import duckdb

from kouprey.analytics import compiled
from kouprey.analytics.answer import Answer
from kouprey.analytics.columns import CODED, RANKS
from kouprey.analytics.engine import codes, name, reading
from kouprey.analytics.measures.filters import Filters
from kouprey.analytics.releases import Release
from kouprey.analytics.sentinels import put
from kouprey.domain.trade.method import Data, report_method, study_method
from kouprey.domain.trade.places import Places
from kouprey.domain.trade.question import ANY_UNIT, CAPTIVE, WILD, Study
from kouprey.domain.trade.warnings import Facts, warnings
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said

Words = dict[str, tuple[str, Sequence[str]]]
_PLANTS, _ANIMALS = "plants", "animals"


class Desk:
    """Where questions to one release are answered."""

    def __init__(self, release: Release, home: Path) -> None:
        self.release = release
        self.home = home
        self.cache = home / "cache" / "sql"
        self.scratch = home / "cache" / "scratch"
        manifest = release.manifest
        self.quantity = str(manifest["line_quantity"])
        synthetic = bool(manifest["synthetic"])
        self.data = Data(
            release.dataset, release.id, release.kind, release.years, synthetic, release.preliminary
        )  # fmt: skip

    def connect(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A read-only connection to the release."""
        return reading(self.release.database, self.scratch)

    def study(self, question: Study, at_most: int | None = None) -> Answer:
        """Answer a study; of all rows `at_most` the largest, for whoever cannot look at more."""
        limited = question if question.top is not None else question._replace(top=at_most)
        # Late, because only questions with conversions need these lists, and they cost some milliseconds.
        woe = standard = None
        if question.woe:
            from kouprey.domain.trade.factors import factor_table

            woe = factor_table(dict(question.factors))
        if question.standardise:
            from kouprey.domain.trade.standard import standard as read_standard

            standard = read_standard()
        with self.connect() as connection:
            filters, words, matched, strange = self._filters(connection, question)
            naming = None
            if question.names == "accepted":
                from kouprey.analytics.reference import naming as by_accepted_name

                naming = by_accepted_name.naming(self.release, self.home, connection)
                filters, words, matched, strange = by_accepted_name.widen(
                    naming, connection, question, (filters, words, matched, strange)
                )
            query = self._study_sql(limited, filters, woe, standard)
            rows, seconds = run(connection, put(query, words, _numbers(limited)))
        method = study_method(question, self.data, matched, woe, standard)
        if naming:
            method = naming.noted(method, words)
        columns = (*question.by, *(() if "unit" in question.by else ("unit",)), *_MEASURED)
        mind = (*warnings(self._facts("study", question)), *strange)
        return Answer(method, mind, columns, rows, seconds)

    def report(self, measure: str, question: Study, side: str = "", at_most: int | None = None) -> Answer:
        """Answer `gross`, `net` (with a side: exports or imports) or `comptab`, in long form.

        Of all rows `at_most` the first are given, for whoever cannot look at more.
        """
        with self.connect() as connection:
            filters, words, matched, strange = self._filters(connection, question)

            def build(table: Any) -> Any:
                from kouprey.analytics.measures import balance

                if measure == "comptab":
                    return balance.comptab(table, filters)
                cells = balance.gross if measure == "gross" else balance.net
                return balance.ordered(cells(table, filters, side))

            shape = (measure, side, self.release.kind, filters)
            query = compiled.sql(self.cache, measure, shape, self.quantity, build)
            limit = "" if at_most is None else f"\nLIMIT {at_most:d}"
            rows, seconds = run(connection, put(query, words, _numbers(question)) + limit)
        method = report_method(measure, side, question, self.data, matched)
        columns = COMPTAB if measure == "comptab" else CELLS
        mind = (*warnings(self._facts(measure, question)), *strange)
        return Answer(method, mind, columns, rows, seconds)

    def report_years(self, measure: str, question: Study, side: str) -> list[tuple[Any, ...]]:
        """What `gross` or `net` comes to: term, unit, year, quantity, and how many rows the report has of them."""
        with self.connect() as connection:
            filters, words, _matched, _strange = self._filters(connection, question)

            def build(table: Any) -> Any:
                from kouprey.analytics.measures import balance

                cells = balance.gross if measure == "gross" else balance.net
                return balance.added_up(cells(table, filters, side))

            shape = (measure, side, self.release.kind, filters)
            query = compiled.sql(self.cache, f"{measure}-years", shape, self.quantity, build)
            return run(connection, put(query, words, _numbers(question)))[0]

    def _study_sql(self, question: Study, filters: Filters, woe: Any, standard: Any) -> str:
        def build(table: Any) -> Any:
            from kouprey.analytics.measures.study import StudyShape, study

            return study(table, StudyShape(woe=woe, standard=standard, **parts))

        parts: dict[str, Any] = {
            "kind": self.release.kind,
            "quantity": question.quantity,
            "filters": filters,
            "by": question.by,
            "rank": question.rank,
            "at_genus": bool(question.at_genus),
            "top": question.top is not None,
            "wanted_unit": question.standardise and question.unit != ANY_UNIT,
            "accepted": question.names == "accepted",
        }
        return compiled.sql(self.cache, "study", (parts, woe, standard), self.quantity, build)

    def _filters(
        self, connection: duckdb.DuckDBPyConnection, q: Study
    ) -> tuple[Filters, Words, dict[str, list[str]], list[str]]:
        """The shape of the filters, their values, where the taxa were found, and sentences on what was not."""
        asked = _asked(q)
        asked |= {f"taxon_{column}": (column, q.taxa) for column in ("taxon", *RANKS)} if q.taxa else {}
        known = _known(connection, self.release.database, asked)
        words: Words = {key: (name(CODED[column]), known[key]) for key, (column, _) in asked.items()}
        columns = tuple(c for c in ("taxon", *RANKS) if known.get(f"taxon_{c}"))
        filters = Filters(
            importer=_spans(q.importer),
            exporter=_spans(q.exporter),
            geography=q.geography,
            years=q.years is not None,
            taxon_columns=columns or (("taxon",) if q.taxa else ()),
            class_mode=_class_mode(q),
            terms=bool(q.terms),
            sources=bool(q.sources),
            purposes=bool(q.purposes),
            unit=q.unit != ANY_UNIT and not q.standardise,
        )
        if q.standardise:
            words["wanted_unit"] = ("", (q.unit,))
        matched = {taxon: [c for c in columns if taxon in known[f"taxon_{c}"]] for taxon in q.taxa}
        return filters, words, matched, _strange(q, known, matched)

    def _facts(self, measure: str, q: Study) -> Facts:
        years = self.data.years
        unit = None if q.unit == ANY_UNIT else q.unit
        return Facts(
            measure, q.years or years, years[1] if years else None, q.geography, q.quantity, unit, q.sources,
            q.purposes, q.converts, self.data.synthetic, self.data.preliminary,
        )  # fmt: skip


CELLS = ("appendix", "taxon", "term", "unit", "country", "year", "quantity")
COMPTAB = (
    "year", "appendix", "taxon", *RANKS, "importer", "exporter", "origin", "importer_quantity", "exporter_quantity",
    "term", "unit", "purpose", "source",
)  # fmt: skip
_MEASURED = ("quantity", "share", "wild_share", "captive_share", "countries")


def run(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[list[tuple[Any, ...]], float]:
    """The rows of a query, and the seconds the engine took for them."""
    start = time.perf_counter()
    try:
        rows = connection.execute(query).fetchall()
    except duckdb.OutOfRangeException as error:
        raise UnusableInput(
            said("A sum or a conversion has more digits than can be kept exactly: %(error)s", error=error),
            remedy=said("Narrow the question, or ask it without conversion."),
        ) from error
    return rows, time.perf_counter() - start


def _asked(q: Study) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Every list of values in the question: the name of its place, the column whose codes they are."""
    country = "source_country" if q.geography == "origin" else "exporter"
    asked: dict[str, tuple[str, tuple[str, ...]]] = {"wild": ("source", WILD), "captive": ("source", CAPTIVE)}
    for label, column, chosen in (("importer", "importer", q.importer), ("exporter", country, q.exporter)):
        for position, span in enumerate(chosen.spans if chosen else ()):
            asked[f"{label}_{position}"] = (column, span.countries)
    asked["unit"] = ("unit", (q.unit,))
    asked["blank_class"] = ("class", ("",))
    asked["class"] = ("class", ("",) if q.class_ == _PLANTS else (q.class_ or "",))
    asked["at_genus"] = ("genus", q.at_genus)
    return asked | {"term": ("term", q.terms), "source": ("source", q.sources), "purpose": ("purpose", q.purposes)}


def _known(
    connection: duckdb.DuckDBPyConnection, database: Path, asked: dict[str, tuple[str, tuple[str, ...]]]
) -> dict[str, list[str]]:
    """Of the asked values, those that occur in this release; the others can match no row."""
    return {
        key: [value for value in values if value in codes(connection, database, CODED[column])] if values else []
        for key, (column, values) in asked.items()
    }


def _spans(chosen: Places | None) -> tuple[tuple[int | None, int | None], ...]:
    return tuple((span.first, span.last) for span in chosen.spans) if chosen else ()


def _class_mode(q: Study) -> str:
    if q.class_ is None:
        return ""
    return "animals" if q.class_ == _ANIMALS else "is"


def _strange(q: Study, known: dict[str, list[str]], matched: dict[str, list[str]]) -> list[str]:
    """Asked values that do not occur in the data: a typing error, or no trade at all."""
    missing = [taxon for taxon in q.taxa if not matched[taxon]]
    missing += [term for term in q.terms if term not in known["term"]]
    if q.class_ and q.class_ not in (_PLANTS, _ANIMALS) and not known["class"]:
        missing.append(q.class_)
    if q.unit not in ("", ANY_UNIT) and not known["unit"]:
        missing.append(q.unit)
    return [said("“%(word)s” does not occur in these data; check the spelling.", word=word) for word in missing]


def _numbers(q: Study) -> dict[str, int]:
    numbers = {} if q.years is None else {"first_year": q.years[0], "last_year": q.years[1]}
    return numbers | ({} if q.top is None else {"top": q.top})
