"""Words of the floors below (kernel/words.py) in the language of the reader: each template, and each value in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from kouprey.kernel.errors import KoupreyError
from kouprey.kernel.words import Said, Several


def translated(words: Any) -> Any:
    """Words that a floor below said; whatever else it is stays as it is."""
    if isinstance(words, Said):
        found = gettext(words.template) if words.template else ""
        return found % {name: translated(value) for name, value in words.values.items()} if words.values else found
    if isinstance(words, Several):
        return words.between.join(map(translated, words.parts))
    return words


def in_words(words: Any) -> str:
    """Words that a floor below said, or declares in English."""
    if isinstance(words, Said | Several):
        return str(translated(words))
    return gettext(words) if words else ""


def told(error: KoupreyError) -> dict[str, str]:
    """What an error says, for a program or a script that shows it to a reader."""
    return {part: translated(getattr(error, part)) for part in ("what", "kept", "remedy")}


def whole(error: KoupreyError) -> str:
    """An error as one text."""
    return " ".join(part for part in told(error).values() if part)
