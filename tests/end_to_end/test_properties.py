"""Any small table, any question: the product's answer is the reference's."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from end_to_end import product, shell, tables
from reference import cites

RELAXED = settings(
    deadline=None,
    database=None,
    print_blob=True,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@contextmanager
def loaded(table: tables.Table) -> Iterator[Any]:
    """The product's store with that one table in it."""
    with tempfile.TemporaryDirectory(prefix="kouprey-") as folder:
        file = Path(folder) / "table.csv"
        file.write_bytes(table.text.encode())
        product.load(Path(folder) / "home", [file])
        with product.opened(Path(folder) / "home") as store:
            yield store


def check_studies(table: tables.Table, asked: list[dict[str, Any]]) -> None:
    """Load one table and compare the answers to some questions."""
    rows = cites.read_text(table.text)
    with loaded(table) as store:
        for question in asked:
            expected = cites.study(rows, table.kind, **question)
            shell.agree(store.study(**question).records(), expected)


def check_reports(table: tables.Table) -> None:
    """Load one table and compare gross and net, exports and imports, and the tabulation."""
    rows = cites.read_text(table.text)
    with loaded(table) as store:
        for direction in ("exports", "imports"):
            assert product.cells(store.gross(direction)) == cites.gross(rows, direction)
            assert product.cells(store.net(direction)) == cites.net(rows, direction)
        assert product.lines(store.comptab()) == cites.comptab(rows, table.kind)


def studies_hold(examples: int) -> None:
    """Any table, five questions to each."""
    asked = st.lists(tables.questions(), min_size=5, max_size=5)
    settings(RELAXED, max_examples=examples)(given(table=tables.tables(), asked=asked)(check_studies))()


def reports_hold(examples: int) -> None:
    """Any table, all its reports."""
    settings(RELAXED, max_examples=examples)(given(table=tables.tables())(check_reports))()


def test_studies_are_those_of_the_reference() -> None:
    studies_hold(12)


def test_reports_are_those_of_the_reference() -> None:
    reports_hold(10)


@pytest.mark.long
def test_studies_are_those_of_the_reference_at_length() -> None:
    studies_hold(600)


@pytest.mark.long
def test_reports_are_those_of_the_reference_at_length() -> None:
    reports_hold(500)


@pytest.mark.parametrize("side", ["importer", "exporter"])
def test_membership_of_asean_is_dated(side: str) -> None:
    """Every State of the region, and two others, in every year from 1982 to 2026."""
    states = (*cites.SEA, "CN", "PG")
    rows = [
        tables.row(year, "Naja naja", str(n), Importer=state, Exporter=state, Origin="")
        for n, (year, state) in enumerate(itertools.product(range(1982, 2027), states), 1)
    ]
    table = tables.Table("comptab", tables.csv_text(tables.COMPTAB, rows))
    fields = {"by": ("year", side), "quantity": "max"}
    check_studies(table, [{side: "ASEAN", **fields}, {side: "SEA", **fields}, fields])
