"""The answer of red flags: both reporters' direct exports by source and purpose, and what is known beside trade."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from kouprey.analytics.answer import Answer
from kouprey.analytics.ask import Desk
from kouprey.analytics.ask_direct import data_years, direct
from kouprey.analytics.clerk import Clerk, Row, answer
from kouprey.analytics.reference.ranges import Places
from kouprey.domain.trade import redflags
from kouprey.domain.trade.question import Study
from kouprey.domain.trade.redflag_case import CAPTIVE, Case, History, Known, Sums, total
from kouprey.domain.trade.redflag_lists import FilledLists, filled_lists
from kouprey.domain.trade.redflag_note import flags_note
from kouprey.domain.trade.redflag_rules import flag_rules, living_states, neighbours
from kouprey.domain.trade.rules import exactly

_KEYS = ("taxon", "exporter", "term", "source", "purpose", "year")
Key = tuple[str, str, str]


def red_flags(desk: Desk, q: Study) -> Answer:
    """Flags of captive sources. History is looked at in full, whatever years and terms were asked for."""
    rules, filled = flag_rules(), filled_lists()
    whole = q._replace(years=None, terms=(), top=None)
    rows, asked, clerk = direct(desk, "redflags", whole, _KEYS)
    cases, first = _cases(rows, q.terms)
    history = History(data_years(desk)[0], first, _first_live_imports(desk, whole))
    known = _known(desk, _captive(cases), history, filled)
    found, account = redflags.flags(cases, known, rules, q.years)
    found.sort(key=lambda flag: (-flag.volume, *flag[:5]))
    open_checks = account.as_json(rules, filled.unfilled)
    note = asked.noted(flags_note(q, desk.data, asked.matched, rules.thresholds, open_checks))
    table = [tuple(flag) for flag in found[: q.top]]
    return answer(desk, "redflags", q, note, redflags.Flag._fields, table, clerk, asked.strange, direct=True)


def _cases(rows: Iterable[Row], terms: tuple[str, ...]) -> tuple[dict[Key, Case], dict[tuple[str, str], int]]:
    """The trade by taxon, exporter and term, and the first year in which each taxon was exported as F."""
    cases: dict[Key, Case] = {}
    first: dict[tuple[str, str], int] = {}
    with exactly():
        for taxon, exporter, term, source, purpose, year, imported, exported in rows:
            if source == "F" and exported:
                first[taxon, exporter] = min(year, first.get((taxon, exporter), year))
            if terms and term not in terms:
                continue
            case = cases.setdefault((taxon, exporter, term), Case.empty())
            _add(case.exported, case.exported_for, (year, source, purpose), exported)
            _add(case.imported, case.imported_for, (year, source, purpose), imported)
    return cases, first


def _add(by_source: Sums, by_purpose: Sums, row: tuple[int, str, str], quantity: Decimal | None) -> None:
    """Add what one side reports: by source, and of captive sources by purpose as well."""
    year, source, purpose = row
    if not quantity:
        return
    found = by_source.setdefault(year, {})
    found[source] = found.get(source, Decimal(0)) + quantity
    if source in CAPTIVE:
        found = by_purpose.setdefault(year, {})
        found[purpose] = found.get(purpose, Decimal(0)) + quantity


def _captive(cases: dict[Key, Case]) -> set[str]:
    """The taxa that were exported from captive sources in some year."""
    return {key[0] for key, case in cases.items() if any(total(case.exported, y, CAPTIVE) for y in case.exported)}


def _known(desk: Desk, taxa: set[str], history: History, filled: FilledLists) -> Known:
    """What is known of the taxa, by their names in the answer; old and new names of the lists meet here too."""
    places = Places(desk.home, taxa | filled.taxa)
    accepted = places.accepted
    categories = {accepted[name]: category for name, category in filled.categories.items()}
    scores = {accepted[name]: score for name, score in filled.scores.items()}
    breeders = {(accepted[name], country) for name, country in filled.breeders}
    return Known(
        history,
        living_states(),
        neighbours(),
        places.ranges(taxa),
        {taxon: categories[accepted[taxon]] for taxon in taxa if accepted[taxon] in categories},
        _registered(taxa, accepted, breeders) if breeders else None,
        {taxon: scores[accepted[taxon]] for taxon in taxa if accepted[taxon] in scores},
    )


def _registered(
    taxa: set[str], accepted: dict[str, str], breeders: set[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    countries: dict[str, list[str]] = {}
    for name, country in breeders:
        countries.setdefault(name, []).append(country)
    return frozenset((taxon, country) for taxon in taxa for country in countries.get(accepted[taxon], ()))


def _first_live_imports(desk: Desk, q: Study) -> dict[tuple[str, str], int]:
    """Per taxon and country the first year with live imports."""
    with desk.connect() as connection:
        clerk = Clerk(desk, connection)
        asked = clerk.ready(q._replace(exporter=None, terms=("live",), unit="any"))

        def build(table: Any) -> Any:
            from kouprey.analytics.measures.direct import first_imports

            return first_imports(table, asked.filters, accepted=asked.accepted)

        shape = (asked.filters, asked.accepted)
        return {(row[0], row[1]): row[2] for row in clerk.rows("first-imports", shape, asked, build)}
