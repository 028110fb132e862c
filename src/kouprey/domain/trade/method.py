"""The method note: with every figure, how it was counted, for people (`sentences`) and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kouprey.domain.trade.places import Places
from kouprey.domain.trade.question import GEOGRAPHIES, QUANTITIES, Study
from kouprey.kernel.quantity import plain

if TYPE_CHECKING:
    from kouprey.domain.trade.factors import FactorTable
    from kouprey.domain.trade.standard import Standard


class Data(NamedTuple):
    """Which data were asked: dataset, release, its kind and years, whether synthetic or a national report."""

    dataset: str
    release: str
    kind: str
    years: tuple[int, int] | None
    synthetic: bool
    preliminary: bool = False

    @property
    def source(self) -> str:
        """Where the data come from."""
        if self.synthetic:
            return "SYNTHETIC, made by Kouprey's generator"
        return "PRELIMINARY NATIONAL DATA, a country's own report" if self.preliminary else "CITES Trade Database"

    def as_json(self, measure: str) -> dict[str, Any]:
        """The head of every method note."""
        return {
            "measure": measure,
            "dataset": self.dataset,
            "release": self.release,
            "data_years": list(self.years) if self.years else None,
            "synthetic": self.synthetic,
            "preliminary": self.preliminary,
            "source": self.source,
        }


def study_method(
    question: Study, data: Data, matched: dict[str, list[str]], woe: FactorTable | None, standard: Standard | None
) -> dict[str, Any]:
    """The method note of a study. `matched` says in which columns each asked taxon was found."""
    note = data.as_json("study") | {
        "preset": question.preset,
        "filters": _filters(question),
        "geography": question.geography,
        "quantity": question.quantity,
        "unit": question.unit,
        "taxa": f"rank {question.rank}" if question.rank else "names as in the file",
        "at_genus": list(question.at_genus),
        "woe": _factors(woe) if woe else None,
        "standard": {"table": "standard", "version": standard.version} if standard else None,
        "by": list(question.by),
        "top": question.top,
    }
    return note | {"sentences": _sentences(question, data, matched, woe, standard)}


REPORTS = {
    "gross": "For each exporter and importer the larger of the two reported yearly totals, added up over partners "
    "(gross {side}); origin, purpose and source are ignored, and goods that are re-exported count again.",
    "net": "Gross {side} less the opposite gross figure of the same country, year, appendix, taxon, term and unit, "
    "where that is above zero.",
    "comptab": "Comparative tabulation: one line for each combination of the ten key fields, with what importers "
    "and what exporters reported.",
    "mirror": "What importers and what exporters report of the same trade, per year, taxon, importer, exporter, term "
    "and unit.",
    "flows": "How much went from which country to which.",
    "trend": "Shifts in a country's exports, per taxon, exporter, term, unit and group of sources.",
    "quotas": "A country's yearly exports held against its quotas and suspensions.",
    "redflags": "Red flags for specimens exported as bred or reared in captivity.",
}


def report_method(
    measure: str, side: str, question: Study, data: Data, matched: dict[str, list[str]]
) -> dict[str, Any]:
    """The method note of `gross`, `net` and `comptab`."""
    note = data.as_json(measure) | {"side": side or None, "filters": _filters(question), "unit": question.unit}
    said = [_data_sentence(data), _years_sentence(question, data), REPORTS[measure].format(side=side)]
    if question.importer:
        said.append(f"Importer: {question.importer.sentence}.")
    if question.exporter:
        said.append(f"Exporter: {question.exporter.sentence}.")
    return note | {"sentences": said + _choice_sentences(question, matched)}


def _data_sentence(data: Data) -> str:
    return f"Data: {data.source}, dataset {data.dataset}, release {data.release}."


def _filters(question: Study) -> dict[str, Any]:
    def asked(chosen: Places | None) -> str | None:
        return chosen.asked if chosen else None

    return {
        "importer": asked(question.importer),
        "exporter": asked(question.exporter),
        "years": list(question.years) if question.years else None,
        "taxa": list(question.taxa),
        "class": question.class_,
        "terms": list(question.terms),
        "sources": list(question.sources),
        "purposes": list(question.purposes),
    }


def _factors(woe: FactorTable) -> dict[str, Any]:
    used = [f for f in woe.factors if f.disputed]
    return {
        "table": woe.name,
        "version": woe.version,
        "choices": dict(woe.choices),
        "disputed": [
            {"item": f.item, "choice": f.choice, "factor": plain(f.factor), "provenance": f.provenance} for f in used
        ],
    }


def _sentences(
    q: Study, data: Data, matched: dict[str, list[str]], woe: FactorTable | None, standard: Standard | None
) -> list[str]:
    said = [_data_sentence(data)]
    said.append(_years_sentence(q, data))
    if q.importer:
        said.append(f"Importer: {q.importer.sentence}.")
    if q.exporter:
        said.append(f"Country of source: {q.exporter.sentence}.")
    said.append(f"Geography: {GEOGRAPHIES[q.geography]}.")
    said.append(f"Quantity: {QUANTITIES[q.quantity]}.")
    said += _choice_sentences(q, matched)
    if standard:
        said.append(
            f"Terms and units are brought to the official standard of TradeView (list standard {standard.version}); "
            "converted quantities are rounded to nine decimals."
        )
    if woe:
        said.append(
            f"Quantities are whole organisms, by the factor table {woe.name} {woe.version}; "
            "what has no factor does not count."
        )
    said.append(
        "Share: of the total of the same term and unit under the same filters. Wild is source W and R, captive is "
        "C, D and F, both of the row's quantity."
    )
    return said


def _years_sentence(q: Study, data: Data) -> str:
    years = q.years or data.years
    if years is None:
        return "Years: there is no row of data."
    asked = "" if q.years else " (all years of data)"
    return f"Years: {years[0]} to {years[1]}{asked}, as the reporter gives them."


def _choice_sentences(q: Study, matched: dict[str, list[str]]) -> list[str]:
    said = []
    if q.unit == "":
        said.append("Unit: number of specimens (the blank unit) only.")
    elif q.unit == "any":
        said.append("Unit: all units, each counted for itself.")
    else:
        said.append(f"Unit: {q.unit} only.")
    for taxon in q.taxa:
        found = matched.get(taxon, [])
        said.append(f"Taxon: {taxon}, found as {' and '.join(found)}." if found else f"Taxon: {taxon}, not found.")
    if q.rank:
        said.append(f"Taxa are counted at the rank of {q.rank}; a blank stands for trade that names none.")
    if q.at_genus:
        said.append(f"Counted at genus: {', '.join(q.at_genus)} (all species of the genus, and its “spp.”).")
    for name, codes in (("Terms", q.terms), ("Sources", q.sources), ("Purposes", q.purposes)):
        if codes:
            said.append(f"{name}: {', '.join(code or '(blank)' for code in codes)}.")
    if q.class_:
        said.append(f"Class: {q.class_}.")
    return said
