"""The map on which the place of an observation can be chosen: what its script needs, and its words."""

from __future__ import annotations

from typing import Any, Final

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kouprey.formats.charts import outlines
from kouprey.kernel.errors import KoupreyError
from kouprey.web.ui.map_page import outlines_mark

SHEETS: Final = ("vendor/leaflet-1.9.4/leaflet.css", "ui/map.css")
SCRIPT: Final = "vendor/leaflet-1.9.4/leaflet.js"
ASSETS: Final = (*SHEETS, SCRIPT)
"""Fetched when somebody opens the map, not before: they weigh more than the form."""
WORDS: Final = {
    "point": gettext_lazy("Latitude %(latitude)s, longitude %(longitude)s, precise to %(metres)s metres."),
    "no_map": gettext_lazy("The map cannot be shown without a line until it was opened once. Type the coordinates."),
    "zoom_in": gettext_lazy("Closer"),
    "zoom_out": gettext_lazy("Further away"),
}


def place_map() -> dict[str, Any] | None:
    """What the map is drawn from; None where the outlines of the node cannot be used."""
    try:
        land = f"{reverse('trade-map-outlines')}?v={outlines_mark()}"
        own = outlines.own() is not None
    except KoupreyError:
        return None
    return {
        "outlines": land,
        "own": own,
        "sheets": list(map(static, SHEETS)),
        "script": static(SCRIPT),
        "words": WORDS,
    }
