"""Figures of the founding paper's claims about trade, made anew from an opened store, and nothing but the store.

The questions are those that the paper describes in words (legal.md section 1.6): CITES vertebrates, whole organisms,
China as importer, Southeast Asia by origin, 1997 to 2016, importers' figures first. No printed figure is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from kouprey.domain import law
from kouprey.domain.law.claims import Claim
from kouprey.domain.trade.presets import TABLE_1, preset
from kouprey.domain.trade.question import WILD
from kouprey.kernel.errors import KoupreyError
from kouprey.trade.store import Store
from kouprey.trade.store import open as opened

VERTEBRATES: Final = frozenset(
    {"mammalia", "aves", "reptilia", "amphibia", "actinopterygii", "actinopteri", "elasmobranchii", "chondrichthyes",
     "sarcopterygii", "coelacanthi", "dipneusti", "dipnoi"}
)  # fmt: skip
"""Classes of vertebrates, by every name that editions of the data have used."""
THREE: Final = ("ID", "LA", "MY")
"""Indonesia, Laos and Malaysia, whose share the paper names."""
ASKED: Final = ("importer", "exporter", "years", "geography", "quantity", "unit")
"""What of the question of Table 1 the claims share with it."""
MOST_TRADED: Final = 10
_ONE: Final = Decimal(1)


def claims(home: Path | str | None = None) -> tuple[Claim, ...]:
    """Every claim of the paper, those about trade held against the trade data of this home where it has any."""
    try:
        store = opened(home)
    except KoupreyError:
        return law.claims()
    synthetic = bool(store.release.manifest["synthetic"])
    return law.claims(synthetic=True) if synthetic else law.claims(_measured(str(store.home), store.release.id))


@lru_cache(maxsize=4)
def _measured(home: str, release: str) -> dict[str, Any]:
    """The figures of one release: a release never changes."""
    return measured(opened(home))


def covered(store: Store) -> bool:
    """Whether the release holds the first and the last year that the claims are about."""
    first, last = preset(TABLE_1)["years"]
    held = store.release.years
    return held is not None and held[0] <= first and held[1] >= last


def measured(store: Store) -> dict[str, Any]:
    """Figures by the claim's id (CL01 to CL09). A share of nothing is left out. Empty where years are missing."""
    if not covered(store):
        return {}
    asked = {name: preset(TABLE_1)[name] for name in ASKED}
    first, last = asked["years"]
    years = last - first + 1
    everywhere = {name: value for name, value in asked.items() if name != "exporter"}
    terms = _sums(store, asked, "term")
    region = sum(terms.values(), Decimal(0))
    world = sum(_sums(store, everywhere, "term").values(), Decimal(0))
    live = terms.get("live", Decimal(0))
    countries, taxa, sources = (_sums(store, asked, by) for by in ("country", "taxon", "source"))
    top = sorted(taxa.values(), reverse=True)[:MOST_TRADED]
    found = {
        "CL01": _whole(live),
        "CL02": _whole(region - live),
        "CL03": _whole(region / years),
        "CL04": _share(region, world),
        "CL05": _whole(world / years),
        "CL06": [_share(live, region), _share(terms.get("skins", Decimal(0)), region)],
        "CL07": _share(_of(countries, THREE), region),
        "CL08": _share(sum(top, Decimal(0)), region),
        "CL09": _share(_of(sources, WILD), region),
    }
    return {id: value for id, value in found.items() if value is not None and value != [None, None]}


def _sums(store: Store, asked: Mapping[str, Any], by: str) -> dict[str, Decimal]:
    """Whole organisms of vertebrates by one field."""
    answer = store.study(**asked, woe=True, by=("class", by))
    kind, field, amount = (answer.columns.index(name) for name in ("class", by, "quantity"))
    sums: dict[str, Decimal] = {}
    for row in answer.rows:
        if str(row[kind] or "").lower() in VERTEBRATES and row[amount] is not None:
            sums[row[field]] = sums.get(row[field], Decimal(0)) + row[amount]
    return sums


def _of(sums: Mapping[str, Decimal], names: Iterable[str]) -> Decimal:
    return sum((sums.get(name, Decimal(0)) for name in names), Decimal(0))


def _share(part: Decimal, whole: Decimal) -> int | None:
    return int((100 * part / whole).quantize(_ONE)) if whole else None


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(_ONE))
