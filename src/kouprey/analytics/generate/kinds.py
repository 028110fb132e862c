"""Kinds of taxa: what is traded of them, from where, and how it was produced.

A kind stands for a market (hides, cage birds, cut corals ...), so class, term, source and origin hang together
as in real data. Every number is rounded: the share of a year's lines, the number of invented taxa, the exponent
and shift of the Zipf-Mandelbrot law of their ranks, the share of lines at genus level ("spp."), and odds.
"""

from __future__ import annotations

from dataclasses import dataclass

ANY_PART = "bones 2, bone pieces 0.5, derivatives 1, feathers 0.05, oil 0.1, unspecified 0.5, carvings 1, medicine 1"


@dataclass(frozen=True, slots=True)
class Kind:
    """One market. `made` are the sources of everything that is not alive."""

    name: str
    classes: str
    share: float
    taxa: int
    exponent: float
    shift: float
    genus_level: float
    appendix: str
    homes: str
    terms: str
    live: str
    made: str
    ending: str = "a"


KINDS = (
    Kind(
        "ornamental plant", " 1", 24.5, 3900, 0.55, 0, 0.16, "II 92, I 8",
        "EC MY TH DE CO PH US BR NL TW PE MG CN",
        "live 90, seeds 2.5, derivatives 1.4, extract 1.1, dried plants 1, cultures 0.8, roots 0.7, "
        "wax 0.6, stems 0.4, powder 0.4, leaves 0.3, flowers 0.2, medicine 0.2, specimens 0.2, "
        "flower pots 0.01",
        "A 93, D 5.5, W 1, I 0.5", "A 50, D 27, W 21, I 2", "anthus",
    ),
    Kind(
        "useful plant", " 1", 3.2, 160, 1.5, 4, 0.12, "II 86, I 8, III 6",
        "ID MY MG US LA KH BR CM IN DE CA",
        "chips 16, sawn wood 13, live 10, carvings 9, oil 9, roots 9, extract 9, timber 5, derivatives 5, "
        "powder 5, medicine 4, logs 4, dried plants 2, veneer 1.3, timber pieces 1.2, fibres 0.7, "
        "bark 0.4, leaves 0.4, plywood 0.05, fruit 0.1, graft rootstocks 0.05",
        "A 85, W 15", "W 58, A 32, O 7, I 3", "arpus",
    ),
    Kind(
        "hide reptile", "Reptilia 1", 26, 110, 2.5, 7, 0.014, "II 95, I 4.5, III 0.5",
        "ID ZW US ZA VN MY LA AU CO AR TH PG ZM ML BO VE",
        "leather products (small) 61, skins 10, live 9.5, garments 6.2, leather products (large) 4.6, "
        "skin pieces 3.6, specimens 1.2, trophies 0.8, skulls 0.8, bodies 0.4, sides 0.4, meat 0.3, "
        "derivatives 0.2, tails 0.2, carvings 0.2, teeth 0.2, oil 0.1, unspecified 0.1, cloth 0.05, "
        "feet 0.03, gall 0.03",
        "C 44, W 32, F 12, R 9, I 2, U 1", "W 46, C 38, R 7, D 4, I 3.5, U 0.5, F 0.5, O 0.5", "osaurus",
    ),
    Kind(
        "cage reptile", "Reptilia 1", 4, 250, 1.1, 3, 0.07, "II 72, I 14, III 14",
        "MG US DE ID TZ CZ TG GH PE CA CN",
        "live 66, specimens 8, leather products (small) 6.7, carvings 5.3, derivatives 4, bodies 2, "
        "shells 2, carapaces 1, skins 1, meat 1, medicine 0.6, eggs 0.5, skin pieces 0.5, scales 0.4, "
        "plates 0.2, soup 0.02",
        "C 50, W 26, F 15, R 4, I 2, U 2, O 1", "W 50, O 27, C 13, I 7, U 3", "emys",
    ),
    Kind(
        "coral", "Anthozoa 98, Hydrozoa 2", 12.3, 540, 1.3, 16, 0.43, "II 94, III 6",
        "ID AU US FJ TO SB DE VN",
        f"live 73, raw corals 19.6, specimens 3.3, carvings 3, {ANY_PART}",
        "W 71, F 24, C 3, I 2", "W 86, F 7, I 4, O 3", "opora",
    ),
    Kind(
        "bird", "Aves 1", 10.3, 660, 1.05, 5, 0.013, "II 80, I 19, III 1",
        "ZA BE NL US CZ CA SR DE GY PH ID GB TZ",
        "live 83, specimens 5.6, bodies 4, feathers 3.4, trophies 0.7, skins 0.6, garments 0.5, "
        f"shells 0.5, eggs 0.3, eggs (live) 0.1, skulls 0.2, feet 0.2, claws 0.1, skeletons 0.1, {ANY_PART}",
        "C 72, W 12, F 10, D 3, I 1, U 1, 0.5", "W 41, C 24, O 22, I 11, U 2", "ornis",
    ),
    Kind(
        "game mammal", "Mammalia 1", 9.2, 250, 1.5, 8, 0.024, "II 66, I 26, III 8",
        "ZA CA NA US ZW TZ RU MZ ZM BW AR GL PE",
        "trophies 21, skins 14.5, live 13, skulls 8, garments 7, specimens 7, "
        "leather products (small) 3.5, teeth 3.4, carvings 3.2, bodies 3, skin pieces 2, tusks 1.6, "
        "hair 1.3, cloth 1, claws 0.9, feet 0.8, meat 0.7, horns 0.5, skeletons 0.3, hair products 0.2, "
        "musk 0.1, gall bladders 0.1, horn pieces 0.1, horn carvings 0.1, bone carvings 0.2, baleen 0.2, "
        f"genitalia 0.1, scales 0.1, wax 0.02, {ANY_PART}",
        "C 68, W 15, F 12, O 2, I 2, U 1", "W 83, C 4, O 6, I 4, F 2, U 1", "ops",
    ),
    Kind(
        "primate", "Mammalia 1", 3.4, 180, 1.4, 0.5, 0.016, "II 84, I 16",
        "CN MU ZA KH VN ID PH US FR GB",
        "specimens 52, live 22, trophies 8, skulls 8, skins 2.5, bodies 1.8, hair 1, teeth 0.4, "
        f"extract 0.2, {ANY_PART}",
        "C 72, F 17, W 9, O 1, U 1", "C 42, W 38, F 16, O 2, I 2", "ocebus",
    ),
    Kind(
        "ivory bearer", "Mammalia 1", 2.9, 3, 1.6, 0, 0, "I 66, II 34",
        "ZA ZW BW GB TZ NA CM US",
        "carvings 19.5, ivory carvings 18.5, tusks 12.7, ivory pieces 7, trophies 6.7, "
        "leather products (small) 5, feet 4, skin pieces 3.8, tails 3.1, skins 3, ears 2.7, "
        "specimens 2.4, live 1.8, teeth 1.7, skulls 1.6, hair 1.5, leather products (large) 1, "
        f"hair products 0.3, genitalia 0.2, jewellery - ivory  0.1, {ANY_PART}",
        "W 45, C 45, F 10", "W 51, O 42, I 6, U 1", "odon",
    ),
    Kind(
        "caviar fish", "Actinopteri 1", 2.3, 20, 1.5, 1, 0.03, "II 1",
        "FR DE IT US CN RU IR CA UY",
        "caviar 58, extract 18, eggs 9.6, meat 4.4, live 3.2, derivatives 3.1, eggs (live) 2, bodies 0.6, "
        "fingerlings 0.3, swim bladders 0.1, unspecified 0.1",
        "C 90, W 6, F 4", "C 90, I 5, F 3.5, W 1.5", "enser",
    ),
    Kind(
        "food and aquarium fish", "Actinopteri 95, Dipneusti 4, Coelacanthi 1",
        0.6, 16, 1.2, 1, 0.08, "II 75, I 25",
        "ID MY TH SG FR ES PH VN",
        "live 62, bodies 12, meat 9, leather products (large) 4, medicine 4, specimens 2, fingerlings 2, "
        "skins 1",
        "C 45, D 29, F 14, W 12", "W 55, C 40, I 5", "ichthys",
    ),
    Kind(
        "shark and ray", "Elasmobranchii 1", 0.06, 20, 0.9, 0, 0.1, "II 80, I 20",
        "ID MX CR LK AU NZ",
        "specimens 28, fins 19, live 19, teeth 11, bones 9, bodies 6, meat 3, unspecified 3",
        "W 1", "W 92, I 8", "orhina",
    ),
    Kind(
        "amphibian", "Amphibia 1", 0.6, 80, 1, 3, 0.02, "II 98, I 2",
        "MG NL US CA NI PE SR DE",
        "live 89, specimens 7.5, bodies 1, derivatives 0.8, eggs 0.6, extract 0.4",
        "C 69, W 21, F 8, U 2", "W 60, C 40", "obates",
    ),
    Kind(
        "insect or spider", "Insecta 83, Arachnida 17", 0.85, 60, 1, 3, 0.014, "II 1",
        "ID PG US MY GH TG NI",
        "bodies 65, live 20, trophies 10, specimens 4, eggs (live) 0.7",
        "C 60, W 28, F 12", "R 72, C 20, W 8", "optera",
    ),
    Kind(
        "mollusc or leech", "Bivalvia 59, Gastropoda 31, Hirudinoidea 7, Holothuroidea 3",
        1, 22, 1.2, 1, 0.08, "II 1",
        "ID VN SB FR AU MH TR BS JM",
        "live 41, shells 27, meat 13, carvings 7, derivatives 4, specimens 3, bodies 2, pearl 1",
        "W 50, F 40, C 10", "W 75, I 15, F 5, O 5", "ocardia",
    ),
)  # fmt: skip

_BY_ORDER = {
    "Crocodylia": "hide reptile", "Primates": "primate", "Proboscidea": "ivory bearer",
    "Acipenseriformes": "caviar fish",
    "Myrtales": "useful plant", "Fabales": "useful plant", "Pinales": "useful plant", "Asterales": "useful plant",
    "Apiales": "useful plant", "Scrophulariales": "useful plant", "Magnoliales": "useful plant",
}  # fmt: skip
_HIDE_FAMILIES = {"Pythonidae", "Boidae", "Colubridae", "Varanidae"}


def kind_of(class_name: str, order: str, family: str) -> int:
    """The place in KINDS of a real taxon, by its order and family, else by its class."""
    if order in _BY_ORDER:
        name = _BY_ORDER[order]
    elif family in _HIDE_FAMILIES:
        name = "hide reptile"
    else:
        name = {"": "ornamental plant", "Reptilia": "cage reptile", "Mammalia": "game mammal"}.get(class_name, "")
    for place, kind in enumerate(KINDS):
        if kind.name == name or (not name and f"{class_name} " in kind.classes and kind.name != "caviar fish"):
            return place
    raise KeyError(class_name)
