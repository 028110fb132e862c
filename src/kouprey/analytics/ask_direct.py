"""Answers about what countries produce: trends and quotas. Direct exports, judged by rules of `domain`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kouprey.analytics.answer import Answer
from kouprey.analytics.ask import Desk
from kouprey.analytics.clerk import Asked, Clerk, Row, answer
from kouprey.domain.taxa.names import meant
from kouprey.domain.trade import notes, quota_answer, quotas, trend
from kouprey.domain.trade.question import Study, study
from kouprey.kernel.errors import NothingThere, UnusableInput
from kouprey.kernel.words import said

_SHIFT_KEYS = ("taxon", "exporter", "term", "unit", "source", "year")
_VOLUME_KEYS = ("year", "taxon", "genus", "family", "order", "class", "exporter", "term", "unit", "source", "purpose")
_INCOMPLETE = 2
"""The newest years of data, which are incomplete, because reports arrive late (README of citesdb)."""


def shifts(desk: Desk, q: Study, *, every: bool) -> Answer:
    """Series of ten years with a shift, or (`every`) all that were judged. `q.quantity` picks the reporter."""
    rules = trend.trend_rules()
    window = _window(desk, q, rules.years)
    q = q._replace(years=window)
    rows, asked, clerk = direct(desk, "trend", q, _SHIFT_KEYS)
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
    return answer(desk, "trend", q, asked.noted(note), trend.COLUMNS, table, clerk, asked.strange, direct=True)


def breaches(desk: Desk, q: Study, edition: str, book: Sequence[quotas.Quota], *, only: bool) -> Answer:
    """Every quota held against the direct exports of its years, or (`only`) those that were exceeded."""
    rules = quotas.quota_rules()
    book, wanted = _named(desk, q, book)
    first, last = data_years(desk)
    years = (max(q.years[0], first), min(q.years[1], last)) if q.years else (first, last)
    here = [quota for quota in book if q.exporter is None or quota.country in q.exporter.countries]
    volumes, asked, clerk = _volumes(desk, here, years, q.names)
    # All quotas of the country are judged, so that an overlap is seen; then those asked for are shown.
    verdicts, left = quotas.judge(here, volumes, years, rules)
    verdicts = [verdict for verdict in verdicts if _asked_quota(verdict.quota, wanted, q.years)]
    shown = [v for v in verdicts if not only or v.exporter_breach or v.importer_breach]
    not_judged = [quota_answer.left_out(one) for one in left if _asked_quota(one.quota, wanted, q.years)]
    counts = quota_answer.counts(verdicts)
    note = notes.quotas_note(q, desk.data, edition, rules.thresholds, not_judged, counts)
    rows = [quota_answer.row(verdict) for verdict in shown[: q.top]]
    strange = _absent(here, asked.matched) if asked else []
    note = asked.noted(note) if asked else note
    return answer(desk, "quotas", q, note, quota_answer.COLUMNS, rows, clerk, strange, direct=True)


def _named(desk: Desk, q: Study, book: Sequence[quotas.Quota]) -> tuple[Sequence[quotas.Quota], tuple[str, ...]]:
    """The quotas and the taxa asked for, under accepted names where these were asked for."""
    if q.names != "accepted":
        return book, q.taxa
    from kouprey.analytics.reference.library import Library

    books = Library(desk.home).books([*(quota.taxon for quota in book), *q.taxa])
    named = [quota._replace(taxon=meant(quota.taxon, books).name) for quota in book]
    return named, (*q.taxa, *(meant(taxon, books).name for taxon in q.taxa))


def _volumes(
    desk: Desk, book: Sequence[quotas.Quota], years: tuple[int, int], names: str
) -> tuple[list[quotas.Volume], Asked | None, Clerk | None]:
    """The trade that quotas are held against."""
    if not book or years[0] > years[1]:
        return [], None, None
    taxa = tuple(dict.fromkeys(name for quota in book for name in (quota.taxon, quotas.group_of(quota.taxon))))
    countries = tuple(sorted({quota.country for quota in book}))
    trade = study(exporter=countries, taxon=taxa, years=years, unit="any", names=names)
    rows, asked, clerk = direct(desk, "quotas", trade, _VOLUME_KEYS)
    return [_volume(row) for row in rows], asked, clerk


def direct(desk: Desk, measure: str, q: Study, keys: tuple[str, ...]) -> tuple[list[Row], Asked, Clerk]:
    """Direct exports by `keys`, both reporters' sums last."""
    with desk.connect() as connection:
        clerk = Clerk(desk, connection)
        asked = clerk.ready(q._replace(top=None))

        def build(table: Any) -> Any:
            from kouprey.analytics.measures.direct import DirectShape, direct_exports

            return direct_exports(table, DirectShape(asked.filters, keys, asked.accepted))

        shape = (asked.filters, keys, asked.accepted)
        return clerk.rows(measure, shape, asked, build), asked, clerk


def _window(desk: Desk, q: Study, years: int) -> tuple[int, int]:
    """The years a trend looks at: those asked for, else the last ones of which reports are complete."""
    first, last = data_years(desk)
    end = q.years[1] if q.years else last - _INCOMPLETE
    window = (end - years + 1, end)
    if q.years is not None and q.years != window:
        raise UnusableInput(
            said(
                "The rule looks at %(years)s years, not at %(first)s-%(last)s.",
                years=years,
                first=q.years[0],
                last=q.years[1],
            ),
            remedy=said("Write %(first)s-%(last)s, or leave the years out.", first=window[0], last=window[1]),
        )
    if window[0] < first or last < window[1]:
        # A year without data is no year without trade.
        raise UnusableInput(
            said(
                "The rule looks at %(begin)s-%(end)s, but the data have only %(first)s-%(last)s.",
                begin=window[0],
                end=window[1],
                first=first,
                last=last,
            ),
            remedy=said("Choose %(years)s years of data with --years, or load more.", years=years),
        )
    return window


def data_years(desk: Desk) -> tuple[int, int]:
    """The first and the last year of data. Raises NothingThere for a release without rows."""
    if desk.data.years is None:
        raise NothingThere(said("There is no row of data in this release."), remedy=said("Load a file with rows."))
    return desk.data.years


def _shift_row(one: trend.Series, found: trend.Shift, first: int) -> Row:
    series = [{"year": first + i, "quantity": quantity} for i, quantity in enumerate(one.quantities)]
    return (*one[:5], *found, series)


def _volume(row: Row) -> quotas.Volume:
    year, taxon, genus, family, order, class_, exporter, *goods, importer, exported = row
    return quotas.Volume(year, taxon, (genus, family, order, class_), exporter, tuple(goods), importer, exported)


def _asked_quota(quota: quotas.Quota, taxa: Sequence[str], years: tuple[int, int] | None) -> bool:
    """Whether a quota was asked for, by its taxon (its name, genus or group) and its years."""
    taxon = not taxa or any(quotas.within(quota.taxon, name, {}) for name in taxa)
    return taxon and (years is None or quotas.touches(quota, years))


def _absent(book: Sequence[quotas.Quota], matched: dict[str, list[str]]) -> list[str]:
    missing = {q.taxon for q in book if not matched.get(q.taxon) and not matched.get(quotas.group_of(q.taxon))}
    return [
        said("“%(taxon)s”, which has a quota, does not occur in these data; check the name.", taxon=taxon)
        for taxon in sorted(missing)
    ]
