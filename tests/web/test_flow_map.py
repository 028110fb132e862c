"""The map on the study page: picture, words, and what it says when there is none."""

from __future__ import annotations

from html import unescape
from pathlib import Path

from django.test import Client


def text(response) -> str:
    return unescape(response.content.decode())


def test_the_study_has_a_map_and_its_largest_flows_in_words(page: Client):
    body = text(page.get("/trade/"))
    assert 'src="/trade/map.svg?importer=CN&exporter=SEA' in body
    assert "The largest: Singapore to China" in body
    assert "The largest flows, number of specimens" in body
    assert "express no opinion on the legal status" in body


def test_the_picture_follows_the_filters(page: Client):
    response = page.get("/trade/map.svg?importer=CN&exporter=TH")
    drawn = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert ">TH<" in drawn
    assert ">VN<" not in drawn
    assert "Widest line: 740, number of specimens" in drawn  # 100 skins and 640 live
    assert "SYNTHETIC" not in drawn
    assert "<script" not in drawn
    assert " style=" not in drawn


def test_synthetic_data_say_so_in_the_picture(client: Client, settings, synthetic_home: Path):
    settings.HOME = synthetic_home
    assert "SYNTHETIC" in client.get("/trade/map.svg").content.decode()


def test_several_units_have_no_map(page: Client):
    body = text(page.get("/trade/?importer=CN&unit=any"))
    assert "There is no map." in body
    assert "map.svg" not in body
    assert page.get("/trade/map.svg?importer=CN&unit=any").status_code == 400


def test_a_preset_hands_its_filters_to_the_map(page: Client):
    body = text(page.get("/trade/?preset=jiao2021-table1"))
    assert "preset" not in body.partition("map.svg?")[2].partition('"')[0]


def test_without_a_store_there_is_no_picture(client: Client, settings, tmp_path: Path):
    settings.HOME = tmp_path
    assert client.get("/trade/map.svg").status_code == 404


def test_nothing_found_has_no_map(page: Client):
    assert "map.svg" not in text(page.get("/trade/?importer=CN&exporter=BN"))
