"""Pictures and clusters of invented seizures: rows in the order of names, sums that agree, places no nearer."""

from __future__ import annotations

from datetime import date
from functools import cache
from xml.etree import ElementTree

import pytest

from kouprey.domain import seizures as sz
from kouprey.formats.charts import clusters as drawn
from kouprey.formats.charts.clusters import Mark
from kouprey.web.reporting import clusters, pictures
from kouprey.web.reporting.pictures import KINDS
from kouprey.web.reporting.queries import Pool, asked
from kouprey.web.ui import picture_page

TODAY = date(2026, 11, 1)


@cache
def invented() -> tuple[sz.Incident, ...]:
    return tuple(one for one in sz.generate(3, count=500) if one.kind == "seizure" and sz.counted(one))


def pool_of(years: str = "", measure: str = "events") -> Pool:
    wanted = asked({"since": years, "measure": measure}, TODAY)
    return Pool(wanted, tuple(sz.within(invented(), wanted.first, wanted.last)))


@pytest.fixture(scope="module")
def pool() -> Pool:
    return pool_of()


@pytest.mark.parametrize("slug", KINDS)
@pytest.mark.parametrize("measure", sz.MEASURES)
def test_rows_are_those_of_the_tally_and_never_in_the_order_of_figures(slug: str, measure: str):
    pool = pool_of(measure=measure)
    made = pictures.picture(pool, slug)
    tally = sz.tally(pool.incidents, KINDS[slug].by, measure)
    if slug != "detection":
        assert {(row.key, row.figure, row.events, row.without) for row in made.rows} == set(tally.bars)
    names = [row.name.casefold() for row in made.rows if row.key]
    if made.kind.shape == pictures.BARS:
        assert names == sorted(names)
        assert len(made.drawn) == min(len(made.rows), pictures.DRAWN)
        assert not {row.name for row in made.rows[:-1]} & {"not known"}
    assert bool(made.caveat) == (slug in ("routes", "countries", "posts"))
    assert made.synthetic


def test_what_has_no_figure_is_not_nought():
    made = pictures.picture(pool_of(measure="weight"), "species")
    counted = next(row for row in made.rows if row.name == "Cacatua alba")  # never weighed
    assert (counted.figure, counted.known) == (0, None)
    assert counted.without > 0


def test_ways_of_detection_add_up_over_time(pool: Pool):
    made, whole = pictures.picture(pool, "detection"), sz.tally(pool.incidents, "detection")
    assert sum(row.events for row in made.rows) == sum(bar.events for bar in whole.bars)
    assert len(pictures.parts(made)) <= pictures.PARTS + 2
    assert all(row.key[:4] in ("2025", "2026") and row.key[4] == "-" for row in made.drawn)
    long = pool_of("2017")
    assert pictures.periods(long, pictures.picture(long, "detection")) == [str(year) for year in range(2017, 2027)]


def test_an_axis_of_months_has_every_month_of_the_window(pool: Pool):
    span = pictures.periods(pool, pictures.picture(pool, "months"))
    assert (len(span), span[0], span[-1]) == (13, "2025-11", "2026-11")
    assert len(pictures.periods(pool, pictures.picture(pool, "seasons"))) == 12


@pytest.mark.parametrize("slug", ["months", "seasons", "detection", "routes"])
def test_a_drawing_says_that_it_is_invented(pool: Pool, slug: str):
    drawing = picture_page.drawing(pool, pictures.picture(pool, slug))
    assert drawing.count("SYNTHETIC") >= 2
    assert "<script" not in drawing


def test_clusters_hold_every_seizure_and_only_exact_places_are_exact(pool: Pool):
    for level in clusters.LEVELS:
        assert sum(spot.events for spot in clusters.spots(pool, level)) == len(pool.incidents)
    exact = {one.place.name for one in pool.incidents if one.place.name}
    for level in (clusters.COUNTRY, clusters.PROVINCE):
        assert not exact & {spot.name.partition(",")[0] for spot in clusters.spots(pool, level)} - {
            one.place.admin1 for one in pool.incidents
        }
    countries = clusters.spots(pool, clusters.COUNTRY)
    assert [spot.name for spot in countries] == sorted((spot.name for spot in countries), key=str.casefold)
    assert {spot.key for spot in countries} == {(one.place.country,) for one in pool.incidents}


def test_discs_that_touch_become_one_and_lose_no_seizure():
    marks = [Mark((105.0, 12.0), 40), Mark((105.1, 12.1), 3), Mark((140.0, -5.0), 2)]
    view = drawn.view_of(marks)
    made = drawn.discs(marks, view)
    assert [(disc.events, disc.places) for disc in made] == [(43, 2), (2, 1)]
    assert made[0].radius == drawn.LARGEST
    for synthetic in (False, True):
        words = drawn.Words(widest="a & b")
        map_ = drawn.picture(marks, synthetic=synthetic, words=words, ground='/land?"&v=1', says='two "places"')
        tree = ElementTree.fromstring(map_)  # noqa: S314  # drawn here
        says = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
        assert says[int(synthetic) :][:3] == ["43", "2", "a & b"]
        assert (says.count("SYNTHETIC"), words.synthetic_title in says) == (int(synthetic), synthetic)
        assert tree.get("aria-label") == 'two "places"'
        assert [land.get("href") for land in tree.iter("{http://www.w3.org/2000/svg}image")] == ['/land?"&v=1']
        assert len(list(tree.iter("{http://www.w3.org/2000/svg}circle"))) == 2
