"""The built-in taxa hold together, and agree with the real index where both speak."""

from __future__ import annotations

import csv
import gzip
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from kouprey.domain import lists
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.listing import listed, parts
from kouprey.domain.taxa.names import key, meant
from kouprey.domain.taxa.values import COMMON, SYNONYM, Listing

SAMPLE = Path(__file__).resolve().parents[4] / "shared/data/listing/Index_of_CITES_Species_2017-04-21.csv.gz"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))


def test_about_two_hundred_taxa_are_built_in_with_sources() -> None:
    taxa = builtin.taxa()
    assert len(taxa) >= 200
    assert all(key(name) == key(taxon.name) for name, taxon in taxa.items())
    assert all(name.source for taxon in taxa.values() for name in taxon.names)
    assert all(x.source and not x.verified for taxon in taxa.values() for x in taxon.listings)


def test_every_row_of_the_older_list_is_found_by_its_name() -> None:
    ours = builtin.book()
    for row in lists.load("taxa").rows:
        assert meant(row["taxon"], [ours]).how in ("accepted", "synonym"), row["taxon"]


def test_a_synonym_stands_for_one_taxon_and_is_no_taxon_itself() -> None:
    ours = builtin.book()
    assert all(len(taxa) == 1 for taxa in ours.synonyms.values())
    assert not set(ours.own) & set(ours.synonyms)


def test_listings_of_a_taxon_do_not_overlap_and_end_before_the_next_begins() -> None:
    for taxon in builtin.taxa().values():
        for one, next_one in pairwise(taxon.listings):
            assert one.until is not None, taxon.name
            assert next_one.since is not None
            assert one.since is not None
            assert one.since <= one.until < next_one.since, taxon.name


def test_listings_name_taxa_that_are_there() -> None:
    taxa = builtin.taxa()
    assert {key(row["taxon"]) for row in lists.load("taxa-listings").rows} <= set(taxa)
    assert {key(row["taxon"]) for row in lists.load("taxa-names").rows} <= set(taxa)


@pytest.mark.parametrize(
    ("name", "accepted", "genus"),
    [
        ("Python reticulatus", "Malayopython reticulatus", "Malayopython"),
        ("Manis tricuspis", "Phataginus tricuspis", "Phataginus"),
        ("Manis gigantea", "Smutsia gigantea", "Smutsia"),
        ("Ptyas mucosus", "Ptyas mucosa", "Ptyas"),
        ("Lophura hatinhensis", "Lophura edwardsi", "Lophura"),
        ("Manis spp.", "Manis spp.", "Manis"),
    ],
)
def test_old_names_lead_to_accepted_ones_in_their_own_genus(name: str, accepted: str, genus: str) -> None:
    said = meant(name, [builtin.book()])
    assert said.name == accepted
    assert builtin.taxa()[key(said.name)].ranks["genus"] == genus


def test_names_in_the_languages_of_the_region_know_their_script() -> None:
    names = [name for taxon in builtin.taxa().values() for name in taxon.of_kind(COMMON)]
    assert {name.language for name in names} >= {"en", "zh", "vi", "th", "id", "km", "lo"}
    assert all(name.script for name in names)
    assert not [n for n in names if n.script == "Thai" and not "\u0e00" <= n.text[0] <= "\u0e7f"]


@pytest.mark.parametrize(
    ("on", "appendix"), [("2014-06-01", "II"), ("2017-01-01", "II"), ("2017-01-02", "I"), ("2020-01-01", "I")]
)
def test_pangolins_moved_to_appendix_i_in_2017(on: str, appendix: str) -> None:
    found = listed(builtin.taxa()["manis javanica"], date.fromisoformat(on))
    assert isinstance(found, Listing)
    assert found.appendix == appendix


def test_a_nodes_own_list_is_seen(tmp_path: Path) -> None:
    before = builtin.stamp()
    (tmp_path / "lists").mkdir()
    own = "taxon,name,kind,language,script,source,verified\nManis javanica,Manis xxx,synonym,,,ours,yes\n"
    (tmp_path / "lists" / "taxa-names.csv").write_text(own, encoding="utf-8")
    assert meant("Manis xxx", [builtin.book()]).name == "Manis javanica"
    assert builtin.stamp() != before
    assert builtin.edition().endswith("+node")


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the development sample ../shared/data/listing is not here")
def test_they_agree_with_the_index_of_2017_on_its_day() -> None:
    with gzip.open(SAMPLE, "rt", encoding="utf-8", newline="") as file:
        index = {row["FullName"]: row["CurrentListing"] for row in csv.DictReader(file)}
    compared, differing = 0, []
    for taxon in builtin.taxa().values():
        names = (taxon.name, *(name.text for name in taxon.of_kind(SYNONYM)))
        said = next((index[name] for name in names if name in index), None)
        found = listed(taxon, date(2017, 4, 21))
        if said is not None and isinstance(found, Listing):
            compared += 1
            if parts(found.appendix) != parts(said):
                differing.append(taxon.name)
    assert compared >= 240
    # The index shows this listing, adopted in 2016, before the day on which it took effect (4 October 2017).
    assert differing == ["Carcharhinus falciformis"]
