"""What the columns of trade answers are called on a page, what kind of value they hold, and their codes in words."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy

HEADS: Final[dict[str, Any]] = {
    "taxon": gettext_lazy("Taxon"),
    "term": gettext_lazy("Term"),
    "year": gettext_lazy("Year"),
    "importer": gettext_lazy("Importer"),
    "exporter": gettext_lazy("Exporter"),
    "origin": gettext_lazy("Origin"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("To"),
    "source": gettext_lazy("Source"),
    "purpose": gettext_lazy("Purpose"),
    "country": gettext_lazy("Country"),
    "appendix": gettext_lazy("App."),
    "class": gettext_lazy("Class"),
    "order": gettext_lazy("Order"),
    "family": gettext_lazy("Family"),
    "genus": gettext_lazy("Genus"),
    "unit": gettext_lazy("Unit"),
    "quantity": gettext_lazy("Quantity"),
    "share": gettext_lazy("Share"),
    "wild_share": gettext_lazy("Wild"),
    "captive_share": gettext_lazy("Captive"),
    "countries": gettext_lazy("Countries"),
    "importer_quantity": gettext_lazy("Importer reports"),
    "exporter_quantity": gettext_lazy("Exporter reports"),
    "difference": gettext_lazy("Difference"),
    "ratio": gettext_lazy("Ratio"),
    "relative_gap": gettext_lazy("Relative gap"),
    "agreement": gettext_lazy("Agreement"),
    "equal_band": gettext_lazy("In equal band"),
    "stage": gettext_lazy("Stage"),
    "lines": gettext_lazy("Lines"),
    "lines_both": gettext_lazy("Lines of both"),
    "lines_equal": gettext_lazy("Equal lines"),
    "lines_importer_only": gettext_lazy("Lines of the importer only"),
    "lines_exporter_only": gettext_lazy("Lines of the exporter only"),
    "re_exported": gettext_lazy("Re-exported"),
    "exports": gettext_lazy("Exports"),
    "imports": gettext_lazy("Imports"),
    "partners_out": gettext_lazy("Sends to"),
    "partners_in": gettext_lazy("Receives from"),
    "re_exports": gettext_lazy("Re-exports"),
    "transit_share": gettext_lazy("Transit share"),
    "pagerank": gettext_lazy("PageRank"),
    "betweenness": gettext_lazy("Betweenness"),
    "group": gettext_lazy("Sources"),
    "total": gettext_lazy("Total"),
    "mean": gettext_lazy("Mean of a year"),
    "slope": gettext_lazy("Slope"),
    "relative_slope": gettext_lazy("Slope over mean"),
    "r_squared": gettext_lazy("r²"),
    "first_mean": gettext_lazy("Mean, first half"),
    "last_mean": gettext_lazy("Mean, second half"),
    "nonzero_years": gettext_lazy("Years with trade"),
    "overall": gettext_lazy("Overall"),
    "sharp": gettext_lazy("Sharp"),
    "line": gettext_lazy("Line of the file"),
    "kind": gettext_lazy("Kind"),
    "quota": gettext_lazy("Quota"),
    "exporter_volume": gettext_lazy("Exporter reports"),
    "exporter_percent": gettext_lazy("of the quota"),
    "exporter_breach": gettext_lazy("Exceeded"),
    "importer_volume": gettext_lazy("Importer reports"),
    "importer_percent": gettext_lazy("of the quota"),
    "importer_breach": gettext_lazy("Exceeded"),
    "basis": gettext_lazy("Basis"),
    "document": gettext_lazy("Document"),
    "check": gettext_lazy("Check"),
    "name": gettext_lazy("Red flag"),
    "volume": gettext_lazy("Volume"),
    "bound": gettext_lazy("Bound"),
    "evidence": gettext_lazy("Evidence"),
    "series": gettext_lazy("Series"),
    "not_checked": gettext_lazy("Not checked"),
}
NOTES: Final[dict[str, Any]] = {
    "wild_share": gettext_lazy("W, R"),
    "captive_share": gettext_lazy("C, D, F"),
    "transit_share": gettext_lazy("of imports"),
    "exporter_percent": gettext_lazy("by the exporter"),
    "exporter_breach": gettext_lazy("by the exporter"),
    "importer_percent": gettext_lazy("by the importer"),
    "importer_breach": gettext_lazy("by the importer"),
    "exporter_volume": gettext_lazy("of direct trade"),
    "importer_volume": gettext_lazy("of direct trade"),
    "difference": gettext_lazy("importer less exporter"),
    "ratio": gettext_lazy("importer over exporter"),
}
"""Small print under a head."""
QUANTITIES: Final = (
    "quantity", "importer_quantity", "exporter_quantity", "difference", "re_exported", "exports", "imports",
    "re_exports", "total", "quota", "exporter_volume", "importer_volume", "volume", "bound",
)  # fmt: skip
SHARES: Final = ("share", "wild_share", "captive_share", "transit_share")
NUMBERS: Final = (
    "ratio", "relative_gap", "mean", "slope", "relative_slope", "r_squared", "first_mean", "last_mean", "pagerank",
    "betweenness",
    "exporter_percent", "importer_percent", "nonzero_years", "partners_out", "partners_in", "lines", "lines_both",
    "lines_equal", "lines_importer_only", "lines_exporter_only",
)  # fmt: skip
FIGURES: Final = (*QUANTITIES, *SHARES, *NUMBERS)
LISTS: Final = ("countries", "evidence", "series", "not_checked")
"""Columns that hold several things: nothing to sort by."""
COUNTRIES: Final = ("importer", "exporter", "origin", "country", "from", "to")
CODES: Final[dict[str, dict[str, Any]]] = {
    "agreement": {
        "equal": gettext_lazy("equal"),
        "importer-larger": gettext_lazy("importer larger"),
        "exporter-larger": gettext_lazy("exporter larger"),
        "one-sided-importer": gettext_lazy("importer only"),
        "one-sided-exporter": gettext_lazy("exporter only"),
    },
    "stage": {
        "wide": gettext_lazy("on the ten key fields"),
        "relaxed": gettext_lazy("on fewer fields"),
        "synonyms": gettext_lazy("by terms used for each other"),
        "none": gettext_lazy("one side only"),
    },
    "overall": {"up": gettext_lazy("▲ rising"), "down": gettext_lazy("▼ falling")},
    "sharp": {"up": gettext_lazy("▲ rising"), "down": gettext_lazy("▼ falling")},
    "group": {
        "wild": gettext_lazy("wild"),
        "captive": gettext_lazy("captive"),
        "ranched": gettext_lazy("ranched"),
    },
    "name": {
        "increase": gettext_lazy("increase"),
        "steep-increase": gettext_lazy("steep increase"),
        "high-volume": gettext_lazy("high volume"),
        "shift-from-wild": gettext_lazy("shift from wild to captive"),
        "shift-from-ranched": gettext_lazy("shift between ranched and captive"),
        "no-first-generation": gettext_lazy("source C without source F before"),
        "no-founders": gettext_lazy("never imported live before"),
        "not-a-range-state": gettext_lazy("exporter is no range State"),
        "no-range-neighbour": gettext_lazy("exporter borders no range State"),
        "reporters-differ-on-wild": gettext_lazy("importer says wild, exporter captive"),
        "reporters-differ-on-ranched": gettext_lazy("importer says ranched, exporter captive"),
        "reporters-differ-on-purpose": gettext_lazy("sides differ on commercial purpose"),
        "no-registered-breeder": gettext_lazy("no registered breeder"),
        "slow-life-history": gettext_lazy("slow life history"),
    },
    "kind": {"quota": gettext_lazy("quota"), "suspension": gettext_lazy("suspension")},
}
"""Codes of answers in the reader's words."""
UNITS: Final = {
    "": gettext_lazy("number of specimens"),
    "number": gettext_lazy("number of specimens"),
    "whole organisms": gettext_lazy("whole organisms"),
}


def unit_name(unit: str) -> str:
    """A unit in words: the blank one is number of specimens; units of the list go by their own names."""
    return str(UNITS.get(unit, unit))


def head(name: str) -> str:
    """What the head of a column says."""
    return str(HEADS.get(name, name))


def kind(name: str) -> str:
    """Which way of writing a column asks for (templatetags/cells.py)."""
    for said, names in (("quantity", QUANTITIES), ("share", SHARES), ("number", NUMBERS), ("country", COUNTRIES)):
        if name in names:
            return said
    if name in CODES:
        return "code"
    return {"taxon": "taxon", "unit": "unit", "countries": "countries"}.get(name, "plain")
