"""Conditions, facts and decisions are values: nobody who was given one can change what it says."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from types import ModuleType

import pytest

from kouprey.domain import access
from kouprey.domain.access import acts, clauses, facts, predicates, roles
from kouprey.domain.access.predicates import ALWAYS, NEVER, met

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
