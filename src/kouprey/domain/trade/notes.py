"""Method notes of mirror, flows, trend and quotas: the report's note, and each rule in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kouprey.domain.trade.method import Data, report_method
from kouprey.domain.trade.mirror import AGREEMENTS, STAGES, Synonyms
from kouprey.domain.trade.question import GEOGRAPHIES, QUANTITIES, Study
from kouprey.domain.trade.rules import Thresholds
from kouprey.kernel.words import said, several

Matched = dict[str, list[str]]

DIRECT = said("Direct trade only: the origin is blank or the exporter.")
DIFFERENCE = said(
    "Difference: importer-reported less exporter-reported; relative gap: difference over the larger of the two. "
    "What one side does not report counts as zero in these two, and gives no ratio."
)
NETWORK = (
    said(
        "Trade of a country with itself is left out. PageRank: weight between two countries is what goes both "
        "ways, damping 0.85."
    ),
    said(
        "Transit share: re-exported quantity (origin given, and another country) over imports; the definition "
        "could not be verified."
    ),
    said(
        "Betweenness, of reported data: on how many of the shortest ways from one country to another a country "
        "lies, as a share of all pairs of others; an edge is as long as one over its quantity, in the direction "
        "of the goods. Published studies each measure the length of an edge in another way."
    ),
)
"""How the figures of countries in a network are made."""


def mirror_note(
    q: Study, data: Data, matched: Matched, band: Thresholds, synonyms: Iterable[Synonyms], counts: dict[str, Any]
) -> dict[str, Any]:
    """The note of `mirror`, with the counts of all rows by stage and agreement."""
    low, high = band.values["band_low"], band.values["band_high"]
    sentences = [
        DIFFERENCE,
        said("Stages: %(stages)s.", stages=_explained(STAGES)),
        said("Agreement is exact: %(kinds)s.", kinds=_explained(AGREEMENTS)),
        said(
            "Equal band: the importer reports %(low)s to %(high)s times what the exporter reports, both included.",
            low=low,
            high=high,
        ),
        said("Terms used for each other: %(terms)s.", terms="; ".join(", ".join(group.terms) for group in synonyms)),
    ]
    parts = {
        "equal_band": band.as_json(),
        "synonyms": [{"label": group.label, "terms": list(group.terms)} for group in synonyms],
        "counts": counts,
        "top": q.top,
    }
    return noted("mirror", q, data, matched, parts, sentences)


def flows_note(q: Study, data: Data, matched: Matched, show: str) -> dict[str, Any]:
    """The note of `flows`."""
    sentences = [
        said("Geography: %(rule)s.", rule=GEOGRAPHIES[q.geography]),
        said("Quantity: %(rule)s; all chosen taxa and terms are added up.", rule=QUANTITIES[q.quantity]),
        *(NETWORK if show == "countries" else ()),
    ]
    parts = {
        "geography": q.geography, "quantity": q.quantity, "show": show, "top": q.top,
        "transit_share_verified": False,
    }  # fmt: skip
    return noted("flows", q, data, matched, parts, sentences)


def trend_note(
    q: Study, data: Data, matched: Matched, rules: Thresholds, window: tuple[int, int], counts: dict[str, int]
) -> dict[str, Any]:
    """The note of `trend`. `window` are the years looked at."""
    v = rules.values
    sentences = [
        said(
            "Years looked at: %(first)s to %(last)s; a year without trade is zero.", first=window[0], last=window[1]
        ),
        several((DIRECT, said("(The source of the rule does not say whether re-exports count.)"))),
        said("Quantity: %(rule)s.", rule=QUANTITIES[q.quantity]),
        said(
            "Overall: slope over mean above %(slope)s, rising or falling, r² at least %(fit)s, and a total above "
            "%(total)s.",
            slope=v["relative_slope"],
            fit=v["r_squared"],
            total=v["total"],
        ),
        said(
            "Sharp: the mean of one half above %(times)s times that of the other, more than %(years)s years with "
            "trade, and a total above %(total)s.",
            times=v["times"],
            years=v["nonzero_years"],
            total=v["total"],
        ),
        said(
            "Groups: wild is source W, U and blank; captive is A, C, D and F; ranched is R. Other sources are left "
            "out."
        ),
        unverified(rules),
    ]
    parts = {"window": list(window), "quantity": q.quantity, "rules": rules.as_json(), "counts": counts, "top": q.top}
    return noted("trend", q, data, matched, parts, sentences)


def quotas_note(
    q: Study, data: Data, edition: str, rules: Thresholds, left_out: list[dict[str, Any]], counts: dict[str, int]
) -> dict[str, Any]:
    """The note of `quotas`, with every quota that was not judged and why."""
    sentences = [
        said("Quotas: edition %(edition)s of this node.", edition=edition),
        DIRECT,
        said("Breach: the volume is above the quota; judged for exporter- and importer-reported volumes apart."),
        said(
            "Each quota is matched at its own level. One that names no term is for live specimens, no unit: their "
            "number, no source: wild ones (W, and trade with a blank source), no purpose: every purpose."
        ),
        said("A suspension is judged as a quota of nothing; a taxon above species covers the taxa in it."),
        said(
            "Not judged: %(number)s quota-years (see left_out): they overlap, or were in force for a part of the "
            "year, or there are no data for their years.",
            number=len(left_out),
        ),
        unverified(rules),
    ]
    parts = {"edition": edition, "rules": rules.as_json(), "counts": counts, "left_out": left_out, "top": q.top}
    note = noted("quotas", q, data, {}, parts, sentences)
    return note | {"unit": None, "sentences": _without(note["sentences"], "Unit:", "Taxon:")}


def _explained(codes: Mapping[str, str]) -> str:
    """Codes of an answer, each with what it means."""
    return several((said("%(code)s: %(meaning)s", code=code, meaning=words) for code, words in codes.items()), "; ")


def noted(
    measure: str, q: Study, data: Data, matched: Matched, parts: dict[str, Any], sentences: Sequence[str]
) -> dict[str, Any]:
    """The report's note with what a measure adds to it: parts for machines, sentences for people."""
    note = report_method(measure, "", q, data, matched)
    whole = [*note.pop("sentences"), *(sentence for sentence in sentences if sentence)]
    return note | parts | {"sentences": whole}


def unverified(rules: Thresholds) -> str:
    """That nobody checked the thresholds with their source, where nobody did."""
    if rules.verified:
        return ""
    return said(
        "The thresholds (list %(name)s %(version)s) were not checked with an official document.",
        name=rules.name,
        version=rules.version,
    )


def _without(sentences: list[str], *heads: str) -> list[str]:
    return [sentence for sentence in sentences if not sentence.startswith(heads)]
