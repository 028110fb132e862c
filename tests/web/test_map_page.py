"""The explorable map: what its script is given, what stands there without one, and what it says when it cannot."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kouprey import trade

ASIA = "/trade/map/?importer=CN&exporter=SEA"


def text(response) -> str:
    return unescape(response.content.decode())


def given(body: str) -> dict[str, Any]:
    """What the page hands to its script."""
    found = re.search(r'<script id="map-data" type="application/json">(.*?)</script>', body)
    assert found
    return json.loads(found.group(1))


def test_the_script_gets_every_flow_with_its_width_and_its_words(page: Client):
    flows = given(text(page.get(ASIA)))["flows"]
    assert [(flow["from"], flow["to"]) for flow in flows] == [
        (code, "CN") for code in ("SG", "ID", "TH", "VN", "MY", "LA")
    ]
    assert flows[0]["says"] == "Singapore to China, 1,830 number of specimens"
    assert flows[0]["wide"] == 14
    assert flows[1]["wide"] == pytest.approx(14 * 1200 / 1830, abs=0.01)
    assert flows[-1]["wide"] == 0.8


def test_the_table_has_the_same_flows_as_the_script_and_as_the_files(page: Client, real_home: Path):
    body = text(page.get(ASIA))
    answer = trade.open(real_home).flows(importer="CN", exporter="SEA")
    assert page.get("/trade/map/flows.csv?importer=CN&exporter=SEA").content.decode() == answer.written("csv")
    rows = json.loads(page.get("/trade/map/flows.json?importer=CN&exporter=SEA").content)["rows"]
    drawn = [row for row in rows if row["quantity"]]
    assert [(row["from"], row["to"]) for row in drawn] == [
        (flow["from"], flow["to"]) for flow in given(body)["flows"]
    ]
    table = body.partition('id="flows-head"')[2].partition("</table>")[0]
    assert re.findall(r'data-at="(\w\w)"', table) == [code for row in drawn for code in (row["from"], row["to"])]
    assert all(f"{row['quantity']:,}" in table for row in drawn)


def test_a_chosen_country_shows_both_sides_of_all_its_flows(page: Client):
    body = text(page.get(f"{ASIA}&at=cn"))
    beside = body.partition('id="map-choice"')[2].partition("</section>")[0]
    assert "It sends nothing under these filters." in beside
    assert "6 countries in all" in beside
    assert "4,377" in beside  # 1830 + 1200 + 740 + 550 + 50 + 7
    assert "People's Republic of China" in beside
    assert 'href="/countries/CN/"' in beside
    assert "?importer=CN&exporter=SEA&at=SG" in beside
    part = text(page.get("/trade/map/countries/CN/?importer=CN&exporter=SEA"))
    assert part.strip() in body


def test_the_address_stays_a_questions_address(page: Client):
    body = text(page.get(f"{ASIA}&at=TH&taxon=Naja"))
    assert "study.csv" not in body
    assert 'href="/trade/?importer=CN&exporter=SEA&taxon=Naja"' in body
    assert 'value="TH"' in body


@pytest.mark.parametrize("address", ["?importer=CN&unit=any", "?strange=1", "?years=20"])
def test_what_cannot_be_asked_is_refused_with_the_form(page: Client, address: str):
    response = page.get(f"/trade/map/{address}")
    assert response.status_code == 400
    assert "The map could not be made" in text(response)
    assert 'name="importer"' in text(response)


@pytest.mark.parametrize("address", ["/trade/map/?at=QQ", "/trade/map/countries/QQ/"])
def test_a_country_that_is_none_is_not_there(page: Client, address: str):
    response = page.get(address)
    assert response.status_code == 404
    assert "No country or territory has the code “QQ”." in text(response)


def test_no_flow_has_no_map_and_no_script(page: Client):
    body = text(page.get("/trade/map/?importer=CN&exporter=BN"))
    assert "There is no map" in body
    assert "map.js" not in body
    assert "map.svg" not in body


def test_a_preset_is_laid_out_in_its_filters(page: Client):
    body = text(page.get("/trade/map/?preset=jiao2021-table1"))
    assert 'name="importer" value="CN"' in body
    assert 'name="preset"' not in body
    assert "flows.csv?importer=CN&exporter=SEA&years=1997-2016" in body


def test_synthetic_data_say_so_inside_the_map(client: Client, settings, synthetic_home: Path):
    settings.HOME = synthetic_home
    body = text(client.get("/trade/map/"))
    assert "SYNTHETIC" in body.partition('id="map"')[2].partition("</div>")[0]


def test_without_a_store_the_page_offers_the_first_act(client: Client, settings, tmp_path: Path):
    settings.HOME = tmp_path
    assert "There is no trade store on this node yet" in text(client.get("/trade/map/"))
    assert client.get("/trade/map/countries/CN/").status_code == 404
    assert client.get("/trade/map/flows.json").status_code == 404


def test_outlines_may_be_kept_for_good_under_their_mark(page: Client):
    address = given(text(page.get(ASIA)))["addresses"]["outlines"]
    marked, plain = page.get(address), page.get("/trade/map/outlines.json")
    assert marked["Cache-Control"] == "private, max-age=31536000, immutable"
    assert plain["Cache-Control"] == "no-cache"
    assert marked["Content-Type"] == "application/geo+json"
    assert len(page.get(address, headers={"accept-encoding": "gzip"}).content) < 150_000
    assert json.loads(marked.content)["type"] == "FeatureCollection"


class TestAnotherPointOfView:
    """A node that lays its own names and outlines over ours."""

    @pytest.fixture(autouse=True)
    def own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
        folder = tmp_path / "lists"
        folder.mkdir()
        return folder

    def test_its_names_are_shown(self, page: Client, own: Path):
        header = "code,name,short,long,status,note"
        rows = ["CN,Zhongguo,,Zhonghua,iso,", "SG,Singapura,SGP,,iso,", "TH,Thailand,,,iso,"]
        (own / "countries.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        seas = "id,kind,label,show,latitude,longitude,note\nD1,disputed-sea,Our Sea,yes,13.5,114,\n"
        (own / "map-names.csv").write_text(seas, encoding="utf-8")
        body = text(page.get("/trade/map/?importer=CN&at=CN"))
        handed = given(body)
        assert handed["flows"][0]["says"].startswith("Singapura to Zhongguo")
        assert handed["countries"]["SG"]["name"] == "SGP"
        assert handed["names"] == [{"label": "Our Sea", "kind": "disputed-sea", "point": [13.5, 114.0]}]
        assert "Zhonghua" in body

    def test_its_outlines_are_drawn_and_named_as_its_own(self, page: Client, own: Path):
        square = [[[0, 0], [100, 0], [0, 100], [-100, 0], [0, -100]], [[0, 50], [100, 0]]]
        drawn = {
            "type": "Topology",
            "transform": {"scale": [0.1, 0.1], "translate": [100, 20]},
            "arcs": square,
            "objects": {
                "countries": {"geometries": [{"type": "Polygon", "arcs": [[0]], "id": "156"}]},
                "disputed": {"geometries": [{"type": "LineString", "arcs": [1]}]},
            },
        }
        (own / "outlines.json").write_text(json.dumps(drawn), encoding="utf-8")
        body = text(page.get(ASIA))
        features = json.loads(page.get(given(body)["addresses"]["outlines"]).content)["features"]
        assert [feature["properties"] for feature in features] == [{}, {"disputed": True}]
        assert features[1]["geometry"] == {"type": "LineString", "coordinates": [[100, 25], [110, 25]]}
        assert "in this node's own outlines" in body
        assert "Natural Earth" not in body
        picture = page.get("/trade/map.svg?importer=CN&exporter=SEA").content.decode()
        assert "stroke-dasharray" in picture
        assert "in this node's own outlines" in picture.replace("&apos;", "'").replace("&#39;", "'")
        assert "Natural Earth" not in text(page.get("/trade/"))

    def test_outlines_that_cannot_be_read_are_told_and_the_table_stays(self, page: Client, own: Path):
        (own / "outlines.json").write_text("{}", encoding="utf-8")
        response = page.get("/trade/map/outlines.json")
        assert response.status_code == 400
        assert "docs/maps.md" in response.content.decode()
