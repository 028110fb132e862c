"""Synonyms with authors: commas inside authors part nothing, and what is unclear stays text."""

from __future__ import annotations

import pytest

from kouprey.formats.checklist.synonyms import read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Lama vicugna (Molina, 1782)", ["Lama vicugna"]),
        ("Boa phrygia Shaw, 1802, Broghammerus reticulatus (Schneider, 1801)",
         ["Boa phrygia", "Broghammerus reticulatus"]),
        ("Osteoglossum formosum Schlegel & Müller, 1844, Scleropages aureus Pouyaud, Sudarto & Teugels, 2003",
         ["Osteoglossum formosum", "Scleropages aureus"]),
        ("Malaxis purpureoviridis (J.J.Sm.) S.Thomas, Schuit. & de Vogel, Microstylis purpureoviridis J.J.Sm.",
         ["Malaxis purpureoviridis", "Microstylis purpureoviridis"]),
        ("Python molurus bivittatus (Linnaeus, 1758), Python molurus bivittatus Kuhl 1920",
         ["Python molurus bivittatus", "Python molurus bivittatus"]),
        ("Panax schinseng Nees., Panax quinquefolius var. ginseng (C.A.Mey) Regal & Maack.",
         ["Panax schinseng", "Panax quinquefolius var. ginseng"]),
        ("Felis minuta van Hasselt in Temminck, 1827, Felis sumatrana Horsfield, 1821",
         ["Felis minuta", "Felis sumatrana"]),
        ("Chamaeleo gastrotaenia andringitraensis (Boulenger, 1888)", ["Chamaeleo gastrotaenia andringitraensis"]),
        ("Mantella aff. baroni Thominot, 1889", [""]),
        ("Dendrobium d'albertisii Rchb.f.", [""]),
    ],
)  # fmt: skip
def test_names_are_told_from_authors(text: str, names: list[str]) -> None:
    assert [synonym.name for synonym in read(text)] == names


def test_authors_and_the_text_are_kept() -> None:
    first, second = read("Boa phrygia Shaw, 1802, Morelia reticulatus (Schneider, 1801)")
    assert (first.author, second.author) == ("Shaw, 1802", "(Schneider, 1801)")
    assert first.text == "Boa phrygia Shaw, 1802"
    assert read("Dendrobium d'albertisii Rchb.f.")[0].text == "Dendrobium d'albertisii Rchb.f."
