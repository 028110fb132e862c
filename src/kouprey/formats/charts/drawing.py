"""From a chart's specification to its SVG, once for each: officers who look at one question get one drawing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from threading import Lock
from typing import Any, Final

import vl_convert

KEPT: Final = 64
"""So many drawings are kept, the ones looked at last; the largest, a map of the world, has some 300 kB."""

_drawn: OrderedDict[bytes, str] = OrderedDict()
_looking = Lock()


def draw(spec: Mapping[str, Any]) -> str:
    """The SVG of a Vega-Lite specification."""
    told = dumps(spec)
    key = sha256(told.encode()).digest()
    with _looking:
        kept = _drawn.get(key)
        if kept is not None:
            _drawn.move_to_end(key)
            return kept
    fresh = str(vl_convert.vegalite_to_svg(told, vl_version="6.4"))
    with _looking:
        _drawn[key] = fresh
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return fresh
