"""What every page of pictures shares: the filters of its address, the form for them, what the figures rest on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kouprey.domain import seizures as sz
from kouprey.domain.access import Act, Actor
from kouprey.domain.seizures.counting import EXACT_TO
from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.core.words import translated
from kouprey.web.reporting import queries
from kouprey.web.reporting.queries import Asked, Pool
from kouprey.web.ui import incident_form
from kouprey.web.ui.templatetags.figures import figure

ASKED: Final = ("since", "until", "country", "whose", "taxon", "term", "measure")
MEASURES: Final[Mapping[str, Any]] = {
    "events": gettext_lazy("seizures"),
    "number": gettext_lazy("specimens"),
    "weight": gettext_lazy("weight in kg"),
    "woe": gettext_lazy("whole organisms (WOE)"),
}
WHOSE: Final[Mapping[str, Any]] = {
    "": gettext_lazy("own and received"),
    queries.OWN: gettext_lazy("own agency"),
    queries.RECEIVED: gettext_lazy("received"),
}
TABS: Final = (
    ("incidents", gettext_lazy("List")),
    ("incidents-pictures", gettext_lazy("Pictures")),
    ("incidents-map", gettext_lazy("Map")),
    ("incidents-legal", gettext_lazy("Legal beside illegal")),
)


def asked_of(request: HttpRequest) -> Asked:
    """The filters of an address. Raises UnusableInput."""
    return queries.asked({name: request.GET.get(name, "") for name in ASKED}, now().date())


def nothing_asked() -> Asked:
    """The filters of an address that asks for nothing: for the form beside an error."""
    return queries.asked({}, now().date())


def address(asked: Asked, **more: str) -> str:
    """The query of the address that asks for the same; a window by default is left to the day it is opened."""
    given = {name: getattr(asked, name) for name in ASKED} | more
    return urlencode([(k, v) for k, v in given.items() if v and (k, v) != ("measure", "events")])


def form_of(request: HttpRequest, asked: Asked, by: Actor, here: str) -> dict[str, Any]:
    """The form of the filters, filled, and the way to the neighbouring pages."""
    typed = {name: request.GET.get(name, getattr(asked, name)).strip() for name in ASKED}
    query = address(asked)
    return {
        "typed": typed | {"measure": asked.measure},
        "here": here,
        "tabs": [(name, words) for name, words in TABS if name != "incidents" or Act.RECORD_READ in by.spec.acts],
        "query": query,
        "countries": incident_form.countries(),
        "terms": incident_form.terms(),
        "measures": list(MEASURES.items()),
        "whose": list(WHOSE.items()),
        "filtered": bool(query),
        "may_export": bool({Act.RECORD_EXPORT, Act.RELEASE_EXPORT} & by.spec.acts),
        "may_suggest": bool({Act.RECORD_CREATE, Act.RECORD_AMEND} & by.spec.acts),
    }


def refused(request: HttpRequest, by: Actor, here: str, error: KoupreyError) -> dict[str, Any]:
    """The page that could not be made: its form as it was filled, and why."""
    return form_of(request, nothing_asked(), by, here) | {"error": error}


def rests_on(pool: Pool) -> dict[str, Any]:
    """What the figures of a page rest on: how many seizures, of which window, from where, and how they are marked."""
    return {
        "total": translated(sz.shown(pool.total)) if not pool.cut else more_than(),
        "window": window(pool.asked),
        "sources": _sources(pool),
        "synthetic": pool.synthetic,
        "strictest": pool.strictest.label if pool.strictest is not None else "",
        "empty": not pool.incidents,
    }


def more_than() -> str:
    """That there are more than are counted exactly."""
    return _("more than %(number)s") % {"number": figure(EXACT_TO)}


def window(asked: Asked) -> str:
    """The window in words."""
    last = asked.last.isoformat()
    if asked.first == date.min:
        return _("until %(last)s") % {"last": last}
    span = {"first": asked.first.isoformat(), "last": last}
    return _("the twelve months %(first)s to %(last)s") % span if asked.default else _("%(first)s to %(last)s") % span


def _sources(pool: Pool) -> list[str]:
    """Sentences on what was read and what could not be."""
    said = [
        _("Read: %(own)s of records, %(received)s of what was received from other authorities.")
        % {"own": figure(pool.own), "received": figure(pool.received)}
    ]
    if pool.cut:
        said.append(_("There are more: the figures are those of the newest %(number)s. Choose a shorter window.")
                    % {"number": figure(EXACT_TO)})  # fmt: skip
    if pool.joined:
        said.append(
            ngettext(
                "%(number)s record that was received is about the event of an own one.",
                "%(number)s records that were received are about events of own ones.",
                pool.joined,
            )
            % {"number": figure(pool.joined)}
        )
    if pool.unsaid:
        said.append(
            ngettext(
                "%(number)s record that was received is not counted: too little of it was released.",
                "%(number)s records that were received are not counted: too little of them was released.",
                pool.unsaid,
            )
            % {"number": figure(pool.unsaid)}
        )
    if pool.closed:
        said.append(
            ngettext(
                "%(number)s record that was received is not counted: its caveats wait to be acknowledged.",
                "%(number)s records that were received are not counted: their caveats wait to be acknowledged.",
                pool.closed,
            )
            % {"number": figure(pool.closed)}
        )
    return said
