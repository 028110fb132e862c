"""What goes where: the answer to stdout or a file, everything else to stderr."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.jsontext import dumps

FORMATS = ("table", "json", "csv", "xlsx", "parquet")


def output_options(parser: ArgumentParser, formats: tuple[str, ...] = FORMATS) -> None:
    """--format and --output."""
    parser.add_argument("--format", choices=formats, default="table", help="how the answer is written")
    parser.add_argument("--output", metavar="FILE", help="write the answer to FILE instead of the terminal")


def say(*lines: str) -> None:
    """Words for the person, not part of the answer."""
    for line in lines:
        print(line, file=sys.stderr)


def write(answer: str | bytes, chosen: Namespace) -> None:
    """Write the answer where it was asked for; a file appears whole or not at all."""
    if chosen.output:
        _to_file(Path(chosen.output), answer)
    elif isinstance(answer, bytes):
        if sys.stdout.isatty():
            raise UnusableInput(
                f"The format {chosen.format} is not for reading in a terminal.", remedy="Add --output FILE."
            )
        sys.stdout.buffer.write(answer)
    else:
        sys.stdout.write(answer)
        sys.stdout.flush()


def _to_file(path: Path, answer: str | bytes) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(answer.encode("utf-8") if isinstance(answer, str) else answer)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UnusableInput(f"{path} cannot be written: {error.strerror}.", remedy="Choose another place.") from error
    say(f"Written: {path}")


def write_answer(answer: Any, chosen: Namespace) -> None:
    """Write a measure's answer; its method note and warnings go to stderr, and beside a CSV file."""
    write(answer.written(chosen.format), chosen)
    sentences = answer.method.get("sentences", [])
    if chosen.output and chosen.format == "csv":
        note = Path(f"{chosen.output}.method.json")
        note.write_text(answer.note(), encoding="utf-8")
        say(f"Method note: {note}")
    notes("Method", sentences if chosen.format != "json" else [])
    notes("Mind", answer.warnings)


def notes(head: str, sentences: Iterable[str]) -> None:
    """A short list of sentences on stderr."""
    listed = list(sentences)
    if listed:
        say(f"{head}:", *(f"  {sentence}" for sentence in listed))


def listing(measure: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]], chosen: Namespace) -> None:
    """Write a plain list (releases, files) in the chosen format; as JSON it has the parts of every answer."""
    from kouprey.formats.tables import text

    if chosen.format == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        answer = {"method": {"measure": measure}, "warnings": [], "columns": list(columns), "rows": records}
        write(dumps(answer) + "\n", chosen)
    elif chosen.format == "csv":
        write(text.as_csv(columns, rows), chosen)
    else:
        write(text.as_table(columns, rows), chosen)
