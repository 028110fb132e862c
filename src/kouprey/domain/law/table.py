"""Table 2 of the founding paper, for any day and edition: penalties, serious crime, treaties, problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kouprey.domain.law.held import Said, treaty_between
from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome
from kouprey.domain.law.register import Register, edition_for, register
from kouprey.domain.law.scope import SERIOUS
from kouprey.domain.law.values import LIFE, PAPER_DAY, PAPER_EDITION, STATES, Provision

TABLE2 = "The edition “paper” shows the table as printed on 29 January 2021; its known errors are named, not mended."


@dataclass(frozen=True, slots=True)
class Row:
    """One State. `max_years` is infinite for life, None where it is not known; a treaty is None where nobody says."""

    country: str
    max_years: float | None
    serious_crime: Outcome
    mla_with_china: bool | None
    extradition_with_china: bool | None
    provisions: tuple[Provision, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All States on one day, by one edition."""

    as_of: date
    register: Register
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]


def table(as_of: date, edition: str | None = None) -> Table:
    """The table as of a date; without an edition the paper's up to its day and the current one after."""
    held = register(edition or edition_for(as_of))
    rows = tuple(row(held, country, as_of) for country in STATES)
    warnings = [TABLE2] if held.edition == PAPER_EDITION else []
    if held.edition == PAPER_EDITION and as_of != PAPER_DAY:
        warnings.append(
            "The paper speaks of 29 January 2021; for another day its entries are taken as it dates them."
        )
    if any(not provision.origin.verified for found in rows for provision in found.provisions):
        warnings.append("No legal officer has verified these entries yet.")
    return Table(as_of, held, rows, tuple(warnings))


def row(held: Register, country: str, as_of: date) -> Row:
    """One State on one day."""
    own = [p for p in held.provisions if p.country == country and p.span.holds(as_of) != NOT_MET]
    said = (
        {} if country == "CN" else {k: treaty_between(held, k, "CN", country, as_of) for k in ("mla", "extradition")}
    )
    notes = [*_problems(held, country, own, as_of), *_doubts(own, as_of)]
    for kind, found in said.items():
        notes += _treaty_notes(kind, found)
    if not own:
        notes.append("Unknown: no provision is entered for this State. A legal officer fills it.")
    return Row(
        country,
        highest(own),
        serious(own, as_of),
        _answer(said.get("mla")),
        _answer(said.get("extradition")),
        tuple(own),
        tuple(dict.fromkeys(notes)),
    )


def highest(provisions: list[Provision]) -> float | None:
    """The highest prison term of these provisions; None where none is known."""
    return max((p.max_years for p in provisions if p.max_years is not None), default=None)


def serious(provisions: list[Provision], as_of: date) -> Outcome:
    """Whether any provision reaches the four years of UNTOC 2(b). Unverified or undated entries prove nothing."""
    sound = [p for p in provisions if p.origin.sound and p.span.holds(as_of) == MET and p.max_years is not None]
    if any(p.max_years is not None and p.max_years >= SERIOUS for p in sound):
        return MET
    return NOT_MET if sound and len(sound) == len(provisions) else UNKNOWN


def _answer(said: Said | None) -> bool | None:
    # Who says yes later prevails in the picture of the table; the disagreement stands in the notes.
    return None if said is None or said.accepted == UNKNOWN else said.accepted == MET


def _problems(held: Register, country: str, own: list[Provision], as_of: date) -> list[str]:
    shown = {provision.id for provision in own}
    notes = []
    for problem in held.problems:
        if problem.country not in ("", country):
            continue
        ours = shown & set(problem.entries)
        elsewhere = problem.country == country and held.edition == PAPER_EDITION
        if (ours and held.edition == PAPER_EDITION) or elsewhere:
            where = f" ({', '.join(sorted(ours))})" if ours and not problem.country else ""
            notes.append(f"Known problem of the source{where}: {problem.what} {problem.instead}")
    return notes


def _doubts(own: list[Provision], as_of: date) -> list[str]:
    notes = []
    for provision in own:
        if not provision.origin.sound:
            notes.append(f"{provision.id} is unverified: {provision.origin.source}.")
        if provision.max_years is None:
            notes.append(f"{provision.id}: the highest term is not known.")
        if provision.span.holds(as_of) == UNKNOWN:
            notes.append(f"{provision.id}: it is not established that it was in force on that day.")
        if provision.reading not in ("certain", ""):
            notes.append(f"{provision.id}: reading {provision.reading}.")
    return notes


def _treaty_notes(kind: str, said: Said) -> list[str]:
    name = "assistance" if kind == "mla" else kind
    if said.conflict:
        words = "; ".join(f"{reason.sources[0]} says {reason.value}" for reason in said.reasons)
        return [f"Treaty on {name}: the sources disagree. {words}."]
    if said.outcome == UNKNOWN and said.reasons:
        words = "; ".join(f"{reason.name} says {reason.value}" for reason in said.reasons)
        return [f"Treaty on {name}: unverified. {words}."]
    return []


def term(years: float | None) -> int | float | str | None:
    """A prison term as it is written in answers: a number, “life”, or nothing."""
    if years is None:
        return None
    return "life" if years == LIFE else int(years) if years == int(years) else years
