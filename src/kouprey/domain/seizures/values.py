"""What an observation of illegal trade consists of, as frozen values: seizures, surveys, offers, tips and the rest.

The shape follows the common denominator of existing systems (reporting.md 4) and what real files hold (reporting.md
11): partial dates, three-state quantities, legs of a route with their certainty, the value of a case apart from the
value of an item, people counted by nationality and never named. Codes are those of the lists (`vocabulary`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kouprey.domain.handling import Grade
from kouprey.kernel.partialdate import PartialDate

MASS = {"KGM": Decimal(1), "GRM": Decimal("0.001"), "MGM": Decimal("0.000001"), "TON": Decimal(1000)}
"""Units of weight that enforcement uses, in kilograms."""
NUMBER = ""
"""The unit of a count, as the trade database writes it."""
_BETWEEN = re.compile(r"[\s,;/+]+")


class Kind(StrEnum):
    """Kinds of observation (list `observation-kinds`). Only seizures enter statistics of seizures."""

    SEIZURE = "seizure"
    SURVEY = "market-survey"
    OFFER = "online-offer"
    POACHING = "poaching"
    TIP = "tip"
    JUDGMENT = "judgment"
    MEDIA = "media"


class Stage(StrEnum):
    """Where an observation is in its life (`lifecycle`)."""

    DRAFT = "draft"
    REPORTED = "reported"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"


class Amount(StrEnum):
    """How an amount is known. Present: specimens were there, nobody says how many. None: there were none."""

    EXACT = "exact"
    ESTIMATED = "estimated"
    PRESENT = "present"
    NONE = "none"


class Role(StrEnum):
    """What a country is on a route (list `route-roles`)."""

    ORIGIN = "origin"
    EXPORT = "export"
    TRANSIT = "transit"
    DESTINATION = "destination"


class Certainty(StrEnum):
    """How sure a leg is (list `route-certainty`); blank data are unknown, never suspected."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in one unit (code of the list `units`, blank for a number). `number` is None unless it is known."""

    amount: Amount = Amount.PRESENT
    number: Decimal | None = None
    unit: str = NUMBER

    @property
    def known(self) -> Decimal | None:
        """The number: zero where there were none, None where nobody knows."""
        return Decimal(0) if self.amount is Amount.NONE else self.number

    @property
    def kilograms(self) -> Decimal | None:
        """The known weight; None for a count, a volume or an unknown amount."""
        known, factor = self.known, MASS.get(self.unit)
        return None if known is None or factor is None else known * factor


@dataclass(frozen=True, slots=True)
class Money:
    """A sum and its currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Specimen:
    """One line of specimens. `reported` is the name as given, `taxon` the accepted one, blank while it is not known.

    `id` stays the same over all versions. `appendix` is that of the date (I, II, III, N), blank for unknown. `weight`
    is a second measure of the same specimens. `value` is that of this line alone, never part of a sum for the case.
    """

    id: str
    reported: str = ""
    taxon: str = ""
    appendix: str = ""
    term: str = ""
    quantity: Quantity = Quantity()
    weight: Quantity | None = None
    value: Money | None = None
    disposal: str = ""
    source_code: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The CITES source codes, each by itself: confiscated (I) and pre-Convention (O) stand beside another one."""
        return tuple(filter(None, _BETWEEN.split(self.source_code)))

    @property
    def name(self) -> str:
        """The accepted name, else the one that was reported."""
        return self.taxon or self.reported

    @property
    def kilograms(self) -> Decimal | None:
        """The known weight, from whichever measure has it."""
        own = self.quantity.kilograms
        return own if own is not None or self.weight is None else self.weight.kilograms

    @property
    def count(self) -> Decimal | None:
        """The known number of specimens; None where the line is measured otherwise."""
        return self.quantity.known if self.quantity.unit == NUMBER else None

    @property
    def estimated(self) -> bool:
        """Whether a figure of the line is an estimate."""
        return any(q is not None and q.amount is Amount.ESTIMATED for q in (self.quantity, self.weight))


@dataclass(frozen=True, slots=True)
class Leg:
    """A country on the route. `share` in per cent (origins), `custody`: whether it had legal custody (transit)."""

    id: str
    order: int
    role: Role
    country: str
    share: Decimal | None = None
    custody: bool | None = None
    certainty: Certainty = Certainty.UNKNOWN


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was. `code` is a place of the list `seizure-places`; name and point stay in the State."""

    country: str = ""
    admin1: str = ""
    code: str = ""
    name: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    precision_m: int | None = None


@dataclass(frozen=True, slots=True)
class People:
    """How many people of one nationality; the country is blank where it is not known, the number None likewise."""

    country: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class FirstHour:
    """What is settled at the scene: crime or not, who identifies, who takes over, where animals go, health."""

    matter: str = ""
    """crime, administrative, or blank while it is open."""
    basis: str = ""
    identified_by: str = ""
    taken_over_by: str = ""
    live_tonight: str = ""
    health_risk: str = ""
    """none, suspected, known, or blank."""
    quarantine_informed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One observation. `value` is that of the whole case; the other fields hold codes of lists, or text."""

    id: str
    kind: Kind = Kind.SEIZURE
    stage: Stage = Stage.DRAFT
    when: PartialDate | None = None
    place: Place = Place()
    agency: str = ""
    agency_name: str = ""
    activities: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    transport: tuple[str, ...] = ()
    detection: tuple[str, ...] = ()
    concealment: tuple[str, ...] = ()
    concealment_text: str = ""
    specimens: tuple[Specimen, ...] = ()
    legs: tuple[Leg, ...] = ()
    people: tuple[People, ...] = ()
    value: Money | None = None
    law: str = ""
    sanctions: tuple[str, ...] = ()
    sanction_text: str = ""
    contraband: str = ""
    """Other goods that were found with the specimens."""
    forensic: bool | None = None
    """Whether samples were or will be examined."""
    first_hour: FirstHour = FirstHour()
    platform: str = ""
    """Online offers: the site or application."""
    outlets: int | None = None
    """Market surveys: how many outlets were visited."""
    court: str = ""
    cause: str = ""
    """Poaching: how it died, as far as known."""
    source: str = ""
    grade: Grade = Grade()  # noqa: RUF009 - frozen
    reporter: str = ""
    """Tips: how the person can be reached, if they want to. Protected: it never leaves the agency."""
    entry_way: str = ""
    entered_for: str = ""
    reference: str = ""
    note: str = ""
    withdrawn_because: str = ""
    synthetic: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country that the observation names on its route or as its place, each once."""
        named = (self.place.country, *(leg.country for leg in self.legs))
        return tuple(dict.fromkeys(filter(None, named)))

    def of_role(self, role: Role) -> tuple[Leg, ...]:
        """The legs of one role, in their order."""
        if not self.legs:
            return ()
        return tuple(sorted((leg for leg in self.legs if leg.role is role), key=lambda leg: leg.order))

    @property
    def year(self) -> int | None:
        """The year it counts in: the first, where the date is a range over two (reporting rule of Kouprey)."""
        return self.when.first.year if self.when else None
