"""The map of seizures: drawn clusters, and the table of their places. Exact places for who reads records alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.formats.charts import clusters as drawn
from kouprey.formats.charts import outlines
from kouprey.formats.charts.flows import Words
from kouprey.kernel.errors import KoupreyError, NothingThere
from kouprey.web.reporting import access, clusters
from kouprey.web.reporting.clusters import COUNTRY, LEVELS, PLACE, PROVINCE, Spot
from kouprey.web.reporting.queries import Pool
from kouprey.web.ui.flow_map import boundaries
from kouprey.web.ui.map_page import ground_address
from kouprey.web.ui.picture_asking import address

NAMED: Final = 5
"""So many records of a place are linked; the list has them all."""
LEVEL_WORDS: Final = {
    COUNTRY: gettext_lazy("by country"),
    PROVINCE: gettext_lazy("by province"),
    PLACE: gettext_lazy("by exact place"),
}


def level_of(by: Actor, asked: str) -> str:
    """How near the map looks. Exact places are as if they were not there for who does not read records."""
    level = asked or PROVINCE
    if level not in LEVELS or (level == PLACE and not access.reads_places(by)):
        raise NothingThere(_("There is no such map."), remedy=_("Choose a map by country or by province."))
    return level


def context(pool: Pool, by: Actor, level: str) -> dict[str, Any]:
    """Everything the page of the map says."""
    spots = clusters.spots(pool, level)
    offered = [one for one in LEVELS if one != PLACE or access.reads_places(by)]
    return {
        "level": level,
        "levels": [(one, LEVEL_WORDS[one], address(pool.asked, level=one)) for one in offered],
        "spots": [_row(spot, pool, level) for spot in spots],
        **(draw(pool, spots) if any(spot.point for spot in spots) else {}),
        "missing": sum(spot.events for spot in spots if spot.point is None),
        "own_outlines": outlines.own() is not None,
        "exact": level == PLACE,
        "method": sz.tally((), "country").method + pool.rule,
        "caveat": _(sz.CAVEAT),
    }


def draw(pool: Pool, spots: Sequence[Spot]) -> dict[str, Any]:
    """The `drawing` as SVG; or `missing_land`, where the outlines of the node cannot be read."""
    marks = _marks(spots)
    words = Words(
        widest=_("A number is a number of seizures."),
        boundaries=boundaries(),
        synthetic=_("SYNTHETIC"),
        synthetic_title=_("SYNTHETIC: invented seizures, not real ones"),
    )
    try:
        ground = ground_address(drawn.view_of(marks))
    except KoupreyError:
        return {"missing_land": True}
    map_ = drawn.picture(marks, synthetic=pool.synthetic, words=words, ground=ground, says=describe(spots))
    return {"drawing": mark_safe(map_)}  # noqa: S308 - every word in it was escaped there


def describe(spots: Sequence[Spot]) -> str:
    """The map in words, for whoever cannot see it."""
    shown = [spot for spot in spots if spot.point]
    return _("Map with %(places)s places and %(events)s seizures. The table beside it has them all.") % {
        "places": len(shown), "events": sum(spot.events for spot in shown),
    }  # fmt: skip


def _marks(spots: Sequence[Spot]) -> list[drawn.Mark]:
    return [drawn.Mark(spot.point, spot.events) for spot in spots if spot.point]


def _row(spot: Spot, pool: Pool, level: str) -> dict[str, Any]:
    """A place in the table; near places name the records that the officer reads there."""
    numbers = pool.numbers or {}
    ids = [id for id in spot.ids if id in numbers] if level == PLACE else []
    point = ""
    if spot.exact and spot.point:
        point = f"{spot.point[1]:.{clusters.NEAR}f}, {spot.point[0]:.{clusters.NEAR}f}"
    return {
        "spot": spot, "point": point,
        "records": [(reverse("incidents-one", args=[id]), numbers[id]) for id in sorted(ids)[:NAMED]],
        "more": max(0, len(ids) - NAMED),
    }  # fmt: skip
