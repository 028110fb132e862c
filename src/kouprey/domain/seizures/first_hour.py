"""Crime or administrative matter: what the thresholds of the State say, with the law they stand in. Never a ruling.

Thresholds by count, weight or value (list `offence-thresholds`), values by a dated statutory price list where the
State has one (`statutory-prices`). Both are configuration with a source, mostly unverified. Unknown stays unknown: no
rule for the State, a missing amount, or a value that nobody knows never turns into administrative.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kouprey.domain.lists import load
from kouprey.domain.seizures.taxa import appendices, within
from kouprey.domain.seizures.values import Incident, Money, Specimen
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import Said, declared, several

UNVERIFIED = "UNVERIFIED: no lawyer of the State has checked this threshold."
FROM = "%(law)s, %(article)s: from %(limit)s; here %(found)s."
ANY = "%(law)s, %(article)s: in any amount."
NOT_KNOWN = "%(law)s, %(article)s: from %(limit)s; here the amount is not known."
PERHAPS = "%(law)s, %(article)s: it is not known whether it applies; the Appendix or the activity is missing."
NO_DATE, NO_THRESHOLD = (
    "The date or the country is missing.",
    "No threshold of this State is listed for these specimens.",
)
NO_AMOUNT = "The %(measure)s is missing (%(threshold)s)."
NO_FIT = "No threshold of this State is listed for %(taxon)s."
SENTENCES = (UNVERIFIED, FROM, ANY, NOT_KNOWN, PERHAPS, NO_DATE, NO_THRESHOLD, NO_AMOUNT, NO_FIT)
"""Everything that an answer may say; names stand for what is filled in."""
_BORDER = frozenset({"import", "export", "transit"})
_INLAND = frozenset({"sale", "possession", "hunting", "processing", "moving"})


class Outcome(StrEnum):
    """What a case is under the thresholds."""

    CRIME = "crime"
    ADMINISTRATIVE = "administrative"
    UNKNOWN = "unknown"


class Threshold(NamedTuple):
    """One threshold of one State."""

    id: str
    country: str
    conduct: str
    taxa: tuple[str, ...]
    appendix: frozenset[str]
    terms: tuple[str, ...]
    measure: str
    at_least: Decimal
    currency: str
    below: Outcome
    law: str
    article: str
    note: str
    valid_from: str
    valid_to: str
    source: str
    verified: bool


class Reason(NamedTuple):
    """What one threshold says: its amount, the amount of the case, and whether that is at least as much."""

    threshold: Threshold
    amount: Decimal | None
    outcome: Outcome
    estimated: bool

    perhaps: bool = False
    """Nobody has said what decides whether the threshold applies."""

    @property
    def says(self) -> str:
        """The sentence, with named places."""
        if self.perhaps:
            return PERHAPS
        if self.amount is None:
            return NOT_KNOWN
        return ANY if self.threshold.at_least == 0 else FROM

    @property
    def words(self) -> dict[str, str]:
        """What fills its places."""
        rule = self.threshold
        unit = rule.currency or ("" if rule.measure == "number" else rule.measure)
        found = "" if self.amount is None else f"{'~' if self.estimated else ''}{plain(self.amount)} {unit}".strip()
        limit = f"{plain(rule.at_least)} {unit}".strip()
        return {"law": rule.law, "article": rule.article, "limit": limit, "found": found}

    @property
    def sentence(self) -> str:
        """In one sentence, with the law; an unchecked threshold says so."""
        mark = "" if self.threshold.verified else declared(UNVERIFIED)
        return several((Said(self.says, self.words), mark))


class Missing(NamedTuple):
    """What would have to be known to say more: a sentence with named places, and what fills them."""

    says: str
    words: dict[str, str]

    @property
    def sentence(self) -> str:
        """In one sentence."""
        return Said(self.says, self.words)


@dataclass(frozen=True, slots=True)
class Matter:
    """The answer for a case: outcome, why, and what is missing to say more."""

    outcome: Outcome
    because: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


def matter(incident: Incident, on: date | None = None) -> Matter:
    """What the thresholds of the State say about an incident on its day (or on `on`)."""
    day = on or (incident.when.first if incident.when else None)
    if day is None or not incident.place.country:
        return Matter(Outcome.UNKNOWN, missing=(Missing(NO_DATE, {}),))
    rules = [rule for rule in thresholds(incident.place.country, day) if _concerns(rule, incident) is not False]
    reasons = tuple(reason for rule in rules for reason in _applied(rule, incident, day))
    if not reasons:
        return Matter(Outcome.UNKNOWN, missing=(Missing(NO_THRESHOLD, {}),))
    missing = tuple(
        Missing(NO_AMOUNT, {"measure": reason.threshold.measure, "threshold": reason.threshold.id})
        for reason in reasons
        if reason.amount is None
    )
    outcomes = {reason.outcome for reason in reasons}
    unplaced = [line for line in incident.specimens if not any(_fits(rule, line) for rule in rules)]
    if Outcome.CRIME in outcomes:
        return Matter(Outcome.CRIME, reasons, missing)
    if Outcome.UNKNOWN in outcomes or unplaced:
        named = tuple(Missing(NO_FIT, {"taxon": line.name or "?"}) for line in unplaced)
        return Matter(Outcome.UNKNOWN, reasons, missing + named)
    return Matter(Outcome.ADMINISTRATIVE, reasons)


def thresholds(country: str, on: date) -> tuple[Threshold, ...]:
    """The thresholds of a State on a day."""
    day = on.isoformat()
    rows = [row for row in load("offence-thresholds").rows if row["country"] == country]
    return tuple(_threshold(row) for row in rows if _holds(row, day))


def statutory_value(line: Specimen, country: str, on: date) -> Money | None:
    """The value of a line by the price list of the State; None where it has none or the amount is not known."""
    day = on.isoformat()
    for row in load("statutory-prices").rows:
        fits = row["country"] == country and line.term in row["terms"].split(";") and within(line.name, row["taxa"])
        if not fits or not _holds(row, day):
            continue
        amount = line.count if row["unit"] == "" else line.kilograms
        if amount is not None:
            return Money(amount * Decimal(row["price"]), row["currency"])
    return None


def _holds(row: dict[str, str], day: str) -> bool:
    return row["valid_from"] <= day and (not row["valid_to"] or day <= row["valid_to"])


def _threshold(row: dict[str, str]) -> Threshold:
    return Threshold(
        row["id"], row["country"], row["conduct"], tuple(filter(None, row["taxa"].split(";"))),
        frozenset(filter(None, row["appendix"].split(";"))), tuple(filter(None, row["terms"].split(";"))),
        row["measure"], Decimal(row["at_least"]), row["currency"], Outcome(row["below"]), row["law"], row["article"],
        row["note"], row["valid_from"], row["valid_to"], row["source"], row["verified"] == "yes",
    )  # fmt: skip


def _concerns(rule: Threshold, incident: Incident) -> bool | None:
    """Whether the conduct fits; None where nobody has said what was going on."""
    if rule.conduct == "any":
        return True
    acts = set(incident.activities)
    return None if not acts & (_BORDER | _INLAND) else bool(acts & _BORDER)


def _fits(rule: Threshold, line: Specimen) -> bool:
    if rule.terms and line.term not in rule.terms:
        return False
    if rule.taxa and not any(within(line.name, taxon) for taxon in rule.taxa):
        return False
    return not rule.appendix or not line.appendix or bool(rule.appendix & appendices(line.appendix))


def _applied(rule: Threshold, incident: Incident, day: date) -> tuple[Reason, ...]:
    lines = [line for line in incident.specimens if _fits(rule, line)]
    if not lines:
        return ()
    amounts = [_amount(rule, line, incident.place.country, day) for line in lines]
    known = sum((amount for amount in amounts if amount is not None), Decimal(0))
    estimated = any(line.estimated for line in lines)
    # An Appendix or an activity that nobody has said fits only perhaps.
    perhaps = bool(rule.appendix) and any(not line.appendix for line in lines)
    perhaps = perhaps or _concerns(rule, incident) is None
    reached = known >= rule.at_least and (rule.at_least > 0 or bool(lines))
    if reached and not perhaps:
        return (Reason(rule, known, Outcome.CRIME, estimated),)
    if None in amounts or perhaps:
        return (Reason(rule, None, Outcome.UNKNOWN, estimated, perhaps),)
    return (Reason(rule, known, rule.below, estimated),)


def _amount(rule: Threshold, line: Specimen, country: str, day: date) -> Decimal | None:
    if rule.measure == "kg":
        return line.kilograms
    if rule.measure == "number":
        return Decimal(1) if rule.at_least == 0 else line.count
    value = statutory_value(line, country, day) or line.value
    return value.amount if value is not None and value.currency == rule.currency else None
