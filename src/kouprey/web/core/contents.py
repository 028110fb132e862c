"""What an audit row holds beside its header: names of people and things, and values. Always kept encrypted."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
OPEN: Final = "open"
DESTROYED: Final = "destroyed"
"""Its key was destroyed, which is an act of its own."""
SEALED: Final = "sealed"
"""It cannot be opened: the node's key is not at hand, or bytes were changed. `kouprey audit verify` says which."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The names of who acted and of what the act was about, and its details. Empty unless `state` is open."""

    by: str = ""
    label: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    state: str = OPEN

    def plain(self) -> bytes:
        """As it is encrypted. Raises TypeError for a detail that has no form in JSON."""
        parts = {"by": self.by, "label": self.label, "details": self.details}
        return _ENCODE(parts).encode()


def parsed(plain: bytes) -> Contents:
    """Read what `plain` wrote. Parts that a newer edition added are left out."""
    parts = json.loads(plain)
    return Contents(parts["by"], parts["label"], parts["details"])
