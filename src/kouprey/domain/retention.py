"""How long a file that was handed over stays on a node: the node's own rule (docs/settings.md), of no treaty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Fate(StrEnum):
    """What became of a file: the period that it is kept for hangs on this."""

    LOADED = "loaded"
    NOT_STARTED = "not started"
    NOT_LOADED = "not loaded"


@dataclass(frozen=True, slots=True)
class Periods:
    """For how many days a file is kept after it was loaded, was received and never started, or was not loaded."""

    loaded: int
    not_started: int
    not_loaded: int

    def days(self, fate: Fate) -> int:
        """The period of one fate, in days."""
        return {
            Fate.LOADED: self.loaded,
            Fate.NOT_STARTED: self.not_started,
            Fate.NOT_LOADED: self.not_loaded,
        }[fate]

    def are_over(self, fate: Fate, *, since: datetime, at: datetime) -> bool:
        """Whether a file of this fate, met `since`, has been kept for as long as the rule says."""
        return at - since >= timedelta(days=self.days(fate))
