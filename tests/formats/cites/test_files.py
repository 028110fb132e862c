"""Whatever a user hands over becomes UTF-8 text of a known shape, or is refused with a reason."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from formats.cites.test_headers import GROSS
from formats.cites_text import BULK, COMPTAB, bulk, comptab, row, write
from kouprey.formats.cites.files import Source, unpack
from kouprey.kernel.errors import UnusableFile

BORDER = 1 << 22
NAMED = comptab(row(taxon="Hippocampus reidi"), row(taxon="Psittacus niño"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder that archives are unpacked into."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def given(tmp_path: Path, content: str | bytes, name: str = "given.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def one(path: Path, work: Path) -> Source:
    (source,) = unpack(path, work)
    return source


def text(source: Source) -> str:
    return source.plain.read_bytes().decode("utf-8").removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (NAMED.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + NAMED.encode(), "utf-8"),
        (NAMED.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + NAMED.encode("utf-16-be"), "utf-16"),
        (NAMED.encode("utf-16-le"), "utf-16-le"),
        (NAMED.encode("utf-16-be"), "utf-16-be"),
        (NAMED.encode("latin-1"), "windows-1252"),
        (gzip.compress(NAMED.encode()), "utf-8"),
        (gzip.compress(NAMED.encode("latin-1")), "windows-1252"),
        (zipped({"a.csv": NAMED}), "utf-8"),
    ],
    ids=[
        "plain",
        "bom",
        "utf-16",
        "utf-16-be bom",
        "utf-16-le",
        "utf-16-be",
        "latin-1",
        "gzip",
        "gzip latin-1",
        "zip",
    ],
)
def test_every_packing_and_encoding_gives_the_same_text(
    content: bytes, encoding: str, tmp_path: Path, work: Path
) -> None:
    source = one(given(tmp_path, content), work)
    assert text(source) == NAMED
    assert (source.encoding, source.delimiter, source.skip, source.shape.name) == (encoding, ",", 0, "comptab-16")


@pytest.mark.parametrize(
    ("content", "delimiter", "skip", "lines"),
    [
        (write(COMPTAB, row(), delimiter=";"), ";", 0, 2),
        (write(COMPTAB, row(), delimiter="\t"), "\t", 0, 2),
        ("sep=;\n" + write(COMPTAB, row(), delimiter=";"), ";", 1, 3),
        ("\ufeffSEP=,\r\n" + write(BULK, row(), end="\r\n"), ",", 1, 3),
        ("\n\n" + bulk(row(), row()), ",", 2, 5),
        (bulk(row()).rstrip("\n"), ",", 0, 2),
        (bulk(), ",", 0, 1),
        (",".join(f'"{word}"' for word, _ in BULK), ",", 0, 1),
    ],
    ids=["semicolon", "tab", "sep line", "bom and sep line", "blank lines", "no last line end", "header", "quoted"],
)
def test_delimiters_and_lines_before_the_header(
    content: str, delimiter: str, skip: int, lines: int, tmp_path: Path, work: Path
) -> None:
    source = one(given(tmp_path, content), work)
    assert (source.delimiter, source.skip, source.lines) == (delimiter, skip, lines)


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_a_character_across_the_border_of_two_chunks_is_one_character(
    before: int, tmp_path: Path, work: Path
) -> None:
    start = bulk(row(), row(taxon="X")).encode()
    head, tail = start.rsplit(b"X", 1)
    padded = head + b"x" * (BORDER - before - len(head)) + "𝄞".encode() + tail
    source = one(given(tmp_path, padded), work)
    assert source.encoding == "utf-8"
    assert source.plain.read_bytes() == padded


def test_latin_1_far_behind_the_first_chunk_is_noticed(tmp_path: Path, work: Path) -> None:
    sound = bulk(row(taxon="x" * BORDER))
    source = one(given(tmp_path, sound.encode() + b"\xf1\n"), work)
    assert source.encoding == "windows-1252"
    assert text(source) == sound + "ñ\n"


def test_a_character_cut_off_by_the_end_is_not_utf_8(tmp_path: Path, work: Path) -> None:
    assert one(given(tmp_path, bulk(row()).encode() + "ñ".encode()[:1]), work).encoding == "windows-1252"


@pytest.mark.parametrize(
    ("line", "read"),
    [("niño".encode(), "niño"), (b"ni\xf1o", "niño"), (b"\x93quoted\x94 \x85", "“quoted” …"), (b"\x81\xf1", "\x81ñ")],
    ids=["UTF-8", "Latin-1", "Windows-1252", "Latin-1 only"],
)
def test_lines_of_several_encodings_are_each_read_in_their_own(
    line: bytes, read: str, tmp_path: Path, work: Path
) -> None:
    start = bulk(row(taxon="眼镜蛇"))
    source = one(given(tmp_path, start.encode() + line + b"\r\n" + b"caf\xe9"), work)
    assert text(source) == f"{start}{read}\r\ncafé"
    assert source.lines == 4


def test_members_of_a_zip_come_in_natural_order_and_nothing_else_of_it(tmp_path: Path, work: Path) -> None:
    folder = "Trade_database_download_v2024.1"
    names = [f"{folder}/trade_db_{n}.csv" for n in (10, 2, 1)]
    members = {name: bulk(row(id=name[-5])) for name in names}
    others = {"readme.txt": "read", "__MACOSX/trade_db_1.csv": "junk", f"{folder}/": ""}
    path = given(tmp_path, zipped(members | others), "all.zip")
    assert [source.path for source in unpack(path, work)] == [f"{path}/{folder}/trade_db_{n}.csv" for n in (1, 2, 10)]


def test_the_same_text_has_one_content_however_it_is_packed(tmp_path: Path, work: Path) -> None:
    packed = gzip.compress(NAMED.encode())
    plain = one(given(tmp_path, NAMED), work)
    gzipped = one(given(tmp_path, packed, "given.gz"), work)
    member = one(given(tmp_path, zipped({"in/a.csv": NAMED}), "given.zip"), work)
    expected = hashlib.sha256(NAMED.encode()).hexdigest()
    assert {plain.content, gzipped.content, member.content, plain.sha256, member.sha256} == {expected}
    assert gzipped.sha256 == hashlib.sha256(packed).hexdigest()


def test_a_plain_file_is_read_where_it_is(tmp_path: Path, work: Path) -> None:
    source = one(given(tmp_path, NAMED), work)
    assert source.plain == tmp_path / "given.csv"
    assert list(work.iterdir()) == []


def scrambled() -> bytes:
    packed = bytearray(gzip.compress(NAMED.encode() * 50))
    packed[60:90] = bytes(30)
    return bytes(packed)


REFUSED = {
    "empty": (b"", "an empty file"),
    "blank": (b"\xef\xbb\xbf \r\n\t\n", "an empty file"),
    "xlsx": (workbook(), "a workbook"),
    "zip without CSV": (zipped({"readme.txt": "read"}), "a zip with readme.txt"),
    "empty zip": (zipped({}), "a zip with no files"),
    "truncated zip": (zipped({"a.csv": NAMED * 100})[:-40], "a damaged archive"),
    "truncated gzip": (gzip.compress(NAMED.encode() * 100)[:-20], "a damaged archive"),
    "scrambled gzip": (scrambled(), "a damaged archive"),
    "gross report": (",".join(GROSS) + "\n", "a gross or net report"),
    "text": (b"To whom it may concern", "the header"),
    "column twice": (NAMED.replace("App.", "Taxon", 1).encode(), "the column 'Taxon' twice"),
    "UTF-16 with half a character": (NAMED.encode("utf-16") + b"\x00", "damaged UTF-16"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_with_what_was_found(name: str, tmp_path: Path, work: Path) -> None:
    content, found = REFUSED[name]
    with pytest.raises(UnusableFile) as refused:
        list(unpack(given(tmp_path, content), work))
    assert found in refused.value.found
    assert str(tmp_path / "given.csv") in refused.value.what


@pytest.mark.parametrize(("name", "found"), [("", "a folder"), ("nowhere.csv", "nothing there")])
def test_what_is_no_file_is_refused(name: str, found: str, tmp_path: Path, work: Path) -> None:
    with pytest.raises(UnusableFile) as refused:
        list(unpack(tmp_path / name, work))
    assert refused.value.found == found


def test_an_encrypted_zip_is_refused(tmp_path: Path, work: Path) -> None:
    packed = bytearray(zipped({"a.csv": NAMED}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnusableFile):
        list(unpack(given(tmp_path, bytes(packed)), work))


@pytest.mark.parametrize("name", ["part.zip", "part.csv.gz"])
def test_archives_of_one_name_are_kept_apart(name: str, tmp_path: Path, work: Path) -> None:
    sources = []
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        content = bulk(row(taxon=folder))
        packed = zipped({"a.csv": content}) if name.endswith("zip") else gzip.compress(content.encode())
        sources += unpack(given(tmp_path / folder, packed, name), work)
    assert ["one" in text(sources[0]), "other" in text(sources[1])] == [True, True]
