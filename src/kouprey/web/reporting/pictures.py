"""The pictures of a pool of seizures, as rows with their words: seasons, species, concealment, detection, routes.

Rows stand in the order of their names or of time, never of their counts: more seizures can mean better work. A post
is credited with what its officers found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kouprey.domain import seizures as sz
from kouprey.domain.trade.codes import country_name
from kouprey.web.reporting.queries import Pool

DRAWN: Final = 20
"""So many bars are drawn; the table and the files have every row."""
PARTS: Final = 6
"""So many ways of detection have a colour of their own."""
MONTHS_SHOWN: Final = 24
"""A window of at most so many months is parted into months, a longer one into years."""
COLUMNS, BARS = "columns", "bars"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of picture: how seizures are counted for it, its title, its shape, and whether it compares places."""

    slug: str
    by: str
    title: Any
    head: Any
    shape: str = BARS
    note: Any = ""


KINDS: Final[Mapping[str, Kind]] = {
    kind.slug: kind
    for kind in (
        Kind("months", "month", gettext_lazy("Months"), gettext_lazy("Month"), COLUMNS),
        Kind("seasons", "season", gettext_lazy("Seasons"), gettext_lazy("Month of the year"), COLUMNS,
             gettext_lazy("The same month of all years in the window together.")),
        Kind("species", "species", gettext_lazy("Species"), gettext_lazy("Species or higher taxon")),
        Kind("concealment", "concealment", gettext_lazy("Concealment"), gettext_lazy("How it was hidden")),
        Kind("detection", "detection", gettext_lazy("Detection"), gettext_lazy("Month or year"), COLUMNS,
             gettext_lazy("How seizures were detected, over time.")),
        Kind("routes", "route", gettext_lazy("Routes"), gettext_lazy("From one country to the next"), BARS,
             gettext_lazy("Each step of a route counts once. A step is as sure as its reports: many are suspected.")),
        Kind("countries", "country", gettext_lazy("Countries"), gettext_lazy("Country where it was found")),
        Kind("posts", "place", gettext_lazy("Posts"), gettext_lazy("Post that found it"), BARS,
             gettext_lazy("A seizure is to the credit of the post that made it. It says nothing against a post.")),
    )
}  # fmt: skip
SHARED: Final = frozenset({"species", "concealment", "detection", "routes"})
"""Pictures in which one seizure can stand in several rows: it had several species, or several legs."""
PLACED: Final[Mapping[str, tuple[str, ...]]] = {
    "months": ("first", "last"), "seasons": ("first", "last"), "countries": ("country",), "posts": ("post",),
}  # fmt: skip
"""Pictures that need no more than when or where, as long as seizures are counted and not what was seized."""
COMPARES: Final = frozenset({"routes", "countries", "posts"})
"""Pictures that set places side by side, and carry the reporting caveat."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its key, its words, the part of the bar that it is, the figure, its events, lines without a figure."""

    key: str
    name: str
    part: str
    figure: Decimal
    events: int
    without: int

    @property
    def known(self) -> Decimal | None:
        """The figure; None where every line that could add to it has none: that is not the same as nought."""
        return None if self.without and not self.figure else self.figure


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's rows, those that are drawn, what is left out of the drawing, and how it was made."""

    kind: Kind
    measure: str
    rows: tuple[Row, ...]
    drawn: tuple[Row, ...]
    method: tuple[str, ...]
    events: int
    synthetic: bool

    @property
    def compares(self) -> bool:
        """Whether places stand side by side."""
        return self.kind.slug in COMPARES

    @property
    def caveat(self) -> str:
        """What a picture that compares places says of reporting, for gettext."""
        return sz.CAVEAT if self.compares else ""

    @property
    def undated(self) -> bool:
        """Whether some seizures have no place on the axis of time."""
        return self.kind.shape == COLUMNS and any(not row.key.partition("|")[0] for row in self.rows)


def needs(slug: str, measure: str) -> tuple[str, ...]:
    """The columns of observations that a picture needs; none where it needs all that they say."""
    return PLACED.get(slug, ()) if measure == "events" else ()


def picture(pool: Pool, slug: str) -> Picture:
    """One of `KINDS` of these seizures, by the measure that was asked for. Raises KeyError for anything else."""
    kind = KINDS[slug]
    rows, method = _parted(pool) if slug == "detection" else _plain(pool, kind)
    return Picture(
        kind, pool.asked.measure, tuple(rows), _drawn(kind, rows), method + pool.rule, pool.total,
        pool.synthetic,
    )  # fmt: skip


