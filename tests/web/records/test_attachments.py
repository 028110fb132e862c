"""Files of a record: only what is on the list, drawn anew, encrypted at rest, given out so that nothing runs."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kouprey.domain.access import Role
from kouprey.domain.handling import Handling
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.web.core.queries import events_about
from kouprey.web.records.actions.attaching import attach, open_attachment, remove_attachment
from kouprey.web.records.models import Attachment
from kouprey.web.records.tenancy import acting
from web.cast import AT, Cast, build
from web.records.test_records import LATER, VALUES, make
from web.sessions import body, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.ANALYST, Role.VERIFIER)


@pytest.fixture
def by(cast: Cast):
    return cast.actor(Role.RECORDER)


def picture(kind: str = "JPEG", *, place: bool = True) -> bytes:
    """A small picture that says where it was taken."""
    image, exif = Image.new("RGB", (40, 30), (120, 90, 60)), Image.Exif()
    if place:
        exif[0x010E] = "PLACE-IN-DATA"
        exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, kind, exif=exif.tobytes() if kind != "PNG" else b"")
    return out.getvalue()


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def put(record, name: str, content: bytes, by, *, original: bool = False) -> Attachment:
    with acting(by):
        return attach(id=record.id, name=name, file=io.BytesIO(content), with_original=original, by=by, at=AT)


def places() -> list[Path]:
    return [path for path in (Path(settings.HOME) / "attachments").rglob("*") if path.is_file()]


def test_a_picture_loses_where_it_was_taken_and_the_original_is_sealed(by):
    record = make(by)
    given = picture()
    assert b"PLACE-IN-DATA" in given
    made = put(record, "photo.jpg", given, by, original=True)
    with acting(by):
        found, kept = open_attachment(id=record.id, attachment=made.id, by=by, at=AT)
    assert b"PLACE-IN-DATA" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert found.sha256 == hashlib.sha256(given).hexdigest()
    with acting(by), pytest.raises(Refused):  # a recorder does not take records out
        open_attachment(id=record.id, attachment=made.id, by=by, at=AT, original=True)


def test_the_original_is_given_to_whoever_may_take_the_record_out(cast: Cast, by):
    given = picture()
    record = make(by, marks=Handling())
    made = put(record, "photo.jpg", given, by, original=True)
    who = cast.actor(Role.VERIFIER)
    with acting(who):
        assert open_attachment(id=record.id, attachment=made.id, by=who, at=AT, original=True)[1] == given
    assert "records.attachment.read" in [event.act for event in events_about("record", record.id)]


def test_nothing_lies_on_the_disk_in_the_clear(by):
    record = make(by)
    text = b"The ship is called the Invented Star. " * 40
    made = put(record, "notes.txt", text, by)
    mine = [path for path in places() if str(made.id) in path.name]
    assert len(mine) == 1
    assert b"Invented Star" not in mine[0].read_bytes()
    assert mine[0].stat().st_mode & 0o077 == 0


def test_a_file_that_was_changed_on_the_disk_is_not_given_out(by):
    record = make(by)
    made = put(record, "notes.txt", b"weights: 12, 13", by)
    (place,) = [path for path in places() if str(made.id) in path.name]
    sealed = bytearray(place.read_bytes())
    sealed[-1] ^= 1
    place.write_bytes(sealed)
    with acting(by), pytest.raises(NothingThere, match="cannot be opened"):
        open_attachment(id=record.id, attachment=made.id, by=by, at=AT)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page.html", b"<html><script>alert(1)</script>", "no kind"),
        ("page.txt", b"  <script>alert(1)</script>", "no kind"),
        ("drawing.svg", b"<svg onload='x'/>", "no kind"),
        ("tool.exe", b"MZ\x90\x00\x03", "no kind"),
        ("photo.jpg", b"%PDF-1.7 not a picture", "in truth"),
        ("paper.pdf", picture("PNG"), "in truth"),
        ("macro.xlsx", packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "no kind"),
        ("data.zip", packed("a.txt"), "no kind"),
        ("empty.txt", b"", "empty"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 60, "damaged"),
        ("photo", picture(), "in truth"),
    ],
)
def test_what_is_not_on_the_list_is_refused_and_leaves_nothing(by, name: str, content: bytes, why: str):
    record, before = make(by), places()
    with pytest.raises(UnusableInput, match=why):
        put(record, name, content, by)
    assert places() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", picture("PNG", place=False)),
        ("photo.webp", picture("WEBP")),
        ("paper.pdf", b"%PDF-1.7\n%%EOF"),
        ("table.xlsx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("letter.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("ភាសាខ្មែរ.txt", "អក្សរខ្មែរ ត្រូវបានរក្សាទុក".encode()),
    ],
)
def test_what_is_on_the_list_is_taken(by, name: str, content: bytes):
    made = put(make(by), name, content, by)
    assert made.name == name


def test_a_path_in_the_name_is_dropped(by):
    assert put(make(by), "..\\..\\etc/pass\u202ewd.txt", b"text", by).name == "passwd.txt"


def test_a_scanner_that_says_no_refuses(by, settings, tmp_path: Path):
    scanner = tmp_path / "scan"
    scanner.write_text('#!/bin/sh\ngrep -q EICAR "$1" && exit 1\nexit 0\n', encoding="ascii")
    scanner.chmod(0o755)
    settings.SCAN_COMMAND = [str(scanner)]
    record = make(by)
    assert put(record, "clean.txt", b"clean", by).size == 5
    with pytest.raises(Refused, match="scanner refused"):
        put(record, "bad.txt", b"EICAR test", by)
    settings.SCAN_COMMAND = [str(tmp_path / "gone")]
    with pytest.raises(Refused, match="could not be scanned"):
        put(record, "clean.txt", b"clean", by)


def test_others_may_neither_attach_nor_look(cast: Cast, by):
    record = make(by)
    made = put(record, "notes.txt", b"text", by)
    stranger = cast.actor(Role.RECORDER, cast.abroad)
    with pytest.raises(NothingThere):
        put(record, "notes.txt", b"text", stranger)
    with acting(stranger), pytest.raises(NothingThere):
        open_attachment(id=record.id, attachment=made.id, by=stranger, at=AT)
    other = make(by)
    with acting(by), pytest.raises(NothingThere):  # the right file under the wrong record
        open_attachment(id=other.id, attachment=made.id, by=by, at=AT)


def test_a_removed_file_is_no_longer_given_out_and_its_digest_stays(by):
    record = make(by)
    made = put(record, "notes.txt", b"text", by)
    with acting(by):
        with pytest.raises(UnusableInput):
            remove_attachment(id=record.id, attachment=made.id, reason=" ", by=by, at=LATER)
        remove_attachment(id=record.id, attachment=made.id, reason="wrong record", by=by, at=LATER)
        with pytest.raises(NothingThere):
            open_attachment(id=record.id, attachment=made.id, by=by, at=LATER)
        assert Attachment.objects.of(pk=made.pk).get().sha256 == made.sha256


def test_the_page_attaches_shows_and_removes(cast: Cast, by):
    record = make(by, VALUES)
    client = signed_in(cast, Role.RECORDER)
    sent = client.post(
        f"/records/{record.id}/files/", {"file": SimpleUploadedFile("photo.jpg", picture()), "original": "yes"}
    )
    assert (sent.status_code, sent["Location"]) == (302, f"/records/{record.id}/?done=attached#files")
    with acting(by):
        made = Attachment.objects.of(record=record).get()
    page = client.get(f"/records/{record.id}/")
    assert b"photo.jpg" in page.content
    file = client.get(f"/records/{record.id}/files/{made.id}/")
    assert file["Content-Type"] == "image/jpeg"
    assert "sandbox" in file["Content-Security-Policy"]
    assert file["X-Content-Type-Options"] == "nosniff"
    refused = client.post(f"/records/{record.id}/files/", {"file": SimpleUploadedFile("x.html", b"<p>")})
    assert (refused.status_code, b"no kind of file" in refused.content) == (400, True)
    stranger = signed_in(cast, Role.RECORDER, cast.abroad)
    hidden = stranger.get(f"/records/{record.id}/files/{made.id}/")
    missing = stranger.get(f"/records/{made.id}/files/{record.id}/")
    assert (hidden.status_code, body(hidden)) == (404, body(missing))
