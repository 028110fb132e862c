"""A line between a browser and a node that can break: in the middle of what is sent, or before the answer is back."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_PIECE = 16_384


class Line:
    """Passes bytes on to the node, unless it is cut. `breaks`: how the next forms that are sent to `path` end, in the
    middle of "sending" them or before their "answer"; `broken` keeps what came about."""

    def __init__(self, node: str, path: str) -> None:
        self.node, self.mark = urlsplit(node), f"POST {path} ".encode()
        self.breaks: list[str] = []
        self.broken: list[str] = []
        self._is_cut = threading.Event()
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def serve(self) -> None:
        """Take connections until the door is closed."""
        while True:
            try:
                browser, _address = self._door.accept()
            except OSError:
                return
            if self._is_cut.is_set():
                browser.close()
                continue
            node = socket.create_connection((self.node.hostname or "", self.node.port or 0))
            self._open += [browser, node]
            self._pass(browser, node)

    def cut(self) -> None:
        """There is no line from now on."""
        self._is_cut.set()
        _cut(*self._open)
        self._open.clear()

    def join(self) -> None:
        """The line is back."""
        self._is_cut.clear()

    def close(self) -> None:
        """Take no more connections."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _pass(self, browser: socket.socket, node: socket.socket) -> None:
        both = (browser, node)
        silent = threading.Event()
        threading.Thread(target=self._out, args=(*both, silent), daemon=True).start()
        threading.Thread(target=self._back, args=(*both, silent), daemon=True).start()

    def _out(self, browser: socket.socket, node: socket.socket, silent: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while piece := browser.recv(_PIECE):
                if piece.startswith(self.mark) and self.breaks:
                    how = self.breaks.pop(0)
                    self.broken.append(how)
                    if how == "sending":  # what follows the first piece is lost
                        node.sendall(piece)
                        _cut(browser, node)
                        return
                    silent.set()
                node.sendall(piece)
        _cut(node)

    def _back(self, browser: socket.socket, node: socket.socket, silent: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while piece := node.recv(_PIECE):
                if silent.is_set():  # the node has done its work; nobody hears of it
                    _cut(browser, node)
                    return
                browser.sendall(piece)
        _cut(browser)


def _cut(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def breakable(node: str, path: str) -> Iterator[Line]:
    """A line to a node for the time of the block."""
    line = Line(node, path)
    thread = threading.Thread(target=line.serve, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        line.close()
        thread.join(timeout=5)
