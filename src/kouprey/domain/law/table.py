"""Table 2 of the founding paper, for any day and edition: penalties, serious crime, treaties, problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kouprey.domain.law.held import Said, treaty_between
from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome
from kouprey.domain.law.register import Register, edition_for, register
from kouprey.domain.law.scope import SERIOUS
from kouprey.domain.law.values import LIFE, PAPER_DAY, PAPER_EDITION, STATES, Provision
from kouprey.kernel.words import declared, said, saying, several

TABLE2 = saying(
    "The edition “paper” shows the table as printed on 29 January 2021; its known errors are named, not mended."
)


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


ANOTHER_DAY = saying("The paper speaks of 29 January 2021; for another day its entries are taken as it dates them.")
NOT_VERIFIED = saying("No legal officer has verified these entries yet.")
NOTHING_ENTERED = saying("Unknown: no provision is entered for this State. A legal officer fills it.")


def table(as_of: date, edition: str | None = None) -> Table:
    """The table as of a date; without an edition the paper's up to its day and the current one after."""
    held = register(edition or edition_for(as_of))
    rows = tuple(row(held, country, as_of) for country in STATES)
    warnings = [TABLE2] if held.edition == PAPER_EDITION else []
    if held.edition == PAPER_EDITION and as_of != PAPER_DAY:
        warnings.append(ANOTHER_DAY)
    if any(not provision.origin.verified for found in rows for provision in found.provisions):
        warnings.append(NOT_VERIFIED)
    return Table(as_of, held, rows, tuple(warnings))


def row(held: Register, country: str, as_of: date) -> Row:
    """One State on one day."""
    own = [p for p in held.provisions if p.country == country and p.span.holds(as_of) != NOT_MET]
    links = (
        {} if country == "CN" else {k: treaty_between(held, k, "CN", country, as_of) for k in ("mla", "extradition")}
    )
    notes = [*_problems(held, country, own, as_of), *_doubts(own, as_of)]
    for kind, found in links.items():
        notes += _treaty_notes(kind, found)
    if not own:
        notes.append(NOTHING_ENTERED)
    return Row(
        country,
        highest(own),
        serious(own, as_of),
        _answer(links.get("mla")),
        _answer(links.get("extradition")),
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


def _answer(found: Said | None) -> bool | None:
    # Who says yes later prevails in the picture of the table; the disagreement stands in the notes.
    return None if found is None or found.accepted == UNKNOWN else found.accepted == MET


def _problems(held: Register, country: str, own: list[Provision], as_of: date) -> list[str]:
    shown = {provision.id for provision in own}
    notes: list[str] = []
    for problem in held.problems:
        if problem.country not in ("", country):
            continue
        ours = shown & set(problem.entries)
        elsewhere = problem.country == country and held.edition == PAPER_EDITION
        if (ours and held.edition == PAPER_EDITION) or elsewhere:
            told = {"what": problem.what, "instead": problem.instead}
            if ours and not problem.country:
                where = ", ".join(sorted(ours))
                notes.append(
                    said("Known problem of the source (%(where)s): %(what)s %(instead)s", where=where, **told)
                )
            else:
                notes.append(said("Known problem of the source: %(what)s %(instead)s", **told))
    return notes


def _doubts(own: list[Provision], as_of: date) -> list[str]:
    notes: list[str] = []
    for provision in own:
        if not provision.origin.sound:
            notes.append(
                said("%(entry)s is unverified: %(source)s.", entry=provision.id, source=provision.origin.source)
            )
        if provision.max_years is None:
            notes.append(said("%(entry)s: the highest term is not known.", entry=provision.id))
        if provision.span.holds(as_of) == UNKNOWN:
            notes.append(
                said("%(entry)s: it is not established that it was in force on that day.", entry=provision.id)
            )
        if provision.reading not in ("certain", ""):
            notes.append(
                said("%(entry)s: reading %(reading)s.", entry=provision.id, reading=declared(provision.reading))
            )
    return notes


def _treaty_notes(kind: str, found: Said) -> list[str]:
    if found.conflict:
        words = several((_who_says(one.sources[0], one.value) for one in found.reasons), "; ")
        return [
            said("Treaty on assistance: the sources disagree. %(words)s.", words=words)
            if kind == "mla"
            else said("Treaty on extradition: the sources disagree. %(words)s.", words=words)
        ]
    if found.outcome == UNKNOWN and found.reasons:
        words = several((_who_says(one.name, one.value) for one in found.reasons), "; ")
        return [
            said("Treaty on assistance: unverified. %(words)s.", words=words)
            if kind == "mla"
            else said("Treaty on extradition: unverified. %(words)s.", words=words)
        ]
    return []


def _who_says(who: str, value: str) -> str:
    return said("%(who)s says %(value)s", who=who, value=value)


def term(years: float | None) -> int | float | str | None:
    """A prison term as it is written in answers: a number, “life”, or nothing."""
    if years is None:
        return None
    return "life" if years == LIFE else int(years) if years == int(years) else years
