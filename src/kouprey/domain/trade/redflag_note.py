"""The method note of red flags: each check in words, and what could not be checked."""

from __future__ import annotations

from typing import Any

from kouprey.domain.trade.method import Data
from kouprey.domain.trade.notes import DIRECT, Matched, noted, unverified
from kouprey.domain.trade.question import Study
from kouprey.domain.trade.rules import Thresholds
from kouprey.kernel.words import said

WHAT = said(
    "Exporter-reported quantities of sources C, D, F and R, in number of specimens, by year, taxon, exporter and "
    "term."
)
SHIFTS = said(
    "4: C, D, F and R rose as in check 1 while wild trade (W, U, X, blank) fell by about as much. 5: the same "
    "between C, D and F, and R."
)
WIDER = said("6 and 9 look at all terms, and at all years of data before.")
RANGES = said(
    "7 to 9: range States are those that the first list at hand names for the taxon (native, reintroduced, extinct, "
    "or without a status); borders are land borders; range States pass 8 and 9. Not checked where no list of range "
    "States is loaded that knows the taxon, where the list is not certain, or where the exporter is no State of "
    "today."
)
FILLED = said("13 and 14: by lists that the node fills (registered-breeders, slow-life-history).")


def flags_note(
    q: Study, data: Data, matched: Matched, rules: Thresholds, open_checks: list[dict[str, Any]]
) -> dict[str, Any]:
    """The note of `redflags`, with the checks that could not be made and what they need."""
    sentences = [
        DIRECT,
        WHAT,
        *_volumes(rules),
        SHIFTS,
        WIDER,
        RANGES,
        _reporters(rules),
        FILLED,
        said(
            "Not checked: %(whole)s; in part: %(part)s (see not_checked). A flag is a reason to ask, not a finding.",
            whole=_numbers(open_checks, in_part=False),
            part=_numbers(open_checks, in_part=True),
        ),
        *(_unmade(check, reason) for check in open_checks for reason in check["reasons"]),
        unverified(rules),
    ]
    parts = {"rules": rules.as_json(), "not_checked": open_checks, "top": q.top}
    return noted("redflags", q, data, matched, parts, sentences)


def _volumes(rules: Thresholds) -> tuple[str, str]:
    """Checks 1 to 3."""
    v = rules.values
    first, _, second = v["3"].partition("|")
    return (
        said(
            "1 and 2: volume above %(one)s and %(two)s times the mean of the five years before, years without trade "
            "being zero; not checked where the data do not reach back five years.",
            one=v["1"],
            two=v["2"],
        ),
        said(
            "3: volume above the first of %(first)s and %(second)s for species of least concern, above the second "
            "for all others; between the two not checked where no IUCN category is loaded.",
            first=first,
            second=second,
        ),
    )


def _reporters(rules: Thresholds) -> str:
    """Checks 10 to 12."""
    low, high, points, zero = rules.values["10"].split("|")
    return said(
        "10 to 12: what importers report in all is between %(low)s and %(high)s times what the exporter reports, and "
        "the shares of captive and wild (10), of bred and ranched (11), of commercial and other purposes (12) differ "
        "by %(points)s or more; a zero is set to %(zero)s; where one side reports neither, nothing is compared.",
        low=low,
        high=high,
        points=points,
        zero=zero,
    )


def _numbers(open_checks: list[dict[str, Any]], *, in_part: bool) -> str:
    return ", ".join(str(check["check"]) for check in open_checks if bool(check["in_part"]) == in_part) or said(
        "none"
    )


def _unmade(check: dict[str, Any], reason: dict[str, Any]) -> str:
    """Why a check could not be made, and for how many years of trade."""
    return said(
        "%(check)s was not checked: %(reason)s (%(cases)s years of trade, %(taxa)s taxa).",
        check=check["check"],
        reason=reason["reason"],
        cases=f"{reason['cases']:,}",
        taxa=f"{reason['taxa']:,}",
    )
