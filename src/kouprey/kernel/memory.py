"""Memory of a process that runs for long: what stays is not searched for waste again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

OFTEN: Final = (5_000, 20, 80)
"""How many new objects before the youngest are searched, and how many searches before older ones are: rarer than
Python's own measure (700), because lists, registers and traces are many small objects that hold no circles; not so
rarely that a page waits long for it (of 20,000, some 40 ms)."""


def settle() -> None:
    """Set what was loaded at the start aside, for good, and search the rest more rarely.

    Called once, when a process is ready to work. Nothing is lost: what is set aside simply stays.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OFTEN)


@contextmanager
def piling() -> Iterator[None]:
    """While a large thing is read into memory or written from it: its many objects hold no circles, and looking
    through all of them again and again takes a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
