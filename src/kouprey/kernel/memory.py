"""Memory of a process that runs for long: what stays is not searched for waste again and again."""

from __future__ import annotations

import gc
from typing import Final

OFTEN: Final = (20_000, 20, 20)
"""How many new objects before the youngest are searched, and how many searches before older ones are: rarer than
Python's own measure (700), because lists, registers and traces are many small objects that hold no circles."""


def settle() -> None:
    """Set what was loaded at the start aside, for good, and search the rest more rarely.

    Called once, when a process is ready to work. Nothing is lost: what is set aside simply stays.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)
