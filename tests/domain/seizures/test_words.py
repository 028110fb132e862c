"""Places, words, taxa and synonyms: what the lists hold, and how words are understood."""

from __future__ import annotations

import csv
import gzip
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.domain import seizures as sz
from kouprey.domain.lists import index, load
from kouprey.domain.seizures import taxa as sz_taxa
from kouprey.domain.seizures.taxa import within
from kouprey.domain.seizures.vocabulary import LISTS
from kouprey.domain.taxa import builtin
from kouprey.domain.taxa.listing import listed
from kouprey.domain.taxa.values import Listing
from kouprey.kernel.partialdate import partial_date

SAMPLES = Path(__file__).parents[4] / "shared" / "data"
OWN = (*LISTS.values(), "seizure-places", "handover-bases", "obligations", "meetings", "cites-status", "niap-parties",
       "offence-thresholds", "statutory-prices", "ivory-rules", "form-aitr", "form-etis", "form-etis-tables",
       "form-world-wise", "seizure-headers", "seizure-synonyms", "name-marks")  # fmt: skip


def test_the_places_lie_in_the_jurisdictions_and_on_the_map() -> None:
    found = sz.places()
    assert len(found) >= 200
    countries = {place.country for place in found}
    assert countries == {"BN", "KH", "CN", "HK", "MO", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN"}
    assert all(-12 < place.latitude < 50 and 75 < place.longitude < 142 for place in found)
    assert len({place.code for place in found}) == len(found)
    boten = sz.place_named("LA", "ບໍ່ແຕນ")
    assert boten
    assert (boten.code, boten.as_place().name, sz.place("la-boten")) == ("la-boten", "Boten", boten)
    assert sz.place_named("VN", "Boten") is None
    for named in ("Mong Cai", "Lang Son", "Dongxing", "Pingxiang", "Longzhou", "Boten", "Daluo", "Mong La"):
        assert any(place.name == named for place in found)


@pytest.mark.parametrize("name", OWN)
def test_every_list_names_its_source_and_says_that_forms_are_unverified(name: str) -> None:
    about = index()[name]
    assert about["source"]
    if name.startswith("form-"):
        assert (about["version"], about["verified"]) == ("reconstruction-1", "no")
    rows = load(name).rows
    assert all(row["verified"] in ("yes", "no") for row in rows if "verified" in row)
    assert all(row["source"] for row in rows if "source" in row)


def test_every_code_has_a_name_and_is_found_by_it() -> None:
    for vocabulary in LISTS:
        table = sz.synonyms()
        for word in sz.words(vocabulary):
            assert table.code(vocabulary, word.name.upper()) == word.code
            assert sz.name(vocabulary, word.code) == word.name
    assert sz.name("transport", "balloon") == "balloon"


def test_the_terms_have_the_units_of_the_guidelines() -> None:
    sample = SAMPLES / "codes" / "cites_terms_units_from_guidelines.csv.gz"
    if not sample.is_file():
        pytest.skip("the samples are not at hand")
    with gzip.open(sample, "rt", encoding="utf-8") as file:
        guideline = {row["code"]: row for row in csv.DictReader(file)}
    own = {row["code"]: row for row in load("terms").rows}
    assert set(guideline) <= set(own)
    for code, row in guideline.items():
        for unit in ("preferred_unit", "alternative_unit"):
            assert own[code][unit].split(" ")[0].rstrip(",") in row[unit].replace("no.", "number")
            assert bool(own[code][unit]) is bool(row[unit])


def test_names_in_any_language_lead_to_the_taxon() -> None:
    assert sz.identify("Python reticulatus")[1:3] == ("Malayopython reticulatus", "synonym")
    assert sz.identify("manis JAVANICA").taxon == "Manis javanica"
    assert sz.identify("Sunda pangolin").how == "common"
    assert sz.identify("Manidae spp.").taxon == "Manidae spp."
    assert sz.identify("Elephantidae").taxon == "Elephantidae spp."
    assert sz.identify("Unheard of") == ("Unheard of", "", "absent", ())


@pytest.mark.parametrize(
    ("name", "when", "appendix"),
    [
        ("Manis javanica", "2015-06-01", "II"),
        ("Manis javanica", "2018", "I"),
        ("Manis javanica", "2016/2017", ""),
        ("Unheard of", "2018", ""),
        ("Manis javanica", "2030", ""),
    ],
)
def test_the_appendix_on_a_day_or_unknown(name: str, when: str, appendix: str) -> None:
    assert sz.appendix_on(name, partial_date(when)) == appendix
    assert sz.appendix_on(name, None) == ""


@given(st.sampled_from(sorted(taxon.name for taxon in builtin.taxa().values())), st.data())
def test_the_appendix_of_a_day_is_that_of_its_listing(name: str, data: st.DataObject) -> None:
    taxon = sz_taxa._taxon(name)
    assert taxon is not None
    above = sz_taxa._above(taxon)
    turns = sorted({day for one in (taxon, *above) for it in one.listings for day in it[1:4] if day is not None})
    near = st.builds(lambda day, off: day + timedelta(days=off), st.sampled_from(turns or [date(2000, 1, 1)]),
                     st.integers(-1, 1))  # fmt: skip
    first, last = sorted(data.draw(st.tuples(*[st.one_of(near, st.dates(date(1970, 1, 1), date(2040, 1, 1)))] * 2)))
    found = {
        answer.appendix if isinstance(answer := listed(taxon, day, above), Listing) else "" for day in (first, last)
    }
    when = partial_date(f"{first}/{last}" if first != last else str(first))
    assert sz.appendix_on(name, when) == (found.pop() if len(found) == 1 else "")


def test_a_taxon_lies_within_another() -> None:
    assert within("Loxodonta africana", "Elephantidae")
    assert within("Elephantidae spp.", "Elephantidae")
    assert within("Manis javanica", "animals")
    assert within("Aquilaria spp.", "plants")
    assert not within("Manis javanica", "Elephantidae")
    assert not within("Unheard of", "animals")
    assert within("Panthera tigris altaica", "Panthera tigris")


def test_a_table_of_synonyms_learns_and_only_suggests() -> None:
    table = sz.synonyms()
    assert table.code("transport", "By road") == "road"
    assert table.code("country", "China - Hong Kong") == "HK"
    assert table.code("unit", "no.") == ""
    assert table.code("term", "scales") == "SCA"
    assert table.code("species", "pangolins") == "Manidae spp."
    assert table.code("transport", "lorrry") is None
    assert table.suggest("transport", "lorrry") == ("road",)
    assert table.suggest("species", "Manis javanika")[0] == "Manis javanica"
    taught = table.learn("transport", "Lorrry", "road")
    assert taught.code("transport", "LORRRY") == "road"
    assert table.code("transport", "lorrry") is None
    assert sz.synonyms(taught.as_learned()).code("transport", "lorrry") == "road"
    assert table.suggest("transport", "zzzz") == ()


def test_a_node_may_lay_its_own_words_over_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    (tmp_path / "lists").mkdir()
    own = "code,name,meaning,other_words,source,verified\nair,Air,By air.,aeroplane,own,no\n"
    (tmp_path / "lists" / "seizure-transport.csv").write_text(own, encoding="utf-8")
    assert sz.codes("transport") == {"air"}
    assert sz.synonyms().code("transport", "road") is None
    assert sz.book(date(2026, 1, 1)).codes["transport"] == {"air"}


def test_pages_offer_what_fits() -> None:
    book = sz.book(date(2026, 1, 1))
    pangolin = [word.code for word in sz.terms_for("Manis javanica", book)]
    wood = [word.code for word in sz.terms_for("Dalbergia cochinchinensis", book)]
    assert pangolin[:2] == ["LIV", "BOD"]
    assert "SCA" in pangolin
    assert "LOG" in wood
    assert not {"LOG", "SAW"} & set(pangolin)
    assert not {"SCA", "TUS"} & set(wood)
    assert len(sz.terms_for("Unheard of", book)) > len(pangolin)
    assert [word.code for word in sz.units_for("TUS", book)] == ["", "KGM"]
    assert [word.code for word in sz.units_for("IVC", book)] == ["KGM", ""]
    assert [word.code for word in sz.units_for("IJW", book)] == ["", "GRM"]
    assert len(sz.units_for("QQQ", book)) > 20


def test_every_word_of_the_room_can_be_gathered() -> None:
    said = list(sz.declared())
    assert all(place and words == words.strip() for place, words in said)
    whys = {one.why for text in NAMED for one in sz.personal_names(text)}
    assert whys <= {words for place, words in said if place == "naming.py"}
    assert len({words for _, words in said}) > 300


NAMED = ("Mr Example", "Nguyen Van Mau", "a@b.example", "+84 912 345 678", "passport no. C1234567", "李某某",
         "示例先生", "Ahmad bin Contoh", "suspect: Example Person")  # fmt: skip


def test_currencies_are_those_in_use() -> None:
    assert {"USD", "VND", "CNY", "LAK", "KHR", "MMK", "IDR", "BND"} <= sz.currencies()
    assert Decimal(len(sz.currencies())) > 140
