"""The one line that stands for an observation in a list: what it is, of which taxa, in which country."""

from __future__ import annotations

from kouprey.domain.seizures.values import Incident
from kouprey.domain.seizures.vocabulary import name

MOST = 3
"""Taxa that are named; how many more there are is said in a number."""


def headline(incident: Incident) -> str:
    """The line. The exact place and free text never stand in it: more people read lists than records."""
    taxa = list(dict.fromkeys(line.name for line in incident.specimens if line.name))
    named = taxa[:MOST] + ([f"+{len(taxa) - MOST}"] if len(taxa) > MOST else [])
    mark = "SYNTHETIC" if incident.synthetic else ""
    parts = [name("kind", str(incident.kind)), mark, ", ".join(named), incident.place.country]
    return " · ".join(filter(None, parts))
