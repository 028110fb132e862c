"""Conditions, facts and decisions are values: nobody who was given one can change what it says."""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, fields, is_dataclass
from types import ModuleType

import pytest

from kouprey.domain import access
from kouprey.domain.access import acts, clauses, facts, predicates, roles
from kouprey.domain.access.predicates import ALWAYS, NEVER, met
from kouprey.domain.handling import Purpose, Tlp

MODULES = (access, acts, clauses, facts, predicates, roles)


def classes(module: ModuleType) -> list[type]:
    """The dataclasses that a module defines."""
    return [one for one in vars(module).values() if isinstance(one, type) and is_dataclass(one)]


VALUES = {one.__name__: one for module in MODULES for one in classes(module)}


@pytest.mark.parametrize("kind", VALUES.values(), ids=VALUES)
def test_a_value_cannot_be_changed(kind: type):
    one = object.__new__(kind)
    for field in fields(kind):
        with pytest.raises(FrozenInstanceError):
            setattr(one, field.name, None)


def test_a_condition_without_parts():
    assert met(ALWAYS, object())
    assert not met(NEVER, object())


UNSAID = {
    "Actor": {
        "strong": False, "active": True, "groups": frozenset(), "teams": frozenset(), "compartments": frozenset(),
    },
    "RecordFacts": {
        "state": "reported", "tlp": Tlp.AMBER, "codes": frozenset(), "purposes": frozenset(Purpose), "nominal": False,
        "received": False, "team": None, "compartment": None, "reach": frozenset(), "asked_by": None,
    },
    "ReleaseFacts": {
        "tlp": Tlp.AMBER, "codes": frozenset(), "purposes": frozenset(Purpose), "recalled": False,
    },
    "PeopleFacts": {"held": True, "officer": None, "asked_by": None, "open": True},
    "NodeFacts": {"asked_by": None, "open": True},
}  # fmt: skip
"""What holds of facts that nobody told: no second factor, no list of people, nothing wider than the authority."""


@pytest.mark.parametrize("name", UNSAID)
def test_what_is_not_said_opens_nothing(name: str):
    said = {field.name: field.default for field in fields(VALUES[name]) if field.default is not MISSING}
    assert said == UNSAID[name]
