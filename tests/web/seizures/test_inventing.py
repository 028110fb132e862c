"""The demonstration region is entered by the same acts as any observation, once however often the work is done."""

from __future__ import annotations

import pytest

from kouprey.kernel.errors import Refused
from kouprey.web.records.models import Record, Release
from kouprey.web.records.tenancy import as_the_node
from kouprey.web.seizures.actions.inventing import invent

pytestmark = pytest.mark.django_db
ASKED = {"seed": 3, "count": 12, "own": {}}


def test_what_is_invented_is_reported_verified_and_shared_once():
    steps: list[tuple[int, int]] = []

    def progress(step: str, done: int = 0, total: int = 0, *, last: bool = False) -> None:
        steps.append((done, total))

    for _ in range(2):
        assert invent(ASKED, None, progress) == {"entered": 12}  # type: ignore[arg-type]
    assert steps[:2] == [(0, 0), (0, 12)]
    with as_the_node(why := "a test counts what was invented"):
        records = list(Record.objects.unscoped(why))
        assert len(records) == 12
        assert len({record.authority for record in records}) > 3
        assert {record.state for record in records} >= {"reported", "verified"}
        left = set(Release.objects.unscoped(why).values_list("record", flat=True))
        assert left
        assert left <= {record.pk for record in records if record.state != "draft"}


def test_nothing_is_invented_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(Refused, match="in production"):
        invent(ASKED, None, lambda *_a, **_k: None)  # type: ignore[arg-type]
