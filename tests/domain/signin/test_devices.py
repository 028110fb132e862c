"""Browsers by their own account."""

from __future__ import annotations

import pytest

from kouprey.domain.signin.devices import device

WINDOWS, PHONE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Mozilla/5.0 (Linux; Android 14)"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (f"{WINDOWS} Gecko/20100101 Firefox/140.0", ("Firefox", "Windows")),
        (f"{WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36", ("Chrome", "Windows")),
        (f"{WINDOWS} AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", ("Edge", "Windows")),
        (f"{PHONE} AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1", ("Safari", "iPhone")),
        ("curl/8.5", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_by_what_it_says(said: str, meant: tuple[str, str]):
    assert device(said) == meant
