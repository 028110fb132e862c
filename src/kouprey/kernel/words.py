"""Words that a floor without Django says and a page translates: a plain English `str` that knows how it was made.

Shell, JSON and Python print them as they are. A page turns the template into the reader's language and fills in the
values, each in that language too (web/core/words.py). Like every `str`, they forget how they were made when a method
or a format makes another `str` of them: whoever puts sentences together keeps them in a list, or uses `several`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Self

Value = str | int
"""What a placeholder is filled with: words of this module, or text and numbers that are the same everywhere."""
_HOLE = re.compile(r"%\((\w+)\)s")


class Said(str):
    """A sentence, its template and the values of its placeholders."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, values: Mapping[str, object] | None = None) -> Self:
        """Fill in the template. Without values it may hold any sign; what is no text or number becomes text."""
        kept = {name: v if isinstance(v, str | int) else str(v) for name, v in (values or {}).items()}
        made = super().__new__(cls, template % kept if kept else template)
        made.template, made.values = template, kept
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, Value]]:  # type: ignore[override]
        return self.template, self.values


class Several(str):
    """Words in a row, with a mark or a blank between them: sentences of one account, entries of one list."""

    __slots__ = ("between", "parts")
    parts: tuple[str, ...]
    between: str

    def __new__(cls, parts: Iterable[str], between: str) -> Self:
        """Put the parts together."""
        kept = tuple(parts)
        made = super().__new__(cls, between.join(kept))
        made.parts, made.between = kept, between
        return made

    def __getnewargs__(self) -> tuple[tuple[str, ...], str]:  # type: ignore[override]
        return self.parts, self.between


def said(template: str, **values: object) -> Said:
    """A sentence and what fills it: `said("There is no preset “%(name)s”.", name=name)`. Gathered from here."""
    return Said(template, values)


def saying(template: str) -> str:
    """A template that is filled in elsewhere, with `Said(template, values)`. It is gathered from here."""
    return template


def declared(text: str) -> Said:
    """A word of a versioned list, or of a table of English names: what the catalogue gathers from the list itself."""
    return Said(text)


def several(parts: Iterable[str], between: str = " ") -> Several:
    """Words in a row; blank ones are left out."""
    return Several((part for part in parts if part), between)


def changed(words: str, change: Callable[[str], str]) -> str:
    """The same words, with every text that fills a placeholder changed: names of files, for instance."""
    if isinstance(words, Said):
        values = {name: changed(v, change) if isinstance(v, str) else v for name, v in words.values.items()}
        return Said(words.template, values)
    if isinstance(words, Several):
        return Several((changed(part, change) for part in words.parts), words.between)
    return change(words)


def recognised(text: str, templates: Iterable[str]) -> str:
    """Words that were kept as plain English, with the template they were made of; the text itself if none fits."""
    for template in templates:
        found = re.fullmatch(_pattern(template), text, re.DOTALL)
        if found:
            return Said(template, found.groupdict())
    return text


def packed(words: Value) -> Any:
    """Words as JSON keeps them, for who shows them later, in another language."""
    if isinstance(words, Said):
        return {"said": words.template, "values": {name: packed(value) for name, value in words.values.items()}}
    if isinstance(words, Several):
        return {"parts": [packed(part) for part in words.parts], "between": words.between}
    return words


def unpacked(kept: Any) -> Any:
    """The words again; plain text and numbers stay what they are."""
    if isinstance(kept, Mapping) and "said" in kept:
        return Said(kept["said"], {name: unpacked(value) for name, value in kept["values"].items()})
    if isinstance(kept, Mapping) and "parts" in kept:
        return Several(map(unpacked, kept["parts"]), kept["between"])
    return kept


def _pattern(template: str) -> str:
    return "".join(_signs(template)) if "%(" in template else re.escape(template)


def _signs(template: str) -> Iterator[str]:
    for place, part in enumerate(_HOLE.split(template)):
        yield f"(?P<{part}>.*?)" if place % 2 else re.escape(part.replace("%%", "%"))
