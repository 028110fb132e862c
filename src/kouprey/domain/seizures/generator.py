"""Invented incidents, for demonstrations and tests: SYNTHETIC, they describe no real event.

About as blank as real files are (reporting.md 11: transport 60 per cent blank, concealment 84, origin 96, via 79,
export 86, destination 96, outcome 85), over ten years in the twelve jurisdictions. The same seed gives the same
incidents. Nothing in it is a finding about a State, a place or a species.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple
from uuid import UUID

from kouprey.domain.handling import Grade
from kouprey.domain.seizures.places import places
from kouprey.domain.seizures.taxa import appendix_on
from kouprey.domain.seizures.values import (
    Amount,
    Certainty,
    FirstHour,
    Incident,
    Kind,
    Leg,
    Money,
    People,
    Place,
    Quantity,
    Role,
    Specimen,
    Stage,
)
from kouprey.domain.seizures.vocabulary import words
from kouprey.kernel.partialdate import PartialDate, partial_date

JURISDICTIONS = ("BN", "KH", "CN", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN")
_WEIGHTS = (1, 7, 20, 14, 6, 12, 9, 8, 6, 14, 1, 18)
BLANK = {
    "transport": 0.60, "concealment": 0.84, "origin": 0.96, "transit": 0.79, "export": 0.86, "destination": 0.96,
    "sanctions": 0.85,
}  # fmt: skip
"""How often a field is blank, as in the real files of reporting.md 11."""
MARK = "SYNTHETIC: invented, describes no real event."
_SOURCES = ("NG", "CM", "CD", "TZ", "MZ", "KE", "ID", "MY", "MM", "LA", "TH", "IN")


class Ware(NamedTuple):
    """What may be found: taxon, term, unit, least and most, whether pieces are weighed as well, and how common."""

    taxon: str
    term: str
    unit: str
    least: float
    most: float
    kilograms_each: float = 0
    common: int = 1


WARES = (
    Ware("Manis javanica", "SCA", "KGM", 0.5, 900, common=10),
    Ware("Manis spp.", "SCA", "KGM", 1, 3000, common=4),
    Ware("Manis javanica", "LIV", "", 1, 60, common=7),
    Ware("Manis pentadactyla", "BOD", "", 1, 40, common=4),
    Ware("Loxodonta africana", "TUS", "", 1, 200, 6, 5),
    Ware("Loxodonta africana", "IVP", "KGM", 0.2, 1500, common=5),
    Ware("Elephantidae spp.", "IVC", "", 1, 300, 0.08, 8),
    Ware("Elephas maximus", "SKP", "KGM", 1, 90, common=2),
    Ware("Ceratotherium simum simum", "HOR", "", 1, 14, 2.2, 3),
    Ware("Panthera tigris", "BON", "KGM", 1, 60, common=2),
    Ware("Panthera tigris", "SKI", "", 1, 4, common=2),
    Ware("Ursus thibetanus", "GAB", "", 1, 60, common=3),
    Ware("Helarctos malayanus", "CLA", "", 2, 80, common=2),
    Ware("Cuora amboinensis", "LIV", "", 5, 2000, common=6),
    Ware("Geochelone elegans", "LIV", "", 5, 900, common=4),
    Ware("Astrochelys radiata", "LIV", "", 2, 300, common=2),
    Ware("Python bivittatus", "SKI", "", 2, 300, common=4),
    Ware("Varanus salvator", "SKI", "", 5, 1500, common=4),
    Ware("Varanus bengalensis", "LIV", "", 1, 80, common=3),
    Ware("Gekko gecko", "BOD", "", 20, 9000, common=4),
    Ware("Rhinoplax vigil", "SKU", "", 1, 70, common=2),
    Ware("Cacatua alba", "LIV", "", 1, 60, common=5),
    Ware("Nycticebus bengalensis", "LIV", "", 1, 12, common=3),
    Ware("Hippocampus spp.", "BOD", "KGM", 1, 400, common=3),
    Ware("Anguilla anguilla", "FIG", "KGM", 5, 400, common=2),
    Ware("Dalbergia cochinchinensis", "LOG", "MTQ", 0.5, 120, common=6),
    Ware("Pterocarpus santalinus", "LOG", "KGM", 100, 20000, common=2),
    Ware("Aquilaria spp.", "CHP", "KGM", 1, 300, common=4),
    Ware("Paphiopedilum spp.", "LIV", "", 10, 800, common=2),
    Ware("Tridacna gigas", "SHE", "", 1, 400, common=2),
)  # fmt: skip


def generate(
    seed: int = 1, count: int = 3000, *, until: date = date(2026, 10, 31), years: int = 10
) -> Iterator[Incident]:
    """Invented incidents over the years up to a day, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - invention, not secrets
    for _ in range(count):
        yield _incident(random, until, years)


