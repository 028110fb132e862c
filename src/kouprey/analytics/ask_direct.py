"""Answers about what countries produce: trends, quotas, red flags. Direct exports, judged by rules of `domain`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kouprey.analytics.answer import Answer
from kouprey.analytics.ask import Desk
from kouprey.analytics.clerk import Asked, Clerk, Row, answer
from kouprey.domain.trade import notes, quota_answer, quotas, redflags, trend
from kouprey.domain.trade.question import Study, study
from kouprey.kernel.errors import NothingThere, UnusableInput

_SHIFT_KEYS = ("taxon", "exporter", "term", "unit", "source", "year")
_VOLUME_KEYS = ("year", "taxon", "genus", "family", "order", "class", "exporter", "term", "unit", "source", "purpose")
_FLAG_KEYS = ("taxon", "exporter", "term", "source", "year")
_INCOMPLETE = 2
"""The newest years of data, which are incomplete, because reports arrive late (README of citesdb)."""


def shifts(desk: Desk, q: Study, *, every: bool) -> Answer:
    """Series of ten years with a shift, or (`every`) all that were judged. `q.quantity` picks the reporter."""
    rules = trend.trend_rules()
    window = _window(desk, q, rules.years)
    q = q._replace(years=window)
    rows, asked, clerk = _direct(desk, "trend", q, _SHIFT_KEYS)
    side = -1 if q.quantity == "exporter" else -2
    figures = ((r[5], r[0], r[1], r[2], r[3], r[4], r[side]) for r in rows if r[side] is not None)
    series = trend.gather(figures, rules, window[0])
    judged = [(one, found) for one in series if (found := trend.shift(one.quantities, rules)) is not None]
    shown = [(one, found) for one, found in judged if every or found.overall or found.sharp]
    shown.sort(key=lambda pair: (-pair[1].total, pair[0][:5]))
    table = [_shift_row(one, found, window[0]) for one, found in shown[: q.top]]
    counts = {
        "series": len(series),
        "judged": len(judged),
        "overall": sum(1 for _, found in judged if found.overall),
        "sharp": sum(1 for _, found in judged if found.sharp),
    }
    note = notes.trend_note(q, desk.data, asked.matched, rules.thresholds, window, counts)
    return answer(desk, "trend", q, note, trend.COLUMNS, table, clerk, asked.strange, direct=True)


def breaches(desk: Desk, q: Study, edition: str, book: Sequence[quotas.Quota], *, only: bool) -> Answer:
    """Every quota held against the direct exports of its years, or (`only`) those that were exceeded."""
    rules = quotas.quota_rules()
    first, last = _data_years(desk)
    years = (max(q.years[0], first), min(q.years[1], last)) if q.years else (first, last)
    here = [quota for quota in book if q.exporter is None or quota.country in q.exporter.countries]
    volumes, clerk, strange = _volumes(desk, here, years)
    # All quotas of the country are judged, so that an overlap is seen; then those asked for are shown.
    verdicts, left = quotas.judge(here, volumes, years, rules)
    verdicts = [verdict for verdict in verdicts if _asked_quota(verdict.quota, q)]
    shown = [v for v in verdicts if not only or v.exporter_breach or v.importer_breach]
    not_judged = [quota_answer.left_out(one) for one in left if _asked_quota(one.quota, q)]
    counts = quota_answer.counts(verdicts)
    note = notes.quotas_note(q, desk.data, edition, rules.thresholds, not_judged, counts)
    rows = [quota_answer.row(verdict) for verdict in shown[: q.top]]
    return answer(desk, "quotas", q, note, quota_answer.COLUMNS, rows, clerk, strange, direct=True)


def _volumes(
    desk: Desk, book: Sequence[quotas.Quota], years: tuple[int, int]
) -> tuple[list[quotas.Volume], Clerk | None, list[str]]:
    """The trade that quotas are held against, and words on taxa that do not occur."""
    if not book or years[0] > years[1]:
        return [], None, []
    names = tuple(dict.fromkeys(name for quota in book for name in (quota.taxon, quotas.group_of(quota.taxon))))
    countries = tuple(sorted({quota.country for quota in book}))
    trade = study(exporter=countries, taxon=names, years=years, unit="any")
    rows, asked, clerk = _direct(desk, "quotas", trade, _VOLUME_KEYS)
    return [_volume(row) for row in rows], clerk, _absent(book, asked.matched)


def red_flags(desk: Desk, q: Study) -> Answer:
    """Flags of captive sources. History is looked at in full, whatever years and terms were asked for."""
    rules = redflags.flag_rules()
    whole = q._replace(years=None, terms=(), top=None)
    rows, asked, clerk = _direct(desk, "redflags", whole, _FLAG_KEYS)
    imports = _first_live_imports(desk, whole)
    sums: dict[tuple[str, str, str], redflags.Sums] = {}
    first: dict[tuple[str, str], int] = {}
    for taxon, exporter, term, source, year, _, quantity in rows:
        if not quantity:
            continue
        if source == "F":
            first[taxon, exporter] = min(year, first.get((taxon, exporter), year))
        if not q.terms or term in q.terms:
            sums.setdefault((taxon, exporter, term), {}).setdefault(year, {})[source] = quantity
    history = redflags.History(_data_years(desk)[0], first, imports)
    found = sorted(redflags.flags(sums, history, rules, q.years), key=lambda f: (-f.volume, *f[:5]))
    note = notes.flags_note(q, desk.data, asked.matched, rules.thresholds, redflags.not_checked())
    table = [tuple(flag) for flag in found[: q.top]]
    return answer(desk, "redflags", q, note, redflags.Flag._fields, table, clerk, asked.strange, direct=True)


def _direct(desk: Desk, measure: str, q: Study, keys: tuple[str, ...]) -> tuple[list[Row], Asked, Clerk]:
    """Direct exports by `keys`, both reporters' sums last."""
    with desk.connect() as connection:
        clerk = Clerk(desk, connection)
        asked = clerk.ready(q._replace(top=None))

        def build(table: Any) -> Any:
            from kouprey.analytics.measures.direct import DirectShape, direct_exports

            return direct_exports(table, DirectShape(asked.filters, keys))

        return clerk.rows(measure, (asked.filters, keys), asked, build), asked, clerk


