"""One peer, one question, as a process of its own: `python -m benchmarks.peer KIND QUESTION PATH [VARIANT]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.questions import QUESTIONS, Question


def answer(kind: str, question: Question, path: Path, variant: str = "coded") -> tuple[list[tuple[Any, ...]], float]:
    """Rows and the engine's seconds: `sql` (Kouprey's file), `strings` (a table of text), `polars`, `pandas`."""
    if kind in ("sql", "strings"):
        import duckdb

        from benchmarks.handwritten import sql

        query = sql(question, "text", "trade") if kind == "strings" else sql(question, variant)
        with duckdb.connect(str(path), read_only=True, config={"memory_limit": "2GB"}) as connection:
            start = time.perf_counter()
            rows = connection.execute(query).fetchall()
            return rows, time.perf_counter() - start
    from benchmarks import frames

    start = time.perf_counter()
    rows = getattr(frames, f"{kind}_rows")(question, path)
    return rows, time.perf_counter() - start


def main(words: list[str]) -> None:
    """Print the answer as JSON, as a careful script would."""
    import json

    kind, name, path, *variant = words
    question = next(q for q in QUESTIONS if q.name == name)
    rows, _ = answer(kind, question, Path(path), *variant)
    sys.stdout.write(json.dumps(rows, default=str))


if __name__ == "__main__":
    main(sys.argv[1:])
