"""The base catalogue holds every message, so that translators find all of them, and nothing else."""

from __future__ import annotations

from web.catalogue import gathered, kept, messages


def test_the_catalogue_holds_every_message():
    found = {message.id for message in gathered() if message.id}
    there = {message.id for message in kept() if message.id}
    assert there == found, "Run: python tests/web/catalogue.py"


def test_placeholders_have_names():
    for place, line, words in messages():
        for text in words if isinstance(words, tuple) else (words,):
            assert "%s" not in text, (place, line)
            assert "{}" not in text, (place, line)
