"""Old and new names meet, in whichever list is newer; a name that no list knows stays."""

from __future__ import annotations

import pytest

from kouprey.domain.taxa.names import Book, fold, key, meant, stem


def book(source: str, **taxa: tuple[str, ...]) -> Book:
    """A list: each taxon (with _ for the blank) and its synonyms."""
    own = {name.replace("_", " "): synonyms for name, synonyms in taxa.items()}
    synonyms: dict[str, tuple[str, ...]] = {}
    for name, others in own.items():
        for other in others:
            synonyms[fold(other)] = (*synonyms.get(fold(other), ()), name)
    return Book(source, {fold(name): name for name in own}, synonyms)


NEW = book("new", Malayopython_reticulatus=("Python reticulatus",), Manis=(), Ptyas_mucosa=("Ptyas mucosus",))
OLD = book("old", Python_reticulatus=("Malayopython reticulatus", "Boa reticulata"), Ptyas_mucosus=())


@pytest.mark.parametrize(
    ("books", "asked", "name", "how"),
    [
        ([NEW], "Python reticulatus", "Malayopython reticulatus", "synonym"),
        ([NEW], "PYTHON  reticulatus", "Malayopython reticulatus", "synonym"),
        ([NEW], "Malayopython reticulatus", "Malayopython reticulatus", "accepted"),
        ([OLD, NEW], "Malayopython reticulatus", "Python reticulatus", "synonym"),
        ([OLD, NEW], "Python reticulatus", "Python reticulatus", "accepted"),
        ([NEW, OLD], "Boa reticulata", "Malayopython reticulatus", "synonym"),
        # The old list has no synonym for it, the newer one ties the two together.
        ([OLD, NEW], "Ptyas mucosa", "Ptyas mucosus", "synonym"),
        ([NEW], "Manis spp.", "Manis spp.", "accepted"),
        ([NEW], "manis SPP.", "Manis spp.", "accepted"),
        ([NEW], "Nowhere known", "Nowhere known", "absent"),
        ([NEW], "Nowhere spp.", "Nowhere spp.", "absent"),
        ([NEW], "Python reticulatus spp.", "Python reticulatus spp.", "absent"),
        ([], "Manis spp.", "Manis spp.", "absent"),
    ],
)
def test_what_a_name_stands_for(books: list[Book], asked: str, name: str, how: str) -> None:
    found = meant(asked, books)
    assert (found.name, found.how) == (name, how)


def test_a_synonym_of_two_taxa_is_kept_as_it_is() -> None:
    split = book("split", Naja_atra=("Naja naja",), Naja_kaouthia=("Naja naja",))
    found = meant("Naja naja", [split])
    assert (found.name, found.how) == ("Naja naja", "ambiguous")
    assert found.candidates == ("Naja atra", "Naja kaouthia")


def test_what_a_later_list_lumps_an_earlier_one_keeps_apart() -> None:
    earlier = book("earlier", Cuora_bourreti=(), Cuora_picturata=())
    later = book("later", Cuora_galbinifrons=("Cuora bourreti", "Cuora picturata"))
    assert meant("Cuora bourreti", [earlier, later]).name == "Cuora bourreti"
    assert meant("Cuora galbinifrons", [earlier, later]).name == "Cuora galbinifrons"


def test_a_genus_that_was_renamed_keeps_its_spp() -> None:
    genera = book("genera", Caulastraea=("Caulastrea",))
    assert meant("Caulastrea spp.", [genera]).name == "Caulastraea spp."


def test_keys_are_folded_and_without_spp() -> None:
    assert stem(" Manis  spp. ") == ("Manis", " spp.")
    assert key("MANIS spp.") == key("Manis") == "manis"
    assert fold("Mouhote\u0301i") == fold("MOUHOT\u00e9I")
