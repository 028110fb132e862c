"""One hierarchy of errors; each says what happened, what was kept, and what to do next.

The shell, the pages and the API show the same words; pages translate them (kernel/words.py).
"""

from __future__ import annotations

from typing import Final

from kouprey.kernel.words import said

NOTHING_CHANGED: Final = said("Nothing was changed.")


class KoupreyError(Exception):
    """Something a user can act on. `remedy` is the next step, `kept` what was not lost."""

    def __init__(self, what: str, *, kept: str = NOTHING_CHANGED, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.remedy) if part)


class UnusableInput(KoupreyError):
    """Arguments or input that cannot be used (the shell ends with 2)."""


class UnusableFile(UnusableInput):
    """A file that was refused: its path, what was expected and what was found."""

    def __init__(self, path: str, *, expected: str, found: str, remedy: str = "") -> None:
        super().__init__(
            said(
                "%(path)s cannot be used: expected %(expected)s; found %(found)s.",
                path=path,
                expected=expected,
                found=found,
            ),
            kept=said("No file of this call was loaded; the store is as it was."),
            remedy=remedy,
        )
        self.path = path
        self.expected = expected
        self.found = found


class NothingThere(UnusableInput):
    """What was asked for does not exist here (an empty store, an unknown release)."""


class Refused(KoupreyError):
    """An act that this installation or this officer may not do."""
