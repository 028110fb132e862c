"""Altair, loaded with the first picture: a node that starts, or a command that draws none, does not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt
else:

    class _Later:
        """Gives what altair has; loading it takes more processor time than all else that a page loads."""

        def __getattr__(self, name: str) -> Any:
            import altair

            return getattr(altair, name)

    alt = _Later()

__all__ = ["alt"]
