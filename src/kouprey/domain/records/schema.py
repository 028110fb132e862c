"""What a kind of record holds, field by field, and which fields can be shared. Values are checked here.

A field is national unless it says that it is shareable: nominal data, exact places and sources never leave.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from kouprey.kernel import jsontext
from kouprey.kernel.errors import KoupreyError, UnusableInput
from kouprey.kernel.partialdate import partial_date
from kouprey.kernel.words import declared, said, several


class Form(StrEnum):
    """How a value is written."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    COUNTRIES = "countries"
    WORDS = "words"
    """A list with commas or line ends between, kept in the order given."""
    PARTS = "parts"
    """Lists and objects, kept as they are: the kind has a reader of its own for them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record."""

    name: str
    title: str
    help: str = ""
    form: Form = Form.LINE
    required: bool = False
    shareable: bool = False
    nominal: bool = False
    """Names persons: a record with a value here is nominal."""
    longest: int = 500
    made: bool = False
    """Made by the room of the kind: shown on its own page, and neither compared nor searched word by word."""


@dataclass(frozen=True)
class Kind:
    """One kind of record. `code` stands in its numbers; `schema` changes whenever a field does."""

    name: str
    code: str
    title: str
    schema: str
    fields: tuple[Field, ...]
    headline: str
    """The field that stands for the record in a list."""

    @cached_property
    def shareable(self) -> tuple[str, ...]:
        """The fields that can ever leave."""
        return tuple(field.name for field in self.fields if field.shareable)

    @cached_property
    def nominal(self) -> tuple[str, ...]:
        """The fields that name persons."""
        return tuple(field.name for field in self.fields if field.nominal)

    @cached_property
    def made(self) -> frozenset[str]:
        """The fields that Kouprey makes itself: nobody looks for them."""
        return frozenset(field.name for field in self.fields if field.made)

    def title_of(self, name: str) -> str:
        """What a field is called; one that there is not goes by its name."""
        return next((field.title for field in self.fields if field.name == name), name)


class Unfit(UnusableInput):
    """Values that cannot be kept: `problems` says for each field what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(
            several(problems.values()), kept=said("Nothing was saved."), remedy=said("Correct these fields.")
        )
        self.problems = dict(problems)


def fitted(kind: Kind, given: Mapping[str, Any], countries: Sequence[str]) -> dict[str, Any]:
    """The values as they are kept, blank ones left out. Raises Unfit with every problem at once."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name in given.keys() - {field.name for field in kind.fields}:
        problems[name] = said("This kind of record has no field %(name)s.", name=name)
    for field in kind.fields:
        try:
            value = _READERS[field.form](given.get(field.name, ""), field, countries)
        except KoupreyError as error:
            problem = several((error.what, error.remedy))
            problems[field.name] = said("%(field)s: %(problem)s", field=declared(field.title), problem=problem)
            continue
        if value:
            values[field.name] = value
        elif field.required:
            problems[field.name] = said("%(field)s is missing.", field=declared(field.title))
    if problems:
        raise Unfit(problems)
    return values


def is_nominal(kind: Kind, values: Mapping[str, Any]) -> bool:
    """Whether some field that names persons holds something."""
    return any(map(values.get, kind.nominal))


def shareable_part(kind: Kind, values: Mapping[str, Any], cleared: Sequence[str]) -> dict[str, Any]:
    """What of the values may leave when these fields were cleared: never more than the kind's shareable fields."""
    return {name: values[name] for name in kind.shareable if name in cleared and name in values}


def snapshot(values: Mapping[str, Any]) -> str:
    """The values as one line of JSON, keys in order: the bytes that are kept and never changed."""
    return jsontext.dumps(dict(sorted(values.items())))


def digest(text: str) -> str:
    """SHA-256 of a snapshot."""
    return hashlib.sha256(text.encode()).hexdigest()


def _line(given: Any, field: Field, _countries: Sequence[str]) -> str:
    text = unicodedata.normalize("NFC", str(given)).replace("\r\n", "\n").strip()
    if len(text) > field.longest:
        raise UnusableInput(
            said("It is longer than %(longest)s characters.", longest=field.longest), remedy=said("Shorten it.")
        )
    if any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in text):
        raise UnusableInput(said("It holds a character that cannot be shown."), remedy=said("Type it again."))
    return text if field.form is Form.TEXT else " ".join(text.split())


def _date(given: Any, field: Field, countries: Sequence[str]) -> str:
    text = _line(given, field, countries)
    return partial_date(text).text if text else ""


def _words(given: Any, field: Field, countries: Sequence[str]) -> list[str]:
    parts = given if isinstance(given, list | tuple) else str(given).replace("\n", ",").split(",")
    return list(dict.fromkeys(word for part in parts if (word := _line(part, field, countries))))


def _parts(given: Any, field: Field, _countries: Sequence[str]) -> Any:
    if given in ("", None):
        return None
    if not isinstance(given, dict | list | tuple):
        raise UnusableInput(
            said("It is neither a list nor an object."), remedy=said("Send it as the kind describes it.")
        )
    try:
        jsontext.dumps(given)
    except (TypeError, ValueError) as error:
        raise UnusableInput(
            said("It holds a value that cannot be written down."), remedy=said("Send plain JSON.")
        ) from error
    return given


def _countries(given: Any, field: Field, countries: Sequence[str]) -> list[str]:
    codes = [word.upper() for word in _words(given, field, countries)]
    strange = [code for code in codes if code not in countries]
    if strange:
        raise UnusableInput(
            said("%(codes)s is no code of a country.", codes=", ".join(strange)),
            remedy=said("Use codes of two letters, such as KH, VN."),
        )
    return codes


_READERS: dict[Form, Callable[[Any, Field, Sequence[str]], Any]] = {
    Form.LINE: _line,
    Form.TEXT: _line,
    Form.DATE: _date,
    Form.WORDS: _words,
    Form.COUNTRIES: _countries,
    Form.PARTS: _parts,
}
