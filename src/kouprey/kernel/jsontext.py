"""JSON with exact numbers: decimals are written digit by digit, never in exponent form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from kouprey.kernel.quantity import plain, plain_decimal, plain_float


def dumps(value: Any) -> str:
    """Write `value` as one line of JSON, UTF-8 as it is, keys in the order given.

    Takes dicts, lists, tuples, strings, booleans, None, int, Decimal and float.
    Raises TypeError for anything else, so that nothing is written in a guessed form, and ValueError for NaN.
    """
    writer = _WRITERS.get(type(value))
    if writer is None:
        writer = next((w for kind, w in _KINDS if isinstance(value, kind)), None)
    if writer is None:
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    return writer(value)


def records(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows as a list of objects, column to value. Written column by column, which is quicker."""
    cells = [_column(column, values) for column, values in zip(columns, zip(*rows, strict=True), strict=False)]
    return "[" + ", ".join("{" + ", ".join(parts) + "}" for parts in zip(*cells, strict=True)) + "]"


def _column(name: str, values: Sequence[Any]) -> list[str]:
    kinds = set(map(type, values))
    writer = _WRITERS.get(kinds.pop(), dumps) if len(kinds) == 1 else dumps
    key = _key(name)
    return [key + writer(value) for value in values]


@lru_cache(maxsize=512)
def _key(name: str) -> str:
    return f"{encode_basestring(name)}: "


def _object(value: Mapping[Any, Any]) -> str:
    # Most values are text, and are written here without the way through `dumps`.
    parts = [_key(str(k)) + (encode_basestring(v) if type(v) is str else dumps(v)) for k, v in value.items()]
    return "{" + ", ".join(parts) + "}"


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
_WRITERS: dict[type, Callable[[Any], str]] = dict(_KINDS) | {
    dict: _object,
    Decimal: plain_decimal,
    float: plain_float,
}
