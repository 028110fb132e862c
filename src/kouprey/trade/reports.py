"""What the Python face asks of mirror, flows, trend, quotas and red flags: each takes only the filters that fit it.

A filter that would bend a rule is refused, not ignored: a quota counts all exports of a country, not those to one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kouprey.analytics import ask_direct, ask_flags, ask_reports
from kouprey.analytics.answer import Answer as Core
from kouprey.analytics.ask import Desk
from kouprey.domain.trade import events as event_list
from kouprey.domain.trade.places import places
from kouprey.domain.trade.question import ANY_UNIT, Study, span, study
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said
from kouprey.trade.answers import Answer, of
from kouprey.trade.quotas import quotas_in_use

_COMMON = ("importer", "exporter", "years", "taxon", "class_", "terms", "sources", "purposes", "names", "top")
_OPTIONS = {"class_": "class", "terms": "term", "sources": "source", "purposes": "purpose"}
"""How the shell calls the parts of a question that have another name in Python."""

SHOWN = ("edges", "countries")


def mirror(desk: Desk, asked: dict[str, Any]) -> Answer:
    """Both reporters side by side; all units unless one is asked for."""
    at_most = asked.pop("at_most", None)
    return of(ask_reports.mirror(desk, _question("mirror", {"unit": ANY_UNIT} | asked, (*_COMMON, "unit")), at_most))


def flows(desk: Desk, asked: dict[str, Any]) -> Answer:
    """Edges or countries of the network, in one unit."""
    show = asked.pop("show", "edges")
    if show not in SHOWN:
        raise UnusableInput(
            said("“%(show)s” is not a view of flows.", show=show),
            remedy=said("Choose one of: %(shown)s.", shown=", ".join(SHOWN)),
        )
    q = _question("flows", asked, (*_COMMON, "unit", "geography", "quantity"))
    if q.unit == ANY_UNIT:
        raise UnusableInput(
            said("Flows add quantities up, which different units do not allow."),
            remedy=said("Choose one unit, such as kg."),
        )
    return of(ask_reports.flows(desk, q, show))


def trend(desk: Desk, asked: dict[str, Any]) -> Answer:
    """Shifts in exports; exporter-reported unless asked otherwise."""
    every = bool(asked.pop("every", False))
    q = _question("trend", {"quantity": "exporter"} | asked, (*_COMMON, "unit", "quantity"))
    if q.quantity not in ("importer", "exporter"):
        raise UnusableInput(
            said("“%(quantity)s” mixes both reporters, which would look like a shift.", quantity=q.quantity),
            remedy=said("Use importer or exporter."),
        )
    return of(ask_direct.shifts(desk, q, every=every))


def quotas(desk: Desk, home: Path, asked: dict[str, Any]) -> Answer:
    """The node's quotas held against trade."""
    only = bool(asked.pop("breaches", False))
    q = _question("quotas", asked, ("exporter", "years", "taxon", "names", "top"))
    book = quotas_in_use(home)
    return of(ask_direct.breaches(desk, q, book.edition, book.quotas, only=only))


def red_flags(desk: Desk, asked: dict[str, Any]) -> Answer:
    """Flags of captive sources, in number of specimens."""
    return of(
        ask_flags.red_flags(
            desk, _question("redflags", asked, ("exporter", "years", "taxon", "class_", "terms", "names", "top"))
        )
    )


def events(
    *, years: tuple[int, int] | str | int | None = None, country: str | tuple[str, ...] | None = None,
    kind: str | None = None,
) -> Answer:  # fmt: skip
    """Dated events for charts. Needs no trade data. With `country`, events of the whole world stay in."""
    chosen = places(country)
    countries = chosen.countries if chosen else ()
    found = event_list.events(years=span(years), countries=countries, kind=kind)
    unverified = sum(1 for event in found if not event.verified)
    about = event_list.about()
    sentences = [
        said(
            "Events: list %(name)s %(version)s, entered by hand, with a source each.",
            name=about["table"],
            version=about["version"],
        )
    ]
    if unverified:
        sentences.append(
            said("%(number)s of them were not checked with a document (verified: no).", number=unverified)
        )
    filters = {"years": list(span(years) or ()) or None, "countries": list(countries), "kind": kind}
    note = {"measure": "events", **about, "filters": filters, "synthetic": False, "sentences": sentences}
    return of(Core(note, (), event_list.COLUMNS, [tuple(event) for event in found]))


def _question(measure: str, asked: dict[str, Any], allowed: tuple[str, ...]) -> Study:
    """A question of the parts that fit the measure. Raises UnusableInput that names the first that does not."""
    for name, value in asked.items():
        if name not in allowed and value not in (None, (), "", False):
            raise UnusableInput(
                said(
                    "%(measure)s cannot be asked by %(name)s: its rule would no longer hold.",
                    measure=measure,
                    name=_OPTIONS.get(name, name),
                ),
                remedy=said(
                    "It takes: %(allowed)s.", allowed=", ".join(_OPTIONS.get(part, part) for part in allowed)
                ),
            )
    return study(**{name: value for name, value in asked.items() if name in allowed})
