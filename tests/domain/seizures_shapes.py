"""Observations of every shape, for properties: every field blank or filled, every list empty or not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from kouprey.domain import seizures as sz
from kouprey.domain.handling import Grade
from kouprey.kernel.partialdate import PartialDate, partial_date

COUNTRIES = ("VN", "TH", "NA", "CN", "KE", "TZ", "MY", "XX", "HK")
TAXA = (
    "Manis javanica", "Manidae spp.", "Loxodonta africana", "Elephantidae spp.", "Elephas maximus",
    "Ceratotherium simum simum", "Cuora amboinensis", "Dalbergia cochinchinensis", "Unheard of",
)  # fmt: skip
TERMS = ("SCA", "TUS", "IVP", "IVC", "LIV", "SKI", "SKP", "LPS", "MEA", "HOR", "LOG", "")


SLY = (
    "", "", "x", "=1+1", "'=x", "''=y", "+86 1", "-", "@a", '"quoted"', "a;b", "a,b|c", "象牙 12 kg", "งาช้าง", "0",
    "007", "1e5", "No.", "100%", "2026-11-20", "VN 60%", "(a) b: c", "Ông", "é", "a / b", "yes", "TRUE", "#N/B",
    "\u200dា",
)  # fmt: skip
"""Texts that tables trip over."""


@cache
def texts(most: int = 30) -> st.SearchStrategy[str]:
    """One line as it is kept: printable, single blanks, in several scripts."""
    return st.sampled_from([sz_text(text, most) for text in SLY])


def sz_text(text: str, most: int) -> str:
    """As the schema keeps a line."""
    from kouprey.domain.seizures.parts import text as line

    return line(text[:most], "it")


@cache
def numbers(least: str = "0.001") -> st.SearchStrategy[Decimal]:
    """Exact numbers above nought."""
    return st.decimals(Decimal(least), Decimal(10**9), places=3).map(lambda d: Decimal(format(d.normalize(), "f")))


@cache
def ids() -> st.SearchStrategy[str]:
    """Ids of parts and records."""
    return st.uuids(version=4).map(str)


@cache
def dates() -> st.SearchStrategy[PartialDate]:
    """Days, months, years, ranges."""
    days = st.dates(date(1990, 1, 1), date(2026, 10, 31))
    spans = st.tuples(days, days).map(sorted)
    return st.one_of(
        days.map(lambda d: d.isoformat()),
        days.map(lambda d: f"{d:%Y-%m}"),
        days.map(lambda d: f"{d:%Y}"),
        spans.map(lambda pair: f"{pair[0]:%Y}/{pair[1]:%Y}"),
        spans.map(lambda pair: f"{pair[0]}/{pair[1]}"),
    ).map(partial_date)


@cache
def quantities(units: tuple[str, ...] = ("", "KGM", "GRM", "MTQ", "LTR", "PCS")) -> st.SearchStrategy[sz.Quantity]:
    """All four ways in which an amount can be known."""
    unit = st.sampled_from(units)
    known = st.sampled_from([sz.Amount.EXACT, sz.Amount.ESTIMATED])
    return st.one_of(
        st.builds(sz.Quantity, known, numbers(), unit),
        st.builds(sz.Quantity, st.sampled_from([sz.Amount.PRESENT, sz.Amount.NONE]), st.none(), unit),
    )


@cache
def money() -> st.SearchStrategy[sz.Money]:
    """Sums in several currencies."""
    return st.builds(sz.Money, numbers("0"), st.sampled_from(["USD", "VND", "CNY"]))


@cache
def codes(vocabulary: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Some codes of a vocabulary, each once."""
    listed = [word.code for word in sz.words(vocabulary)]
    return st.lists(st.sampled_from(listed), max_size=3, unique=True).map(tuple)


@st.composite
def specimens(draw: st.DrawFn) -> sz.Specimen:
    """A line of specimens."""
    quantity = draw(quantities())
    weighed = st.none() if quantity.unit in ("KGM", "GRM") else st.one_of(st.none(), quantities(("KGM", "GRM")))
    reported = draw(st.sampled_from(TAXA))
    return sz.Specimen(
        draw(ids()), reported, draw(st.sampled_from(["", reported])) if reported != "Unheard of" else "",
        draw(st.sampled_from(["", "I", "II", "N"])), draw(st.sampled_from(TERMS)), quantity, draw(weighed),
        draw(st.one_of(st.none(), money())), draw(st.sampled_from(["", "stored", "rescue"])),
        draw(st.sampled_from(["", "W", "C"])),
    )  # fmt: skip


