"""The public Python face of trade data: `from kouprey import trade`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kouprey.trade.store import Store, open

if TYPE_CHECKING:
    from kouprey.trade.loading import load
    from kouprey.trade.recognising import recognise

__all__ = ["Store", "load", "open", "recognise"]


def __getattr__(name: str) -> Any:
    """Import loading only when it is asked for: a question must not wait for it."""
    if name == "load":
        from kouprey.trade.loading import load

        return load
    if name == "recognise":
        from kouprey.trade.recognising import recognise

        return recognise
    raise AttributeError(name)
