"""Invented observations for the tests of the room and its pages, written down by the acts of the room."""

from __future__ import annotations

from typing import Any

from kouprey.domain import seizures as sz
from kouprey.domain.handling import Handling
from kouprey.kernel.ids import new_id
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures.actions import recording, stages
from web.cast import AT


def values(**changed: Any) -> dict[str, Any]:
    """A seizure that no rule finds an error in: scales and a live animal on a road from the border."""
    found = {
        "kind": "seizure", "when": "2026-11-12", "country": "KH", "admin1": "Svay Rieng", "agency": "customs",
        "activities": ["import"], "offences": ["smuggling"], "transport": ["road"], "detection": ["intelligence"],
        "place": {"name": "Weighbridge on road 1"},
        "specimens": [
            line("Manis javanica", "SCA", number="12.5", unit="KGM"), line("Cuora amboinensis", "LIV", number="3"),
        ],
        "legs": [
            {"id": str(new_id()), "order": 1, "role": "origin", "country": "KH", "certainty": "confirmed"},
            {"id": str(new_id()), "order": 2, "role": "destination", "country": "VN", "certainty": "suspected"},
        ],
        "people": [{"country": "KH", "number": 2}],
    }  # fmt: skip
    return found | changed


def line(taxon: str, term: str, *, number: str = "", unit: str = "", amount: str = "exact") -> dict[str, Any]:
    """One line of specimens, with an id of its own."""
    known = sz.identify(taxon)
    appendix = sz.appendix_on(known.taxon, sz.of_values({"when": "2026-11-12"}, id="").when) if known.taxon else ""
    quantity = {"amount": amount if number else "present", "number": number, "unit": unit}
    found = {"id": str(new_id()), "reported": taxon, "taxon": known.taxon, "appendix": appendix, "term": term}
    if term == "LIV":
        found["disposal"] = next(iter(sorted(sz.book(AT.date()).live_disposals)))
    return found | {"quantity": {name: value for name, value in quantity.items() if value}}


def written(by: Any, *, marks: Handling | None = None, token: Any = None, at: Any = AT, **changed: Any) -> Any:
    """A draft of the officer's agency."""
    with acting(by):
        return recording.record_incident(
            values=values(**changed), marks=marks or Handling(), token=token, by=by, at=at
        )


def reported(by: Any, **changed: Any) -> Any:
    """A report of the officer's agency."""
    made = written(by, **changed)
    with acting(by):
        return stages.report(id=made.id, by=by, at=AT)
