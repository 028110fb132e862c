"""The trade table as Parquet, for notebooks, Spark and other tools, with a manifest of what it is."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from kouprey.analytics.columns import CODED, FORMAT
from kouprey.analytics.engine import name, reading, text
from kouprey.analytics.releases import Release


def to_parquet(release: Release, home: Path, folder: Path) -> dict[str, Any]:
    """Write `trade.parquet` (codes as text, quantities as decimals) and `manifest.json` into `folder`.

    Both appear whole or not at all. Returns the manifest: release, rows, sha256, schema, whether synthetic.
    """
    folder.mkdir(parents=True, exist_ok=True)
    label = "SYNTHETIC-trade.parquet" if release.manifest["synthetic"] else "trade.parquet"
    fresh = folder / f".{label}.{os.getpid()}"
    texts = ", ".join(f"{name(column)}::VARCHAR AS {name(column)}" for column in CODED)
    with reading(release.database, home / "cache" / "scratch") as connection:
        described = connection.execute("DESCRIBE trade").fetchall()
        select = f"SELECT * REPLACE ({texts}) FROM trade"
        options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{kouprey: {text(_about(release))}}}"
        connection.execute(f"COPY ({select}) TO {text(str(fresh))} ({options})")
    with fresh.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    fresh.replace(folder / label)
    manifest = {
        "format": FORMAT,
        "file": label,
        "sha256": digest,
        "dataset": release.dataset,
        "release": release.id,
        "kind": release.kind,
        "rows": release.manifest["rows"],
        "years": release.manifest["years"],
        "synthetic": release.manifest["synthetic"],
        "preliminary": release.preliminary,
        "columns": {row[0]: "VARCHAR" if row[0] in CODED else row[1] for row in described},
        "files": release.manifest["files"],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest


def _about(release: Release) -> str:
    mark = "SYNTHETIC, made by Kouprey's generator" if release.manifest["synthetic"] else "CITES Trade Database"
    if release.preliminary:
        mark = "PRELIMINARY NATIONAL DATA, a country's own report"
    return f"{mark}; dataset {release.dataset}, release {release.id}"
