"""The public Python face of trade data: `from kouprey import trade`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kouprey.trade.store import Store, open

if TYPE_CHECKING:
    from kouprey.trade.loading import load

__all__ = ["Store", "load", "open"]


def __getattr__(name: str) -> Any:
    """Import loading only when it is asked for: a question must not wait for it."""
    if name == "load":
        from kouprey.trade.loading import load

        return load
    raise AttributeError(name)