@st.composite
def legs(draw: st.DrawFn) -> tuple[sz.Leg, ...]:
    """A route: each country once in each role, with a place in the order."""
    pairs = st.tuples(st.sampled_from(list(sz.Role)), st.sampled_from(COUNTRIES))
    found = []
    for order, (role, country) in enumerate(draw(st.lists(pairs, max_size=6, unique=True)), start=1):
        share = draw(st.one_of(st.none(), st.integers(1, 16).map(Decimal))) if role is sz.Role.ORIGIN else None
        custody = draw(st.sampled_from([True, False, None])) if role is sz.Role.TRANSIT else None
        found.append(
            sz.Leg(draw(ids()), order, role, country, share, custody, draw(st.sampled_from(list(sz.Certainty))))
        )
    return tuple(found)


@st.composite
def places(draw: st.DrawFn) -> sz.Place:
    """Places: listed, named, with or without a point."""
    country = draw(st.sampled_from(COUNTRIES))
    listed = sz.places(country)
    if listed and draw(st.booleans()):
        return draw(st.sampled_from(listed)).as_place()
    point = draw(st.one_of(st.none(), st.tuples(st.integers(-9000, 9000), st.integers(-18000, 18000))))
    latitude, longitude = (None, None) if point is None else (Decimal(part) / 100 for part in point)
    precision = None if point is None else draw(st.sampled_from([None, 10, 5000]))
    return sz.Place(country, draw(texts(20)), "", draw(texts(20)), latitude, longitude, precision)


PEOPLE = st.lists(
    st.builds(sz.People, st.sampled_from(COUNTRIES), st.one_of(st.none(), st.integers(1, 30))),
    max_size=3,
    unique_by=lambda group: group.country,
).map(tuple)
KINDS, STAGES, AGENCIES = (st.sampled_from(values) for values in (
    list(sz.Kind), list(sz.Stage), ["", *(word.code for word in sz.words("agency"))],
))  # fmt: skip
MAYBE_MONEY, MAYBE_DATE = st.one_of(st.none(), money()), st.one_of(st.none(), dates())
FLAG, FEW = st.sampled_from([None, True, False]), st.one_of(st.none(), st.integers(0, 90))
HOURS = st.sampled_from([sz.FirstHour(), sz.FirstHour("crime", "law", "lab", "police", "zoo", "known", False)])
GRADES, WAYS = st.sampled_from([Grade(), Grade("europol-4x4", "B", "2")]), st.sampled_from(["", "own", "paper"])
LINES, PLACES, ROUTES = st.lists(specimens(), max_size=3).map(tuple), places(), legs()
NOTES = st.lists(texts(), max_size=2).map(lambda lines: "\n".join(lines).strip())


@st.composite
def incidents(draw: st.DrawFn, kind: sz.Kind | None = None) -> sz.Incident:
    """An observation of any shape."""
    people = draw(PEOPLE)
    return sz.Incident(
        id=draw(ids()),
        kind=kind or draw(KINDS),
        stage=draw(STAGES),
        when=draw(MAYBE_DATE),
        place=draw(PLACES),
        agency=draw(AGENCIES),
        agency_name=draw(texts()),
        activities=draw(codes("activity")),
        offences=draw(codes("offence")),
        transport=draw(codes("transport")),
        detection=draw(codes("detection")),
        concealment=draw(codes("concealment")),
        concealment_text=draw(texts()),
        specimens=draw(LINES),
        legs=draw(ROUTES),
        people=people,
        value=draw(MAYBE_MONEY),
        law=draw(texts()),
        sanctions=draw(codes("sanction")),
        sanction_text=draw(texts()),
        contraband=draw(texts()),
        forensic=draw(FLAG),
        first_hour=draw(HOURS),
        platform=draw(texts(10)),
        outlets=draw(FEW),
        court=draw(texts(10)),
        cause=draw(texts(10)),
        source=draw(texts()),
        grade=draw(GRADES),
        reporter=draw(texts(10)),
        entry_way=draw(WAYS),
        entered_for=draw(texts(10)),
        reference=draw(texts(10)),
        note=draw(NOTES),
        withdrawn_because=draw(texts(10)),
        synthetic=draw(st.booleans()),
    )  # fmt: skip
