"""What every page must be at both widths: nothing axe objects to, nothing cut off, one title; and a picture of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

WIDE, NARROW = 1280, 390
HEIGHT = 860
PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
"""Where pictures lie, to be looked at. They are taken when KOUPREY_TEST_PICTURES is `yes` (`make pictures`)."""
ADVICE: dict[str, Any] = {"resultTypes": ["violations"]}
WITHOUT_COLOURS = ADVICE | {"rules": {"color-contrast": {"enabled": False}}}
"""The narrow page has the colours of the wide one, but for its bar, and looking at them takes most of the time."""


ALIKE: dict[str, Any] = {"exclude": [["tbody tr:nth-child(n+7)"]]}
"""Rows of a table are alike: six of each are looked at."""


def whole(page: Any, name: str, *, colours_of_both: bool = False) -> None:
    """Look at the page as it stands, wide and narrow; it is left as wide as it was."""
    from axe_playwright_python.sync_playwright import Axe

    before = page.viewport_size
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        picture(page, f"{name}-{width}")
        found = Axe().run(page, ALIKE, options=ADVICE if width == WIDE or colours_of_both else WITHOUT_COLOURS)
        assert found.violations_count == 0, f"at {width} pixels: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") == width, f"cut off at {width} pixels"
        assert page.locator("h1").count() == 1
    page.set_viewport_size(before)


def picture(page: Any, name: str, *, full_page: bool = True) -> None:
    """Take a picture, if pictures are wanted."""
    if os.environ.get("KOUPREY_TEST_PICTURES") == "yes":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=full_page)
