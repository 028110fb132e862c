"""Every kind of record there is. The one list that knows them all, so that no kind has to know another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kouprey.domain.law.record import ASSESSMENT
from kouprey.domain.records.information import INFORMATION
from kouprey.domain.records.schema import Kind
from kouprey.domain.seizures.schema import INCIDENT

KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in (INFORMATION, INCIDENT, ASSESSMENT)}
"""Kinds of records by name. A kind with a room of its own tells `web.records.keepers` how its rows are kept."""
