"""Codes have names, and the lists know everything that occurs in real files."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from kouprey.domain.lists import load
from kouprey.domain.trade import codes

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "trade"
# Its rows are fictional (unicorns, with pelts, tail hair and plaits): no list should know them.
FICTIONAL = "comptab_old_header_sample.csv.gz"


def values(*columns: str) -> set[str]:
    """Return the values of these columns, however capitalised, over all real samples."""
    if not SAMPLES.is_dir():
        pytest.skip(f"development samples are absent: {SAMPLES}")
    return {value.strip() for row in _rows() for key, value in row.items() if key in columns}


def _rows() -> Iterator[dict[str, str]]:
    for path in sorted(SAMPLES.glob("*.csv.gz")):
        if path.name == FICTIONAL:
            continue
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield {key.lower(): value for key, value in row.items()}


def test_every_term_of_the_samples_is_known() -> None:
    assert values("term") <= codes.known_terms()


def test_every_unit_of_the_samples_is_known() -> None:
    assert values("unit") <= codes.known_units()


def test_every_country_of_the_samples_is_known() -> None:
    assert values("importer", "exporter", "origin", "country") - {""} <= codes.known_countries()


def test_every_purpose_and_source_of_the_samples_is_known() -> None:
    assert values("purpose") - {""} <= {row["code"] for row in load("purposes").rows}
    assert values("source") - {""} <= {row["code"] for row in load("sources").rows}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("LA", "Lao People's Democratic Republic"),
        ("NA", "Namibia"),
        ("ZZ", "introduction from the sea"),
        ("XX", "unknown"),
        ("CS", "Serbia and Montenegro"),
        ("ZC", "Czechoslovakia"),
        ("QQ", "QQ"),
        ("", ""),
    ],
)
def test_country_name(code: str, name: str) -> None:
    assert codes.country_name(code) == name


def test_all_of_iso_3166_1_and_the_codes_of_the_trade_database_are_there() -> None:
    rows = load("countries").rows
    assert sum(row["status"] == "iso" for row in rows) == 249
    assert {row["status"] for row in rows} == {"iso", "former", "special", "region"}
    assert {"XX", "XV", "ZZ", "KV", "NT", "PC", "AN", "CS", "YU", "SU", "DD"} <= codes.known_countries()
    assert {"XF", "XS", "XC", "XE", "XM", "XA", "ZR", "ZC", "YD"} <= codes.known_countries()


@pytest.mark.parametrize("name", ["countries", "sources", "purposes", "units", "terms"])
def test_no_code_stands_twice(name: str) -> None:
    found = [row["code"] for row in load(name).rows if row["code"]]
    assert len(found) == len(set(found))


def test_terms_keep_the_guideline_codes_apart_from_the_retired_ones() -> None:
    rows = load("terms").rows
    assert sum(row["retired"] == "no" for row in rows) == 89
    assert {row["retired"] for row in rows} == {"yes", "no"}
    preferred = {row["code"]: row["preferred_unit"] for row in rows}
    assert (preferred["LIV"], preferred["MUS"], preferred["PLY"]) == ("number", "g", "m2")


def test_sources_fall_into_wild_captive_and_other() -> None:
    groups: dict[str, set[str]] = {}
    for row in load("sources").rows:
        groups.setdefault(row["group"], set()).add(row["code"])
    assert groups == {"wild": set("WRX"), "captive": set("ACDF"), "other": set("IOUY")}
    assert [row["code"] for row in load("sources").rows if row["verified"] == "no"] == ["Y"]


def test_source_purpose_and_units() -> None:
    assert codes.source_name("R") == "ranched"
    assert codes.purpose_name("T") == "commercial"
    assert {"", "kg", "Number of specimens", "(skins)", "hornback skins"} <= codes.known_units()
