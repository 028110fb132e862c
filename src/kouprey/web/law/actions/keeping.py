"""What stands in a version of an assessment: the case as an officer wrote it, the answer as the engine gives it.

Registered as the keeper of the kind (`apps.py`), so that neither pages nor API can bring an answer of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kouprey.domain.access import Actor, State
from kouprey.domain.law.record import answered
from kouprey.web.core.bulk import Adder
from kouprey.web.records.keepers import Keeper, New
from kouprey.web.records.models import Record


class AssessmentKeeper(Keeper):
    """What this room does for records of the kind `assessment`."""

    def fitted(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The case, assessed anew by the edition in use. Raises Unfit for a case that cannot be read."""
        return answered(values)

    def headline(self, values: Mapping[str, Any]) -> str:
        """Its subject."""
        return str(values["subject"])

    def names(self, values: Mapping[str, Any]) -> list[str]:
        """It is about law, and has no text of one's own words."""
        return []

    def keep(self, record: Record, values: Mapping[str, Any]) -> None:
        """It has no rows of its own."""

    def keep_new(self, records: Sequence[New], add: Adder, *, by: Actor, at: datetime) -> None:
        """It has no rows of its own."""

    def ready(self, values: Mapping[str, Any], state: State) -> None:
        """It supports a decision and makes none: nothing in the answer stands in the way of a step."""

    def withdrawn(self, records: Sequence[Record], *, by: Actor, at: datetime) -> None:
        """Nothing goes on with them."""

    def destroy(self, record: Record, *, rule: str, by: Any, at: datetime) -> None:
        """It has no rows of its own."""
