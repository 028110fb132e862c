"""JSON with exact numbers: decimals are written digit by digit, never in exponent form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from kouprey.kernel.quantity import plain


def dumps(value: Any) -> str:
    """Write `value` as one line of JSON, UTF-8 as it is, keys in the order given.

    Takes dicts, lists, tuples, strings, booleans, None, int, Decimal and float.
    Raises TypeError for anything else, so that nothing is written in a guessed form.
    """
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, (int, Decimal, float)):
        return plain(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{encode_basestring(str(k))}: {dumps(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(dumps, value)) + "]"
    raise TypeError(f"{type(value).__name__} has no JSON form here")