def _first_live_imports(desk: Desk, q: Study) -> dict[tuple[str, str], int]:
    """Per taxon and country the first year with live imports."""
    with desk.connect() as connection:
        clerk = Clerk(desk, connection)
        asked = clerk.ready(q._replace(exporter=None, terms=("live",), unit="any"))

        def build(table: Any) -> Any:
            from kouprey.analytics.measures.direct import first_imports

            return first_imports(table, asked.filters)

        return {(row[0], row[1]): row[2] for row in clerk.rows("first-imports", asked.filters, asked, build)}


def _window(desk: Desk, q: Study, years: int) -> tuple[int, int]:
    """The years a trend looks at: those asked for, else the last ones of which reports are complete."""
    first, last = _data_years(desk)
    end = q.years[1] if q.years else last - _INCOMPLETE
    window = (end - years + 1, end)
    if q.years is not None and q.years != window:
        raise UnusableInput(
            f"The rule looks at {years} years, not at {q.years[0]}-{q.years[1]}.",
            remedy=f"Write {window[0]}-{window[1]}, or leave the years out.",
        )
    if window[0] < first or last < window[1]:
        # A year without data is no year without trade.
        raise UnusableInput(
            f"The rule looks at {window[0]}-{window[1]}, but the data have only {first}-{last}.",
            remedy=f"Choose {years} years of data with --years, or load more.",
        )
    return window


def _data_years(desk: Desk) -> tuple[int, int]:
    if desk.data.years is None:
        raise NothingThere("There is no row of data in this release.", remedy="Load a file with rows.")
    return desk.data.years


def _shift_row(one: trend.Series, found: trend.Shift, first: int) -> Row:
    series = [{"year": first + i, "quantity": quantity} for i, quantity in enumerate(one.quantities)]
    return (*one[:5], *found, series)


def _volume(row: Row) -> quotas.Volume:
    year, taxon, genus, family, order, class_, exporter, *goods, importer, exported = row
    return quotas.Volume(year, taxon, (genus, family, order, class_), exporter, tuple(goods), importer, exported)


def _asked_quota(quota: quotas.Quota, q: Study) -> bool:
    """Whether a quota was asked for, by its taxon (its name, genus or group) and its years."""
    taxon = not q.taxa or any(quotas.within(quota.taxon, name, {}) for name in q.taxa)
    return taxon and (q.years is None or quotas.touches(quota, q.years))


def _absent(book: Sequence[quotas.Quota], matched: dict[str, list[str]]) -> list[str]:
    missing = {q.taxon for q in book if not matched.get(q.taxon) and not matched.get(quotas.group_of(q.taxon))}
    return [
        f"“{taxon}”, which has a quota, does not occur in these data; check the name." for taxon in sorted(missing)
    ]
