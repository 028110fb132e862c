"""JSON with exact numbers: decimals are written digit by digit, never in exponent form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from kouprey.kernel.quantity import plain


def dumps(value: Any) -> str:
    """Write `value` as one line of JSON, UTF-8 as it is, keys in the order given.

    Takes dicts, lists, tuples, strings, booleans, None, int, Decimal and float.
    Raises TypeError for anything else, so that nothing is written in a guessed form.
    """
    writer = _WRITERS.get(type(value))
    if writer is None:
        writer = next((w for kind, w in _KINDS if isinstance(value, kind)), None)
    if writer is None:
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    return writer(value)


def records(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows as a list of objects, column to value."""
    keys = [f"{encode_basestring(column)}: " for column in columns]
    return "[" + ", ".join("{" + ", ".join(map(str.__add__, keys, map(dumps, row))) + "}" for row in rows) + "]"


def _object(value: Mapping[Any, Any]) -> str:
    return "{" + ", ".join(f"{encode_basestring(str(k))}: {dumps(v)}" for k, v in value.items()) + "}"


def _array(value: Sequence[Any]) -> str:
    return "[" + ", ".join(map(dumps, value)) + "]"


_KINDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "true" if value else "false"),
    (str, encode_basestring),
    (int, str),
    (Decimal, plain),
    (float, plain),
    (Mapping, _object),
    (list, _array),
    (tuple, _array),
    (type(None), lambda value: "null"),
)
_WRITERS: dict[type, Callable[[Any], str]] = dict(_KINDS) | {dict: _object}
