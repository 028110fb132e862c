"""The pages of pictures: figures with their method, files on record, places as near as one may see, empty states."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from kouprey.domain.access import Role
from kouprey.domain.seizures import CAVEAT
from kouprey.formats.charts.flows import VIEWS
from kouprey.web.core.audit import Act
from kouprey.web.core.models import AuditEvent
from kouprey.web.ui.picture_page import HEAD
from web.cast import Cast, build
from web.incidents import line, reported
from web.pooled import WINDOW, released
from web.sessions import signed_in, text

pytestmark = pytest.mark.django_db
PICTURES, MAP, BESIDE = "/incidents/pictures/", "/incidents/map/", "/incidents/beside-trade/"
POINT = {"name": "A shed by the river", "latitude": "11.0871", "longitude": "105.8012", "precision_m": 50}


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.RELEASING_OFFICER, Role.ANALYST, Role.PARTNER)


def test_a_picture_has_a_table_a_method_and_an_address(cast: Cast):
    reported(cast.actor(Role.RECORDER), synthetic="yes")
    client = signed_in(cast, Role.ANALYST)
    said = text(client.get(PICTURES, WINDOW | {"picture": "species", "measure": "weight"}))
    assert "data:image/svg+xml;base64," in said
    assert '<i lang="la">Manis javanica</i>' in said
    assert "12.5" in said
    assert "Weights in kg as given" in said
    assert "SYNTHETIC" in said
    assert "TLP:AMBER" in said
    assert "measure=weight&picture=routes" in said
    assert CAVEAT not in said
    assert "Cambodia to Viet Nam" in text(client.get(PICTURES, WINDOW | {"picture": "routes"}))
    for slug in ("routes", "countries", "posts"):
        assert CAVEAT in text(client.get(PICTURES, WINDOW | {"picture": slug}))
    assert client.get(PICTURES, {"picture": "guilt"}).status_code == 404
    refused = client.get(PICTURES, {"since": "soon"})
    assert refused.status_code == 400
    assert 'value="soon"' in text(refused)


def test_files_hold_every_picture_and_are_written_down(cast: Cast):
    reported(cast.actor(Role.RECORDER), synthetic="yes")
    client = signed_in(cast, Role.ANALYST)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PICTURES}as/csv", WINDOW).content.decode())))
    assert tuple(rows[0]) == HEAD
    assert {row["mark"] for row in rows} == {"SYNTHETIC"}
    assert {"months", "posts", "detection"} <= {row["picture"] for row in rows}
    document: Any = json.loads(client.get(f"{PICTURES}as/json", WINDOW).content)
    assert (document["seizures"], document["synthetic"], document["handling"]) == (1, True, "TLP:AMBER")
    assert {one["picture"] for one in document["pictures"] if one["caveat"]} == {"routes", "countries", "posts"}
    details = [event.details["form"] for event in AuditEvent.objects.filter(act=Act.INCIDENTS_EXPORTED)]
    assert sorted(details) == ["pictures.csv", "pictures.json"]
    assert client.get(f"{PICTURES}as/xlsx", WINDOW).status_code == 404
    assert signed_in(cast, Role.RECORDER).get(f"{PICTURES}as/csv", WINDOW).status_code == 403


def test_the_map_shows_exact_places_to_who_reads_records(cast: Cast):
    one = reported(cast.actor(Role.RECORDER), place=POINT)
    released(cast)
    client = signed_in(cast, Role.RECORDER)
    for level in ("", "country"):
        far = text(client.get(MAP, WINDOW | {"level": level}))
        assert "A shed by the river" not in far
        assert "11.087" not in far
    near = text(client.get(MAP, WINDOW | {"level": "place"}))
    assert "A shed by the river" in near
    assert "11.087, 105.801" in near
    assert one.number in near
    assert "Natural Earth" in near
    assert CAVEAT in near
    partner = signed_in(cast, Role.PARTNER)
    assert partner.get(MAP, WINDOW | {"level": "place"}).status_code == 404
    said = text(partner.get(MAP, WINDOW | {"level": "province"}))
    assert "A shed by the river" not in said
    assert one.number not in said
    assert "level=place" not in said


def test_the_land_of_a_map_is_fetched_once_and_its_page_is_light(cast: Cast):
    reported(cast.actor(Role.RECORDER), synthetic="yes")
    client = signed_in(cast, Role.RECORDER)
    page = client.get(MAP, WINDOW, headers={"accept-encoding": "gzip"})
    assert len(page.content) < 12_000
    said = text(client.get(MAP, WINDOW))
    assert 'role="img" aria-label="Map with 1 places and 1 seizures' in said
    found = re.search(r'<image href="([^"]+)"', said)
    assert found
    for reader in (client, Client()):
        land = reader.get(found[1])
        assert land["Content-Type"] == "image/svg+xml"
        assert land["Cache-Control"] == "private, max-age=31536000, immutable"
        assert reader.get(f"{found[1]}0")["Cache-Control"] == "no-cache"
    assert "no-store" in client.get(MAP, WINDOW)["Cache-Control"]
    assert len(list(ElementTree.fromstring(land.content).iter("{http://www.w3.org/2000/svg}path"))) > 100  # noqa: S314
    assert client.get(reverse("trade-map-ground", args=[len(VIEWS)])).status_code == 404


def test_another_land_has_another_address(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of the node's own outlines, with and without disputed lines, the same number of shapes."""
    reported(cast.actor(Role.RECORDER))
    client, found = signed_in(cast, Role.RECORDER), []
    (tmp_path / "lists").mkdir()
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    land = {"geometries": [{"type": "Polygon", "arcs": [[0]], "id": "116"}]}
    arcs = [[[0, 0], [0, 90], [90, 0], [0, -90], [-90, 0]], [[0, 50], [100, 0]]]
    for lines in ([], [{"type": "LineString", "arcs": [1]}]):
        drawn = {"arcs": arcs, "objects": {"countries": land, "disputed": {"geometries": lines}},
                 "type": "Topology", "transform": {"scale": [0.1, 0.1], "translate": [100, 8]}}  # fmt: skip
        (tmp_path / "lists" / "outlines.json").write_text(json.dumps(drawn), encoding="utf-8")
        address = re.findall(r'<image href="([^"]+)"', text(client.get(MAP, WINDOW)))[0]
        shapes = ElementTree.fromstring(client.get(address).content).iter("{http://www.w3.org/2000/svg}path")  # noqa: S314
        found.append((address, [bool(shape.get("d")) for shape in shapes]))
    assert [shapes for _address, shapes in found] == [[True], [True, True]]
    assert found[0][0] != found[1][0]


