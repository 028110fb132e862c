"""Databases stay open between questions, and never longer than they are there or than others need room."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from kouprey.analytics.engine import building, codes, reading


def made(folder: Path, name: str, value: int) -> Path:
    """A database that is built beside its place and renamed into it, as releases are."""
    path, fresh = folder / f"{name}.duckdb", folder / f"fresh-{value}.duckdb"
    with building(fresh, folder / "scratch") as connection:
        connection.execute(f"CREATE TABLE t AS SELECT {value} AS x")
    return fresh.replace(path)


def held(path: Path) -> int:
    with reading(path, path.parent / "scratch") as connection:
        return int(connection.execute("SELECT x FROM t").fetchall()[0][0])


def test_what_is_read_cannot_be_written_to(tmp_path: Path) -> None:
    with (
        reading(made(tmp_path, "a", 1), tmp_path / "scratch") as connection,
        pytest.raises(duckdb.InvalidInputException),
    ):
        connection.execute("INSERT INTO t VALUES (2)")


def test_questions_do_not_meet_each_others_temporary_tables(tmp_path: Path) -> None:
    path = made(tmp_path, "a", 1)
    with reading(path, tmp_path / "scratch") as one, reading(path, tmp_path / "scratch") as other:
        for connection, value in ((one, 1), (other, 2)):
            connection.execute(f"CREATE TEMP TABLE names AS SELECT {value} AS n")
        assert [c.execute("SELECT n FROM names").fetchall() for c in (one, other)] == [[(1,)], [(2,)]]
    with reading(path, tmp_path / "scratch") as later, pytest.raises(duckdb.CatalogException):
        later.execute("SELECT n FROM names")


def test_a_file_that_was_made_anew_is_read_anew(tmp_path: Path) -> None:
    assert held(made(tmp_path, "a", 1)) == 1
    assert held(made(tmp_path, "a", 2)) == 2


def test_a_question_ends_though_its_database_was_removed_and_many_others_were_opened(tmp_path: Path) -> None:
    path = made(tmp_path, "a", 7)
    with reading(path, tmp_path / "scratch") as connection:
        path.unlink()
        assert [held(made(tmp_path, f"other-{n}", n)) for n in range(6)] == list(range(6))
        assert connection.execute("SELECT x FROM t").fetchall() == [(7,)]


def test_the_codes_of_a_file_are_those_of_its_types_and_of_no_other_file(tmp_path: Path) -> None:
    def with_codes(value: int, listed: str) -> frozenset[str]:
        path, fresh = tmp_path / "a.duckdb", tmp_path / f"fresh-{value}.duckdb"
        with building(fresh, tmp_path / "scratch") as connection:
            connection.execute(f"CREATE TYPE code_term AS ENUM ({listed})")
        fresh.replace(path)
        with reading(path, tmp_path / "scratch") as connection:
            assert codes(connection, path, "code_term") is codes(connection, path, "code_term")
            return codes(connection, path, "code_term")

    assert with_codes(1, "'', 'live'") == {"", "live"}
    assert with_codes(2, "'', 'skins'") == {"", "skins"}
