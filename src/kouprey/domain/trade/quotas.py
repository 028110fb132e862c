"""Quotas and suspensions: what one is, which trade it covers, and whether it was exceeded.

Rule (OMorton/CITES_Quotas: 1.1_Quota_Prep.R): direct trade, matched at the quota's own level; a breach is a volume
above the quota; exporter- and importer-reported volumes are judged apart and never added; a quota without a term
is for live specimens, one without a unit for their number, one without a source for wild ones; quotas that
overlap are left out. A suspension is a quota of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kouprey.domain.trade.rules import Thresholds, exactly, thresholds
from kouprey.kernel.words import said

ANY = "any"
"""How a quota says that it covers every term, source or purpose."""

QUOTA, SUSPENSION = "quota", "suspension"
LEVELS = ("term", "unit", "source", "purpose")
PARTLY = said("it was in force for a part of the year only")


class Quota(NamedTuple):
    """One row of a quota file. Empty tuples and None mean that the quota does not name this."""

    line: int
    taxon: str
    country: str
    first: date
    last: date | None
    terms: tuple[str, ...]
    sources: tuple[str, ...]
    purposes: tuple[str, ...]
    unit: str | None
    kind: str
    quantity: Decimal
    basis: str
    document: str


class Volume(NamedTuple):
    """Direct exports of one key, as both sides report them; `lineage` is genus, family, order and class."""

    year: int
    taxon: str
    lineage: tuple[str, ...]
    exporter: str
    goods: tuple[str, str, str, str]
    importer_quantity: Decimal | None
    exporter_quantity: Decimal | None


class Verdict(NamedTuple):
    """A quota in one year, and what both sides report against it; percentages are None for a suspension."""

    quota: Quota
    year: int
    exporter_volume: Decimal
    exporter_percent: float | None
    exporter_breach: bool
    importer_volume: Decimal
    importer_percent: float | None
    importer_breach: bool


class LeftOut(NamedTuple):
    """A quota that was not judged in one year (None: in any), and why."""

    quota: Quota
    year: int | None
    reason: str


class QuotaRules(NamedTuple):
    """What a quota means that does not say so itself."""

    term: str
    unit: str
    wild: tuple[str, ...]
    thresholds: Thresholds


def quota_rules() -> QuotaRules:
    """Read what is understood where a quota is silent, from the list `quota-rules`."""
    found = thresholds("quota-rules")
    return QuotaRules(found.codes("term")[0], found.codes("unit")[0], found.codes("wild"), found)


def judge(
    quotas: Sequence[Quota], volumes: Iterable[Volume], years: tuple[int, int], rules: QuotaRules
) -> tuple[list[Verdict], list[LeftOut]]:
    """Hold every quota against the trade of each year from the first to the last of `years`."""
    by_year: dict[tuple[int, str], list[Volume]] = {}
    lineage: dict[str, tuple[str, ...]] = {}
    for volume in volumes:
        by_year.setdefault((volume.year, volume.exporter), []).append(volume)
        lineage[volume.taxon] = volume.lineage
    verdicts: list[Verdict] = []
    left = [LeftOut(q, None, said("there are no data for its years")) for q in quotas if not touches(q, years)]
    for year in range(years[0], years[1] + 1):
        whole = [quota for quota in quotas if _covers(quota, year)]
        left += [LeftOut(q, year, PARTLY) for q in quotas if _partly(q, year)]
        for quota in whole:
            others = [q for q in whole if q is not quota and overlap(quota, q, lineage, rules)]
            if others:
                lines = ", ".join(str(q.line) for q in others)
                left.append(LeftOut(quota, year, said("it overlaps line %(lines)s", lines=lines)))
            else:
                with exactly():
                    verdicts.append(_verdict(quota, year, by_year.get((year, quota.country), []), rules))
    left.sort(key=lambda found: (found.quota.line, found.year or 0))
    return sorted(verdicts, key=lambda verdict: (verdict.quota.line, verdict.year)), left


def scope(quota: Quota, rules: QuotaRules) -> dict[str, tuple[str, ...] | None]:
    """The values of term, unit, source and purpose that a quota covers; None for every value."""
    sources = quota.sources or ("W",)
    if "W" in sources:
        sources = (*sources, *(code for code in rules.wild if code not in sources))
    terms = quota.terms or (rules.term,)
    return {
        "term": None if ANY in terms else terms,
        "unit": (rules.unit if quota.unit is None else quota.unit,),
        "source": None if ANY in sources else sources,
        "purpose": None if ANY in quota.purposes or not quota.purposes else quota.purposes,
    }


def overlap(a: Quota, b: Quota, lineage: Mapping[str, tuple[str, ...]], rules: QuotaRules) -> bool:
    """Tell whether two quotas of a year could count the same trade. Suspensions leave no doubt and never overlap."""
    if a.kind != QUOTA or b.kind != QUOTA or a.country != b.country:
        return False
    ours, theirs = scope(a, rules), scope(b, rules)
    for level in LEVELS:
        mine, other = ours[level], theirs[level]
        if mine is not None and other is not None and not set(mine) & set(other):
            return False
    return within(a.taxon, b.taxon, lineage) or within(b.taxon, a.taxon, lineage)


def group_of(taxon: str) -> str:
    """The name of the group behind a name such as "Naja spp."; any other name is itself."""
    return taxon.removesuffix(" spp.")


def within(taxon: str, group: str, lineage: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a taxon is `group` or in it, by its name or by its lineage where that is known."""
    name = group_of(group)
    return taxon in (group, name, f"{name} spp.") or taxon.split(" ")[0] == name or name in lineage.get(taxon, ())


def _verdict(quota: Quota, year: int, volumes: Iterable[Volume], rules: QuotaRules) -> Verdict:
    covered = scope(quota, rules)
    asked = [covered[level] for level in LEVELS]
    exporter = importer = Decimal(0)
    for volume in volumes:
        fits = all(values is None or good in values for values, good in zip(asked, volume.goods, strict=True))
        if fits and within(volume.taxon, quota.taxon, {volume.taxon: volume.lineage}):
            exporter += volume.exporter_quantity or 0
            importer += volume.importer_quantity or 0
    return Verdict(
        quota, year,
        exporter, _percent(exporter, quota), exporter > quota.quantity,
        importer, _percent(importer, quota), importer > quota.quantity,
    )  # fmt: skip


def _percent(volume: Decimal, quota: Quota) -> float | None:
    return float(volume * 100 / quota.quantity) if quota.quantity else None


def touches(quota: Quota, years: tuple[int, int]) -> bool:
    """Tell whether a quota was in force at some time in these years."""
    return quota.first.year <= years[1] and (quota.last is None or quota.last.year >= years[0])


def _covers(quota: Quota, year: int) -> bool:
    return quota.first <= date(year, 1, 1) and (quota.last is None or quota.last >= date(year, 12, 31))


def _partly(quota: Quota, year: int) -> bool:
    return touches(quota, (year, year)) and not _covers(quota, year)
