"""What was received of an observation is read in words, and says where it was invented."""

from __future__ import annotations

import pytest

from kouprey.domain.access import Role
from kouprey.web.records.tenancy import acting
from kouprey.web.ui.record_page import values_in_words
from web import incidents
from web.cast import build

pytestmark = pytest.mark.django_db


def test_codes_are_words_wherever_an_observation_leaves():
    from kouprey.web.records.queries import kind_of, values_of

    cast = build(Role.RECORDER)
    by = cast.actor(Role.RECORDER)
    record = incidents.reported(by, synthetic="yes")
    with acting(by):
        said = {one["name"]: one["value"] for one in values_in_words(kind_of(record), values_of(record))}
    assert record.headline.startswith("Seizure · SYNTHETIC · Manis javanica")
    assert said["kind"] == "Seizure"
    assert said["country"] == "Cambodia"
    assert said["specimens"].startswith("Manis javanica, scales, ")
    assert said["synthetic"] == "yes"
