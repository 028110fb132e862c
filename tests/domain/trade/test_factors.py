"""Known whole-organism equivalents, each choice of each disputed item, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kouprey.domain.lists import load
from kouprey.domain.trade.codes import known_terms, known_units
from kouprey.domain.trade.factors import OFF, describe, factor_table, whole_organisms
from kouprey.kernel.errors import UnusableFile, UnusableInput

UNDISPUTED = ["live", "bodies", "skins", "skulls", "skeletons"]
UNDISPUTED += ["trophies", "carapaces", "heads", "tails", "genitalia"]
ELEPHANT = {"class": "Mammalia", "order": "Proboscidea", "genus": "Loxodonta"}
WALRUS = {"class": "Mammalia", "order": "Carnivora", "genus": "Odobenus"}
ANTELOPE = {"class": "Mammalia", "order": "Artiodactyla", "genus": "Kobus"}
HIPPO = {"class": "Mammalia", "order": "Artiodactyla", "genus": "Hippopotamus"}
AFRICAN_RHINO = {"class": "Mammalia", "order": "Perissodactyla", "genus": "Diceros"}
INDIAN_RHINO = {"class": "Mammalia", "order": "Perissodactyla", "genus": "Rhinoceros"}
REPTILE = {"class": "Reptilia", "order": "Crocodylia"}
TORTOISE = {"class": "Reptilia", "order": "Testudines"}
FROG = {"class": "Amphibia"}
SNAIL = {"class": "Gastropoda"}
SHARK = {"class": "Elasmobranchii"}
FLOWER = {"class": "", "genus": "Cyclamen"}
PANGOLIN = {"class": "Mammalia", "order": "Pholidota", "genus": "Manis"}
MALAYAN = {**PANGOLIN, "taxon": "Manis javanica"}
CHINESE = {**PANGOLIN, "taxon": "Manis pentadactyla"}
INDIAN = {**PANGOLIN, "taxon": "Manis crassicaudata"}


def ask(term: str, taxon: dict[str, str], unit: str = "", **choices: str) -> str | None:
    chosen = {item.replace("_", "-"): choice for item, choice in choices.items()}
    found = whole_organisms(factor_table(chosen), {**taxon, "term": term, "unit": unit})
    return None if found is None else str(found)


@pytest.mark.parametrize("term", UNDISPUTED)
def test_undisputed_terms_count_one_by_number_and_nothing_by_weight(term: str) -> None:
    assert ask(term, REPTILE) == "1"
    assert ask(term, REPTILE, "Number of specimens") == "1"
    assert ask(term, REPTILE, "kg") is None


@pytest.mark.parametrize(
    ("term", "taxon", "expected"),
    [
        ("raw corals", {"class": "Anthozoa"}, "1"),
        ("fingerlings", {"class": "Actinopteri"}, "1"),
        ("dried plants", FLOWER, "1"),
        ("roots", FLOWER, "1"),
        ("stems", FLOWER, "1"),
        ("trunk", ELEPHANT, "1"),
        ("tusks", ELEPHANT, "0.531914894"),
        ("tusks", WALRUS, "0.5"),
        ("horns", ANTELOPE, "0.5"),
        ("horns", AFRICAN_RHINO, "0.5"),
        ("horns", INDIAN_RHINO, "1"),
        ("sides", ANTELOPE, "0.5"),
        ("sides", REPTILE, "0.5"),
        ("sides", SHARK, "0.5"),
        ("ears", ELEPHANT, "0.5"),
        ("feet", ELEPHANT, "0.25"),
        ("feet", REPTILE, "0.25"),
        ("frog legs", FROG, "0.5"),
        ("teeth", HIPPO, "0.083333333"),
        ("teeth", ELEPHANT, None),
        ("fins", SHARK, None),
        ("shells", TORTOISE, "1"),
        ("shells", SNAIL, None),
        ("pearl", SNAIL, None),
        ("meat", REPTILE, None),
        ("specimens", REPTILE, None),
    ],
)
def test_defaults(term: str, taxon: dict[str, str], expected: str | None) -> None:
    assert ask(term, taxon) == expected


@pytest.mark.parametrize(
    ("term", "taxon", "unit", "choices", "expected"),
    [
        ("tusks", ELEPHANT, "", {"tusks": "half"}, "0.5"),
        ("tusks", ELEPHANT, "", {"tusks": OFF}, None),
        ("horns", INDIAN_RHINO, "", {"horns": "half"}, "0.5"),
        ("horns", AFRICAN_RHINO, "", {"horns": "one"}, "1"),
        ("sides", REPTILE, "", {"sides_reptiles": "quarter"}, "0.25"),
        ("sides", REPTILE, "", {"sides_reptiles": OFF}, None),
        ("sides", ANTELOPE, "", {"sides_reptiles": OFF}, "0.5"),
        ("teeth", ELEPHANT, "", {"teeth": "one"}, "1"),
        ("teeth", HIPPO, "", {"teeth": "one"}, "0.083333333"),
        ("teeth", HIPPO, "", {"teeth": "one", "hippopotamus_teeth": OFF}, "1"),
        ("fins", SHARK, "", {"fins": "one"}, "1"),
        ("shells", SNAIL, "", {"shells": "one"}, "1"),
        ("pearl", SNAIL, "", {"pearls": "one"}, "1"),
        ("ears", ELEPHANT, "", {"ears": OFF}, None),
        ("skins", REPTILE, "sides", {}, "0.5"),
        ("skins", REPTILE, "backskins", {}, "0.5"),
        ("skin pieces", REPTILE, "bellyskins", {}, "1"),
        ("skins", REPTILE, "hornback skins", {}, "1"),
        ("skins", REPTILE, "(skins)", {}, "1"),
        ("skins", REPTILE, "backskins", {"skin_units": OFF}, None),
        ("scales", MALAYAN, "kg", {}, None),
        ("scales", MALAYAN, "kg", {"pangolin_scales": "zhou"}, "2.773848160"),  # 1000 / 360.51
        ("scales", CHINESE, "kg", {"pangolin_scales": "zhou"}, "1.743770380"),  # 1000 / 573.47
        ("scales", INDIAN, "kg", {"pangolin_scales": "zhou"}, "2.141373477"),  # 1000 / 466.99
        ("scales", MALAYAN, "kg", {"pangolin_scales": "eia"}, "1"),
        ("scales", INDIAN, "kg", {"pangolin_scales": "algewatta"}, "0.277777778"),  # 1 / 3.6
        ("scales", MALAYAN, "kg", {"pangolin_scales": "algewatta"}, None),
        ("scales", MALAYAN, "kg", {"pangolin_scales": "by-species"}, "2.773848160"),
        ("scales", INDIAN, "kg", {"pangolin_scales": "by-species"}, "0.277777778"),
        ("scales", REPTILE, "kg", {"pangolin_scales": "eia"}, None),
        ("bodies", MALAYAN, "kg", {"pangolins_by_weight": "eia"}, "0.2"),
    ],
)
def test_each_choice(
    term: str, taxon: dict[str, str], unit: str, choices: dict[str, str], expected: str | None
) -> None:
    assert ask(term, taxon, unit, **choices) == expected


def test_every_row_of_every_choice_parses_and_is_used() -> None:
    rows = load("woe").rows
    for item, choice in {(row["item"], row["choice"]) for row in rows}:
        used = [entry for entry in factor_table({item: choice}).factors if entry.item == item]
        assert len(used) == sum((row["item"], row["choice"]) == (item, choice) for row in rows)
        assert all(entry.provenance and dict(entry.when)["unit"] for entry in used)


def test_every_item_has_at_most_one_default_and_no_row_stands_twice() -> None:
    rows = load("woe").rows
    for item in {row["item"] for row in rows}:
        marked = {row["choice"]: set[str]() for row in rows if row["item"] == item}
        for row in (row for row in rows if row["item"] == item):
            marked[row["choice"]].add(row["default"])
        assert all(len(marks) == 1 for marks in marked.values())
        assert sum(marks == {"yes"} for marks in marked.values()) <= 1
        assert factor_table().choices[item] in {*marked, OFF}
    places = [tuple(row[c] for c in ("item", "choice", "taxon", "genus", "order", "unit")) for row in rows]
    assert len(places) == len(set(places))


def test_teeth_and_fins_at_one_are_never_a_default_and_undisputed_factors_are_marked() -> None:
    chosen = factor_table().choices
    assert (chosen["teeth"], chosen["fins"], chosen["pangolin-scales"]) == (OFF, OFF, OFF)
    calm = {entry.item for entry in factor_table().factors if not entry.disputed}
    assert set(UNDISPUTED) <= calm


def test_the_most_specific_factor_comes_first() -> None:
    factors = factor_table({"pangolin-scales": "zhou"}).factors
    ranks = [tuple(c not in dict(f.when) for c in ("taxon", "genus", "order", "class")) for f in factors]
    assert ranks == sorted(ranks)


def test_factors_speak_the_words_of_the_lists() -> None:
    # "legs" and "rootstocks" are the spellings of one script.
    for row in load("woe").rows:
        assert set(row["term"].split("|")) <= known_terms() | {"legs", "rootstocks"}
        assert set(row["unit"].split("|")) <= known_units()


def test_an_unknown_item_or_choice_names_the_valid_ones() -> None:
    with pytest.raises(UnusableInput, match=r"Items: live, .*tusks"):
        factor_table({"wings": "half"})
    with pytest.raises(UnusableInput, match="Choices: by-species, half, one, none"):
        factor_table({"horns": "three"})


def test_describe_lists_every_row() -> None:
    assert len(describe()) == len(load("woe").rows)
    assert {"item", "choice", "default", "factor", "provenance", "note"} <= set(describe()[0])


@pytest.mark.parametrize("factor", ["", "half", "-1", "0", "0.1234567890", "NaN"])
def test_a_broken_own_edition_is_refused(factor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        **dict.fromkeys(describe()[0], ""),
        "item": "live",
        "choice": "one",
        "default": "yes",
        "factor": factor,
    }
    path = tmp_path / "lists" / "woe.csv"
    path.parent.mkdir()
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    with pytest.raises(UnusableFile, match="at most 9 decimals"):
        factor_table()
