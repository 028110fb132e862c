"""Settings come from the environment, are all documented, and are refused when they make no sense."""

from __future__ import annotations

import stat
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from kouprey.kernel.errors import UnusableInput
from kouprey.web.config import environment
from kouprey.web.config.database import database

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_document_shows_the_table():
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    shown = [line for line in lines if line.startswith("| `KOUPREY_")]
    assert shown == [
        f"| `{s.name}` | {default(s)} | {s.meaning}{' Secret.' if s.secret else ''} |" for s in environment.SETTINGS
    ]


def default(setting: environment.Setting) -> str:
    return f"`{setting.default}`" if setting.default else "(none)"


def test_nothing_else_is_read():
    with pytest.raises(KeyError):
        environment.read("KOUPREY_ANYTHING")


def test_a_secret_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("KOUPREY_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert environment.read("KOUPREY_SECRET_KEY") == "from the file"
    monkeypatch.setenv("KOUPREY_SECRET_KEY", "given")
    with pytest.raises(UnusableInput, match="Both"):
        environment.read("KOUPREY_SECRET_KEY")


def test_a_secret_file_that_is_not_there_is_loud(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("KOUPREY_SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(UnusableInput, match="cannot be read"):
        environment.read("KOUPREY_SECRET_KEY")


@pytest.mark.parametrize(
    ("given", "meant"), [("yes", True), ("1", True), ("No", False), ("false", False), ("", False)]
)
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, given: str, meant: bool):
    monkeypatch.setenv("KOUPREY_DEBUG", given)
    assert environment.flag("KOUPREY_DEBUG") is meant


def test_what_is_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOUPREY_DEBUG", "perhaps")
    with pytest.raises(UnusableInput, match="perhaps"):
        environment.flag("KOUPREY_DEBUG")


def test_https_follows_production(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOUPREY_PRODUCTION", "yes")
    assert environment.flag("KOUPREY_HTTPS")
    monkeypatch.setenv("KOUPREY_HTTPS", "no")
    assert not environment.flag("KOUPREY_HTTPS")


def test_a_number_is_a_number(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOUPREY_HSTS_SECONDS", "soon")
    with pytest.raises(UnusableInput, match="soon"):
        environment.number("KOUPREY_HSTS_SECONDS")


def test_the_key_of_a_node_is_made_once_and_kept_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path / "home"))
    with ThreadPool(8) as pool:
        keys = set(pool.map(lambda _: environment.secret_key(), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE((tmp_path / "home" / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["secret-key"]


def test_in_production_no_key_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    monkeypatch.setenv("KOUPREY_PRODUCTION", "yes")
    environment.secret_key()
    assert not (tmp_path / "secret-key").exists()


def test_the_default_database_is_a_file_in_the_home(tmp_path: Path):
    found = database("", tmp_path)
    assert found["NAME"] == str(tmp_path / "kouprey.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_an_sqlite_file_elsewhere():
    assert database("sqlite:////srv/node.sqlite3", Path())["NAME"] == "/srv/node.sqlite3"


def test_a_postgresql_database():
    found = database("postgres://kou:p%40ss@db.example:5433/node?sslmode=require", Path())
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("node", "kou", "p@ss")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.example", "5433", {"sslmode": "require"})


def test_another_database_is_refused_without_its_password():
    with pytest.raises(UnusableInput) as raised:
        database("mysql://kou:secret@db/node", Path())
    assert "secret" not in str(raised.value)
