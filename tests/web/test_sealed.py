"""Archives: what was sealed comes out whole, and damage anywhere is said; `tar` and age open them as well."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kouprey.kernel.errors import UnusableInput
from kouprey.web.upkeep.packing import Packed, Part, of_bytes, packed, unpacked
from kouprey.web.upkeep.sealed import Opener, seal, unsealed

WORDS = "correct horse"
FILES = {"about.json": b"{}", "home/keys/a": b"k" * 45, "home/ສຳເນົາ": b"", "home/big": bytes(range(256)) * 9000}


def sealed(place: Path, **words: Any) -> tuple[Opener, list[Packed]]:
    told: list[Packed] = []
    parts = iter([of_bytes(name, data) for name, data in FILES.items()])
    return seal(place, packed(parts, told.append), **({"passphrase": "", "to": ()} | words)), told


def read(place: Path, opener: Opener, into: Path | None = None) -> list[Packed]:
    with unsealed(place, opener) as stream:
        return [part for part, _ in unpacked(stream, lambda name: into / name if into else None)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Opener, list[Packed]]:
    place = tmp_path_factory.mktemp("sealed") / "a.tar"
    return place, *sealed(place)


def test_what_was_sealed_comes_out(archive: tuple[Path, Opener, list[Packed]], tmp_path: Path):
    place, opener, told = archive
    assert read(place, opener, tmp_path) == told
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES
    assert place.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "home" / "keys" / "a").stat().st_mode & 0o777 == 0o600


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_anywhere_in_the_content_is_said(
    archive: tuple[Path, Opener, list[Packed]], tmp_path: Path, data: st.DataObject
):
    place, opener, _ = archive
    whole = place.read_bytes()
    with tarfile.open(place) as outer:
        content = outer.getmember("content.tar.gz.age")
    at = data.draw(st.integers(content.offset_data, content.offset_data + content.size - 1))
    cut = data.draw(st.booleans())
    damaged = (
        whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 1 << data.draw(st.integers(0, 7))]) + whole[at + 1 :]
    )
    (tmp_path / "damaged").write_bytes(damaged)
    with pytest.raises(UnusableInput, match="damaged"):
        read(tmp_path / "damaged", opener)


@pytest.mark.parametrize("text", [b"", b"this is a letter", b"PK\x03\x04" * 200])
def test_what_is_no_archive(tmp_path: Path, text: bytes):
    (tmp_path / "letter").write_bytes(text)
    with pytest.raises(UnusableInput, match="no backup"):
        read(tmp_path / "letter", Opener("x"))
    with pytest.raises(UnusableInput, match="no file"):
        read(tmp_path / "nothing", Opener("x"))


def test_a_passphrase_opens_and_another_does_not(tmp_path: Path):
    _, told = sealed(tmp_path / "a", passphrase=WORDS)
    assert read(tmp_path / "a", Opener("correct horse")) == told
    with pytest.raises(UnusableInput, match="this passphrase"):
        read(tmp_path / "a", Opener("correct house"))
    with pytest.raises(UnusableInput, match="--passphrase-file"):
        read(tmp_path / "a", Opener())


def test_a_recipient_opens_and_nobody_else(tmp_path: Path):
    mine, other = (pyrage.x25519.Identity.generate() for _ in range(2))
    _, told = sealed(tmp_path / "a", to=[str(mine.to_public())])
    assert read(tmp_path / "a", Opener(identities=[f"# made by age\n{mine}\n"])) == told
    with pytest.raises(UnusableInput, match="does not open"):
        read(tmp_path / "a", Opener(identities=[str(other)]))
    with pytest.raises(UnusableInput, match="--identity"):
        read(tmp_path / "a", Opener("a passphrase"))
    with pytest.raises(UnusableInput, match="age1"):
        sealed(tmp_path / "b", to=["ssh-rsa x"])


def test_tar_and_age_open_it_without_us(tmp_path: Path):
    sealed(tmp_path / "a", passphrase=WORDS)
    with tarfile.open(tmp_path / "a") as outer:
        parts = {member.name: outer.extractfile(member).read() for member in outer}  # type: ignore[union-attr]
    assert "age -d" in parts["README.txt"].decode()
    key = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(parts["key.age"], "correct horse").decode())
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(parts["content.tar.gz.age"], [key])), mode="r:gz") as inner:
        assert {member.name: inner.extractfile(member).read() for member in inner} == FILES  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["/etc/passwd", "../up", "home/../../up", "home//x", "a\\..\\b"])
def test_a_part_cannot_be_written_elsewhere(tmp_path: Path, name: str):
    opener = seal(tmp_path / "a", packed(iter([of_bytes(name, b"x")]), lambda _part: None), passphrase="", to=())
    with pytest.raises(UnusableInput, match="damaged"):
        read(tmp_path / "a", opener, tmp_path / "into")
    assert not (tmp_path / "up").exists()


def test_what_goes_wrong_while_parts_are_made_is_said_as_it_is(tmp_path: Path):
    def pieces() -> Iterator[bytes]:
        yield b"12345"
        raise OSError("x became shorter while it was read")

    with pytest.raises(OSError, match="became shorter"):
        seal(tmp_path / "a", packed(iter([Part("x", 10, pieces())]), lambda _part: None), passphrase="", to=())
