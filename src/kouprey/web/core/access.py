"""Who may read what of `core`."""

from __future__ import annotations

from typing import Any


def may_read_audit(user: Any) -> bool:
    """Whether whoever is signed in may read the record of acts. The one place that decides it."""
    return bool(user.is_authenticated)
