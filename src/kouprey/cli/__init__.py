"""The shell: `kouprey GROUP VERB ...`. What it promises is in docs/cli.md."""

from kouprey.cli.main import main

__all__ = ["main"]
