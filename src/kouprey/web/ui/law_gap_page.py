"""The pages of the gap between laws: the matrix, one pair, what one amendment would close, progress, the project."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from kouprey.domain import law
from kouprey.domain.law.comparing import Comparator, comparators
from kouprey.domain.law.gap import Harmonisation, Interval
from kouprey.formats.charts.gaps import Cell, Words, matrix
from kouprey.formats.charts.study import svg
from kouprey.kernel.errors import NothingThere
from kouprey.web.core.words import translated
from kouprey.web.ui.templatetags.figures import whole_percent

PICTURES: Final = ("states", "pairs")
CRITERIA: Final = ("authorities", "prohibits", "penalises", "confiscates")


def context(as_of: date, edition: str) -> dict[str, Any]:
    """Everything the page of the gap says."""
    found = law.harmonisation(as_of, edition=edition)
    now = {one.country: one for one in found.states}
    return {
        "as_of": as_of,
        "edition": edition,
        "named": found.register.named(),
        "states": found.states,
        "comparators": comparators(),
        "spread": found.spread,
        "pairs": found.pairs,
        "amendments": [_best(found, country, now[country]) for country in now],
        "progress": found.progress,
        "project": found.project,
        "criteria": CRITERIA,
        "text": described(found),
    }


def pair(one: str, other: str, as_of: date, edition: str) -> dict[str, Any]:
    """Everything the page of one pair says. Raises NothingThere for a State with itself."""
    if one == other or not {one, other} <= set(law.STATES):
        raise NothingThere(_("There is no such pair of States."), remedy=_("Choose a pair on the page of the gap."))
    found = law.harmonisation(as_of, (one, other), edition=edition)
    (both,) = found.pairs
    sides = {
        country: {gap.comparator: gap for gap in found.gaps if gap.country == country} for country in (one, other)
    }
    return {
        "as_of": as_of,
        "edition": edition,
        "one": one,
        "other": other,
        "pair": both,
        "sides": found.states,
        "rows": [
            {"of": by, "one": sides[one][by.id], "other": sides[other][by.id], "worse": worse}
            for by, worse in zip(comparators(), both.gaps, strict=True)
        ],
        "usable": both.untoc_usable.word,
        "verbs": [verb.replace("_", " ") for verb in both.both],
    }


def picture(which: str, as_of: date, edition: str) -> str:
    """The matrix as SVG: States against comparators, or States against each other."""
    found = law.harmonisation(as_of, edition=edition)
    words = Words(_("all known"), _("known in part"), _("unknown"))
    states = list(law.STATES)
    if which == "pairs":
        cells = [
            Cell(pair.one, pair.other, pair.interval.low, pair.interval.high, pair.interval.completeness,
                 whole_percent(pair.interval.completeness))
            for pair in found.pairs
        ]  # fmt: skip
        return svg(matrix(cells, states[:-1], states[1:], words))
    shown = {by.id: str(translated(_(by.title))) for by in _measured()}
    cells = [
        Cell(shown[gap.comparator], gap.country, gap.low, gap.high, gap.known)
        for gap in found.gaps
        if gap.comparator in shown
    ]
    return svg(matrix(cells, list(shown.values()), states, words))


def described(found: Harmonisation) -> str:
    """The picture in words, for whoever cannot see it."""
    least = min(found.states, key=lambda one: one.completeness)
    most = max(found.states, key=lambda one: one.completeness)
    return _(
        "Matrix of intervals, one for each State and comparator. Most is known of %(most)s (%(share)s), least of"
        " %(least)s (%(little)s). The tables on this page have all figures."
    ) % {
        "most": most.country,
        "share": whole_percent(most.completeness),
        "least": least.country,
        "little": whole_percent(least.completeness),
    }


def _measured() -> list[Comparator]:
    """Comparators with a target: the others have no interval to draw."""
    return [by for by in comparators() if by.kind != "reported"]


def _best(found: Harmonisation, country: str, now: Interval) -> dict[str, Any]:
    """The amendment of a State that would close most of its interval."""
    of = [one for one in found.amendments if one.country == country]
    return {"country": country, "now": now, "all": of[:5], "rest": max(0, len(of) - 5)}
