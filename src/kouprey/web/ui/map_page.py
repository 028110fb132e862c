"""What the explorable map shows: the flows of a question for the script that draws them, and in tables and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from kouprey.domain import lists
from kouprey.domain.trade.codes import known_countries, short_name
from kouprey.domain.trade.map_names import map_names
from kouprey.formats.charts import outlines
from kouprey.formats.charts.flows import VIEWS, View, ground, points, view_of, width
from kouprey.kernel.errors import NothingThere
from kouprey.web.ui import flow_map, trade_answer, trade_page
from kouprey.web.ui.trade_question import Question

SHOWN: Final = 300
"""So many flows are in the table and can be drawn; the files hold all of them."""
PARTNERS: Final = 15
"""So many partners of a chosen country are named on each side."""
STEPS: Final = (30, 100, SHOWN)
"""How many lines a reader may choose to see at once."""
Edge = Mapping[str, Any]


FIELDS: Final = (
    "importer", "exporter", "years", "taxon", "class", "geography", "quantity", "unit", "names", "term", "source",
    "purpose", "dataset",
)  # fmt: skip
"""The filters of a study that its form has: those that flows can be asked by."""


@dataclass(frozen=True)
class Side:
    """What a country sends, or what it receives: the partners with the most, and the whole."""

    head: str
    nothing: str
    partner: str
    edges: Sequence[Edge]

    @property
    def largest(self) -> Sequence[Edge]:
        """The edges that are named one by one."""
        return self.edges[:PARTNERS]

    @property
    def total(self) -> Decimal:
        """All partners together; every flow of one question has the same unit."""
        return sum((Decimal(edge["quantity"] or 0) for edge in self.edges), Decimal(0))


@dataclass(frozen=True)
class Atlas:
    """A question to the map, the flows that answer it, and the country that was chosen, if one was."""

    flows: flow_map.Flows
    at: str = ""

    @cached_property
    def shown(self) -> Sequence[Edge]:
        """The flows that can be drawn, the largest first."""
        return self.flows.drawn[:SHOWN]

    @property
    def address(self) -> str:
        """The filters as the query of an address."""
        return self.flows.question.address()

    @property
    def sides(self) -> tuple[Side, Side]:
        """What the chosen country sends and receives, of all flows under the filters."""
        sent = [edge for edge in self.flows.edges if edge["from"] == self.at and edge["quantity"]]
        taken = [edge for edge in self.flows.edges if edge["to"] == self.at and edge["quantity"]]
        return (
            Side(_("Sends to"), _("It sends nothing under these filters."), "to", sent),
            Side(_("Receives from"), _("It receives nothing under these filters."), "from", taken),
        )


def form_of(question: Question) -> dict[str, Any]:
    """What the form offers, and what it holds: a study's, as far as flows can be asked like that."""
    return trade_page.form_of(question) | {"fields": FIELDS}


def asked(query: QueryDict) -> tuple[Question, str]:
    """The filters of an address, and the country that was chosen on the map (`at`). Raises UnusableInput."""
    rest = query.copy()
    at = rest.pop("at", [""])[-1].strip().upper()
    if at and at not in known_countries():
        raise NothingThere(
            _("No country or territory has the code “%(code)s”.") % {"code": at},
            kept="",
            remedy=_("Use a code of two letters, such as TH for Thailand."),
        )
    return Question.from_address(rest), at


def ask(question: Question, at: str = "") -> Atlas | None:
    """Put the question to the store of this node; None when there is no store yet."""
    if question["preset"]:
        study = trade_answer.ask(question)
        if study is None:
            return None
        question = flow_map.laid_out(question, study.method)
    try:
        return Atlas(flow_map.ask(question), at)
    except NothingThere:
        if question["dataset"]:
            raise
        return None


def context(atlas: Atlas) -> dict[str, Any]:
    """Everything the page says."""
    flows = atlas.flows
    view = view_of(atlas.shown[: STEPS[0]])
    return {
        "atlas": atlas,
        "study": {
            "method": flows.answer.method,
            "answer": {"warnings": flows.answer.warnings},
            "synthetic": flows.synthetic,
        },
        "address": atlas.address,
        "alternative": flow_map.describe(flows),
        "boundaries": flow_map.boundaries(),
        "own_outlines": outlines.own() is not None,
        "notes": flow_map.notes(flows, shown=SHOWN),
        "size": (720, view.height),
        "steps": [step for step in STEPS if step < len(atlas.shown)],
        "data": data(atlas),
    }


def data(atlas: Atlas) -> dict[str, Any]:
    """What the script draws. Every word in it is in the reader's language already."""
    shown = atlas.shown
    most = Decimal(shown[0]["quantity"]) if shown else Decimal(1)
    view = view_of(shown[: STEPS[0]])
    return {
        "flows": [
            {
                "from": edge["from"],
                "to": edge["to"],
                "wide": round(width(edge, most), 2),
                "says": flow_map.sentence(edge, atlas.flows.unit),
            }
            for edge in shown
        ],
        "countries": _countries(),
        "names": [{"label": n.label, "kind": n.kind, "point": [n.latitude, n.longitude]} for n in map_names()],
        "view": [[view.south, view.west], [view.north, view.east]],
        "at": atlas.at,
        "addresses": {
            "outlines": f"{reverse('trade-map-outlines')}?v={outlines_mark()}",
            "country": f"{reverse('trade-map-country', args=['--'])}?{atlas.address}",
            "page": f"{reverse('trade-map-page')}?{atlas.address}",
        },
        "words": {
            "in": _("Show more detail"),
            "out": _("Show a wider area"),
            "boundaries": flow_map.boundaries(),
            "open": _("Show what %(country)s sends and receives"),
        },
    }


def _countries() -> dict[str, dict[str, Any]]:
    rows = lists.load("country-points").rows
    numbers = {row["code"]: row["number"] for row in rows}
    return {
        code: {"number": numbers[code], "name": short_name(code), "point": [latitude, longitude]}
        for code, (longitude, latitude) in points().items()
    }


def ground_address(view: View) -> str:
    """Where the land of a view is fetched, to be kept for good. Raises UnusableFile."""
    return f"{reverse('trade-map-ground', args=[VIEWS.index(view)])}?v={mark_of(ground(view))}"


def outlines_mark() -> str:
    """A mark of the outlines in use."""
    return mark_of(outlines.geojson())


@lru_cache(maxsize=8)
def mark_of(text: str) -> str:
    """A mark of what an address holds: one that bears it never changes what it holds."""
    return sha256(text.encode()).hexdigest()[:12]
