"""The study page: what it shows, what it says when it cannot, and what it gives out."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from kouprey import trade


def text(response) -> str:
    return unescape(response.content.decode())


def test_the_first_page_leads_to_trade(page: Client):
    assert page.get("/")["Location"] == "/trade/"


def test_the_default_study_is_generic(page: Client):
    body = text(page.get("/trade/"))
    assert 'name="importer" value="CN"' in body
    assert 'name="exporter" value="SEA"' in body
    assert 'name="years" value=""' in body
    assert "Rows 1 to 20 of 20" in body
    assert "?preset=jiao2021-table1" in body


def test_a_row_has_italics_figures_shares_and_countries(page: Client):
    body = text(page.get("/trade/"))
    assert '<i lang="la">Ptyas mucosus</i>' in body
    assert '<i lang="la">Naja</i> <span class="k-upright">spp.</span>' in body
    assert "1,650" in body
    assert "81.8 %" in body  # 1350 of 1650 wild
    assert '<abbr title="Indonesia">ID</abbr></a> 73 %' in body
    assert "1 more" in body


def test_the_whole_world_has_its_map_as_a_picture_alone(page: Client):
    body = text(page.get("/trade/?importer=&exporter="))
    assert "k-flows" not in body
    assert "Map of the largest flows between all countries" in body
    assert page.get("/trade/map.svg?importer=&exporter=").status_code == 200
    filtered = text(page.get("/trade/?importer=&exporter=&taxon=Ptyas"))
    assert "k-flows" in filtered, "what leaves something out has its flows in words"


def test_method_and_warnings_are_in_plain_sight(page: Client, real_home: Path):
    answer = trade.open(real_home).study(importer="CN", exporter="SEA", top=20)
    body = text(page.get("/trade/"))
    assert all(sentence in body for sentence in answer.method["sentences"])
    assert all(warning in body for warning in answer.warnings)


def test_what_a_file_says_is_never_markup(page: Client):
    assert "<b>Bold" not in page.get("/trade/").content.decode()
    assert "<b>Bold" not in page.get("/trade/chart.svg").content.decode()


def test_filters_stay_in_the_form_and_in_every_link(page: Client):
    body = text(page.get("/trade/", {"importer": "CN", "years": "2010-2011", "term": ["skins", "live"]}))
    assert 'value="2010-2011"' in body
    assert 'value="skins; live"' in body
    assert "study.csv?importer=CN&years=2010-2011&term=skins&term=live" in body


def test_sorting_and_paging_keep_the_filters(page: Client):
    asked = {"importer": "CN", "exporter": "SEA"}
    first = text(page.get("/trade/", asked | {"sort": "-quantity"}))
    assert "Rows 1 to 50 of 64" in first
    assert "?importer=CN&exporter=SEA&sort=-quantity&page=2" in first
    assert 'aria-sort="descending"' in first
    second = text(page.get("/trade/", asked | {"sort": "taxon", "page": "2"}))
    assert "Rows 51 to 64 of 64" in second
    assert second.index("Varanus minor46") < second.index("Varanus minor59")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("exporter=Nowhere", "neither a country code"),
        ("years=then", "years"),
        ("top=many", "top is many"),
        ("page=-1", "page is -1"),
        ("sort=colour", "no column colour"),
        ("quantity=guess", "quantity"),
        ("exportr=TH", "exportr"),
        ("preset=none", "none"),
    ],
)
def test_a_bad_filter_says_what_and_what_to_do(page: Client, address: str, said: str):
    response = page.get(f"/trade/?{address}")
    assert response.status_code == 400
    assert "The study could not be made" in text(response)
    assert said in text(response)
    assert "Start again" in text(response)


def test_a_bad_filter_of_a_download_is_json(page: Client):
    response = page.get("/trade/study.json?exporter=Nowhere")
    assert response.status_code == 400
    assert set(json.loads(response.content)["error"]) == {"what", "kept", "remedy"}


def test_an_unknown_dataset_is_not_there(page: Client):
    assert page.get("/trade/?dataset=other").status_code == 404


def test_nothing_found_says_so(page: Client):
    body = text(page.get("/trade/?importer=CN&exporter=BN"))
    assert "No reported trade under these filters" in body
    assert "chart.svg" not in body


def test_without_a_store_the_page_names_the_command(client: Client, settings, tmp_path: Path):
    settings.HOME = tmp_path
    response = client.get("/trade/")
    assert response.status_code == 200
    assert "kouprey demo" in text(response)
    assert "kouprey trade load" in text(response)
    assert client.get("/trade/chart.svg").status_code == 404
    assert client.get("/trade/study.json").status_code == 404


def test_downloads_are_the_answer_itself(page: Client, real_home: Path):
    answer = trade.open(real_home).study(importer="CN", exporter="SEA", geography="origin", terms=("live",))
    address = "?importer=CN&exporter=SEA&geography=origin&term=live"
    given = page.get(f"/trade/study.json{address}")
    assert given.content.decode() == answer.to_json() + "\n" == answer.written("json")
    assert page.get(f"/trade/study.csv{address}").content.decode() == answer.to_csv()


def test_several_units_have_a_column_and_no_picture(page: Client):
    body = text(page.get("/trade/?importer=CN&exporter=SEA&unit=any"))
    assert "There is no picture" in body
    assert "sort=unit" in body
    assert "12,345.5" in body
    assert page.get("/trade/chart.svg?importer=CN&unit=any").status_code == 400


def test_every_field_of_a_split_can_be_shown(page: Client):
    assert "Year" in text(page.get("/trade/?importer=CN&by=year&by=taxon&sort=year"))


def test_a_preset_lays_its_filters_out_in_the_form(page: Client):
    body = text(page.get("/trade/?preset=jiao2021-table1"))
    assert 'name="years" value="1997-2016"' in body
    assert '<option value="origin" selected>' in body


def test_the_picture_has_no_script_and_no_style(page: Client):
    response = page.get("/trade/chart.svg")
    svg = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert "Ptyas mucosus" in svg
    assert "<script" not in svg
    assert " style=" not in svg
    assert "SYNTHETIC" not in svg


def test_synthetic_data_say_so_everywhere(client: Client, settings, synthetic_home: Path):
    settings.HOME = synthetic_home
    body = text(client.get("/trade/"))
    assert '<aside class="k-synthetic"' in body
    assert "SYNTHETIC" in client.get("/trade/chart.svg").content.decode()
    assert 'class="k-synthetic"' not in text(client.get("/trade/?exporter=Nowhere"))


def test_only_reading(page: Client):
    assert page.post("/trade/").status_code == 405


def test_headers_allow_nothing_from_elsewhere(page: Client):
    response = page.get("/trade/")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=", response.content.decode())
