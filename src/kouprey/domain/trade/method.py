"""The method note: with every figure, how it was counted, for people (`sentences`) and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kouprey.domain.trade.places import Places
from kouprey.domain.trade.question import GEOGRAPHIES, QUANTITIES, Study
from kouprey.kernel.quantity import plain
from kouprey.kernel.words import Said, said, saying, several

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
            return said("SYNTHETIC, made by Kouprey's generator")
        own = said("PRELIMINARY NATIONAL DATA, a country's own report")
        return own if self.preliminary else said("CITES Trade Database")

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
    "gross exports": said(
        "For each exporter and importer the larger of the two reported yearly totals, added up over partners "
        "(gross exports); origin, purpose and source are ignored, and goods that are re-exported count again."
    ),
    "gross imports": said(
        "For each exporter and importer the larger of the two reported yearly totals, added up over partners "
        "(gross imports); origin, purpose and source are ignored, and goods that are re-exported count again."
    ),
    "net exports": said(
        "Gross exports less the opposite gross figure of the same country, year, appendix, taxon, term and unit, "
        "where that is above zero."
    ),
    "net imports": said(
        "Gross imports less the opposite gross figure of the same country, year, appendix, taxon, term and unit, "
        "where that is above zero."
    ),
    "comptab": said(
        "Comparative tabulation: one line for each combination of the ten key fields, with what importers "
        "and what exporters reported."
    ),
    "mirror": said(
        "What importers and what exporters report of the same trade, per year, taxon, importer, exporter, term "
        "and unit."
    ),
    "flows": said("How much went from which country to which."),
    "trend": said("Shifts in a country's exports, per taxon, exporter, term, unit and group of sources."),
    "quotas": said("A country's yearly exports held against its quotas and suspensions."),
    "redflags": said("Red flags for specimens exported as bred or reared in captivity."),
}
_LISTED = {
    "terms": saying("Terms: %(codes)s."),
    "sources": saying("Sources: %(codes)s."),
    "purposes": saying("Purposes: %(codes)s."),
}
_BLANK = said("(blank)")
_RANKS = {
    "taxon": said("taxon"),
    "species": said("species"),
    "genus": said("genus"),
    "family": said("family"),
    "order": said("order"),
    "class": said("class"),
}
"""Columns in which an asked taxon can be found, and ranks that can be counted by."""


def report_method(
    measure: str, side: str, question: Study, data: Data, matched: dict[str, list[str]]
) -> dict[str, Any]:
    """The method note of `gross`, `net` and `comptab`."""
    note = data.as_json(measure) | {"side": side or None, "filters": _filters(question), "unit": question.unit}
    sentences = [_data_sentence(data), _years_sentence(question, data), REPORTS[f"{measure} {side}".strip()]]
    if question.importer:
        sentences.append(said("Importer: %(countries)s.", countries=question.importer.sentence))
    if question.exporter:
        sentences.append(said("Exporter: %(countries)s.", countries=question.exporter.sentence))
    return note | {"sentences": sentences + _choice_sentences(question, matched)}


def _data_sentence(data: Data) -> str:
    return said(
        "Data: %(source)s, dataset %(dataset)s, release %(release)s.",
        source=data.source,
        dataset=data.dataset,
        release=data.release,
    )


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
    sentences = [_data_sentence(data), _years_sentence(q, data)]
    if q.importer:
        sentences.append(said("Importer: %(countries)s.", countries=q.importer.sentence))
    if q.exporter:
        sentences.append(said("Country of source: %(countries)s.", countries=q.exporter.sentence))
    sentences.append(said("Geography: %(rule)s.", rule=GEOGRAPHIES[q.geography]))
    sentences.append(said("Quantity: %(rule)s.", rule=QUANTITIES[q.quantity]))
    sentences += _choice_sentences(q, matched)
    if standard:
        sentences.append(
            said(
                "Terms and units are brought to the official standard of TradeView (list standard %(version)s); "
                "converted quantities are rounded to nine decimals.",
                version=standard.version,
            )
        )
    if woe:
        sentences.append(
            said(
                "Quantities are whole organisms, by the factor table %(name)s %(version)s; "
                "what has no factor does not count.",
                name=woe.name,
                version=woe.version,
            )
        )
    sentences.append(
        said(
            "Share: of the total of the same term and unit under the same filters. Wild is source W and R, captive "
            "is C, D and F, both of the row's quantity."
        )
    )
    return sentences


def _years_sentence(q: Study, data: Data) -> str:
    years = q.years or data.years
    if years is None:
        return said("Years: there is no row of data.")
    first, last = years
    if q.years:
        return said("Years: %(first)s to %(last)s, as the reporter gives them.", first=first, last=last)
    return said(
        "Years: %(first)s to %(last)s (all years of data), as the reporter gives them.", first=first, last=last
    )


def _choice_sentences(q: Study, matched: dict[str, list[str]]) -> list[str]:
    sentences = [_unit_sentence(q.unit), *(_taxon_sentence(taxon, matched.get(taxon, [])) for taxon in q.taxa)]
    if q.rank:
        sentences.append(
            said(
                "Taxa are counted at the rank of %(rank)s; a blank stands for trade that names none.",
                rank=_RANKS[q.rank],
            )
        )
    if q.at_genus:
        sentences.append(
            said(
                "Counted at genus: %(genera)s (all species of the genus, and its “spp.”).",
                genera=", ".join(q.at_genus),
            )
        )
    for name, codes in (("terms", q.terms), ("sources", q.sources), ("purposes", q.purposes)):
        if codes:
            sentences.append(Said(_LISTED[name], {"codes": several((code or _BLANK for code in codes), ", ")}))
    if q.class_:
        sentences.append(said("Class: %(name)s.", name=q.class_))
    return sentences


def _unit_sentence(unit: str) -> str:
    if unit == "":
        return said("Unit: number of specimens (the blank unit) only.")
    return (
        said("Unit: all units, each counted for itself.")
        if unit == "any"
        else said("Unit: %(unit)s only.", unit=unit)
    )


def _taxon_sentence(taxon: str, found: list[str]) -> str:
    if not found:
        return said("Taxon: %(taxon)s, not found.", taxon=taxon)
    return said("Taxon: %(taxon)s, found as %(ranks)s.", taxon=taxon, ranks=_and(found))


def _and(ranks: list[str]) -> str:
    """Where a taxon was found, in words: columns of the table, such as taxon and genus."""
    words: str = _RANKS[ranks[0]]
    for rank in ranks[1:]:
        words = said("%(first)s and %(second)s", first=words, second=_RANKS[rank])
    return words
