"""Lists of taxa in a home: editions beside each other, one pointer, look-ups over all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from formats.checklist_text import HISTORY, INDEX, LISTINGS, species, table
from kouprey.analytics.reference.editions import Editions
from kouprey.domain.taxa.listing import listed
from kouprey.domain.taxa.values import COMMON, SYNONYM, Listing, Unknown
from kouprey.kernel.errors import UnusableFile, UnusableInput
from kouprey.trade import reference

OLD_NAMES = table(
    INDEX,
    species(
        "Python reticulatus", Family="Pythonidae", SynonymsWithAuthors="Malayopython reticulatus (Schneider, 1801)"
    ),
    species("Panthera uncia", "I", EnglishNames="Snow Leopard, Ounce"),
    species("Testudo graeca", EnglishNames="Spur-thighed Tortoise"),
    species("Naja oxiana", SynonymsWithAuthors="Naja naja oxiana (Eichwald, 1831)"),
    species("Naja philippinensis", SynonymsWithAuthors="Naja naja oxiana Somebody, 1900"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def written(tmp_path: Path, text: str, name: str = "Index_of_CITES_Species_2017-04-21.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_home_knows_the_built_in_taxa(home: Path) -> None:
    found = reference.find("Python reticulatus", home)
    assert found.taxon is not None
    assert (found.taxon.name, found.meant.how) == ("Malayopython reticulatus", "synonym")
    assert not home.exists()


def test_a_loaded_list_rules_the_names_and_both_lists_speak(home: Path, tmp_path: Path) -> None:
    report = reference.load(written(tmp_path, OLD_NAMES), home)
    assert (report.read, report.loaded, report.rejected) == (5, 5, 0)
    assert (report.kind, report.as_of, report.taxa, report.synonyms) == ("index", "2017-04-21", 5, 3)
    for name in ("Malayopython reticulatus", "python reticulatus", "Broghammerus reticulatus", "网纹蟒"):
        found = reference.find(name, home)
        assert found.taxon is not None, name
        assert found.taxon.name == "Python reticulatus"
        assert {n.text for n in found.taxon.of_kind(SYNONYM)} >= {
            "Malayopython reticulatus",
            "Broghammerus reticulatus",
        }
        assert len(found.sources) == 2
        assert {listing.source[:9] for listing in found.taxon.listings} == {"Checklist", "built-in "}


def test_a_name_of_several_taxa_is_not_guessed(home: Path, tmp_path: Path) -> None:
    reference.load(written(tmp_path, OLD_NAMES), home)
    found = reference.find("Naja naja oxiana", home)
    assert found.taxon is None
    assert found.meant.candidates == ("Naja oxiana", "Naja philippinensis")


def test_common_names_are_found_too(home: Path, tmp_path: Path) -> None:
    reference.load(written(tmp_path, OLD_NAMES), home)
    found = reference.find("ounce", home)
    assert found.taxon is not None
    assert (found.taxon.name, found.meant.how) == ("Panthera uncia", COMMON)
    assert reference.find("no such animal", home).taxon is None


def test_an_index_answers_for_its_own_day(home: Path, tmp_path: Path) -> None:
    reference.load(written(tmp_path, OLD_NAMES), home)
    taxon = reference.find("Testudo graeca", home).taxon
    assert taxon is not None
    assert isinstance(listed(taxon, date(2017, 4, 21)), Listing)
    assert isinstance(listed(taxon, date(2017, 4, 22)), Unknown)


def test_a_history_beside_the_index_answers_by_date(home: Path, tmp_path: Path) -> None:
    reference.load(written(tmp_path, OLD_NAMES), home)

    def change(appendix: str, when: str, current: str, kind: str = "ADDITION") -> dict[str, str]:
        return {
            "FullName": "Testudo graeca", "RankName": "SPECIES", "Appendix": appendix, "ChangeType": kind,
            "EffectiveAt": when, "IsCurrent": current,
        }  # fmt: skip

    changes = (
        change("I", "01/07/1975", "false"), change("II", "04/02/1977", "true"),
        change("II", "04/02/1977", "true", "RESERVATION"),
    )  # fmt: skip
    report = reference.load(written(tmp_path, table(HISTORY, *changes), "History_2018-01-01.csv"), home)
    assert report.warnings == ("1 reservations and the like were read; they change no listing.",)
    taxon = reference.find("Testudo graeca", home).taxon
    assert taxon is not None

    def appendix(on: str) -> str:
        found = listed(taxon, date.fromisoformat(on))
        return found.appendix if isinstance(found, Listing) else "unknown"

    days = ("1975-06-30", "1976-01-01", "1977-02-03", "1977-02-04", "2017-04-21", "2018-01-01", "2018-01-02")
    assert [appendix(day) for day in days] == ["unknown", "I", "I", "II", "II", "II", "unknown"]
    assert [edition.kind for edition in Editions(home).in_use()] == ["index", "history"]


def test_a_split_listing_in_several_records_is_put_together(home: Path, tmp_path: Path) -> None:
    rows = [
        {
            "Scientific Name": "Testudo graeca",
            "Rank": "SPECIES",
            "Listing": appendix,
            "Listed under": f"{appendix}-taxon",
        }
        for appendix in ("II", "I")
    ]
    reference.load(written(tmp_path, table(LISTINGS, *rows), "cites_listings_2018-01-01.csv"), home)
    taxon = reference.find("Testudo graeca", home).taxon
    assert taxon is not None
    assert [(x.appendix, x.under) for x in taxon.listings] == [("I/II", "II-taxon; I-taxon")]


def test_the_same_bytes_change_nothing_and_a_newer_list_takes_the_place(home: Path, tmp_path: Path) -> None:
    first = reference.load(written(tmp_path, OLD_NAMES), home)
    again = reference.load(written(tmp_path, OLD_NAMES), home)
    assert (first.unchanged, again.unchanged, first.edition) == (False, True, again.edition)
    newer = reference.load(written(tmp_path, OLD_NAMES + "\n", "Index_2020-01-01.csv"), home)
    assert [edition.id for edition in Editions(home).in_use()] == [newer.edition]
    assert len(Editions(home).all()) == 2
    back = reference.load(written(tmp_path, OLD_NAMES), home)
    assert (back.unchanged, back.edition) == (False, first.edition)


def test_a_refused_file_leaves_everything_as_it_was(home: Path, tmp_path: Path) -> None:
    reference.load(written(tmp_path, OLD_NAMES), home)
    before = sorted(path.name for path in (home / "reference").iterdir())
    for text in ("a,b\n", table(INDEX), table(INDEX, species("Manis javanica", "IX"))):
        with pytest.raises(UnusableFile):
            reference.load(written(tmp_path, text, "bad.csv"), home)
    assert sorted(path.name for path in (home / "reference").iterdir()) == before


def test_rejected_records_lie_beside_the_list(home: Path, tmp_path: Path) -> None:
    report = reference.load(
        written(tmp_path, table(INDEX, species("Manis javanica"), species("Naja naja", "IV"))), home
    )
    assert (report.read, report.loaded, report.rejected) == (2, 1, 1)
    assert report.rejects_file
    assert "3,appendix,IV," in Path(report.rejects_file).read_text(encoding="utf-8")


def test_what_a_killed_load_left_is_cleared(home: Path, tmp_path: Path) -> None:
    leftover = home / "reference" / "building-xyz"
    leftover.mkdir(parents=True)
    reference.load(written(tmp_path, OLD_NAMES), home)
    assert not leftover.exists()


def test_a_list_of_another_format_is_refused_in_words(home: Path, tmp_path: Path) -> None:
    report = reference.load(written(tmp_path, OLD_NAMES), home)
    manifest = home / "reference" / report.edition / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"format": 1', '"format": 0'), encoding="utf-8")
    with pytest.raises(UnusableInput, match="Load its file again"):
        reference.find("Manis javanica", home)
