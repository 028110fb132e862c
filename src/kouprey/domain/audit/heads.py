"""The head of the chain on a day: four facts that are filed elsewhere, on paper or with a neighbour.

Whoever holds the node could make a new chain from the first act on; a head that was filed elsewhere tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_TITLE = "Kouprey audit head"
_FORM = re.compile(
    rf"{_TITLE}\s+date (\d{{4}}-\d{{2}}-\d{{2}})\s+sequence (\d{{1,18}})\s+acts (\d{{1,18}})\s+link ([0-9a-f]{{64}})"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a day (UTC), its number, and how many acts the chain holds of that day up to it."""

    date: date
    sequence: int
    acts: int
    link: bytes

    def text(self) -> str:
        """As it is filed."""
        facts = (f"date {self.date}", f"sequence {self.sequence}", f"acts {self.acts}", f"link {self.link.hex()}")
        return "\n".join((_TITLE, *facts, ""))


def parse(text: str) -> Head | None:
    """Read a filed head, typed off paper or out of a file; None if it is none."""
    found = _FORM.search(text.lower().replace(_TITLE.lower(), _TITLE))
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return Head(day, int(found[2]), int(found[3]), bytes.fromhex(found[4]))
