"""What the rules look at on the route: countries, roles, shares, custody, and how the legs fit together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kouprey.domain.seizures.book import Book
from kouprey.domain.seizures.checks import Fault
from kouprey.domain.seizures.values import Incident, Kind, Role
from kouprey.kernel.quantity import plain

_WHOLE = Decimal(100)


def leg_country_listed(incident: Incident, book: Book) -> Iterator[Fault]:
    """A code of the list; XX where it is not known."""
    for leg in incident.legs:
        if leg.country not in book.trade.countries:
            yield Fault(leg.country, leg.id)


def leg_once(incident: Incident, book: Book) -> Iterator[Fault]:
    """A country stands once in each role."""
    seen: set[tuple[Role, str]] = set()
    for leg in incident.legs:
        if (leg.role, leg.country) in seen:
            yield Fault(leg.country, leg.id, {"role": str(leg.role)})
        seen.add((leg.role, leg.country))


def leg_order(incident: Incident, book: Book) -> Iterator[Fault]:
    """Two legs have two places in the order."""
    orders = [leg.order for leg in incident.legs]
    for leg in incident.legs:
        if orders.count(leg.order) > 1:
            yield Fault(str(leg.order), leg.id)


def share_of_origin(incident: Incident, book: Book) -> Iterator[Fault]:
    """Shares are per cent, and of origins only."""
    for leg in incident.legs:
        if leg.share is not None and (leg.role is not Role.ORIGIN or not 0 < leg.share <= _WHOLE):
            yield Fault(plain(leg.share), leg.id)


def shares_sum(incident: Incident, book: Book) -> Iterator[Fault]:
    """The shares of all origins are no more than the whole."""
    total = sum((leg.share for leg in incident.of_role(Role.ORIGIN) if leg.share is not None), Decimal(0))
    if total > _WHOLE:
        yield Fault(plain(total))


def shares_complete(incident: Incident, book: Book) -> Iterator[Fault]:
    """Where every origin has a share, they make up the whole."""
    shares = [leg.share for leg in incident.of_role(Role.ORIGIN)]
    known = [share for share in shares if share is not None]
    if known and len(known) == len(shares) and sum(known) < _WHOLE:
        yield Fault(plain(sum(known)))


def custody_of_transit(incident: Incident, book: Book) -> Iterator[Fault]:
    """Legal custody is asked of transit countries only (ETIS)."""
    for leg in incident.legs:
        if leg.custody is not None and leg.role is not Role.TRANSIT:
            yield Fault(leg.country, leg.id)


def one_destination(incident: Incident, book: Book) -> Iterator[Fault]:
    """Most reports carry one destination."""
    legs = incident.of_role(Role.DESTINATION)
    for leg in legs[1:]:
        yield Fault(leg.country, leg.id)


def seized_on_route(incident: Incident, book: Book) -> Iterator[Fault]:
    """A route that never touches the country of the seizure."""
    named = {leg.country for leg in incident.legs}
    inland = set(incident.activities) <= {"sale", "possession", "hunting", "processing", "moving"}
    full = incident.of_role(Role.EXPORT) and incident.of_role(Role.DESTINATION)
    if incident.kind is Kind.SEIZURE and full and not inland and incident.place.country not in named:
        yield Fault(incident.place.country)
