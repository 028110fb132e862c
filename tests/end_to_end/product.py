"""The product in-process: every call of its Python face that these tests make, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from kouprey import trade
from reference import cites

CELL = ("appendix", "taxon", "term", "unit", "country", "year")


def load(home: Path, paths: Iterable[Path], **options: Any) -> Any:
    """Load files as one release."""
    return trade.load(list(paths), home=home, **options)


@contextmanager
def opened(home: Path, dataset: str | None = None) -> Iterator[Any]:
    """The store of a home, open for questions."""
    store = trade.open(home, dataset=dataset)
    try:
        yield store
    finally:
        if hasattr(store, "close"):
            store.close()


def study(home: Path, dataset: str | None = None, **question: Any) -> list[dict[str, Any]]:
    """The rows of one study: as `trade study` gives them, without the second it takes to start."""
    with opened(home, dataset) as store:
        return list(store.study(**question).records())


def cells(answer: Any) -> dict[cites.Cell, Decimal]:
    """A gross or net answer, which comes in long form, as cells; a zero is no cell of a report."""
    records = answer.records()
    found = {tuple(r[name] for name in CELL): Decimal(r["quantity"]) for r in records}
    assert len(found) == len(records), "two rows for one cell"
    return {cell: quantity for cell, quantity in found.items() if quantity}  # type: ignore[misc]


def lines(answer: Any) -> list[tuple[str, ...]]:
    """A tabulation as the sixteen official columns of text, sorted."""
    return sorted(tuple(_text(value) for value in _values(record)) for record in answer.records())


def _values(record: dict[str, Any] | Sequence[Any]) -> list[Any]:
    return list(record.values()) if isinstance(record, dict) else list(record)


def _text(value: Any) -> str:
    assert not isinstance(value, float), f"a quantity as a float: {value!r}"
    return cites.plain(value) if value is None or isinstance(value, Decimal) else str(value)
