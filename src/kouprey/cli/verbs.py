"""How a command of the shell is declared. Only the command at hand builds its options: starting must be quick."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import NamedTuple


class Verb(NamedTuple):
    """One command: what it is for, its options, and what it does (returning the exit code)."""

    help: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]

    def parser(self, name: str) -> ArgumentParser:
        """The parser of this command, called `kouprey NAME`."""
        parser = ArgumentParser(
            prog=f"kouprey {name}", description=self.help, formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )  # fmt: skip
        self.options(parser)
        return parser
