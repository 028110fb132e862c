"""The page of a country: what it trades most, with whom, and how far both sides agree."""

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


def test_a_country_has_its_taxa_and_partners(page: Client):
    body = text(page.get("/countries/CN/"))
    assert "<title>China · Kouprey</title>" in body
    assert 'href="/taxa/Ptyas%20mucosus/"' in body
    assert 'href="/countries/ID/">Indonesia</a>' in body
    assert "Nothing was reported that fits." in body  # no exports in these data
    assert 'href="/trade/?importer=CN"' in body


def test_agreement_is_counted_as_the_mirror_counts_it(page: Client, real_home: Path):
    counts = trade.open(real_home).mirror(importer="CN", top=1).method["counts"]
    body = text(page.get("/countries/CN/"))
    assert "Only the importer reports" in body
    assert f"</span>{counts['by_agreement']['one-sided-importer']}</td>" in body
    assert f"</span>{counts['rows']}</td>" in body


def test_method_and_warnings_are_in_plain_sight(page: Client, real_home: Path):
    answer = trade.open(real_home).study(importer="CN", by=("taxon", "term"), top=10)
    body = text(page.get("/countries/CN/"))
    assert all(warning in body for warning in answer.warnings)
    assert "Quantity: importer-reported quantities only" in body
    assert "Equal band" in body


def test_the_study_leads_to_countries_and_back(page: Client):
    assert 'href="/countries/ID/"' in text(page.get("/trade/"))
    assert 'href="/countries/TH/"' in text(page.get("/trade/?importer=CN&by=exporter&by=taxon"))


@pytest.mark.parametrize("part", ["imports", "exports", "suppliers", "customers", "mirror-imports", "mirror-exports"])
def test_every_answer_can_be_taken_away(page: Client, part: str):
    assert page.get(f"/countries/CN/{part}.csv")["Content-Type"].startswith("text/csv")
    assert json.loads(page.get(f"/countries/CN/{part}.json").content)["method"]


def test_downloads_are_the_answers_themselves(page: Client, real_home: Path):
    answer = trade.open(real_home).study(importer="CN", by=("taxon", "term"), top=10)
    assert page.get("/countries/CN/imports.json").content.decode() == answer.written("json")
    assert page.get("/countries/CN/imports.csv").content.decode() == answer.to_csv()


def test_a_code_in_small_letters_is_the_same_country(page: Client):
    assert "<h1>Thailand</h1>" in text(page.get("/countries/th/"))


@pytest.mark.parametrize("code", ["QQ", "Thailand", "ASEAN"])
def test_an_unknown_code_is_not_there_and_says_what_to_do(page: Client, code: str):
    response = page.get(f"/countries/{code}/")
    assert response.status_code == 404
    assert "Use a code of two letters" in text(response)
    assert 'href="/countries/"' in text(response)
    given = page.get(f"/countries/{code}/imports.json")
    assert given.status_code == 404
    assert set(json.loads(given.content)["error"]) == {"what", "kept", "remedy"}


def test_all_countries_can_be_chosen(page: Client):
    assert '<a href="/countries/KH/">Cambodia</a>' in text(page.get("/countries/"))


def test_without_a_store_events_still_show(client: Client, settings, tmp_path: Path):
    settings.HOME = tmp_path
    response = client.get("/countries/TH/")
    assert response.status_code == 200
    assert "There is no trade store on this node yet" in text(response)
    assert "21 Apr 1983" in text(response)
    assert client.get("/countries/TH/imports.csv").status_code == 404


def test_synthetic_data_say_so(client: Client, settings, synthetic_home: Path):
    settings.HOME = synthetic_home
    assert '<aside class="k-synthetic"' in text(client.get("/countries/CN/"))


def test_only_reading_and_nothing_inline(page: Client):
    assert page.post("/countries/CN/").status_code == 405
    body = page.get("/countries/CN/").content.decode()
    assert re.findall(r"<script(?! src=./static/ui/)", body) == []
    assert " style=" not in body
