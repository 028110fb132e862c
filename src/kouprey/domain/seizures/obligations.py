"""What a State owes and when: every duty computed from a rule and its anchor, never stored as a bare date.

Rules are the list `obligations` (reporting.md 2); anchors are years, meetings (list `meetings`) and seizures. A duty
holds only for a State that was Party on its anchor (list `cites-status`, dated), NIAP duties only for Parties in the
process (`niap-parties`). A large seizure of ivory raises its own duty of 90 days, as does every seizure of elephant
specimens for ETIS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.domain.seizures import ivory
from kouprey.domain.seizures.checks import counted
from kouprey.domain.seizures.values import Incident

YEAR_AFTER = "year-after"
"""The anchor of a yearly duty that is due in the year after the one it reports."""


class Status(StrEnum):
    """Where a duty stands on a day."""

    DUE = "due"
    FILED = "filed"
    FILED_LATE = "filed-late"
    LATE = "late"


class Obligation(NamedTuple):
    """One rule: yearly on a day, so many days before a meeting, or after an event."""

    id: str
    title: str
    rule: str
    days: str
    anchor: str
    who: str
    parties_only: bool
    first_year: int
    form: str
    basis: str
    text: str
    source: str
    verified: bool


class Meeting(NamedTuple):
    """A meeting that duties hang on: kind is cop or sc."""

    id: str
    kind: str
    name: str
    begins: date


class Filing(NamedTuple):
    """What was filed: for which duty and subject, when, to whom, and the file's id or digest."""

    obligation: str
    subject: str
    on: date
    recipient: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of one State. `subject` is a year, a meeting or the id of an incident; `certain` is False where the
    weights that decide are not known."""

    obligation: Obligation
    country: str
    subject: str
    anchor: date
    due: date
    status: Status
    filing: Filing | None = None
    certain: bool = True

    def days_left(self, on: date) -> int:
        """Days until it is due; below zero when they have passed."""
        return (self.due - on).days


def obligations() -> tuple[Obligation, ...]:
    """The rules in force, this node's own edition first."""
    return tuple(
        Obligation(
            row["id"], row["title"], row["rule"], row["days"], row["anchor"], row["who"],
            row["parties_only"] == "yes", int(row["first_year"] or 0), row["form"], row["basis"], row["text"],
            row["source"], row["verified"] == "yes",
        )
        for row in load("obligations").rows
    )  # fmt: skip


def meetings() -> tuple[Meeting, ...]:
    """The meetings that are known; a node adds those to come."""
    rows = load("meetings").rows
    return tuple(Meeting(r["id"], r["kind"], r["name"], date.fromisoformat(r["begins"])) for r in rows)


def reported_until(rule: Obligation, subject: str) -> date | None:
    """The last day of the year that a duty reports once it is over; None for one that waits for no year to end."""
    if rule.rule != "yearly" or rule.anchor != YEAR_AFTER:
        return None
    return date(int(subject), 12, 31)


def party_status(country: str, on: date) -> str:
    """party, not-party, under-party (reports with its Party), or unknown for a State that the list does not have."""
    rows = [row for row in load("cites-status").rows if row["country"] == country]
    held = [row["status"] for row in rows if _holds(row, on)]
    if held:
        return held[0]
    return "not-party" if rows else "unknown"


def in_niap(country: str, on: date) -> bool:
    """Whether a Party was in the process of national ivory action plans on a day."""
    return any(row["country"] == country and _holds(row, on) for row in load("niap-parties").rows)


def calendar(
    country: str,
    on: date,
    *,
    since: date,
    incidents: Iterable[Incident] = (),
    filings: Sequence[Filing] = (),
) -> tuple[Duty, ...]:
    """The duties of a State that fall due from `since` on, as they stand on a day; the earliest first.

    Yearly duties go up to the year of `on`; those on meetings as far as meetings are known; those on seizures come
    from `incidents`, of which drafts and withdrawn ones raise none.
    """
    mine = tuple(incident for incident in incidents if incident.place.country == country and counted(incident))
    found = []
    for rule in obligations():
        for subject, anchor, due, certain in _occasions(rule, on, since, mine):
            if due >= since and anchor.year >= rule.first_year and _bound(rule, country, anchor):
                filing = _first(rule, subject, filings)
                status = _status(due, on, filing)
                found.append(Duty(rule, country, subject, anchor, due, status, filing, certain))
    return tuple(sorted(found, key=lambda duty: (duty.due, duty.obligation.id, duty.subject)))


Occasion = tuple[str, date, date, bool]


def _occasions(rule: Obligation, on: date, since: date, incidents: Sequence[Incident]) -> Iterator[Occasion]:
    if rule.rule == "yearly":
        later = 1 if rule.anchor == YEAR_AFTER else 0
        month, day = (int(part) for part in rule.days.split("-"))
        for year in range(since.year - 1, on.year + 1):
            yield str(year), date(year, 12, 31), date(year + later, month, day), True
    elif rule.rule == "before":
        for meeting in meetings():
            if meeting.kind == rule.anchor:
                due = meeting.begins - timedelta(days=int(rule.days))
                yield meeting.id, due, due, True
    elif rule.rule == "after":
        for incident in incidents:
            raised = _raised(rule.anchor, incident)
            if raised is not False and incident.when:
                # The earliest day that is possible: a duty that may be older is not shown as younger.
                due = incident.when.first + timedelta(days=int(rule.days))
                yield incident.id, incident.when.first, due, raised is True


def _raised(anchor: str, incident: Incident) -> bool | None:
    if anchor == "large-ivory":
        return ivory.large(incident)
    concerns = {"elephant-seizure": ivory.elephant, "rhino-seizure": ivory.rhinoceros}[anchor]
    return any(concerns(line) for line in incident.specimens)


def _bound(rule: Obligation, country: str, anchor: date) -> bool:
    if rule.parties_only and party_status(country, anchor) != "party":
        return False
    return rule.who != "niap" or in_niap(country, anchor)


def _first(rule: Obligation, subject: str, filings: Sequence[Filing]) -> Filing | None:
    over = reported_until(rule, subject)
    fits = [
        filing
        for filing in filings
        if filing.obligation == rule.id and filing.subject == subject and (over is None or filing.on > over)
    ]
    return min(fits, key=lambda filing: filing.on, default=None)


def _status(due: date, on: date, filing: Filing | None) -> Status:
    if filing is not None:
        return Status.FILED if filing.on <= due else Status.FILED_LATE
    return Status.LATE if on > due else Status.DUE


def _holds(row: dict[str, str], on: date) -> bool:
    day = on.isoformat()
    return (row["valid_from"] or "0") <= day and (not row["valid_to"] or day <= row["valid_to"])
