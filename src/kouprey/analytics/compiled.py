"""Compiled measures, kept between runs: Ibis takes half a second to import and a question must not wait for it.

The SQL of each shape of question is written once under KOUPREY_HOME/cache/sql. Its first line tells
the shape and the state of the measures' own code, so that an update never meets the SQL of before.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock, get_ident
from typing import Any
from zlib import crc32

from kouprey.analytics.columns import ibis_types

_compiling = Lock()
"""Two questions of one page may be new at the same time, and Ibis is made for one thread."""
_CODE = (Path(__file__).parent / "measures", Path(__file__).parent / "columns.py")


def sql(cache: Path, measure: str, shape: object, quantity: str, build: Callable[[Any], Any]) -> str:
    """The SQL of `build(table)`, from the cache or compiled now. `shape` must tell all that the SQL depends on."""
    told = f"-- {(measure, shape, quantity, _edition())!r}\n"
    kept = cache / f"{measure}-{crc32(told.encode()):08x}.sql"
    try:
        text = kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    if text.startswith(told):
        return text[len(told) :]
    with _compiling:
        compiled = compile_for("duckdb", quantity, build)
    cache.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}-{get_ident()}")
    fresh.write_text(told + compiled, encoding="utf-8")
    fresh.replace(kept)
    return compiled


def compile_for(dialect: str, quantity: str, build: Callable[[Any], Any]) -> str:
    """Compile a measure for an engine's dialect of SQL."""
    import ibis

    table = ibis.table(ibis_types(quantity), name="lines")
    return str(ibis.to_sql(build(table), dialect=dialect))


@lru_cache(maxsize=1)
def _edition() -> str:
    """A stamp of the measures' code: names, sizes and times of its files."""
    files = [path for root in _CODE for path in (sorted(root.glob("*.py")) if root.is_dir() else [root])]
    return repr([(f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in files])