def _incident(random: Random, until: date, years: int) -> Incident:
    country = random.choices(JURISDICTIONS, _WEIGHTS)[0]
    when = _when(random, until, years)
    kind = random.choices(list(Kind), (88, 2, 3, 2, 2, 1, 2))[0]
    specimens = tuple(_specimen(random, when) for _ in range(random.choices((1, 2, 3, 5), (78, 14, 6, 2))[0]))
    live = any(line.term == "LIV" for line in specimens)
    graded = kind in (Kind.MEDIA, Kind.TIP)
    return Incident(
        id=_id(random, when),
        kind=kind,
        stage=random.choices((Stage.VERIFIED, Stage.REPORTED, Stage.DRAFT), (70, 24, 6))[0],
        when=when,
        place=_place(random, country),
        agency=_word(random, "agency", 10),
        activities=(random.choice(("import", "export", "transit", "sale", "possession", "moving")),),
        offences=() if random.random() < 0.1 else (_word(random, "offence", 11),),
        transport=_some(random, "transport", "transport", 8),
        detection=() if random.random() < 0.5 else (_word(random, "detection", 9),),
        concealment=_some(random, "concealment", "concealment", 10),
        specimens=specimens,
        legs=_legs(random, country),
        people=_people(random, country),
        value=_money(random, 500, 900_000) if random.random() < 0.3 else None,
        sanctions=_some(random, "sanctions", "sanction", 5),
        first_hour=FirstHour(live_tonight="Invented rescue centre") if live else FirstHour(),
        platform="Invented platform" if kind is Kind.OFFER else "",
        outlets=random.randint(3, 60) if kind is Kind.SURVEY else None,
        court="Invented court" if kind is Kind.JUDGMENT else "",
        grade=Grade("europol-4x4", random.choice("ABCX"), random.choice("1234")) if graded else Grade(),
        synthetic=True,
    )


def _when(random: Random, until: date, years: int) -> PartialDate:
    # A little more each year, and a peak before the turn of the year: seasons are seen in the pictures.
    days = 365 * years
    day = until - timedelta(days=int(days * random.random() ** 1.3))
    if day.month in (5, 6) and random.random() < 0.3:
        day = until - timedelta(days=int(days * random.random()))
    known = random.random()
    if known < 0.92:
        return partial_date(day.isoformat())
    if known < 0.96:
        return partial_date(day.strftime("%Y-%m"))
    if known < 0.99 or day.year == until.year:
        return partial_date(str(day.year) if day.year < until.year else day.strftime("%Y-%m"))
    return partial_date(f"{day.year}/{day.year + 1}")


def _id(random: Random, when: PartialDate) -> str:
    """A UUIDv7 whose time is the day and whose rest is drawn from the seed."""
    days = when.first.toordinal() - date(1970, 1, 1).toordinal()
    value = (days * 86_400_000 + random.randrange(86_400_000)) << 80
    value |= 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    return str(UUID(int=value))


