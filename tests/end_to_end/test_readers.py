"""Files as they really come: the same rows in another dress load to the same answer, or are refused whole."""

from __future__ import annotations

import csv
import gzip
import io
import tempfile
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from end_to_end import product
from end_to_end.shell import agree, contents, load, run, study
from end_to_end.tables import BULK, COMPTAB, OLD_COMPTAB, ROWS, csv_text, row
from kouprey.kernel.errors import KoupreyError
from reference import cites

QUESTION: dict[str, Any] = {"quantity": "max", "by": ("taxon", "term", "importer")}


SNAKE = [title.lower().replace(".", "_") for title in BULK]
SNAKE[SNAKE.index("order")] = "ord"


def text(header: tuple[str, ...] = BULK, **options: Any) -> str:
    return csv_text(header, ROWS, **options)


def with_blank_lines(content: str) -> str:
    head, *rest = content.splitlines()
    return "\n".join(["", "", head, "", *rest[:2], "", "", *rest[2:], "", ""])


PLAIN: dict[str, Callable[[tuple[str, ...]], bytes]] = {
    "as it is": lambda header: text(header).encode(),
    "columns reversed": lambda header: text(header[::-1]).encode(),
    "lower case": lambda header: text(header, titles=[t.lower() for t in header]).encode(),
    "upper case": lambda header: text(header, titles=[t.upper() for t in header]).encode(),
    "blank lines": lambda header: with_blank_lines(text(header)).encode(),
    "byte order mark": lambda header: text(header).encode("utf-8-sig"),
    "UTF-16 little": lambda header: b"\xff\xfe" + text(header).encode("utf-16-le"),
    "UTF-16 big": lambda header: b"\xfe\xff" + text(header).encode("utf-16-be"),
    "Latin-1": lambda header: text(header).encode("latin-1"),
    "semicolons": lambda header: text(header, delimiter=";").encode(),
    "CRLF": lambda header: text(header, newline="\r\n").encode(),
    "all quoted": lambda header: text(header, quote_all=True).encode(),
    "no end of line at the end": lambda header: text(header).encode().rstrip(b"\n"),
    "UTF-16, semicolons, CRLF": lambda header: text(header, delimiter=";", newline="\r\n").encode("utf-16"),
    "gzip": lambda header: gzip.compress(text(header).encode()),
    "gzip of Latin-1": lambda header: gzip.compress(text(header).encode("latin-1")),
    "zip": lambda header: zipped({"trade_db_1.csv": text(header).encode()}),
}
BULK_ONLY: dict[str, bytes] = {
    "ord, reporter_type": text(titles=SNAKE).encode(),
    "19 columns, no Id": text(BULK[1:]).encode(),
    "21 columns, untitled index": text(("", *BULK)).encode(),
    "21 columns, X": text(("", *BULK), titles=["X", *BULK]).encode(),
    "lower case without marks": text(titles=[t.lower().replace(".", " ") for t in BULK]).encode(),
}


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def in_parts(header: tuple[str, ...], parts: int) -> list[bytes]:
    """The rows dealt out to several files."""
    return [csv_text(header, ROWS[n::parts]).encode() for n in range(parts)]


def file_of(folder: Path, data: bytes) -> Path:
    suffix = {b"\x1f\x8b": ".csv.gz", b"PK": ".zip"}.get(data[:2], ".csv")
    path = folder / f"table{suffix}"
    path.write_bytes(data)
    return path


def check(home: Path, paths: list[Path], header: tuple[str, ...]) -> None:
    """The files load to the answer that the reference gives for the plain rows."""
    rows = cites.read_text(text(header))
    kind = "bulk" if "Quantity" in header else "comptab"
    product.load(home, paths)
    with product.opened(home) as store:
        agree(store.study(**QUESTION).records(), cites.study(rows, kind, **QUESTION))
        assert product.lines(store.comptab()) == cites.comptab(rows, kind)


@pytest.mark.parametrize("dress", PLAIN)
@pytest.mark.parametrize(
    "header",
    [BULK, COMPTAB, pytest.param(OLD_COMPTAB, marks=pytest.mark.long)],
    ids=["bulk", "comptab", "comptab-old"],
)
def test_same_rows_in_another_dress(home: Path, tmp_path: Path, header: tuple[str, ...], dress: str) -> None:
    check(home, [file_of(tmp_path, PLAIN[dress](header))], header)


