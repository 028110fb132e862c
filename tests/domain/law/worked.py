"""Fifteen cases, invented, with the whole expected answer written by hand from the law before the engine saw them.

`rules` names every rule that is not unknown (“id” or “id STATE”); every other rule must be unknown. `tools` names
every tool that is not plainly unknown: status, basis, fall-backs; the others must be unknown without a basis.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PANGOLIN = "Manis javanica"
GROUP: dict[str, Any] = {
    "n_members": 4,
    "structured": True,
    "existed_over_time": True,
    "acting_in_concert": True,
    "aim_serious_crime_or_convention_offence": True,
    "aim_financial_or_material_benefit": True,
}
GROUP_MET = {"UNTOC-2A": "met", "UNTOC-2C": "met"}
NO_ASEAN = {"ASEAN-MLAT": "not_met", "ASEAN-AET": "not_met"}
Tool = tuple[str, str | None, tuple[str, ...]]
NO_ASEAN_TOOL: dict[str, Tool] = {"ASEAN MLAT": ("closed", None, ())}


@dataclass(frozen=True)
class Worked:
    """One case. Facts are at the level supported unless `level` says otherwise."""

    name: str
    act: str
    request: str
    requesting: str
    requested: str
    facts: dict[str, Any]
    rules: dict[str, str]
    tools: dict[str, Tool]
    accept: bool = False
    suspected: tuple[str, ...] = field(default=())

    def given(self) -> dict[str, Any]:
        """The case in the shape of the contract."""
        return {
            "act_date": self.act,
            "request_date": self.request,
            "requesting": self.requesting,
            "requested": self.requested,
            "facts": {
                name: {
                    "value": value,
                    "level": "suspected" if name in self.suspected else "supported",
                    "evidence": [f"E-{name}"],
                }
                for name, value in self.facts.items()
            },
        }


_VN = GROUP | {
    "conduct_verbs": ["sell", "transport"],
    "species": [PANGOLIN],
    "states_of_commission": ["CN", "VN"],
    "person_nationality": "VN",
    "person_located_in_rcv": True,
    "rcv_extradites_nationals": False,
    "conduct_punishable(CN)": True,
    "conduct_punishable(VN)": True,
    "max_imprisonment_years(CN)": 10,
    "evidence_or_victim_or_proceeds_in_rcv": True,
}
_VN_RULES = GROUP_MET | NO_ASEAN | {
    "UNTOC-PARTY": "met", "UNTOC-2B CN": "met", "UNTOC-2B VN": "met", "UNTOC-32": "met", "UNTOC-31": "met",
    "UNTOC-18-1": "met", "UNTOC-10 VN": "met", "EXT-DC": "met", "EXT-OCG": "met", "EXT-NAT": "not_met",
    "MLA-BASIS": "met", "MLA-DC": "met", "KP-PENALTY": "met",
}  # fmt: skip
_VN_TOOLS: dict[str, Tool] = NO_ASEAN_TOOL | {
    "27": ("unknown", "UNTOC 27(2)", ()),
    "18(4)": ("unknown", "UNTOC 18(4)", ()),
    "18": ("open", "bilateral treaty", ("UNTOC 18(7)",)),
    "16": ("closed", None, ()),
    "19": ("unknown", "UNTOC 19", ()),
    "20": ("unknown", "UNTOC 20", ()),
    "13": ("unknown", "bilateral treaty", ("UNTOC 13",)),
    "21": ("open", "UNTOC 21", ()),
}
_LA = {
    "max_imprisonment_years(CN)": 3,
    "conduct_punishable(CN)": True,
    "conduct_punishable(LA)": True,
    "person_located_in_rcv": True,
    "person_nationality": ["CN"],
}
_LA_RULES = NO_ASEAN | {
    "UNTOC-PARTY": "met", "UNTOC-2B CN": "not_met", "UNTOC-2B LA": "not_met", "EXT-DC": "met", "EXT-NAT": "met",
    "MLA-BASIS": "met", "MLA-DC": "met",
}  # fmt: skip
_LA_TOOLS: dict[str, Tool] = NO_ASEAN_TOOL | {
    "18(4)": ("unknown", "UNTOC 18(4)", ()),
    "18": ("open", "bilateral treaty", ()),
    "13": ("unknown", "bilateral treaty", ()),
    "16(10)": ("closed", None, ()),
}
_SG = GROUP | {
    "conduct_verbs": ["export"],
    "species": [PANGOLIN],
    "species_protected(MY)": True,
    "states_of_commission": ["SG", "MY"],
    "evidence_or_victim_or_proceeds_in_rcv": True,
    "offence_class": "serious_crime",
    "convention_offence": False,
}
_SG_RULES = GROUP_MET | {
    "UNTOC-PARTY": "met", "UNTOC-2B MY": "met", "UNTOC-32": "met", "UNTOC-18-1": "met", "UNTOC-10 SG": "met",
    "MLA-BASIS": "met", "ASEAN-MLAT": "met", "ASEAN-AET": "not_met",
}  # fmt: skip
_CN = GROUP | {
    "conduct_verbs": ["transport"],
    "species": [PANGOLIN],
    "states_of_commission": ["VN", "CN"],
    "evidence_or_victim_or_proceeds_in_rcv": True,
    "evidence_located_in_CN": True,
    "treaty_or_written_reciprocity_pledge": True,
    "translation": True,
    "max_imprisonment_years(CN)": 10,
}
_CN_RULES = GROUP_MET | NO_ASEAN | {
    "UNTOC-PARTY": "met", "UNTOC-2B CN": "met", "UNTOC-2B VN": "met", "UNTOC-32": "met", "UNTOC-31": "met",
    "UNTOC-18-1": "met", "UNTOC-10 VN": "met", "MLA-BASIS": "met", "KP-PENALTY": "met",
}  # fmt: skip
_CN_TOOLS: dict[str, Tool] = NO_ASEAN_TOOL | {
    "27": ("unknown", "UNTOC 27(2)", ()),
    "18(4)": ("unknown", "UNTOC 18(4)", ()),
    "19": ("unknown", "UNTOC 19", ()),
    "20": ("unknown", "UNTOC 20", ()),
    "21": ("open", "UNTOC 21", ()),
}

CASES = [
    Worked(
        "a Vietnamese national sought by China",
        "2021-06-01", "2022-01-10", "CN", "VN", _VN, _VN_RULES, _VN_TOOLS,
    ),
    Worked(
        "the same, with unverified entries accepted: the later treaty counts, and 16(10) opens",
        "2021-06-01", "2022-01-10", "CN", "VN", _VN,
        _VN_RULES | {"EXT-BASIS": "met"},
        _VN_TOOLS | {"16": ("closed", "bilateral treaty", ("reciprocity",)), "16(10)": ("open", "UNTOC 16(10)", ())},
        accept=True,
    ),
    Worked(
        "Lao law at exactly one year: not more than one year, so the treaty does not carry it",
        "2021-06-01", "2022-01-10", "CN", "LA", _LA | {"max_imprisonment_years(LA)": 1},
        _LA_RULES | {"KP-PENALTY": "not_met"},
        _LA_TOOLS,
    ),
    Worked(
        "Lao law at two years: no serious crime, and yet the bilateral treaty carries it",
        "2021-06-01", "2022-01-10", "CN", "LA", _LA | {"max_imprisonment_years(LA)": 2},
        _LA_RULES | {"KP-PENALTY": "met", "EXT-BASIS": "met"},
        _LA_TOOLS | {"16": ("open", "bilateral treaty", ())},
    ),
    Worked(
        "Singapore on the last day before its amendment",
        "2022-10-31", "2022-12-01", "MY", "SG", _SG,
        _SG_RULES | {"UNTOC-2B SG": "not_met", "UNTOC-31": "not_met", "EXT-OCG": "not_met"},
        {
            "18(4)": ("unknown", "UNTOC 18(4)", ()),
            "18": ("open", "ASEAN MLAT", ()),
            "20": ("closed", None, ()),
            "13": ("unknown", "ASEAN MLAT 22", ()),
            "21": ("closed", None, ()),
            "16(10)": ("closed", None, ()),
            "ASEAN MLAT": ("open", "ASEAN MLAT", ()),
        },
    ),
    Worked(
        "Singapore on the first day of its amendment",
        "2022-11-01", "2022-12-01", "MY", "SG", _SG,
        _SG_RULES | {"UNTOC-2B SG": "met", "UNTOC-31": "met", "EXT-DC": "met", "MLA-DC": "met"},
        {
            "27": ("unknown", "UNTOC 27(2)", ()),
            "18(4)": ("unknown", "UNTOC 18(4)", ()),
            "18": ("open", "ASEAN MLAT", ("UNTOC 18(7)",)),
            "19": ("unknown", "UNTOC 19", ()),
            "20": ("unknown", "UNTOC 20", ()),
            "13": ("unknown", "ASEAN MLAT 22", ("UNTOC 13",)),
            "21": ("open", "UNTOC 21", ()),
            "ASEAN MLAT": ("open", "ASEAN MLAT", ()),
        },
    ),
    Worked(
        "no group: one person alone, who is extradited by treaty all the same",
        "2022-05-01", "2022-06-01", "CN", "TH",
        {
            "n_members": 1,
            "conduct_verbs": ["trade"],
            "species": [PANGOLIN],
            "species_protected(TH)": True,
            "max_imprisonment_years(CN)": 10,
            "conduct_punishable(CN)": True,
            "states_of_commission": ["TH", "CN"],
            "person_located_in_rcv": True,
            "person_nationality": ["CN"],
            "coercive_measure": False,
            "channel": "INTERPOL",
            "convention_offence": False,
        },
        NO_ASEAN | {
            "UNTOC-PARTY": "met", "UNTOC-2A": "not_met", "UNTOC-2B CN": "met", "UNTOC-2B TH": "met",
            "UNTOC-32": "met",
            "UNTOC-31": "not_met", "UNTOC-18-1": "not_met", "EXT-DC": "met", "EXT-OCG": "not_met", "EXT-BASIS": "met",
            "EXT-NAT": "met", "MLA-BASIS": "met", "MLA-DC": "met", "LE-27": "met", "KP-PENALTY": "met",
        },
        NO_ASEAN_TOOL | {
            "27": ("open", "police channel", ()),
            "18(4)": ("unknown", "UNTOC 18(4)", ()),
            "18": ("open", "bilateral treaty", ()),
            "16": ("open", "bilateral treaty", ("reciprocity",)),
            "20": ("closed", None, ()),
            "13": ("unknown", "bilateral treaty", ()),
            "21": ("closed", None, ()),
            "16(10)": ("closed", None, ()),
        },
    ),
    Worked(
        "evidence in China, not approved: it does not leave, whatever the basis",
        "2021-06-01", "2024-03-01", "VN", "CN", _CN | {"approval_of_competent_authority": False},
        _CN_RULES | {"CN-ICJAL-4 CN": "not_met"},
        _CN_TOOLS | {
            "18": ("closed", "bilateral treaty", ("UNTOC 18(7)", "reciprocity")),
            "13": ("closed", "bilateral treaty", ("UNTOC 13",)),
        },
    ),
    Worked(
        "evidence in China, approved",
        "2021-06-01", "2024-03-01", "VN", "CN", _CN | {"approval_of_competent_authority": True},
        _CN_RULES | {"CN-ICJAL-4 CN": "met"},
        _CN_TOOLS | {
            "18": ("open", "bilateral treaty", ("UNTOC 18(7)", "reciprocity")),
            "13": ("unknown", "bilateral treaty", ("UNTOC 13",)),
        },
    ),
    Worked(
        "two States without any treaty, two persons, no corruption, no reciprocity",
        "2020-12-01", "2021-01-29", "CN", "BN",
        {
            "n_members": 2,
            "convention_offence": False,
            "conduct_verbs": ["possess"],
            "species": [PANGOLIN],
            "states_of_commission": ["BN"],
            "reciprocity": False,
            "reciprocity_allowed": False,
            "bribery_or_embezzlement_element": False,
            "person_located_in_rcv": True,
            "person_nationality": ["CN"],
        },
        NO_ASEAN | {
            "UNTOC-PARTY": "met", "UNTOC-2A": "not_met", "UNTOC-2B BN": "met", "UNTOC-31": "not_met",
            "UNTOC-18-1": "not_met", "EXT-OCG": "not_met", "EXT-BASIS": "not_met", "EXT-NAT": "met",
            "MLA-BASIS": "not_met", "UNCAC": "not_met",
        },
        NO_ASEAN_TOOL | {
            "18(4)": ("unknown", "UNTOC 18(4)", ()),
            "18": ("closed", None, ()),
            "16": ("closed", None, ()),
            "20": ("closed", None, ()),
            "13": ("closed", None, ()),
            "21": ("closed", None, ()),
            "16(10)": ("closed", None, ()),
            "UNCAC": ("closed", None, ()),
        },
    ),
    Worked(
        "Malaysia said no under 16(5): being a party to UNTOC is no basis",
        "2021-06-01", "2022-01-10", "CN", "MY",
        GROUP | {
            "conduct_verbs": ["import"],
            "species": [PANGOLIN],
            "species_protected(MY)": True,
            "max_imprisonment_years(CN)": 10,
            "conduct_punishable(CN)": True,
            "person_located_in_rcv": True,
            "person_nationality": ["CN"],
            "states_of_commission": ["MY", "CN"],
            "reciprocity_allowed": False,
        },
        GROUP_MET | NO_ASEAN | {
            "UNTOC-PARTY": "met", "UNTOC-2B CN": "met", "UNTOC-2B MY": "met", "UNTOC-32": "met", "UNTOC-31": "met",
            "EXT-DC": "met", "EXT-OCG": "met", "EXT-BASIS": "not_met", "EXT-NAT": "met", "MLA-BASIS": "met",
            "MLA-DC": "met",
        },
        NO_ASEAN_TOOL | {
            "27": ("unknown", "UNTOC 27(2)", ()),
            "18(4)": ("unknown", "UNTOC 18(4)", ()),
            "18": ("open", "bilateral treaty", ()),
            "16": ("closed", None, ()),
            "19": ("unknown", "UNTOC 19", ()),
            "20": ("unknown", "UNTOC 20", ()),
            "13": ("unknown", "bilateral treaty", ("UNTOC 13",)),
            "21": ("open", "UNTOC 21", ()),
            # Art. 16 binds Malaysia all the same; what closes 16(10) is that the person is no national.
            "16(10)": ("closed", "UNTOC 16(10)", ()),
        },
    ),
    Worked(
        "Myanmar is not bound by Art. 16: neither extradition nor 16(10), but assistance under UNTOC",
        "2020-06-01", "2021-01-29", "CN", "MM",
        GROUP | {
            "conduct_verbs": ["export"],
            "species": [PANGOLIN],
            "species_protected(MM)": True,
            "max_imprisonment_years(CN)": 10,
            "conduct_punishable(CN)": True,
            "person_located_in_rcv": True,
            "person_nationality": ["MM"],
            "rcv_extradites_nationals": False,
            "states_of_commission": ["MM", "CN"],
            "evidence_or_victim_or_proceeds_in_rcv": True,
            "reciprocity_allowed": False,
            "assets_in_rcv": True,
        },
        GROUP_MET | NO_ASEAN | {
            "UNTOC-PARTY": "met", "UNTOC-2B CN": "met", "UNTOC-2B MM": "met", "UNTOC-32": "met", "UNTOC-31": "met",
            "UNTOC-18-1": "met", "EXT-DC": "met", "EXT-OCG": "met", "EXT-BASIS": "not_met", "EXT-NAT": "not_met",
            "MLA-BASIS": "met", "MLA-DC": "met",
        },
        NO_ASEAN_TOOL | {
            "27": ("unknown", "UNTOC 27(2)", ()),
            "18(4)": ("unknown", "UNTOC 18(4)", ()),
            "18": ("open", "UNTOC 18(7)", ()),
            "16": ("closed", None, ()),
            "19": ("unknown", "UNTOC 19", ()),
            "20": ("unknown", "UNTOC 20", ()),
            "13": ("open", "UNTOC 13", ()),
            "21": ("open", "UNTOC 21", ()),
            "16(10)": ("closed", None, ()),
        },
    ),
    Worked(
        "suspicion only: enough for assistance and police, not for extradition",
        "2021-06-01", "2022-01-10", "CN", "LA",
        GROUP | {
            "conduct_verbs": ["export"],
            "max_imprisonment_years(CN)": 10,
            "states_of_commission": ["LA", "CN"],
            "evidence_or_victim_or_proceeds_in_rcv": True,
            "coercive_measure": False,
            "info_concerns_criminal_matter": True,
            "originator_restrictions": False,
            "evidence_located_in_CN": False,
            "agreement_or_case_by_case": "case_by_case",
        },
        NO_ASEAN | {
            "UNTOC-PARTY": "met", "UNTOC-2B CN": "met", "UNTOC-2B LA": "met", "UNTOC-18-1": "met", "EXT-BASIS": "met",
            "MLA-BASIS": "met", "MLA-DC": "met", "MLA-SPONT": "met", "JI-19": "met", "LE-27": "met",
            "CN-ICJAL-4 CN": "met", "KP-PENALTY": "met",
        },
        NO_ASEAN_TOOL | {
            "27": ("open", "UNTOC 27(2)", ()),
            "18(4)": ("open", "UNTOC 18(4)", ()),
            "18": ("open", "bilateral treaty", ("UNTOC 18(7)",)),
            "16": ("unknown", "bilateral treaty", ()),
            "19": ("open", "UNTOC 19", ()),
            "20": ("unknown", "UNTOC 20", ()),
            "13": ("unknown", "bilateral treaty", ()),
        },
        suspected=(
            *GROUP, "states_of_commission", "evidence_or_victim_or_proceeds_in_rcv", "info_concerns_criminal_matter",
            "originator_restrictions",
        ),
    ),
    Worked(
        "bribery between two members of ASEAN: UNCAC needs no group",
        "2023-11-01", "2024-05-01", "MY", "TH",
        {"bribery_or_embezzlement_element": True, "n_members": 1},
        {
            "UNTOC-PARTY": "met", "UNTOC-2A": "not_met", "UNTOC-31": "not_met", "UNTOC-18-1": "not_met",
            "UNTOC-5": "met", "EXT-BASIS": "met", "MLA-BASIS": "met", "ASEAN-MLAT": "met", "ASEAN-AET": "not_met",
            "UNCAC": "met",
        },
        {
            "18(4)": ("unknown", "UNTOC 18(4)", ()),
            "18": ("open", "ASEAN MLAT", ("UNCAC 46",)),
            "16": ("unknown", "reciprocity", ()),
            "20": ("closed", None, ()),
            "13": ("unknown", "ASEAN MLAT 22", ()),
            "21": ("closed", None, ()),
            "UNCAC": ("open", "UNCAC 43-50", ()),
            "ASEAN MLAT": ("open", "ASEAN MLAT", ()),
        },
        accept=True,
    ),
    Worked(
        "Timor-Leste: nothing is entered, so nothing is closed for it",
        "2025-12-01", "2026-01-15", "CN", "TL",
        GROUP | {"conduct_verbs": ["possess"], "species": [PANGOLIN]},
        GROUP_MET | NO_ASEAN,
        NO_ASEAN_TOOL,
    ),
]  # fmt: skip
