"""Words for what the register of law only names by codes: outcomes, channels, topics, lists, ranks."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OUTCOMES: Final[dict[str, Any]] = {
    "met": gettext_lazy("met"),
    "not_met": gettext_lazy("not met"),
    "unknown": gettext_lazy("unknown"),
    "open": gettext_lazy("open"),
    "closed": gettext_lazy("closed"),
}
JOINED: Final[dict[str, Any]] = {
    "all": gettext_lazy("needs all of these"),
    "any": gettext_lazy("needs one of these"),
    "agree": gettext_lazy("these must agree"),
    "conflict": gettext_lazy("CONTRADICTION between these"),
}
CHANNELS: Final[dict[str, Any]] = {
    "police": gettext_lazy("Police to police"),
    "spontaneous": gettext_lazy("Information without request"),
    "mla": gettext_lazy("Mutual legal assistance"),
    "extradition": gettext_lazy("Extradition"),
    "joint": gettext_lazy("Joint investigation"),
    "cites": gettext_lazy("CITES Management Authority"),
}
BASES: Final[dict[str, Any]] = {
    "bilateral treaty": gettext_lazy("Bilateral treaty"),
    "reciprocity": gettext_lazy("Reciprocity"),
    "police channel": gettext_lazy("Police channel"),
    "agreement of the States": gettext_lazy("Agreement of the States"),
    "UNCAC 46, where there is corruption": gettext_lazy("UNCAC 46, where there is corruption"),
    "ASEAN Treaty on Extradition": gettext_lazy("ASEAN Treaty on Extradition"),
}
TOPICS: Final[dict[str, Any]] = {
    "untoc-16-5": gettext_lazy("UNTOC as a basis of extradition, Art. 16(5)"),
    "treaty-conditional": gettext_lazy("Extradition only by treaty"),
    "extradites-nationals": gettext_lazy("Own nationals are extradited"),
    "extradition-threshold": gettext_lazy("Lowest penalty for extradition, in years"),
    "reciprocity-extradition": gettext_lazy("Extradition on reciprocity"),
    "reciprocity-mla": gettext_lazy("Legal assistance on reciprocity"),
    "mla-law": gettext_lazy("A law on mutual legal assistance"),
    "language": gettext_lazy("Accepted language"),
    "asean-language": gettext_lazy("Accepted language under the ASEAN treaty"),
    "legal-persons": gettext_lazy("Liability of companies"),
    "participation-offence": gettext_lazy("Taking part in a group is a crime"),
    "aggravation": gettext_lazy("Heavier for repeat offenders and groups"),
    "non-native": gettext_lazy("Species from abroad are reached"),
    "online-advertising": gettext_lazy("Advertising, online too"),
}
VALUES: Final[dict[str, Any]] = {
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
    "contested": gettext_lazy("contested"),
    "scheduled": gettext_lazy("a basis within a schedule"),
    "no_basis": gettext_lazy("not a basis"),
    "not_bound": gettext_lazy("not bound by Art. 16"),
    "basis": gettext_lazy("a basis"),
    "limited": gettext_lazy("limited"),
    "different": gettext_lazy("another concept"),
    "criminal": gettext_lazy("criminal"),
    "civil": gettext_lazy("civil"),
    "admin": gettext_lazy("administrative"),
    "none": gettext_lazy("none"),
    "unknown": gettext_lazy("unknown"),
    "life": gettext_lazy("life"),
}
RANKS: Final[dict[str, Any]] = {
    "treaty": gettext_lazy("treaty"),
    "law": gettext_lazy("law"),
    "decree": gettext_lazy("decree"),
    "circular": gettext_lazy("circular"),
    "judicial interpretation": gettext_lazy("judicial interpretation"),
}
FUNCTIONS: Final[dict[str, Any]] = {
    "mla": gettext_lazy("Mutual legal assistance"),
    "extradition": gettext_lazy("Extradition"),
    "police": gettext_lazy("Police"),
}
PROVENANCE: Final[dict[str, Any]] = {
    "paper": gettext_lazy("founding paper"),
    "public source": gettext_lazy("public source"),
    "unverified": gettext_lazy("not checked"),
}
LEVELS: Final[dict[str, Any]] = {
    "unknown": gettext_lazy("unknown"),
    "suspected": gettext_lazy("suspected"),
    "supported": gettext_lazy("supported"),
    "proven": gettext_lazy("proven"),
}
LISTS: Final[dict[str, Any]] = {
    "law-instruments": gettext_lazy("Instruments"),
    "law-provisions": gettext_lazy("Provisions and penalties"),
    "law-conduct": gettext_lazy("Conduct and species of provisions"),
    "law-bilateral": gettext_lazy("Treaties between two States"),
    "law-parties": gettext_lazy("Parties to treaties"),
    "law-positions": gettext_lazy("Declarations and positions"),
    "law-groups": gettext_lazy("Definitions of a criminal group"),
    "law-thresholds": gettext_lazy("Thresholds"),
    "law-exemptions": gettext_lazy("Exemptions and licences"),
    "law-species": gettext_lazy("National lists of species"),
    "law-authorities": gettext_lazy("Competent authorities"),
    "law-drafts": gettext_lazy("Drafts in the making"),
    "law-project": gettext_lazy("CITES national legislation project"),
    "law-questions": gettext_lazy("Questions to a lawyer"),
}
TABS: Final = (
    ("law", gettext_lazy("Penalties and treaties")),
    ("law-gap", gettext_lazy("Gap between laws")),
    ("law-routes", gettext_lazy("Routes of a request")),
    ("law-species", gettext_lazy("Protected species")),
    ("law-verify", gettext_lazy("To be verified")),
    ("law-claims", gettext_lazy("Claims of the paper")),
    ("law-editions", gettext_lazy("Editions")),
)


def yes_no(answer: bool | None) -> str:
    """A plain answer; none is unknown."""
    return _("unknown") if answer is None else _("yes") if answer else _("no")
