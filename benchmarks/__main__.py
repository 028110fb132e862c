"""`make bench`: prepare the data, compare every answer, time every peer, write docs/benchmarks.md."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import data as prepared
from benchmarks import peer
from benchmarks.compare import check
from benchmarks.data import Data, Run
from benchmarks.handwritten import VARIANTS
from benchmarks.questions import QUESTIONS, Question
from benchmarks.report import Results, write

ROUNDS = 5
PANDAS_ROWS = 5_000_000


def main() -> int:
    """Run the benchmarks. Returns 0; what is not reached is said in the report, not hidden in an exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=25_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/benchmarks"))
    parser.add_argument("--report", type=Path, default=None, help="default: docs/benchmarks.md for 25 million rows")
    chosen = parser.parse_args()
    results = Results(chosen.rows)
    large = _prepare(Data(chosen.rows, chosen.folder / str(chosen.rows)), results)
    for question in QUESTIONS:
        _one(question, large, results)
    small = _prepare(Data(chosen.rows // 5, chosen.folder / str(chosen.rows // 5)), results, measured=False)
    for question in QUESTIONS:
        results.smaller[question.name] = _engine_kouprey(question, small)
    _pandas(small if small.rows >= PANDAS_ROWS else large, results)
    results.memory_1gib = median(_whole(QUESTIONS[0], large, KOUPREY_TRADE_MEMORY="1GiB") for _ in range(3))
    text = write(results)
    sys.stdout.write(text)
    report = chosen.report or Path("docs/benchmarks.md" if chosen.rows == 25_000_000 else chosen.folder / "report.md")
    report.write_text(text, encoding="utf-8")
    _tell(f"written to {report}")
    return 0


def _tell(words: str) -> None:
    sys.stderr.write(f"… {words}\n")


def _prepare(data: Data, results: Results, *, measured: bool = True) -> Data:
    data.folder.mkdir(parents=True, exist_ok=True)
    _tell(f"{data.rows:,} rows: generating")
    made = prepared.generate(data)
    shutil.rmtree(data.home, ignore_errors=True)
    _tell("loading")
    load, bare = prepared.load(data)
    if measured:
        results.generate, results.load, results.bare = made, load, bare
        results.file_mib = sum(f.stat().st_size for f in data.home.rglob("trade.duckdb")) / 2**20
        _tell("copying for the peers")
        prepared.copies(data)
        results.strings_mib = data.strings.stat().st_size / 2**20
    elif data.rows >= PANDAS_ROWS:
        prepared.copies(data)
    return data


def _store(data: Data) -> Any:
    from kouprey import trade

    return trade.open(data.home)


def _ask(question: Question, data: Data) -> Any:
    store = _store(data)
    return store.gross(question.gross, **question.asked) if question.gross else store.study(**question.asked)


def _one(question: Question, data: Data, results: Results) -> None:
    _tell(question.name)
    database = next(data.home.rglob("trade.duckdb"))
    ours = _ask(question, data)
    for variant in VARIANTS:
        check(question, ours.rows, peer.answer("sql", question, database, variant)[0], exact=True)
    check(question, ours.rows, peer.answer("strings", question, data.strings)[0])
    check(question, ours.rows, peer.answer("polars", question, data.parquet)[0])
    timings = results.timings[question.name] = {}
    results.counts[question.name] = len(ours.rows)
    for _ in range(ROUNDS):
        timings.setdefault("kouprey", []).append(_ask(question, data).seconds)
        for variant in VARIANTS:
            timings.setdefault(variant, []).append(peer.answer("sql", question, database, variant)[1])
        timings.setdefault("strings", []).append(peer.answer("strings", question, data.strings)[1])
    for _ in range(3):
        timings.setdefault("polars", []).append(peer.answer("polars", question, data.parquet)[1])
    best = min(VARIANTS, key=lambda v: median(timings[v]))
    results.best[question.name] = best
    whole = results.whole[question.name] = {}
    for _ in range(ROUNDS):
        whole.setdefault("kouprey", []).append(_whole(question, data))
        whole.setdefault("sql", []).append(_peer("sql", question, database, best).seconds)
        whole.setdefault("strings", []).append(_peer("strings", question, data.strings).seconds)
    whole["polars"] = [_peer("polars", question, data.parquet).seconds for _ in range(2)]


def _whole(question: Question, data: Data, **environment: str) -> float:
    command = [prepared.shell(), *question.shell(), "--format", "json"]
    return prepared.process(command, data.home, **environment).seconds


def _peer(kind: str, question: Question, path: Path, *variant: str) -> Run:
    command = [sys.executable, "-m", "benchmarks.peer", kind, question.name, str(path), *variant]
    return prepared.process(command, PYTHONPATH=str(Path.cwd()))


def _engine_kouprey(question: Question, data: Data) -> float:
    _ask(question, data)
    return median(_ask(question, data).seconds for _ in range(ROUNDS))


def _pandas(data: Data, results: Results) -> None:
    question = QUESTIONS[1]
    _tell(f"pandas, {question.name}, {data.rows:,} rows")
    ours = _ask(question, data)
    rows, _ = peer.answer("pandas", question, data.parquet)
    check(question, ours.rows, rows)
    results.pandas = (data.rows, median(peer.answer("pandas", question, data.parquet)[1] for _ in range(3)))
    results.pandas_kouprey = _engine_kouprey(question, data)


if __name__ == "__main__":
    raise SystemExit(main())
