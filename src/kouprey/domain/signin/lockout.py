"""How long whoever guesses wrongly has to wait: nothing at first, then twice as long each time, up to a bound.

The bound keeps a stranger who knows a user name from shutting its owner out for good; the doubling keeps guessing
hopeless (docs/adr/0016).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries may fail, and how the waiting grows from there."""

    free: int
    first: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(hours=1)


NAME = Limit(free=5)
"""Passwords tried for one user name, whether there is such an officer or not."""
CODE = Limit(free=5)
"""Codes of the second factor tried for one officer, whose password was right."""
ADDRESS = Limit(free=20, longest=timedelta(minutes=15))
"""Passwords tried from one address, whatever the name. An office often has one address for everybody."""
FORGOTTEN_AFTER = timedelta(hours=24)
"""So long without a failure, and the count begins anew."""


def wait(limit: Limit, failures: int) -> timedelta:
    """How long to wait after so many failures in a row."""
    beyond = failures - limit.free
    if beyond < 0:
        return timedelta(0)
    doublings = min(beyond, 32)  # far beyond any bound, and still a number that timedelta can hold
    return min(limit.first * int(2**doublings), limit.longest)
