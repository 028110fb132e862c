"""One hierarchy of errors; each says what happened, what was kept, and what to do next.

The shell, the pages and the API show the same words.
"""

from __future__ import annotations


class KoupreyError(Exception):
    """Something a user can act on. `remedy` is the next step, `kept` what was not lost."""

    def __init__(self, what: str, *, kept: str = "Nothing was changed.", remedy: str = "") -> None:
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
            f"{path} cannot be used: expected {expected}; found {found}.",
            kept="No file of this call was loaded; the store is as it was.",
            remedy=remedy,
        )
        self.path = path
        self.expected = expected
        self.found = found


class NothingThere(UnusableInput):
    """What was asked for does not exist here (an empty store, an unknown release)."""


class Refused(KoupreyError):
    """An act that this installation or this officer may not do."""
