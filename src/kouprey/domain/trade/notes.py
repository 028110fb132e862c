"""Method notes of mirror, flows, trend, quotas and red flags: the report's note, and each rule in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kouprey.domain.trade.method import Data, report_method
from kouprey.domain.trade.mirror import AGREEMENTS, STAGES, Synonyms
from kouprey.domain.trade.question import GEOGRAPHIES, QUANTITIES, Study
from kouprey.domain.trade.rules import Thresholds

Matched = dict[str, list[str]]

DIRECT = "Direct trade only: the origin is blank or the exporter."


def mirror_note(
    q: Study, data: Data, matched: Matched, band: Thresholds, synonyms: Iterable[Synonyms], counts: dict[str, Any]
) -> dict[str, Any]:
    """The note of `mirror`, with the counts of all rows by stage and agreement."""
    low, high = band.values["band_low"], band.values["band_high"]
    said = [
        "Difference: importer-reported less exporter-reported; relative gap: difference over the larger of the two. "
        "What one side does not report counts as zero in these two, and gives no ratio.",
        "Stages: " + "; ".join(f"{name}: {words}" for name, words in STAGES.items()) + ".",
        "Agreement is exact: " + "; ".join(f"{name}: {words}" for name, words in AGREEMENTS.items()) + ".",
        f"Equal band: the importer reports {low} to {high} times what the exporter reports, both included.",
        "Terms used for each other: " + "; ".join(", ".join(group.terms) for group in synonyms) + ".",
    ]
    parts = {
        "equal_band": band.as_json(),
        "synonyms": [{"label": group.label, "terms": list(group.terms)} for group in synonyms],
        "counts": counts,
        "top": q.top,
    }
    return _note("mirror", q, data, matched, parts, said)


def flows_note(q: Study, data: Data, matched: Matched, show: str) -> dict[str, Any]:
    """The note of `flows`."""
    said = [
        f"Geography: {GEOGRAPHIES[q.geography]}.",
        f"Quantity: {QUANTITIES[q.quantity]}; all chosen taxa and terms are added up.",
    ]
    if show == "countries":
        said += [
            "Trade of a country with itself is left out. PageRank: weight between two countries is what goes both "
            "ways, damping 0.85.",
            "Transit share: re-exported quantity (origin given, and another country) over imports; the definition "
            "could not be verified.",
            "Betweenness, of reported data: on how many of the shortest ways from one country to another a country "
            "lies, as a share of all pairs of others; an edge is as long as one over its quantity, in the direction "
            "of the goods. Published studies each measure the length of an edge in another way.",
        ]
    parts = {
        "geography": q.geography, "quantity": q.quantity, "show": show, "top": q.top,
        "transit_share_verified": False,
    }  # fmt: skip
    return _note("flows", q, data, matched, parts, said)


def trend_note(
    q: Study, data: Data, matched: Matched, rules: Thresholds, window: tuple[int, int], counts: dict[str, int]
) -> dict[str, Any]:
    """The note of `trend`. `window` are the years looked at."""
    v = rules.values
    said = [
        f"Years looked at: {window[0]} to {window[1]}; a year without trade is zero.",
        DIRECT + " (The source of the rule does not say whether re-exports count.)",
        f"Quantity: {QUANTITIES[q.quantity]}.",
        f"Overall: slope over mean above {v['relative_slope']}, rising or falling, r² at least {v['r_squared']}, and "
        f"a total above {v['total']}.",
        f"Sharp: the mean of one half above {v['times']} times that of the other, more than {v['nonzero_years']} "
        f"years with trade, and a total above {v['total']}.",
        "Groups: wild is source W, U and blank; captive is A, C, D and F; ranched is R. Other sources are left out.",
        _unverified(rules),
    ]
    parts = {"window": list(window), "quantity": q.quantity, "rules": rules.as_json(), "counts": counts, "top": q.top}
    return _note("trend", q, data, matched, parts, said)


def quotas_note(
    q: Study, data: Data, edition: str, rules: Thresholds, left_out: list[dict[str, Any]], counts: dict[str, int]
) -> dict[str, Any]:
    """The note of `quotas`, with every quota that was not judged and why."""
    said = [
        f"Quotas: edition {edition} of this node.",
        DIRECT,
        "Breach: the volume is above the quota; judged for exporter- and importer-reported volumes apart.",
        "Each quota is matched at its own level. One that names no term is for live specimens, no unit: their "
        "number, no source: wild ones (W, and trade with a blank source), no purpose: every purpose.",
        "A suspension is judged as a quota of nothing; a taxon above species covers the taxa in it.",
        f"Not judged: {len(left_out)} quota-years (see left_out): they overlap, or were in force for a part of the "
        "year, or there are no data for their years.",
        _unverified(rules),
    ]
    parts = {"edition": edition, "rules": rules.as_json(), "counts": counts, "left_out": left_out, "top": q.top}
    note = _note("quotas", q, data, {}, parts, said)
    return note | {"unit": None, "sentences": _without(note["sentences"], "Unit:", "Taxon:")}


def flags_note(
    q: Study, data: Data, matched: Matched, rules: Thresholds, open_checks: list[dict[str, Any]]
) -> dict[str, Any]:
    """The note of `redflags`, with the checks that could not be made and what they need."""
    whole = ", ".join(str(check["check"]) for check in open_checks if not check["in_part"]) or "none"
    part = ", ".join(str(check["check"]) for check in open_checks if check["in_part"]) or "none"
    v = rules.values
    low, high, points, zero = v["10"].split("|")
    said = [
        DIRECT,
        "Exporter-reported quantities of sources C, D, F and R, in number of specimens, by year, taxon, exporter "
        "and term.",
        f"1 and 2: volume above {v['1']} and {v['2']} times the mean of the five years before, years without trade "
        "being zero; not checked where the data do not reach back five years.",
        f"3: volume above the first of {v['3'].replace('|', ' and ')} for species of least concern, above the second "
        "for all others; between the two not checked where no IUCN category is loaded.",
        "4: C, D, F and R rose as in check 1 while wild trade (W, U, X, blank) fell by about as much. 5: the same "
        "between C, D and F, and R.",
        "6 and 9 look at all terms, and at all years of data before.",
        "7 to 9: range States are those that the first list at hand names for the taxon (native, reintroduced, "
        "extinct, or without a status); borders are land borders; range States pass 8 and 9. Not checked where no "
        "list of range States is loaded that knows the taxon, where the list is not certain, or where the exporter "
        "is no State of today.",
        f"10 to 12: what importers report in all is between {low} and {high} times what the exporter reports, and "
        "the shares of captive and wild (10), of bred and ranched (11), of commercial and other purposes (12) differ "
        f"by {points} or more; a zero is set to {zero}; where one side reports neither, nothing is compared.",
        "13 and 14: by lists that the node fills (registered-breeders, slow-life-history).",
        f"Not checked: {whole}; in part: {part} (see not_checked). A flag is a reason to ask, not a finding.",
        *(f"{check['check']} was not checked: {reason}." for check, reason in _reasons(open_checks)),
        _unverified(rules),
    ]
    parts = {"rules": rules.as_json(), "not_checked": open_checks, "top": q.top}
    return _note("redflags", q, data, matched, parts, said)


def _reasons(open_checks: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Why each check could not be made, and for how many years of trade."""
    return [
        (check, f"{reason['reason']} ({reason['cases']:,} years of trade, {reason['taxa']:,} taxa)")
        for check in open_checks
        for reason in check["reasons"]
    ]


def _note(
    measure: str, q: Study, data: Data, matched: Matched, parts: dict[str, Any], said: list[str]
) -> dict[str, Any]:
    note = report_method(measure, "", q, data, matched)
    sentences = [*note.pop("sentences"), *(sentence for sentence in said if sentence)]
    return note | parts | {"sentences": sentences}


def _unverified(rules: Thresholds) -> str:
    if rules.verified:
        return ""
    return f"The thresholds (list {rules.name} {rules.version}) were not checked with an official document."


def _without(sentences: list[str], *heads: str) -> list[str]:
    return [sentence for sentence in sentences if not sentence.startswith(heads)]