@pytest.mark.parametrize("dress", BULK_ONLY)
def test_bulk_headers_in_use(home: Path, tmp_path: Path, dress: str) -> None:
    check(home, [file_of(tmp_path, BULK_ONLY[dress])], BULK)


def test_zip_of_several_files(home: Path, tmp_path: Path) -> None:
    members = {f"release/trade_db_{n}.csv": part for n, part in enumerate(in_parts(BULK, 3), 1)}
    check(home, [file_of(tmp_path, zipped(members))], BULK)


def test_several_files_fold_together(home: Path, tmp_path: Path) -> None:
    """The two reporters of one line may stand in two files of the release."""
    paths = []
    for n, part in enumerate(in_parts(BULK, 2), 1):
        paths.append(tmp_path / f"trade_db_{n}.csv")
        paths[-1].write_bytes(part)
    check(home, paths, BULK)


def test_blank_quantity_of_a_bulk_row_is_no_error(home: Path, tmp_path: Path) -> None:
    """Full-database queries write a zero as blank (trade.md 3.1): the row counts as read and adds nothing."""
    rows = [*ROWS, row(2010, "Naja naja", "")]
    path = file_of(tmp_path, csv_text(BULK, rows).encode())
    (file,) = load(home, path)["files"]
    assert (file["read"], file["loaded"], file["rejected"]) == (len(rows), len(rows), 0)
    plain = cites.read_text(text())
    with product.opened(home) as store:
        agree(store.study(**QUESTION).records(), cites.study(plain, "bulk", **QUESTION))
        assert product.cells(store.gross("exports")) == cites.gross(plain, "exports")


# --- refused whole -------------------------------------------------------------------------------------


def a_long_file() -> bytes:
    return csv_text(BULK, ROWS * 500, newline="\n").encode()


REFUSED: dict[str, tuple[str, bytes | None]] = {
    "unknown header": ("table.csv", b"Species,Country,Amount\nNaja naja,NA,3\n"),
    "one column missing": ("table.csv", csv_text(tuple(t for t in BULK if t != "Year"), ROWS).encode()),
    "empty file": ("table.csv", b""),
    "truncated gzip": ("table.csv.gz", gzip.compress(a_long_file())[:-200]),
    "truncated zip": ("table.zip", zipped({"trade_db_1.csv": a_long_file()})[:-200]),
    "gzip with a byte changed": ("table.csv.gz", gzip.compress(a_long_file())[:-6] + b"\0\0\0\0\0\0"),
    "zip without tables": ("table.zip", zipped({})),
    "directory": ("folder", None),
    "missing file": ("", None),
}


@pytest.fixture(scope="module")
def kept_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an answer in it that no refused file may touch."""
    folder = tmp_path_factory.mktemp("kept")
    load(folder / "home", file_of(folder, PLAIN["as it is"](BULK)))
    return folder / "home"


@pytest.mark.parametrize("reason", REFUSED)
def test_refused_file_changes_nothing(kept_home: Path, tmp_path: Path, reason: str) -> None:
    """Also when a good file stands beside it: a refused file refuses the call."""
    name, data = REFUSED[reason]
    bad = tmp_path / (name or "nowhere.csv")
    if data is not None:
        bad.write_bytes(data)
    elif name:
        bad.mkdir()
    good = tmp_path / "good.csv"
    good.write_bytes(text().encode())
    before = contents(kept_home)
    for paths in ([bad], [good, bad]):
        refused = run(kept_home, "trade", "load", *paths, "--format", "json", code=2)
        assert refused.out == ""
        assert bad.name in refused.err
        assert contents(kept_home) == before


def test_mixed_shapes_are_refused(kept_home: Path, tmp_path: Path) -> None:
    bulk, comptab = tmp_path / "bulk.csv", tmp_path / "comptab.csv"
    bulk.write_bytes(text(BULK).encode())
    comptab.write_bytes(text(COMPTAB).encode())
    before = contents(kept_home)
    assert run(kept_home, "trade", "load", bulk, comptab, code=2).out == ""
    assert contents(kept_home) == before
    mixed = file_of(tmp_path, zipped({"a.csv": bulk.read_bytes(), "b.csv": comptab.read_bytes()}))
    run(kept_home, "trade", "load", mixed, code=2)
    assert contents(kept_home) == before
    agree(
        study(kept_home, "--quantity", "max", "--by", "taxon", "term", "importer"),
        cites.study(cites.read_text(text()), "bulk", **QUESTION),
    )


# --- rejected row by row -------------------------------------------------------------------------------


def edited(header: tuple[str, ...], edits: dict[int, dict[str, str]], cut: tuple[int, ...] = ()) -> str:
    """The rows with some values spoilt (by index), and some lines cut short."""
    rows = [values | edits.get(n, {}) for n, values in enumerate(ROWS)]
    out = io.StringIO()
    for n, values in enumerate(csv.reader(io.StringIO(csv_text(header, rows)))):
        csv.writer(out, lineterminator="\n").writerow(values[:-3] if n - 1 in cut else values)
    return out.getvalue()


def rejects(home: Path, file: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of a rejects file, by the lower-case titles of its columns."""
    path = Path(file["rejects_file"])
    with (path if path.is_absolute() else home / path).open(encoding="utf-8-sig", newline="") as stream:
        return [{k.lower(): v for k, v in entry.items()} for entry in csv.DictReader(stream)]


