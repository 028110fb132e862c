"""The warnings that every user of CITES trade data must see, each with the questions it applies to.

Sources: A guide to using the CITES Trade Database, versions 8 and 9; TradeView's frequent questions;
Robinson and Sinovas 2018. The order and the substance follow trade.md section 5.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kouprey.kernel.words import said

SYNTHETIC = said("SYNTHETIC: these data were made by a generator; they describe no real trade.")
PRELIMINARY = said(
    "PRELIMINARY NATIONAL DATA: a country's own report, not yet part of the CITES Trade Database; figures may change."
)


class Facts(NamedTuple):
    """What a warning needs to know about a question and the data it was put to.

    `years` are those asked for, or of the data if none were asked; `last_year` is the last year of data.
    """

    measure: str
    years: tuple[int, int] | None
    last_year: int | None
    geography: str | None
    quantity: str | None
    unit: str | None
    sources: tuple[str, ...]
    purposes: tuple[str, ...]
    converted: bool
    synthetic: bool
    preliminary: bool = False


class Warning_(NamedTuple):
    """One warning: its name, when it applies, and its words."""

    name: str
    applies: Callable[[Facts], bool]
    words: str


WARNINGS = (
    Warning_("preliminary", lambda f: f.preliminary, PRELIMINARY),
    Warning_("synthetic", lambda f: f.synthetic, SYNTHETIC),
    Warning_("two-reporters", lambda f: True,
        said("Importers and exporters report differently: exporters often report permits issued, importers actual "
             "trade.")),
    Warning_("never-add", lambda f: f.measure in ("comptab", "mirror", "quotas"),
        said("The two reported quantities describe the same trade and must not be added.")),
    Warning_("re-exports", lambda f: f.geography == "exporter" or f.measure in ("gross", "net", "comptab"),
        said("Goods that are re-exported are counted again at each step of their way.")),
    Warning_("incomplete-years", lambda f: f.last_year is not None and f.years is not None
        and f.years[1] >= f.last_year - 1,
        said("About the last two years of data are incomplete, because reports arrive late.")),
    Warning_("units", lambda f: f.unit is None,
        said("Quantities in different units cannot be added or compared.")),
    Warning_("names", lambda f: f.years is None or f.years[0] != f.years[1],
        said("Names and listing dates change: zero before a species was listed means not reportable, not no trade.")),
    Warning_("absent", lambda f: True,
        said("Domestic trade, trade in unlisted species and illegal trade are not in these data.")),
    Warning_("source-i", lambda f: not f.sources or "I" in f.sources,
        said("Source I (confiscated) is counted where it occurs; it is not the record of illegal trade.")),
    Warning_("coverage", lambda f: True,
        said("Appendix III listings and reservations make coverage differ between countries and years.")),
    Warning_("blank-unit", lambda f: f.unit == "" or f.unit is None,
        said("A blank unit means number of specimens, not a missing unit.")),
    Warning_("personal", lambda f: bool(f.purposes) and "T" in f.purposes and "P" not in f.purposes,
        said("Purpose P (personal), which is left out here, may hide commercial trade.")),
    Warning_("converted", lambda f: f.converted,
        said("Converted quantities are estimates; they depend on the factors named in the method note.")),
)  # fmt: skip


def warnings(facts: Facts) -> tuple[str, ...]:
    """The warnings that apply, in the order of the list."""
    return tuple(w.words for w in WARNINGS if w.applies(facts))