def _place(random: Random, country: str) -> Place:
    listed = places(country)
    drawn = random.random()
    if listed and drawn < 0.65:
        return random.choice(listed).as_place()
    if listed and drawn < 0.85:
        near = random.choice(listed)
        shift = [Decimal(random.randint(-40, 40)) / 100 for _ in range(2)]
        return Place(
            country, near.admin1, "", "Invented village", near.latitude + shift[0], near.longitude + shift[1], 10_000
        )
    return Place(country, random.choice(listed).admin1 if listed and drawn < 0.95 else "")


def _specimen(random: Random, when: PartialDate) -> Specimen:
    ware = random.choices(WARES, [ware.common for ware in WARES])[0]
    amount = random.choices((Amount.EXACT, Amount.ESTIMATED, Amount.PRESENT), (84, 10, 6))[0]
    drawn = ware.least * (ware.most / ware.least) ** (random.random() ** 2)
    figure = Decimal(max(1, round(drawn))) if not ware.unit else Decimal(round(drawn * 100)) / 100
    number = None if amount is Amount.PRESENT else figure
    weight = None
    if ware.kilograms_each and number is not None and random.random() < 0.6:
        kilograms = Decimal(max(1, round(float(number) * ware.kilograms_each * (0.5 + random.random()) * 100))) / 100
        weight = Quantity(amount, kilograms, "KGM")
    fates = ("evidence", "rescue", "released") if ware.term == "LIV" else ("evidence", "stored", "destroyed")
    return Specimen(
        id=str(UUID(int=random.getrandbits(128), version=4)),
        reported=ware.taxon,
        taxon=ware.taxon,
        appendix=appendix_on(ware.taxon, when),
        term=ware.term,
        quantity=Quantity(amount, number, ware.unit),
        weight=weight,
        value=_money(random, 50, 40_000) if random.random() < 0.1 else None,
        disposal=random.choice(fates) if random.random() < 0.4 else "",
    )


def _legs(random: Random, country: str) -> tuple[Leg, ...]:
    found: list[tuple[Role, str]] = []
    if random.random() >= BLANK["origin"]:
        found += [(Role.ORIGIN, code) for code in random.sample(_SOURCES, random.choice((1, 1, 2)))]
    if random.random() >= BLANK["export"]:
        found.append((Role.EXPORT, random.choice(_SOURCES)))
    if random.random() >= BLANK["transit"]:
        others = [code for code in (*JURISDICTIONS, "HK", "AE", "QA") if code != country]
        found += [(Role.TRANSIT, code) for code in random.sample(others, random.choice((1, 1, 1, 2)))]
    if random.random() >= BLANK["destination"]:
        found.append((Role.DESTINATION, random.choice(("CN", "VN", "HK", country))))
    shares = [Decimal(60), Decimal(40)] if sum(role is Role.ORIGIN for role, _ in found) == 2 else [None, None]
    legs = []
    for order, (role, code) in enumerate(found, start=1):
        share = shares[order - 1] if role is Role.ORIGIN else None
        custody = random.choice((True, False, None)) if role is Role.TRANSIT else None
        id = str(UUID(int=random.getrandbits(128), version=4))
        legs.append(Leg(id, order, role, code, share, custody, random.choice(list(Certainty))))
    return tuple(legs)


def _people(random: Random, country: str) -> tuple[People, ...]:
    if random.random() < 0.7:
        return ()
    groups = [People(country, random.choice((1, 1, 2, 3, None)))]
    if random.random() < 0.3:
        other = random.choice([code for code in JURISDICTIONS if code != country])
        groups.append(People(other, random.randint(1, 2)))
    return tuple(groups)


def _money(random: Random, least: int, most: int) -> Money:
    return Money(Decimal(round(least * (most / least) ** random.random())), "USD")


def _word(random: Random, vocabulary: str, most: int) -> str:
    return random.choice(words(vocabulary)[:most]).code


def _some(random: Random, field: str, vocabulary: str, most: int) -> tuple[str, ...]:
    if random.random() < BLANK[field]:
        return ()
    listed: Sequence[str] = [word.code for word in words(vocabulary)[:most] if word.code != "none"]
    return tuple(random.sample(listed, random.choice((1, 1, 1, 2))))
