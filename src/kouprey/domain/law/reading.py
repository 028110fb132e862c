"""From a row of a list to a frozen value of the register: one function for each list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kouprey.domain.law.values import (
    APART,
    LIFE,
    UNVERIFIED,
    Authority,
    Category,
    Conduct,
    GroupDefinition,
    Instrument,
    Link,
    Listed,
    Origin,
    Position,
    Problem,
    Provision,
    Span,
    Threshold,
)
from kouprey.kernel.partialdate import PartialDate, partial_date

Row = Mapping[str, str]


def years(text: str) -> float | None:
    """A prison term: a number of years, “life” (longer than any number), or blank where it is not known."""
    return None if not text else LIFE if text == "life" else float(text)


def origin(row: Row) -> Origin:
    """Who says so, and who signed for it."""
    return Origin(row["source"], row["provenance"], row.get("verified_on", ""), row.get("verified_by", ""))


def instrument(row: Row) -> Instrument:
    """A law. A day of entry into force that nobody checked counts as its year only."""
    sure = row["date_provenance"] != UNVERIFIED or bool(row["verified_by"])
    since = row["valid_from"] if sure else row["valid_from"][:4]
    return Instrument(
        row["id"],
        row["country"],
        row["territory"],
        row["rank"],
        row["title"],
        row["year"],
        Span(partial_date(since or row["year"]), _day(row["valid_to"])),
        row["replaced_by"],
        origin(row),
        row["note"],
    )


def provision(row: Row, law: Instrument, acts: Sequence[Row]) -> Provision:
    """A provision; it begins with its law where it has no date of its own, and never earlier."""
    own = partial_date(row["valid_from"]) if row["valid_from"] else None
    since = law.span.since if own is None or _same_start(own, law.span.since) else own
    ends = [day for day in (_day(row["valid_to"]), law.span.until) if day is not None]
    exact = since.first if since is not None and since.first == since.last else own.first if own else None
    return Provision(
        row["id"],
        row["instrument"],
        law.country,
        "" if law.country in APART else row["territory"] or law.territory,
        f"{law.title} {law.year}".strip(),
        row["section"],
        years(row["max_years"]),
        row["min_years"],
        row["fine"],
        row["administrative"],
        Span(since, min(ends, default=None)),
        exact,
        tuple(map(_conduct, acts)),
        row["reading"],
        origin(row),
        row["note"],
    )


def party(row: Row) -> Link:
    """A State under a treaty between many."""
    about = f"{row['treaty']}-{row['country']}"
    return Link(
        about,
        row["treaty"],
        row["country"],
        "",
        row["answer"] == "yes",
        row["deposited"],
        _partial(row["valid_from"]),
        row["date_provenance"] != UNVERIFIED or bool(row["verified_by"]),
        _day(row["attested_on"]),
        row["standing"] == "yes",
        None,
        False,
        origin(row),
        row["note"],
    )


def bilateral(row: Row) -> Link:
    """A treaty between two States, or somebody's word that there is none."""
    return Link(
        row["id"],
        row["kind"],
        row["a"],
        row["b"],
        row["answer"] == "yes",
        row["signed"],
        _partial(row["valid_from"]),
        row["date_provenance"] != UNVERIFIED or bool(row["verified_by"]),
        _day(row["attested_on"]),
        False,
        years(row["threshold_years"]),
        row["civil"] == "yes",
        origin(row),
        row["note"],
    )


def position(row: Row) -> Position:
    """A declaration, or how the law stands on a topic."""
    return Position(
        row["country"], row["topic"], row["value"], _span(row), row["confidence"], origin(row), row["note"]
    )


def group(row: Row) -> GroupDefinition:
    """A definition of an organised criminal group."""
    return GroupDefinition(
        row["country"],
        _span(row),
        int(row["min_members"]) if row["min_members"] else None,
        years(row["min_years"]),
        row["members_text"],
        row["limbs"],
        row["concept"],
        row["against"],
        origin(row),
        row["number_provenance"] != UNVERIFIED or bool(row["verified_by"]),
        row["note"],
    )


def threshold(row: Row) -> Threshold:
    """A statutory threshold."""
    return Threshold(
        row["id"],
        row["country"],
        row["provision"],
        row["measure"],
        float(row["at_least"]),
        row["unit"],
        row["opens"],
        _span(row),
        origin(row),
        row["note"],
    )


def category(row: Row) -> Category:
    """A kind of species."""
    return Category(
        row["id"], row["country"], row["title"], frozenset(filter(None, row["cites"].split("|"))), origin(row)
    )


def listed(row: Row) -> Listed:
    """A line of a national list."""
    return Listed(row["category"], row["taxon"], _span(row), row["list"], origin(row))


def authority(row: Row) -> Authority:
    """A body that receives requests."""
    return Authority(row["country"], row["function"], row["body"], row["channel"], origin(row))


def problem(row: Row) -> Problem:
    """A known problem of the paper's table."""
    entries = tuple(row["entries"].split("|"))
    return Problem(row["id"], row["number"], row["country"], entries, row["what"], row["instead"], origin(row))


def _conduct(row: Row) -> Conduct:
    return Conduct(
        frozenset(row["verbs"].split("|")),
        tuple(row["categories"].split("|")),
        row["species"],
        row["circumstances"],
        row["parts"] == "yes",
    )


def _same_start(own: PartialDate, law: PartialDate | None) -> bool:
    """Whether the law's less certain beginning takes in the provision's own."""
    return law is not None and law.first <= own.first and own.last <= law.last


def _span(row: Row) -> Span:
    return Span(_partial(row["valid_from"]), _day(row["valid_to"]))


def _partial(text: str) -> PartialDate | None:
    return partial_date(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
