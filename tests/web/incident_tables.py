"""A table of two invented seizures, as Kouprey's own CSV."""

from __future__ import annotations

from pathlib import Path

from kouprey.domain import seizures as sz
from kouprey.formats import seizures as forms
from web.incidents import values


def table(path: Path, **changed: object) -> Path:
    """Two seizures of one day as Kouprey's own CSV; `changed` is about the second."""
    made = [
        sz.of_values(values(**more), id=id, stage=sz.Stage.REPORTED)
        for id, more in (
            ("0198a000-0000-7000-8000-000000000001", {}),
            ("0198a000-0000-7000-8000-000000000002", {"admin1": "Kandal", **changed}),
        )
    ]
    path.write_text(forms.aitr_csv(made), encoding="utf-8")
    return path
