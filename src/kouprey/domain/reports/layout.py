"""The standard layout of the annual trade report (reporting.md 3.5, after the upload check of the Trade Database)."""

from __future__ import annotations

from kouprey.domain.layouts import Layout, layout_of

NAME = "report-layout"


def layout() -> Layout:
    """The layout in force, this node's own edition first."""
    return layout_of(NAME)
