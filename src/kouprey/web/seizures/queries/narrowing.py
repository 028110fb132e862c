"""What a list, a map or a report asks for, as a filter of observations (their columns) that were authorised.

A taxon, a term or a country of the route is looked up under its heading (`Heading`, ADR 34): the database walks the
observations under it by day, and need not look at any other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from kouprey.domain import seizures as sz
from kouprey.domain.taxa.names import SPP, fold
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.partialdate import partial_date
from kouprey.kernel.spoken import heard
from kouprey.kernel.words import said
from kouprey.web.records.search import matching_records
from kouprey.web.records.tenancy import Protected
from kouprey.web.seizures.models import LEG, SPAN, TAXON, TERM, Heading, Incident, SpecimenLine, word_of

DAY: Final = ("day", "pk")
SORTS: Final = {
    "day": DAY, "recorded": ("pk",), "amended": ("amended_at", "pk"), "kind": ("kind", "-day", "-pk"),
    "country": ("country", "-day", "-pk"), "number": ("number",), "state": ("state", "-day", "-pk"),
}  # fmt: skip
"""The columns of each order, the last of which no two observations share. Each is that of an index of the authority:
a page is walked to."""
_HEADED: Final = ("headings__day", "headings__incident_id")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is asked for. `since` and `until` take dates as far as they are known; blank asks for nothing."""

    q: str = ""
    kind: str = ""
    state: str = ""
    country: str = ""
    route: str = ""
    taxon: str = ""
    term: str = ""
    agency: str = ""
    since: str = ""
    until: str = ""
    sort: str = "-day"

    @property
    def order(self) -> tuple[str, ...]:
        """The columns it is sorted by, with a minus those that begin at the end."""
        name = self.sort.removeprefix("-")
        columns = SORTS.get(name, DAY)
        return tuple(map(_turned, columns)) if self.sort.startswith("-") or name not in SORTS else columns

    @property
    def by_day(self) -> bool:
        """Whether it is in the order of days, as the indexes of headings are."""
        return SORTS.get(self.sort.removeprefix("-"), DAY) == DAY

    @property
    def whole(self) -> bool:
        """Whether nothing is asked for but an order."""
        return replace(self, sort="") == Filters(sort="")

    @property
    def words(self) -> str:
        """The words that it is searched for; blank for the number of one record."""
        words = self.q.strip()
        return "" if heard(words) else words

    @property
    def headings(self) -> dict[str, frozenset[str]]:
        """The words of each sort of heading under one of which an observation must stand. A kind of specimen is
        looked for on the lines of a taxon, where one is asked for."""
        typed, route = self.taxon.strip(), self.route.strip().upper()
        named = frozenset(map(word_of, (typed, sz.identify(typed).taxon or typed))) if typed else frozenset()
        terms = frozenset({self.term} if self.term and not typed else ())
        asked = {TAXON: named, TERM: terms, LEG: frozenset({route} if route else ())}
        return {sort: words for sort, words in asked.items() if words}


def narrowed(found: Protected, filters: Filters) -> Protected:
    """Of these observations, those that the filters ask for. Raises UnusableInput for a date that is none,
    and for a window that ends before it begins."""
    plain = {"kind": filters.kind, "state": filters.state, "country": filters.country.upper()}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if filters.agency:
        found = found.filter(agency=_id(filters.agency))
    since, until = _window(filters)
    days: dict[str, date] = {}
    if since:
        days["day__gte"] = earliest(since)
        # Said in two ways, for PostgreSQL would take both for rare and independent, and sort what it could walk.
        found = found.annotate(until_last=Coalesce("last", "last")).filter(until_last__gte=since)
    if until:
        days["day__lte"] = until
        found = found.filter(first__lte=until)
    if not walked_under(filters):  # whose heading says the same days: said twice, SQLite enters the index of days
        found = found.filter(**days)
    for sort, words in filters.headings.items():
        found = _under(found, sort, words, days, walked=filters.by_day)
    if filters.taxon and filters.term:
        found = found.filter(Exists(_lines(filters.taxon, filters.term).filter(incident=OuterRef("pk"))))
    return _said(found, filters.q.strip())


def in_order(found: Protected, filters: Filters) -> Protected:
    """Narrowed observations in the order of the filters: by the days of a heading, where one is walked."""
    order = filters.order
    if walked_under(filters):
        order = tuple(_turned(name) if order[0].startswith("-") else name for name in _HEADED)
    return found.order_by(*order)


def walked_under(filters: Filters) -> bool:
    """Whether one heading is walked by day to find what is asked for."""
    return filters.by_day and any(len(words) == 1 for words in filters.headings.values())


def earliest(since: date) -> date:
    """The first day that what lasted until a day, or beyond it, can have begun: where an index of days is entered.

    A date spans a year at most, but for those that are marked as wide.
    """
    wide = Incident.objects.get_queryset().unscoped("a bound for what is authorised")  # type: ignore[attr-defined]
    begun = wide.filter(wide=True, last__gte=since).aggregate(first=Min("day"))["first"]
    floor = date.fromordinal(max(1, since.toordinal() - SPAN.days))
    return floor if begun is None else min(begun, floor)


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def _window(filters: Filters) -> tuple[date | None, date | None]:
    """The days from which and until which it is asked for. Raises UnusableInput."""
    since = partial_date(filters.since).first if filters.since else None
    until = partial_date(filters.until).last if filters.until else None
    if since and until and since > until:
        raise UnusableInput(said("The window ends before it begins."), remedy=said("Write the earlier date first."))
    return since, until


def _under(found: Protected, sort: str, words: frozenset[str], days: dict[str, date], *, walked: bool) -> Protected:
    """Those under one of these headings. Under one word an observation stands once: both tables can be joined, to be
    walked by day; in any other order each observation is looked up."""
    rows = Heading.objects.get_queryset().unscoped("asked through records that were authorised")  # type: ignore[attr-defined]
    if len(words) > 1:
        return found.filter(pk__in=rows.filter(sort=sort, word__in=words, **days).values("incident"))
    (word,) = words
    if not walked:
        its_own = {"authority": OuterRef("authority"), "incident": OuterRef("pk")}
        its_own |= {f"day__{way}": OuterRef("day") for way in ("gte", "lte")}
        # As a value, of a day between a day: asked plainly, PostgreSQL gathers all that stand under the word first.
        there = Coalesce(Exists(rows.filter(sort=sort, word=word, **its_own)), Value(False))
        return found.alias(under=there).filter(under=True)
    heading = {"sort": sort, "word": word, "authority": F("authority")} | days
    return found.filter(**{f"headings__{name}": value for name, value in heading.items()})


def _lines(taxon: str, term: str) -> Any:
    """Lines of a kind of specimen of a taxon."""
    name = sz.identify(taxon.strip()).taxon or taxon.strip()
    wanted = Q(known_as=fold(taxon)) | Q(taxon=name)
    for column in ("genus", "family", "order", "taxon_class"):
        wanted |= Q(**{column: name.removesuffix(SPP)})
    lines = SpecimenLine.objects.get_queryset().unscoped("asked through records that were authorised")  # type: ignore[attr-defined]
    return lines.filter(wanted, term=term)


def _said(found: Protected, words: str) -> Protected:
    if not words:
        return found
    number = heard(words)
    return found.filter(number=number) if number else matching_records(found, words)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