def test_without_readable_outlines_the_table_of_places_stays(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    reported(cast.actor(Role.RECORDER))
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "outlines.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    said = text(signed_in(cast, Role.RECORDER).get(MAP, WINDOW))
    assert "The map cannot be drawn" in said
    assert str(tmp_path) not in said
    assert "<svg" not in said.partition('id="map"')[2].partition('id="places"')[0]
    assert said.partition('id="places"')[2].count("<tr>") == 2


def test_legal_trade_stands_beside_and_is_missing_with_the_store(
    cast: Cast, settings: Any, real_home: Path, tmp_path: Path
):
    snake = line("Ptyas mucosa", "SKI", number="5") | {"source": "D"}
    reported(cast.actor(Role.RECORDER), when="2012", specimens=[snake, line("Manis javanica", "SCA")])
    client, window = signed_in(cast, Role.ANALYST), {"since": "2010", "until": "2014"}
    settings.HOME = tmp_path
    assert "There is no trade store on this node yet" in text(client.get(BESIDE, window))
    settings.HOME = real_home
    said = text(client.get(BESIDE, window))
    both, alone = said.split('id="alone"')[0], said.split('id="alone"')[1].split('id="misfits"')[0]
    assert "1,650 number of specimens" in both
    assert "none reported" in both
    assert "Manis" in alone
    assert ">D</abbr>" in said.split('id="misfits"')[1]
    assert "never added up" in said


def test_an_officer_without_seizures_is_told_what_to_do(cast: Cast):
    client = signed_in(cast, Role.ANALYST)
    for address in (PICTURES, MAP):
        assert "No seizure that you may read fits" in text(client.get(address))
