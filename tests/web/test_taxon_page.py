"""The page of a taxon and the search: names in their scripts, listings in time, trade, and what is not known."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from kouprey import trade
from web.stores import rows, write

TAXON = "/taxa/Ptyas%20mucosus/"


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def empty(client: Client, settings, tmp_path: Path) -> Client:
    """A visitor of a node without a store."""
    settings.HOME = tmp_path
    return client


@pytest.mark.parametrize("words", ["Python reticulatus", "malayopython ret", "网纹蟒", "trăn gấm", "Reticulated"])
def test_the_search_finds_old_new_and_common_names(empty: Client, words: str):
    body = text(empty.get("/taxa/", {"q": words}))
    assert '/taxa/Malayopython%20reticulatus/"' in body


def test_the_search_says_in_which_language_it_found(empty: Client):
    body = text(empty.get("/taxa/", {"q": "网纹"}))
    assert '<span lang="zh-Hans">网纹蟒</span>' in body
    assert "Chinese" in body
    assert "UNVERIFIED" in body


def test_the_search_without_a_hit_says_what_to_do(empty: Client):
    body = text(empty.get("/taxa/", {"q": "Nonsensus <b>"}))
    assert "No list of taxa has such a name" in body
    assert "Check the spelling" in body
    assert "<b>" not in empty.get("/taxa/", {"q": "Nonsensus <b>"}).content.decode()


def test_without_a_store_names_and_listings_still_show(empty: Client):
    response = empty.get("/taxa/Manis%20javanica/")
    body = text(response)
    assert response.status_code == 200
    assert "There is no trade store on this node yet" in body
    assert "kouprey demo" in body
    assert 'lang="en">Sunda pangolin' in body
    assert 'lang="zh-Hans"' in body
    assert 'lang="km"' in body
    assert "2 Jan 2017" in body
    assert "All pangolins moved to Appendix I" in body
    assert "years.svg" not in body
    assert empty.get("/taxa/Manis%20javanica/years.svg").status_code == 404
    assert empty.get("/taxa/Manis%20javanica/years.json").status_code == 404


def test_days_without_a_source_are_unknown_at_both_ends(empty: Client):
    body = text(empty.get("/taxa/Manis%20javanica/"))
    assert body.count('<tr class="k-unknown">') == 2
    assert "No source at hand speaks of these days." in body
    assert "speak up to 2026-03-04 only" in body


def test_what_is_not_verified_says_so_beside_its_source(empty: Client):
    body = text(empty.get("/taxa/Manis%20javanica/"))
    assert "CITES Appendices as amended by CoP17" in body
    assert body.count('<span class="k-unverified">UNVERIFIED</span>') > 5


def test_an_old_name_leads_to_the_accepted_one(empty: Client):
    body = text(empty.get("/taxa/Python%20reticulatus/"))
    assert "<title>Malayopython reticulatus · Kouprey</title>" in body
    assert "Asked for as “Python reticulatus”." in body


@pytest.mark.parametrize("name", ["Manis javanica", "Ptyas mucosus", "Macaca fascicularis"])
def test_every_link_to_a_rank_leads_somewhere(page: Client, name: str):
    line = text(page.get(f"/taxa/{name}/")).partition('class="k-ranks">')[2].partition("</span>")[0]
    for address in re.findall('href="([^"]+)"', line):
        assert page.get(address).status_code == 200, address


def test_an_unknown_name_is_not_there_and_says_what_to_do(page: Client):
    response = page.get("/taxa/Pythonus%20nemo/")
    assert response.status_code == 404
    assert "“Pythonus nemo”" in text(response)
    assert "Check the spelling" in text(response)
    near = page.get("/taxa/Python%20nemo/")
    assert near.status_code == 404
    assert '/taxa/Python%20bivittatus/"' in text(near)


def test_trade_has_goods_years_and_both_sides(page: Client):
    body = text(page.get(TAXON))
    assert '<i lang="la">Ptyas' in body
    assert 'href="/countries/ID/">Indonesia</a>' in body
    assert 'href="/countries/CN/">China</a>' in body
    assert "1,650" in body
    assert "81.8 %" in body
    assert "Reported trade by year: skins, number of specimens" in body
    assert 'alt="Bar chart of reported quantities by year, 2010 to 2013' in body
    assert "SYNTHETIC" not in body


def test_the_page_has_method_and_warnings(page: Client, real_home: Path):
    answer = trade.open(real_home).study(taxon="Ptyas mucosus", names="accepted")
    body = text(page.get(TAXON))
    assert all(warning in body for warning in answer.warnings)
    assert "Quantity: importer-reported quantities only" in body


def test_the_study_leads_to_the_taxon_and_back(page: Client):
    assert 'href="/taxa/Ptyas%20mucosus/"' in text(page.get("/trade/"))
    assert "/trade/?taxon=Ptyas+mucos" in text(page.get(TAXON))


def test_a_name_that_only_the_data_know_has_a_page(page: Client):
    response = page.get("/taxa/Varanus%20minor00/")
    assert response.status_code == 200
    assert "No list of taxa at hand knows this name" in text(response)
    assert page.get("/taxa/Varanus%20minor00/listings.json").status_code == 404


def test_what_only_exporters_reported_is_not_called_unknown(page: Client):
    body = text(page.get("/taxa/Crocodylus%20siamensis/"))
    assert "No reported quantity of this taxon" in body
    assert "quantity=max" in body


def test_goods_can_be_chosen_and_wrong_ones_are_refused(page: Client):
    body = text(page.get("/taxa/Scleropages%20formosus/?term=live&unit=kg"))
    assert "Reported trade by year: live, kg" in body
    refused = page.get("/taxa/Scleropages%20formosus/?term=teeth")
    assert refused.status_code == 400
    assert "Choose goods from the table" in text(refused)


def test_what_a_file_says_is_never_markup(page: Client):
    response = page.get("/taxa/%3Cb%3EBold%3C%2Fb%3E%20%26%20co/")
    assert response.status_code == 200
    assert "<b>Bold" not in response.content.decode()


def test_downloads_are_the_answers_themselves(page: Client, real_home: Path):
    store = trade.open(real_home)
    answer = store.study(taxon="Ptyas mucosus", names="accepted", by=("exporter",), terms=("skins",), unit="", top=10)
    given = page.get(f"{TAXON}exporters.json")
    assert json.loads(given.content)["rows"] == json.loads(answer.to_json())["rows"]
    assert page.get(f"{TAXON}exporters.csv").content.decode() == answer.to_csv()
    for part in ("goods", "years", "importers", "listings"):
        assert page.get(f"{TAXON}{part}.csv").status_code == 200
    assert page.get(f"{TAXON}secrets.csv").status_code == 404
    assert page.get(f"{TAXON}years.exe").status_code == 404


def test_listings_as_a_file_name_their_sources(empty: Client):
    given = json.loads(empty.get("/taxa/Manis%20javanica/listings.json").content)
    assert given["columns"][:3] == ["appendix", "from", "to"]
    assert given["rows"][-1]["appendix"] == "I"
    assert given["rows"][-1]["verified"] is False


def test_the_picture_marks_events_and_has_no_script(client: Client, settings, tmp_path: Path):
    trade.load([write(tmp_path / "comptab.csv", _pangolins())], home=tmp_path)
    settings.HOME = tmp_path
    body = text(client.get("/taxa/Manis%20javanica/"))
    assert "All pangolins moved to Appendix I" in body
    response = client.get("/taxa/Manis%20javanica/years.svg")
    svg = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert "stroke-dasharray" in svg
    assert "<script" not in svg
    assert " style=" not in svg


def test_synthetic_data_say_so_on_page_and_picture(client: Client, settings, synthetic_home: Path):
    settings.HOME = synthetic_home
    address = "/taxa/Ptyas%20mucosus%20SYNTHETIC/"
    assert '<aside class="k-synthetic"' in text(client.get(address))
    assert "SYNTHETIC" in client.get(f"{address}years.svg").content.decode()


def test_only_reading_and_nothing_inline(page: Client):
    assert page.post(TAXON).status_code == 405
    body = page.get(TAXON).content.decode()
    assert re.findall(r"<script(?! src=./static/ui/)", body) == []
    assert " style=" not in body


def _pangolins() -> list[str]:
    line = "{year},II,Manis javanica,Mammalia,Pholidota,Manidae,Manis,CN,MY,,{count},,skins,,T,W"
    return [*rows(more=0), *(line.format(year=year, count=year - 2000) for year in range(2010, 2019))]
