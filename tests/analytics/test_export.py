"""The store as Parquet: the same rows as text and decimals, described by a manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from formats.cites_text import bulk, row
from kouprey import trade
from kouprey.analytics.columns import CODED
from kouprey.analytics.export import to_parquet


def exported(tmp_path: Path, *, mark: str = "") -> tuple[trade.Store, Path, dict[str, object]]:
    """A store of three rows and its export."""
    rows = [
        row(id="1", taxon=f"Naja naja{mark}", quantity="0.123456789012"),
        row(id="2", taxon=f'It\'s "odd"{mark}', reporter="E", quantity="123456789012345", exporter="NA"),
        row(id="3", taxon=f"Naja naja{mark}", quantity="", origin="ID", import_permit="3f9c"),
    ]
    (tmp_path / "given.csv").write_text(bulk(*rows), encoding="utf-8")
    home, folder = tmp_path / "home", tmp_path / "deep" / "parquet"
    trade.load([tmp_path / "given.csv"], home=home)
    store = trade.open(home)
    return store, folder, to_parquet(store.release, home, folder)


def test_it_holds_the_rows_of_the_store(tmp_path: Path) -> None:
    store, folder, _ = exported(tmp_path)
    texts = ", ".join(f'"{column}"::VARCHAR AS "{column}"' for column in CODED)
    with store.desk.connect() as connection:
        expected = connection.execute(f"SELECT * REPLACE ({texts}) FROM trade ORDER BY id").fetchall()
    found = duckdb.execute(f"SELECT * FROM '{folder / 'trade.parquet'}' ORDER BY id").fetchall()
    assert found == expected
    assert len(found) == 3


def test_the_manifest_describes_it(tmp_path: Path) -> None:
    store, folder, manifest = exported(tmp_path)
    written = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    parquet = folder / "trade.parquet"
    assert written == manifest
    assert manifest["sha256"] == hashlib.sha256(parquet.read_bytes()).hexdigest()
    assert (manifest["file"], manifest["rows"], manifest["synthetic"]) == ("trade.parquet", 3, False)
    assert (manifest["release"], manifest["dataset"], manifest["years"]) == (store.release.id, "bulk", [2013, 2013])
    assert manifest["files"] == store.release.manifest["files"]
    described = duckdb.execute(f"DESCRIBE SELECT * FROM '{parquet}'").fetchall()
    assert manifest["columns"] == {name: kind for name, kind, *_ in described}


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    assert sorted(path.name for path in exported(tmp_path)[1].iterdir()) == ["manifest.json", "trade.parquet"]


@pytest.mark.parametrize(("mark", "name"), [(" SYNTHETIC", "SYNTHETIC-trade.parquet"), ("", "trade.parquet")])
def test_the_file_itself_says_what_it_is(mark: str, name: str, tmp_path: Path) -> None:
    store, folder, manifest = exported(tmp_path, mark=mark)
    about = pq.read_schema(folder / name).metadata[b"kouprey"].decode()
    assert (manifest["file"], manifest["synthetic"]) == (name, bool(mark))
    assert store.release.id in about
    assert about.startswith("SYNTHETIC" if mark else "CITES Trade Database")