def periods(pool: Pool, picture: Picture) -> list[str]:
    """The axis of a picture of time: a month or year without seizures is a gap. A short window is shown whole."""
    if picture.kind.slug == "seasons":
        return [f"{month:02}" for month in range(1, 13)]
    keys = [row.key.partition("|")[0] for row in picture.drawn]
    short = _monthly(pool)
    if short:
        keys += [f"{day.year:04}-{day.month:02}" for day in (pool.asked.first, pool.asked.last)]
    if not keys or "-" not in keys[0]:
        return [str(year) for year in range(int(min(keys)), int(max(keys)) + 1)] if keys else []
    first, last = (int(key[:4]) * 12 + int(key[5:]) - 1 for key in (min(keys), max(keys)))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def parts(picture: Picture) -> list[str]:
    """The parts of the bars of a picture, in the order of the rows, what is not known last."""
    names = list(dict.fromkeys(row.part for row in picture.drawn))
    last = [_others(), _not_known()]
    return [name for name in names if name not in last] + [name for name in last if name in names]


def label(kind: Kind, period: str) -> str:
    """A month of the year by its name; other periods as they are."""
    return str(MONTHS[int(period)]) if kind.slug == "seasons" and period else period


def _plain(pool: Pool, kind: Kind) -> tuple[list[Row], tuple[str, ...]]:
    tally = sz.tally(pool.incidents, kind.by, pool.asked.measure, alike=pool.alike)
    rows = [Row(bar.key, _name(kind, bar.key), "", bar.figure, bar.events, bar.without) for bar in tally.bars]
    if kind.shape == BARS:
        rows.sort(key=lambda row: (not row.key, row.name.casefold()))
    return rows, tally.method


def _parted(pool: Pool) -> tuple[list[Row], tuple[str, ...]]:
    """Ways of detection in each month or year."""
    monthly, groups = _monthly(pool), dict[str, list[sz.Incident]]()
    for one in pool.incidents:
        groups.setdefault(_period(one, monthly), []).append(one)
    rows, method = [], sz.tally((), "detection", pool.asked.measure).method
    for period in sorted(groups, key=lambda key: (not key, key)):
        bars = sz.tally(groups[period], "detection", pool.asked.measure).bars
        for bar in sorted(bars, key=lambda bar: (not bar.key, bar.key)):
            name = _(sz.name("detection", bar.key)) if bar.key else _not_known()
            rows.append(Row(f"{period}|{bar.key}", period or _not_known(), name, bar.figure, bar.events, bar.without))
    return rows, method


def _period(one: sz.Incident, monthly: bool) -> str:
    when = one.when
    if when is None or (monthly and (when.first.year, when.first.month) != (when.last.year, when.last.month)):
        return ""
    return when.first.strftime("%Y-%m" if monthly else "%Y")


def _monthly(pool: Pool) -> bool:
    first, last = pool.asked.first, pool.asked.last
    return (last.year - first.year) * 12 + last.month - first.month <= MONTHS_SHOWN


def _drawn(kind: Kind, rows: list[Row]) -> tuple[Row, ...]:
    """What is drawn: the largest bars in their order; of time, what has a place on the axis."""
    if kind.shape == BARS:
        most = set(sorted(rows, key=lambda row: (-row.figure, row.key))[:DRAWN])
        return tuple(row for row in rows if row in most)
    dated = [row for row in rows if row.key.partition("|")[0]]
    return tuple(_gathered(dated)) if kind.slug == "detection" else tuple(dated)


def _gathered(rows: list[Row]) -> Iterator[Row]:
    """The parts that have most with a colour of their own, the others as one."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row.part] = sums.get(row.part, Decimal(0)) + row.figure
    known = sorted((part for part in sums if part != _not_known()), key=lambda part: (-sums[part], part))
    coloured = {*known[:PARTS], _not_known()}
    for row in rows:
        yield row if row.part in coloured else replace(row, part=_others())


_NAMES: Final[Mapping[str, Callable[[str], str]]] = {
    "seasons": lambda key: str(MONTHS[int(key)]),
    "concealment": lambda key: _(sz.name("concealment", key)),
    "countries": country_name,
    "routes": lambda key: _("%(start)s to %(end)s") % dict(
        zip(("start", "end"), (country_name(code) if code else _not_known() for code in key.split(">")), strict=True)
    ),
    "posts": lambda key: _post(key),
}  # fmt: skip


def _name(kind: Kind, key: str) -> str:
    return _NAMES.get(kind.slug, str)(key) if key else _not_known()


def _post(code: str) -> str:
    listed = sz.place(code)
    if listed is None:
        return code
    return _("%(place)s, %(country)s") % {"place": listed.name, "country": country_name(listed.country)}


def _not_known() -> str:
    return _("not known")


def _others() -> str:
    return _("other ways")
