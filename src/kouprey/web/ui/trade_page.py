"""What the page of a measure shows: the answer of the trade store, dressed for reading. No rule is decided here."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.analytics.releases import Shelf
from kouprey.domain import lists
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.ui import flow_map, trade_answer, trade_chart
from kouprey.web.ui.kept import together
from kouprey.web.ui.trade_answer import PLACE, Found
from kouprey.web.ui.trade_heads import head
from kouprey.web.ui.trade_measures import MEASURES, NOT_CARRIED, QUANTITY, STUDIES, Measure
from kouprey.web.ui.trade_question import Question, chosen_columns, page_number
from kouprey.web.ui.trade_table import columns_of, offered, page_of, shown

GEOGRAPHY: Final = (
    ("exporter", gettext_lazy("by exporter")),
    ("origin", gettext_lazy("by origin")),
)
SPLITS: Final = (
    ("", gettext_lazy("taxon and term")),
    ("year", gettext_lazy("year")),
    ("year, term", gettext_lazy("year and term")),
    ("term", gettext_lazy("term")),
    ("exporter, term", gettext_lazy("exporter and term")),
    ("importer, term", gettext_lazy("importer and term")),
    ("source, term", gettext_lazy("source and term")),
)
NAMES: Final = (("", gettext_lazy("as in the file")), ("accepted", gettext_lazy("accepted names")))
TOPS: Final = ("10", "20", "50", "100")
ANY_UNIT: Final = ("gross-exports", "gross-imports", "net-exports", "net-imports", "mirror", "comptab")
"""Measures that keep all units apart unless one is asked for."""
NOT_IN_FORM: Final = ("rank", "woe", "standardise")
"""Filters that an address can carry and the form only passes on."""
FORMS: Final = ("csv", "json", "xlsx", "parquet")


def form_of(question: Question, measure: Measure = STUDIES) -> dict[str, Any]:
    """What the form offers, and what it holds."""
    quantities = [(code, QUANTITY[code]) for code in measure.quantities]
    return {
        "measure": measure,
        "measures": neighbours(question, measure),
        "fields": measure.spec.fields,
        "question": {name.replace("class", "class_name"): value for name, value in question.values.items()},
        "kept_filters": [(name, question[name]) for name in NOT_IN_FORM if question[name]],
        "geographies": GEOGRAPHY,
        "quantity_rules": quantities,
        "names": _with(NAMES, question["names"]) if question["names"] != "file" else NAMES,
        "splits": _with(SPLITS, question["by"]),
        "any_unit": measure.name in ANY_UNIT,
        "extra": [(name, head_of_extra(name), question[name], choices) for name, choices in measure.extra.items()],
        "tops": sorted({*TOPS, question["top"]} - {""}, key=lambda top: (not top.isdecimal(), len(top), top)),
        "datasets": _with(
            [(name, name) for name in ("", *Shelf(Path(settings.HOME)).datasets())], question["dataset"]
        ),
        "sources": lists.load("sources").rows,
        "purposes": lists.load("purposes").rows,
        "terms": lists.load("terms").rows,
        "units": lists.load("units").rows,
        "countries": lists.load("countries").rows,
        "default_address": measure.address,
    }


def ask(question: Question, measure: Measure) -> Found | None:
    """The answer; the flows of a study's map in words are asked beside it. None when there is no store yet."""
    if measure is not STUDIES or question["preset"] or flow_map.is_of_the_world(question):
        return trade_answer.ask(question, measure)
    found: Found | None
    found, _ahead = together(lambda: trade_answer.ask(question, measure), lambda: flow_map.ask_ahead(question))
    return found


def neighbours(question: Question, measure: Measure) -> list[dict[str, Any]]:
    """Links to the other measures, with the filters that mean the same there."""
    found = []
    for other in MEASURES.values():
        years = ("years",) if "trend" in (other.name, measure.name) else ()
        fitted = question.fitted(other.spec, (*NOT_CARRIED, *years))
        query = "" if fitted.is_default else fitted.address()
        found.append(
            {"title": other.title, "address": other.address, "query": query, "here": other is measure}
        )  # fmt: skip
    fitted = question.fitted(STUDIES.spec, NOT_CARRIED)
    query = "" if fitted.is_default else fitted.address()
    found.append({"title": _("Map"), "address": reverse("trade-map-page"), "query": query, "here": False})
    return found


def page_of_answer(found: Found, query: QueryDict) -> dict[str, Any]:
    """Everything the page says about an answer."""
    question, measure, names, sort = found.question, found.measure, found.answer.columns, query.get("sort", "")
    page = page_of(found.records, names, sort=sort, number=page_number(query))
    chosen = chosen_columns(query)
    columns = shown(names, chosen, measure.hidden, with_unit=len(found.units) > 1)
    kept = {"columns": ",".join(chosen)}
    release, turned = found.method["release"], page.number if page.number > 1 else ""
    return {
        "found": found,
        "study": found,
        "page": page,
        "columns": columns_of(columns, sort, found.unit),
        "column_choice": [(name, head(name), name in columns) for name in offered(names)],
        "chosen": kept["columns"],
        "sort": sort,
        "pairs": [*question.pairs(), *([("sort", sort)] if sort else [])],
        "view_inputs": [(name, value) for name, value in (("columns", kept["columns"]), ("sort", sort)) if value],
        "address": question.address(),
        "shown_at": f"{measure.address}?{question.address(**kept, sort=sort, page=turned)}",
        "view": question.address(**kept),
        "row_address": question.address(release=release),
        "place": PLACE,
        "forms": FORMS,
        "not_judged": found.method.get("left_out") or (),
        "not_checked": {check["check"]: check for check in found.method.get("not_checked") or ()},
        "map": flow_map.block(question, found.method) if measure is STUDIES and found.records else None,
        "pages": {
            "previous": question.address(sort=sort, page=page.number - 1, **kept) if page.number > 1 else "",
            "next": question.address(sort=sort, page=page.number + 1, **kept) if page.number < page.pages else "",
        },
        **_picture(found),
    }


def row_of(found: Found, query: QueryDict) -> dict[str, Any]:
    """The row that a picture is asked of, by its place. Raises NothingThere when the data are others by now."""
    place = query.get("row", "")
    if query.get("release") != found.method["release"] or not place.isdecimal() or int(place) >= len(found.records):
        raise NothingThere(
            _("This row is not in the answer: the data in use may have changed."), remedy=_("Load the page again.")
        )
    return found.records[int(place)]


def _picture(found: Found) -> dict[str, Any]:
    """The picture beside the table, or why there is none."""
    if not found.measure.picture or not found.records:
        return {}
    try:
        return {"picture": trade_chart.picture(found)}
    except KoupreyError as error:
        return {"no_picture": error}


def head_of_extra(name: str) -> str:
    """What the form calls a choice that only one measure has."""
    return {"show": _("Show"), "every": _("Series"), "breaches": _("Quotas")}[name]


def _with(choices: Any, chosen: str) -> list[tuple[str, Any]]:
    """The choices of a list, and what an address chose beside them."""
    known = list(choices)
    return known if chosen in [code for code, _name in known] else [*known, (chosen, chosen)]