def test_bad_rows_are_rejected_one_by_one(home: Path, tmp_path: Path) -> None:
    spoilt = {
        0: {"Year": "20l0"},
        2: {"Quantity": "twelve"},
        3: {"Reporter.type": "Q"},
        6: {"Year": ""},
    }
    path = file_of(tmp_path, edited(BULK, spoilt, cut=(5,)).encode())
    answer = load(home, path, code=1)
    (file,) = answer["files"]
    assert (file["read"], file["loaded"], file["rejected"]) == (7, 2, 5)
    entries = rejects(home, file)
    assert all(entry["reason"] for entry in entries)
    assert [int(entry["line"]) for entry in entries] == [2, 4, 5, 7, 8]
    by_line = {int(entry["line"]): entry for entry in entries}
    assert [by_line[n]["value"] for n in (2, 4, 5, 8)] == ["20l0", "twelve", "Q", ""]
    assert [by_line[n]["field"].lower()[:4] for n in (2, 4, 5, 8)] == ["year", "quan", "repo", "year"]
    kept = cites.read_text(csv_text(BULK, [ROWS[1], ROWS[4]]))
    agree(
        study(home, "--quantity", "max", "--by", "taxon", "term", "importer"),
        cites.study(kept, "bulk", **QUESTION),
    )


@pytest.mark.parametrize("header", [COMPTAB, OLD_COMPTAB], ids=["comptab", "comptab-old"])
def test_bad_lines_of_a_comptab(home: Path, tmp_path: Path, header: tuple[str, ...]) -> None:
    spoilt = {0: {"Importer reported quantity": "3 or 4"}, 1: {"Exporter reported quantity": "1.2.3"}}
    path = file_of(tmp_path, edited(header, spoilt, cut=(4,)).encode())
    (file,) = load(home, path, code=1)["files"]
    assert (file["read"], file["loaded"], file["rejected"]) == (7, 4, 3)
    entries = rejects(home, file)
    assert [int(entry["line"]) for entry in entries] == [2, 3, 6]
    assert [entry["value"] for entry in entries[:2]] == ["3 or 4", "1.2.3"]


def test_too_many_values_in_a_row(home: Path, tmp_path: Path) -> None:
    """A value pushed in from the left moves all that follow: such a row is rejected, not guessed at."""
    content = text().splitlines()
    content[3] = content[3] + ",surplus"
    path = file_of(tmp_path, "\n".join(content).encode())
    (file,) = load(home, path, code=1)["files"]
    assert (file["read"], file["loaded"], file["rejected"]) == (7, 6, 1)
    assert [int(entry["line"]) for entry in rejects(home, file)] == [4]


ODD_FIGURES = (
    *(
        "1e400",
        "nan",
        "inf",
        "1.0000000001",
        "0x10",
        "1 000",
        "--5",
        "-5",
        "1e3",
        ".5",
        "5.",
        "+5",
        "007",
        "1_0",
    ),
    *("99999999999999999999999999999999", "٣", "5kg", "1.000.000", "½"),
)


