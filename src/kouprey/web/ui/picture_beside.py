"""Legal trade beside seizures: the store of this node asked for what was seized, and both sides laid out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kouprey.domain.trade.codes import source_name
from kouprey.kernel.errors import NothingThere
from kouprey.web.reporting import beside
from kouprey.web.reporting.beside import Misfit, Pair, Side
from kouprey.web.reporting.queries import Pool
from kouprey.web.ui.kept import answered
from kouprey.web.ui.templatetags.figures import figure
from kouprey.web.ui.trade_answer import opened
from kouprey.web.ui.trade_heads import unit_name


def context(pool: Pool) -> dict[str, Any]:
    """Everything the page says; without a store, that there is none."""
    try:
        store = opened()
    except NothingThere:
        store = None
    if store is None or not store.release.years:
        return {"no_store": True}
    years = beside.years_of(pool, store.release.years)
    rows: list[dict[str, Any]] = []
    method: dict[str, Any] = {"sentences": ()}
    if beside.taxa(pool):
        answer = answered(store, "study", beside.question(pool, years))
        rows, method = answer.records(), dict(answer.method)
    found = beside.compare(pool, rows)
    return {
        "both": [_pair(pair) for pair in found.both],
        "alone": [_pair(pair) for pair in found.seized_alone],
        "misfits": [_misfit(one) for one in found.misfits],
        "years": years,
        "outside": years[0] > pool.asked.last.year or years[1] < pool.asked.last.year,
        "sentences": method["sentences"],
        "trade_synthetic": bool(store.release.manifest["synthetic"]),
        "preliminary": store.release.preliminary,
        "notes": _notes(found),
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "taxon": pair.taxon, "term": _(pair.term), "events": len(pair.events), "unknown": pair.unknown,
        "seized": _amounts(pair.seized), "traded": _amounts(pair.traded), "same_way": _amounts(pair.same_way),
        "sources": ", ".join(sorted(code or _("blank") for code in pair.sources)), "ways": bool(pair.ways),
    }  # fmt: skip


def _misfit(one: Misfit) -> dict[str, Any]:
    why = (
        _("no reported trade in these goods has this code; it has: %(codes)s")
        % {"codes": ", ".join(code or _("blank") for code in one.reported)}
        if one.listed
        else _("the list of source codes does not have it")
    )
    return {"taxon": one.taxon, "term": _(one.term), "code": one.code, "name": _(source_name(one.code)),
            "events": one.events, "why": why}  # fmt: skip


def _amounts(side: Side) -> list[str]:
    """Each unit for itself: amounts in different units are not added up either."""
    return [
        _("%(amount)s %(unit)s") % {"amount": figure(amount), "unit": _(unit_name(unit))}
        for unit, amount in sorted(side.amounts.items())
    ]


def _notes(found: beside.Compared) -> list[str]:
    said = []
    if found.unnamed:
        said.append(
            ngettext(
                "%(number)s line of specimens names no accepted taxon or no kind of specimen, and is left out.",
                "%(number)s lines of specimens name no accepted taxon or no kind of specimen, and are left out.",
                found.unnamed,
            )
            % {"number": figure(found.unnamed)}
        )
    if found.cut:
        said.append(
            _("Only the first %(number)s taxa were looked up. Choose a taxon or a shorter window.")
            % {"number": figure(beside.TAXA)}
        )
    return said
