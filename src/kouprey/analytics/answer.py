"""An answer: rows with their method note and warnings. Every face shows the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kouprey.kernel.jsontext import dumps, records


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows` are tuples in the order of `columns`; quantities are exact decimals, shares floats in 0..1."""

    method: dict[str, Any]
    warnings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    seconds: float = field(default=0.0, compare=False)

    @property
    def synthetic(self) -> bool:
        """Whether the figures come from a generator."""
        return bool(self.method.get("synthetic"))

    def records(self) -> list[dict[str, Any]]:
        """The rows as dicts, column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_json(self) -> str:
        """The answer as one JSON object (cli.md): method, warnings, columns, rows."""
        body = {"method": self.method, "warnings": list(self.warnings), "columns": list(self.columns)}
        return dumps(body)[:-1] + ', "rows": ' + records(self.columns, self.rows) + "}"
