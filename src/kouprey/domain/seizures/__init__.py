"""Seizures and other observations, as pure rules over frozen values: the one face for pages, shell, API, forms.

Values (`values`), their life (`lifecycle`), their JSON (`snapshot`, `schema`), the rules that judge them (`rules`),
likely duplicates and same events, the first hour, ivory, obligations, counts, and invented incidents.
"""

from __future__ import annotations

from kouprey.domain.handling import Grade
from kouprey.domain.seizures.book import Book, book
from kouprey.domain.seizures.checks import counted, persons_said
from kouprey.domain.seizures.choices import seldom_for, terms_for, units_for
from kouprey.domain.seizures.counting import (
    CAVEAT,
    KEYS,
    MEASURES,
    Bar,
    Tally,
    once,
    routes,
    shown,
    tally,
    window,
    within,
)
from kouprey.domain.seizures.duplicates import NEAR_DAYS, Likeness, likely, likely_pairs, likeness, may_be_alike
from kouprey.domain.seizures.first_hour import (
    Matter,
    Missing,
    Outcome,
    Threshold,
    matter,
    statutory_value,
    thresholds,
)
from kouprey.domain.seizures.generator import MARK, generate
from kouprey.domain.seizures.ivory import Ivory, Total, elephant, ivory_of, ivory_rules, large
from kouprey.domain.seizures.lifecycle import (
    COUNTED,
    STEPS,
    Basis,
    Handover,
    HandoverState,
    Step,
    bases,
    step,
    steps,
)
from kouprey.domain.seizures.naming import CANNOT_SEE, Noticed, personal_names
from kouprey.domain.seizures.obligations import (
    Duty,
    Filing,
    Meeting,
    Obligation,
    Status,
    calendar,
    in_niap,
    meetings,
    obligations,
    party_status,
    reported_until,
)
from kouprey.domain.seizures.places import ListedPlace, place, place_named, places
from kouprey.domain.seizures.rules import ERROR, NOTICE, RULES, Finding, Rule, errors, judge
from kouprey.domain.seizures.same_event import Conflict, Events, Judgement
from kouprey.domain.seizures.schema import INCIDENT
from kouprey.domain.seizures.sentences import declared
from kouprey.domain.seizures.snapshot import (
    as_json,
    of_json,
    of_snapshot,
    of_values,
    shared,
    snapshot,
    to_values,
    unkept,
)
from kouprey.domain.seizures.synonyms import Learned, Synonyms, synonyms
from kouprey.domain.seizures.taxa import Identified, appendix_on, identify
from kouprey.domain.seizures.taxa import within as is_within
from kouprey.domain.seizures.values import (
    Amount,
    Certainty,
    FirstHour,
    Incident,
    Kind,
    Leg,
    Money,
    People,
    Place,
    Quantity,
    Role,
    Specimen,
    Stage,
)
from kouprey.domain.seizures.vocabulary import LISTS as VOCABULARIES
from kouprey.domain.seizures.vocabulary import codes, currencies, fold, name, words

__all__ = [
    "CANNOT_SEE", "CAVEAT", "COUNTED", "ERROR", "INCIDENT", "KEYS", "MARK", "MEASURES", "NEAR_DAYS", "NOTICE",
    "RULES", "STEPS", "VOCABULARIES", "Amount", "Bar", "Basis", "Book", "Certainty", "Conflict", "Duty", "Events",
    "Filing", "Finding", "FirstHour", "Grade", "Handover", "HandoverState", "Identified", "Incident", "Ivory",
    "Judgement", "Kind", "Learned", "Leg", "Likeness", "ListedPlace", "Matter", "Meeting", "Missing", "Money",
    "Noticed", "Obligation", "Outcome", "People", "Place", "Quantity", "Role", "Rule", "Specimen", "Stage",
    "Status", "Step", "Synonyms", "Tally", "Threshold", "Total", "appendix_on", "as_json", "bases", "book",
    "calendar", "codes", "counted", "currencies", "declared", "elephant", "errors", "fold", "generate",
    "identify", "in_niap", "is_within", "ivory_of", "ivory_rules", "judge", "large", "likely", "likely_pairs",
    "likeness", "matter", "may_be_alike", "meetings", "name", "obligations", "of_json", "of_snapshot", "of_values",
    "once", "party_status", "personal_names", "persons_said", "place", "place_named", "places", "reported_until",
    "routes", "seldom_for", "shared", "shown", "snapshot", "statutory_value", "step", "steps", "synonyms", "tally",
    "terms_for", "thresholds", "to_values", "units_for", "unkept", "window", "within", "words",
]  # fmt: skip