def test_figures_are_exact_or_rejected(home: Path, tmp_path: Path) -> None:
    """No figure is loaded as another one: it is kept exactly, or its row is rejected by name."""
    rows = [row(2015, f"Varanus {n}", value) for n, value in enumerate(ODD_FIGURES)]
    answer = load(home, file_of(tmp_path, csv_text(BULK, [*ROWS, *rows]).encode()), code=1)
    (file,) = answer["files"]
    found = {r["taxon"]: r["quantity"] for r in study(home, "--class", "Reptilia") if "Varanus" in r["taxon"]}
    rejected = [entry["value"] for entry in rejects(home, file)]
    assert file["rejected"] == len(rejected)
    kept = [(n, value) for n, value in enumerate(ODD_FIGURES) if value not in rejected]
    assert found == {f"Varanus {n}": Decimal(value) for n, value in kept}
    assert {"1e400", "nan", "inf", "0x10", "1 000", "--5", "5kg", "1.000.000", "½"} <= set(rejected)


# --- whatever the bytes --------------------------------------------------------------------------------

ODD_CHARACTERS = ("\0", "\x0b", "\x0c", "\x1a", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "\u2028", "\ufeff")


def counted(folder: Path, data: bytes) -> tuple[int, int, int] | None:
    """Rows read, loaded and rejected; None for a refused file. Nothing else may happen."""
    path, home = folder / "table.csv", folder / "home"
    path.write_bytes(data)
    try:
        (file,) = product.load(home, [path]).files
    except KoupreyError:
        return None
    assert file.read == file.loaded + file.rejected
    with product.opened(home) as store:
        store.study(**QUESTION).records()
    return file.read, file.loaded, file.rejected


@pytest.mark.parametrize(
    "place",
    [
        "Quantity",
        "header",
        *(pytest.param(name, marks=pytest.mark.long) for name in ("Taxon", "Year", "Unit", "Reporter.type")),
    ],
)
@pytest.mark.parametrize("odd", ODD_CHARACTERS, ids=lambda odd: f"U+{ord(odd):04X}")
def test_odd_character_loses_nothing(tmp_path: Path, odd: str, place: str) -> None:
    """A character that some call blank and others not: the file is refused, or every row accounted for."""
    if place == "header":
        found = counted(tmp_path, (odd + text()).encode())
        assert found is None or found[0] == len(ROWS)
        return
    spoilt = row(2015, "Varanus varius", "3")
    spoilt[place] += odd
    found = counted(tmp_path, csv_text(BULK, [*ROWS, spoilt]).encode())
    assert found in (None, (8, 8, 0), (8, 7, 1))
    if found == (8, 8, 0) and place == "Quantity":
        assert [r["quantity"] for r in product.study(tmp_path / "home", taxon="Varanus varius")] == [3]


def test_nul_byte_is_told_in_words(kept_home: Path, tmp_path: Path) -> None:
    """The shell never ends in a traceback: such a row is rejected, or the file refused."""
    path = tmp_path / "nul.csv"
    path.write_bytes(text().replace("Elapidae", "Ela\0pidae", 1).encode())
    before = contents(kept_home)
    answer = run(kept_home, "trade", "load", path, "--dataset", "nul", "--format", "json", code=None)
    assert answer.code in (1, 2)
    if answer.code == 2:
        assert contents(kept_home) == before


DAMAGE = ('"', ",", "\n", "\r", ";", "\\", "'", '""', "\ud83d", *ODD_CHARACTERS)


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """A good file with up to four places where something was put in, taken out or overwritten."""
    header = draw(st.sampled_from((BULK, COMPTAB)))
    data = bytearray(text(header).encode(draw(st.sampled_from(("utf-8", "latin-1", "utf-16")))))
    if draw(st.integers(0, 4)) == 0:
        data = bytearray(gzip.compress(bytes(data), mtime=0))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.sampled_from((0, 0, 1, 2, 40)))
        put = draw(st.one_of(st.sampled_from(DAMAGE), st.binary(max_size=3)))
        data[at : at + gone] = put.encode("utf-8", "surrogatepass") if isinstance(put, str) else put
    return bytes(data)


def any_bytes_are_accounted_for(examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        print_blob=True,
        phases=set(Phase) - {Phase.explain},
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(damaged_files())
    def check_damaged(data: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="kouprey-") as folder:
            counted(Path(folder), data)

    check_damaged()


def test_damaged_bytes_are_refused_or_accounted_for() -> None:
    any_bytes_are_accounted_for(35)


@pytest.mark.long
def test_damaged_bytes_are_refused_or_accounted_for_at_length() -> None:
    any_bytes_are_accounted_for(2000)
