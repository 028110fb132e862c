"""Find the command, run it, and turn errors into words and exit codes (0 done, 1 in part, 2 unusable)."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from kouprey.cli.verbs import Verb
from kouprey.kernel.errors import KoupreyError

GROUPS = {
    "trade": ("kouprey.cli.trade", "Legal trade: load CITES data and study them"),
    "reference": ("kouprey.cli.reference", "Taxa: names old and new, ranks, listings by date"),
    "law": ("kouprey.cli.law", "Law: penalties and treaties by date, tools of UNTOC for a case, gaps, routes"),
    "seizures": ("kouprey.cli.seizures", "Seizures: tables taken in, reports that drop out"),
    "demo": ("kouprey.cli.demo", "Make a small SYNTHETIC store, if there is none, and show a study"),
    "serve": ("kouprey.cli.web", "Serve the pages of this node"),
    "work": ("kouprey.cli.web", "Do the long work of this node (serve does so too)"),
    "officers": ("kouprey.cli.web", "People who may sign in"),
    "audit": ("kouprey.cli.audit", "The record of acts: prove it, print its head for filing"),
    "backup": ("kouprey.cli.keeping", "Write the whole node into one sealed file, or check one"),
    "restore": ("kouprey.cli.keeping", "Bring the node back from such a file"),
    "doctor": ("kouprey.cli.keeping", "Say what is wrong with this installation, and what to do"),
    "manage": ("kouprey.cli.web", "Django's own management commands"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except KoupreyError as error:
        _complain(error)
        return 2
    except FileExistsError as error:
        print(f"{error.filename} is a file, where a folder is needed. Choose another place.", file=sys.stderr)
        return 2
    except PermissionError as error:
        print(f"{error.filename} may not be read or written here ({error.strerror}).", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Stopped. The store is as it was.", file=sys.stderr)
        return 130
    except Exception as error:
        told = _busy(error)
        if told is None:
            raise
        _complain(told)
        return 2


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0
    if words[0] == "--version":
        from kouprey import __version__

        print(f"kouprey {__version__}")
        return 0
    group = words[0]
    if group not in GROUPS:
        print(f"There is no command “{group}”. Commands: {', '.join(GROUPS)}.", file=sys.stderr)
        return 2
    verbs = import_module(GROUPS[group][0]).VERBS
    if group in verbs:
        return _verb(verbs[group], group, words[1:])
    verbs = {name.removeprefix(f"{group} "): verb for name, verb in verbs.items()}
    if len(words) < 2 or words[1] in ("-h", "--help", "help"):
        print(_listing(f"kouprey {group} VERB …", {name: verb.help for name, verb in verbs.items()}))
        return 0
    if words[1] not in verbs:
        print(f"There is no “kouprey {group} {words[1]}”. There is: {', '.join(verbs)}.", file=sys.stderr)
        return 2
    return _verb(verbs[words[1]], f"{group} {words[1]}", words[2:])


def _verb(verb: Verb, name: str, words: list[str]) -> int:
    try:
        chosen = verb.parser(name).parse_args(words)
    except SystemExit as left:
        return int(left.code or 0)
    return verb.run(chosen)


def _busy(error: Exception) -> KoupreyError | None:
    """What to say where the node's database is busy; None of another error, and where it was not asked at all."""
    if "django" not in sys.modules:
        return None
    from kouprey.web.core.busy import busy

    return busy(error)


def _complain(error: KoupreyError) -> None:
    for line in (error.what, error.kept, error.remedy):
        if line:
            print(line, file=sys.stderr)


def _overview() -> str:
    about = (
        "Kouprey: the regional system for countering wildlife trafficking between Southeast Asia and China.\n"
        "Everything it keeps lives under KOUPREY_HOME (default ./var)."
    )
    return about + "\n\n" + _listing("kouprey GROUP VERB …", {name: text for name, (_, text) in GROUPS.items()})


def _listing(head: str, entries: dict[str, str]) -> str:
    wide = max(map(len, entries))
    lines = [f"  {name:<{wide}}  {text.splitlines()[0]}" for name, text in entries.items()]
    return "\n".join([f"Use: {head}", "", *lines, "", "Add --help to any command."])
