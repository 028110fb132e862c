"""Every known header is recognised by its words, wherever they stand; others are explained, never guessed."""

from __future__ import annotations

import random

import pytest

from formats.cites_text import BULK, COMPTAB
from kouprey.formats.cites.headers import KEYS, REQUIRED, explain, fold, recognise


def words(header: str) -> list[str]:
    """The cells of a header line without quotes."""
    return header.split(",")


BULK_20 = [word for word, _ in BULK]
COMPTAB_16 = [word for word, _ in COMPTAB]
COMPTAB_13 = words(
    "Year,App.,Family,Taxon,Importer,Exporter,Origin,Importer reported quantity,Exporter reported quantity,"
    "Term,Unit,Purpose,Source"
)
# unepwcmc/SAPI, trade_reports.yml
SPANISH = words(
    "Año,Apéndice,Taxon,Clase,Orden,Familia,Género,Importador,Exportador,País de origen,Cantidad de importador,"
    "Cantidad de exportador,Término,Unidad,Objetivo,Origen"
)
OLD_SPANISH = [word if word != "País de origen" else "Origen" for word in SPANISH]
FRENCH = words(
    "Année,Annexe,Taxon,Classe,Ordre,Famille,Genre,Importateur,Exportateur,Origine,Quantité d'importateur,"
    "Quantité d'exportateur,Terme,Unité,But,Source"
)
GROSS = ["App.", "Taxon", "Term", "Unit", "Country", *map(str, range(1975, 1990))]
LOWER = [word.lower().replace(".", "_") for word in BULK_20]

VARIANTS = {
    "bulk of 20": (BULK_20, "bulk-20", "English"),
    "bulk of 19, before Id came": (BULK_20[1:], "bulk-19", "English"),
    "bulk of 21, with a row index": (["", *BULK_20], "bulk-21", "English"),
    "lower case": (LOWER, "bulk-20", "English"),
    "ord for Order": ([word if word != "order" else "ord" for word in LOWER], "bulk-20", "English"),
    "upper case": ([word.upper() for word in COMPTAB_16], "comptab-16", "English"),
    "with a byte order mark": (["\ufeff" + COMPTAB_16[0], *COMPTAB_16[1:]], "comptab-16", "English"),
    "with blanks": ([f" {word} " for word in COMPTAB_16], "comptab-16", "English"),
    "Appendix for App.": ([word if word != "App." else "Appendix" for word in COMPTAB_16], "comptab-16", "English"),
    "comptab of 16": (COMPTAB_16, "comptab-16", "English"),
    "comptab of 13, before 2014": (COMPTAB_13, "comptab-13", "English"),
    "Spanish": (SPANISH, "comptab-16", "Spanish"),
    "Spanish without accents": ("|".join(SPANISH).translate(str.maketrans("ñéíó", "neio")).split("|"), "comptab-16",
                                "Spanish"),
    "old Spanish, Origen twice": (OLD_SPANISH, "comptab-16", "Spanish"),
    "French": (FRENCH, "comptab-16", "French"),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_a_known_header(name: str) -> None:
    header, shape, language = VARIANTS[name]
    found = recognise(header)
    assert found is not None
    assert (found.name, found.language, len(found.columns)) == (shape, language, len(header))
    assert set(REQUIRED[found.kind]) <= set(found.columns)


@pytest.mark.parametrize("header", [SPANISH, OLD_SPANISH, FRENCH], ids=["Spanish", "old Spanish", "French"])
def test_the_languages_say_the_same_columns_as_english(header: list[str]) -> None:
    found, english = recognise(header), recognise(COMPTAB_16)
    assert found is not None
    assert english is not None
    assert found.columns == english.columns


@pytest.mark.parametrize(("header", "pairs"), [(BULK_20, BULK), (COMPTAB_16, COMPTAB)], ids=["bulk", "comptab"])
def test_columns_are_found_by_name_wherever_they_stand(header: list[str], pairs: list[tuple[str, str]]) -> None:
    names = dict(pairs)
    for seed in range(20):
        mixed = random.Random(seed).sample(header, len(header))
        found = recognise(mixed)
        assert found is not None
        assert found.columns == tuple(names[word] for word in mixed)


def test_unknown_columns_are_named_and_left_out() -> None:
    found = recognise(["", *BULK_20, "IFS.permit.RandomID"])
    assert found is not None
    assert found.unknown == ("", "IFS.permit.RandomID")
    assert (found.columns[0], found.columns[-1]) == ("", "")


@pytest.mark.parametrize(
    "header",
    [
        [*COMPTAB_16, "Taxon"],
        [*BULK_20, "order", "ord"],
        [*COMPTAB_16[:-1], "Origin"],
        [word for word in COMPTAB_16 if word != "Origin"],
        [*OLD_SPANISH[1:], OLD_SPANISH[0]],
        OLD_SPANISH[:3] + OLD_SPANISH[7:],
        [*OLD_SPANISH, "Id"],
        ["Origen", *[word for word in OLD_SPANISH if word != "Origen"], "Origen"],
        GROSS,
        ["a", "b"],
        [""],
        [],
    ],
    ids=str,
)
def test_another_header_is_none_of_ours(header: list[str]) -> None:
    assert recognise(header) is None


@pytest.mark.parametrize("missing", KEYS)
def test_each_of_the_ten_keys_is_needed_and_its_lack_is_named(missing: str) -> None:
    header = [word for word, name in COMPTAB if name != missing]
    assert recognise(header) is None
    assert explain(header) == f"a header without {missing}"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (GROSS, "a gross or net report"),
        ([*COMPTAB_16, "Taxon"], "the column 'Taxon' twice"),
        ([word for word in BULK_20 if word not in ("Quantity", "Reporter.type")], "without quantity, reporter"),
        ([word for word in SPANISH if word != "Objetivo"], "without purpose"),
        (["case", "date", "place"], "the header “case, date, place”"),
    ],
    ids=str,
)
def test_what_was_found_instead_is_explained(header: list[str], words: str) -> None:
    assert words in explain(header)


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("Reporter.type", "reportertype"),
        ("reporter_type", "reportertype"),
        ("  Importer reported quantity ", "importerreportedquantity"),
        ("Año", "ano"),
        ("Quantité d'importateur", "quantitedimportateur"),
        ("Quantité d\u2019importateur", "quantitedimportateur"),
        ("\ufeffYear", "year"),
        ("", ""),
    ],
)
def test_fold(word: str, letters: str) -> None:
    assert fold(word) == letters
