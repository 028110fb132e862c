"""How many bytes a page costs a browser that has nothing of it yet: the page, its style, script and pictures."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Final

KINDS: Final = {"link": "style", "script": "script", "img": "pictures"}


@dataclass
class Weight:
    """Bytes over the wire, compressed, and how many requests."""

    page: int
    style: int = 0
    script: int = 0
    pictures: int = 0
    requests: int = 1

    @property
    def whole(self) -> int:
        """Everything together."""
        return self.page + self.style + self.script + self.pictures


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        address = given.get("href" if tag == "link" else "src", "")
        wanted = tag in ("script", "img") or (tag == "link" and "stylesheet" in given.get("rel", ""))
        if wanted and address.startswith("/"):
            self.found.setdefault(address, KINDS[tag])


def weight(port: int, address: str) -> Weight:
    """Fetch a page and everything it names, once each."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    body, plain = _fetch(connection, address)
    found = Weight(body)
    parts = _Parts()
    parts.feed(plain.decode("utf-8"))
    for part, kind in parts.found.items():
        setattr(found, kind, getattr(found, kind) + _fetch(connection, part)[0])
        found.requests += 1
    connection.close()
    return found


def _fetch(connection: HTTPConnection, address: str) -> tuple[int, bytes]:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return len(body), gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
