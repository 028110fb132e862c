"""Pictures of seizures: the drawing, the same in words, its table, its method; and all pictures as a file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.formats.charts import counts
from kouprey.formats.charts.study import svg
from kouprey.formats.charts.years import OKABE_ITO, SINGLE
from kouprey.formats.tables.text import as_csv
from kouprey.kernel import jsontext
from kouprey.web.reporting import pictures
from kouprey.web.reporting.pictures import COLUMNS, KINDS, SHARED, Picture
from kouprey.web.reporting.queries import OWN, RECEIVED, Pool
from kouprey.web.ui.picture_asking import ASKED, MEASURES
from kouprey.web.ui.record_files import harmless
from kouprey.web.ui.templatetags.figures import figure

FIRST: Final = "months"
HEAD: Final = ("picture", "key", "name", "part", "figure", "measure", "seizures", "lines_without", "mark", "counted")
COUNTED: Final = {"": "own+received", OWN: "own-agency", RECEIVED: "received"}
"""Which seizures a file counts, as its readers know it."""


def context(pool: Pool, slug: str) -> dict[str, Any]:
    """Everything that a page says of one picture."""
    made = pictures.picture(pool, slug)
    return {
        "picture": made,
        "kinds": list(KINDS.values()),
        "measure": MEASURES[made.measure],
        "rows": made.rows,
        "parted": slug == "detection",
        "shared": slug in SHARED,
        "counted": made.measure != "events",
        "drawing": inline(drawing(pool, made)) if made.drawn else "",
        "size": _size(made),
        "text": describe(made),
        "notes": notes(made),
        "method": made.method,
        "caveat": _(made.caveat) if made.caveat else "",
    }


def drawing(pool: Pool, made: Picture) -> str:
    """The picture as SVG."""
    words = counts.Words(
        str(MEASURES[made.measure]), _("SYNTHETIC"), _("SYNTHETIC: invented seizures, not real ones")
    )
    if made.kind.shape != COLUMNS:
        rows = [
            (row.name, float(row.figure), no_figure() if row.known is None else figure(row.known))
            for row in made.drawn
        ]
        return svg(counts.bars(rows, synthetic=made.synthetic, words=words))
    named = pictures.parts(made)
    colours = dict(zip(named, OKABE_ITO, strict=False)) if len(named) > 1 else dict.fromkeys(named, SINGLE)
    points = [
        (pictures.label(made.kind, row.key.partition("|")[0]), row.part, float(row.figure)) for row in made.drawn
    ]
    span = [pictures.label(made.kind, period) for period in pictures.periods(pool, made)]
    return svg(counts.columns(points, span, colours, synthetic=made.synthetic, words=words))


def inline(drawn: str) -> str:
    """A drawing as the address of a picture in the page itself: what it is made of is read once."""
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"


def describe(made: Picture) -> str:
    """The picture in words, for whoever cannot see it."""
    return _("Bar chart: %(title)s, %(measure)s, %(number)s bars. The table has all figures.") % {
        "title": made.kind.title, "measure": MEASURES[made.measure], "number": len(made.drawn),
    }  # fmt: skip


def no_figure() -> str:
    """What stands instead of a figure where none of the lines has one."""
    return _("no figure")


def notes(made: Picture) -> list[str]:
    """What has to be said beside the picture."""
    said = [str(made.kind.note)] if made.kind.note else []
    if len(made.drawn) < len(made.rows) and made.kind.shape != COLUMNS:
        said.append(
            _("Drawn are the %(number)s longest bars, in the order of their names. The table has all rows.")
            % {"number": len(made.drawn)}
        )
    if made.undated:
        said.append(_("Seizures whose date is not known so closely are in the table, and not in the picture."))
    if made.measure != "events":
        said.append(_("Lines without a figure are counted apart, never as nought."))
    return said


def as_rows(pool: Pool) -> str:
    """All pictures as CSV, a row for each bar; `mark` says SYNTHETIC where figures are invented, `counted` whose."""
    mark = "SYNTHETIC" if pool.synthetic else ""
    rows = [
        [
            harmless(cell)
            for cell in (slug, row.key, row.name, row.part, "" if row.known is None else row.known, made.measure)
        ]
        + [str(row.events), str(row.without), mark, COUNTED[pool.asked.whose]]
        for slug in KINDS
        for made in (pictures.picture(pool, slug),)
        for row in made.rows
    ]
    return as_csv(HEAD, rows)


def as_document(pool: Pool, about: Mapping[str, Any]) -> str:
    """All pictures as JSON, with what was asked, how they were made, and their caveats."""
    made = [pictures.picture(pool, slug) for slug in KINDS]
    whole = {
        "synthetic": pool.synthetic,
        "handling": about["strictest"],
        "asked": {name: getattr(pool.asked, name) for name in ASKED},
        "window": [pool.asked.first.isoformat(), pool.asked.last.isoformat()],
        "counted": COUNTED[pool.asked.whose],
        "seizures": pool.total,
        "read": {
            "own": pool.own, "received": pool.received, "about_own_events": pool.joined,
            "caveats_open": pool.closed, "too_little_released": pool.unsaid,
        },
        "more": pool.cut,
        "pictures": [
            {
                "picture": one.kind.slug, "measure": one.measure, "method": list(map(str, one.method)),
                "caveat": sz.CAVEAT if one.compares else "",
                "rows": [
                    {"key": row.key, "name": row.name, "part": row.part, "figure": row.known,
                     "seizures": row.events, "lines_without": row.without} for row in one.rows
                ],
            }
            for one in made
        ],
    }  # fmt: skip
    return jsontext.dumps(whole) + "\n"


def _size(made: Picture) -> tuple[int, int]:
    if made.kind.shape == COLUMNS:
        return counts.WIDTH + 56, counts.HEIGHT + (110 if len(pictures.parts(made)) > 1 else 60)
    return counts.WIDTH + 8, counts.height(len(made.drawn))
