"""Files that an officer handed in to be checked: kept for a short while, for that officer alone, then deleted."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from kouprey.kernel.errors import NothingThere, UnusableInput

LARGEST: Final = 30 * 1024 * 1024
KEPT_HOURS: Final = 2
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")


def keep(upload: UploadedFile | None, officer: object) -> str:
    """Keep a file for its check; the word it is found by. Raises UnusableInput for none, or one that is too large."""
    tidy()
    if upload is None or not upload.size:
        raise UnusableInput(_("No file was chosen, or it is empty."), remedy=_("Choose a CSV file or a workbook."))
    if upload.size > LARGEST:
        raise UnusableInput(
            _("The file has %(size)s MB; a page takes at most %(most)s MB.")
            % {"size": upload.size // 1024**2 + 1, "most": LARGEST // 1024**2},
            remedy=_("Split it, or check it in the node's shell: kouprey trade check-report FILE."),
        )
    token = secrets.token_urlsafe(18)
    folder = _shelf(officer) / token
    folder.mkdir(parents=True, mode=0o700)
    with (folder / _name(upload.name or "")).open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return token


def find(token: str, officer: object) -> Path:
    """The file of this officer under a word. Raises NothingThere when it was deleted, or is another's."""
    tidy()
    folder = _shelf(officer) / token
    found = sorted(folder.iterdir()) if _TOKEN.fullmatch(token) and folder.is_dir() else []
    if not found:
        raise NothingThere(
            _("The file of this check is no longer here."),
            remedy=_("Hand it in again; files are deleted after %(hours)s hours.") % {"hours": KEPT_HOURS},
        )
    return found[0]


def remove(token: str, officer: object) -> None:
    """Delete a file of this officer, if it is there."""
    if _TOKEN.fullmatch(token):
        shutil.rmtree(_shelf(officer) / token, ignore_errors=True)


def tidy() -> None:
    """Delete what is older than its time, whoever handed it in."""
    oldest = time.time() - KEPT_HOURS * 3600
    for folder in _place().glob("*/*"):
        try:
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:
            continue


def _place() -> Path:
    return Path(settings.HOME) / "cache" / "report-checks"


def _shelf(officer: object) -> Path:
    return _place() / re.sub(r"[^A-Za-z0-9-]", "", str(officer))


def _name(given: str) -> str:
    """The file's own name, which may say import or export, made safe."""
    stem = re.sub(r"[^\w.-]+", "-", Path(given).name).strip(".-")[-80:]
    return stem or "report"
