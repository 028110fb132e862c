"""Words of the entry form of an observation: labels, help and choices that no list of codes has."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy

Choice = tuple[str, Any]
"""What is sent, and the words for it."""
NOT_SAID: Final[Choice] = ("", gettext_lazy("not known"))
YES_NO: Final = (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
AMOUNTS: Final = (
    ("exact", gettext_lazy("exact number")),
    ("estimated", gettext_lazy("estimated number")),
    ("present", gettext_lazy("present, number not known")),
    ("none", gettext_lazy("none")),
)
APPENDICES: Final = (
    ("", gettext_lazy("by the list, on that date")), ("I", "I"), ("II", "II"), ("III", "III"),
    ("N", gettext_lazy("not listed")),
)  # fmt: skip
MATTERS: Final = (("crime", gettext_lazy("crime")), ("administrative", gettext_lazy("administrative matter")))
RISKS: Final = (
    ("none", gettext_lazy("none")),
    ("suspected", gettext_lazy("suspected")),
    ("known", gettext_lazy("known")),
)
VOCABULARIES: Final = {
    "activities": "activity", "offences": "offence", "transport": "transport", "detection": "detection",
    "concealment": "concealment", "sanctions": "sanction",
}  # fmt: skip
SELDOM: Final = gettext_lazy("Seldom of this taxon")
KINDS_OF: Final = {
    "platform": "online-offer", "outlets": "market-survey", "court": "judgment", "cause": "poaching",
    "reporter": "tip",
}  # fmt: skip
"""Fields that belong to one kind of observation: the page's script shows them with that kind alone."""
HELP: Final = {
    "when": gettext_lazy("As far as it is known: 2026, 2026-11, 2026-11-20, or two of them with / between."),
    "country": gettext_lazy("Its name, or its code of two letters."),
    "place-name": gettext_lazy("In words, such as: weighbridge on road 1. It stays in the State."),
    "post": gettext_lazy("A border post, port, airport or town of the list. It says country and province by itself."),
    "agency": gettext_lazy("The kind of agency that found it."),
    "specimen-source": gettext_lazy("CITES code of where it came from, such as W for wild."),
    "value-amount": gettext_lazy("Never added to the values of specimens."),
    "reporter": gettext_lazy("How the person can be reached. It stays in your agency, and fewer roles read it."),
}
LABELS: Final = {
    "place-name": gettext_lazy("Place in words"), "place-latitude": gettext_lazy("Latitude"),
    "place-longitude": gettext_lazy("Longitude"), "place-precision_m": gettext_lazy("Precise to, in metres"),
    "value-amount": gettext_lazy("Value of the whole case"), "value-currency": gettext_lazy("Currency"),
    "grade-source": gettext_lazy("Grade of the source"),
    "grade-information": gettext_lazy("Grade of the information"),
    "taxon": gettext_lazy("Species or higher taxon"), "appendix": gettext_lazy("CITES Appendix"),
    "term": gettext_lazy("Kind of specimen"), "amount": gettext_lazy("How the amount is known"),
    "number": gettext_lazy("Amount"), "unit": gettext_lazy("Unit"), "weight": gettext_lazy("Weight in kg as well"),
    "weight_amount": gettext_lazy("The weight is"), "value": gettext_lazy("Value of this line"),
    "currency": gettext_lazy("Currency"), "disposal": gettext_lazy("What became of it"),
    "source": gettext_lazy("Source code"), "role": gettext_lazy("Role"), "share": gettext_lazy("Share in per cent"),
    "custody": gettext_lazy("Had legal custody"), "certainty": gettext_lazy("How sure"),
    "hour-matter": gettext_lazy("Crime or administrative matter"), "hour-basis": gettext_lazy("On what this rests"),
    "hour-identified_by": gettext_lazy("Who identifies the species"),
    "hour-taken_over_by": gettext_lazy("Who takes it over"),
    "hour-live_tonight": gettext_lazy("Where live animals are tonight"),
    "hour-health_risk": gettext_lazy("Health risk"),
    "hour-quarantine_informed": gettext_lazy("Quarantine was informed"),
}  # fmt: skip
