"""The settings of a node: one table of environment names, and the one way to read them.

`docs/settings.md` shows this table; a test holds the two together.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kouprey.kernel.errors import UnusableInput


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment name: what it is when nothing is given, and what it means.

    A secret can be given as a file instead, under the same name with `_FILE` behind it.
    """

    name: str
    default: str
    meaning: str
    secret: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting("KOUPREY_HOME", "./var", "The folder that holds everything a node keeps."),
    Setting(
        "KOUPREY_DATABASE_URL",
        "",
        "The database: `sqlite:///PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`."
        " Without it, an SQLite file in KOUPREY_HOME.",
        secret=True,
    ),
    Setting(
        "KOUPREY_SECRET_KEY",
        "",
        "The key that signs sessions: 50 random characters or more. Without it, and outside production,"
        " one is made once and kept in KOUPREY_HOME/secret-key.",
        secret=True,
    ),
    Setting(
        "KOUPREY_CONTENT_KEY",
        "",
        "The key that wraps the keys of records: 32 random bytes in base64. Several, one a line: the first wraps, the"
        " others still open. Without it, one is made at first need and kept in KOUPREY_HOME/keys.",
        secret=True,
    ),
    Setting("KOUPREY_PRODUCTION", "no", "`yes` on a node in service: what is unsafe is then refused at the start."),
    Setting("KOUPREY_DEBUG", "no", "`yes` shows the program's inside on errors. Refused in production."),
    Setting(
        "KOUPREY_ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "The names this node answers to, with commas between. In production they must be named.",
    ),
    Setting(
        "KOUPREY_HTTPS",
        "as KOUPREY_PRODUCTION",
        "`yes` when officers reach the node over https: cookies travel over https only; http is led there.",
    ),
    Setting(
        "KOUPREY_HSTS_SECONDS",
        "31536000",
        "With https, how long a browser insists on it. In production at least 3600.",
    ),
    Setting(
        "KOUPREY_TRUSTED_PROXY",
        "",
        "The address of the proxy in front of `kouprey serve`, whose word on scheme, host and client counts.",
    ),
    Setting("KOUPREY_TIME_ZONE", "UTC", "The time zone that pages show, by its IANA name, such as Asia/Bangkok."),
    Setting(
        "KOUPREY_IDLE_MINUTES",
        "10",
        "After so many minutes with nobody there the screen of a signed-in officer locks. In production at most 60.",
    ),
    Setting(
        "KOUPREY_SESSION_HOURS",
        "12",
        "So many hours after signing in a session ends, whatever is done in it. In production at most 24.",
    ),
    Setting("KOUPREY_TRADE_MEMORY", "2GB", "How much memory one question to the trade store may take."),
    Setting("KOUPREY_TRADE_THREADS", "", "How many threads one question may use; without it, one for each core."),
    Setting(
        "KOUPREY_SCAN_COMMAND",
        "",
        "A command that scans attached files for viruses; the file's path is added. Any exit but 0 refuses it.",
    ),
    Setting("KOUPREY_UPLOAD_LIMIT", "1GB", "How large a file may be that an officer uploads, such as 500MB."),
    Setting(
        "KOUPREY_UPLOADS_WAITING",
        "3GB",
        "How much one officer's uploads may take that are unfinished, or received and not started."
        " Of unfinished ones an officer may have three.",
    ),
    Setting("KOUPREY_KEEP_LOADED_DAYS", "30", "For how many days an uploaded file is kept after it was loaded."),
    Setting(
        "KOUPREY_KEEP_UNSTARTED_DAYS", "7", "For how many days a file is kept that was received and never started."
    ),
    Setting(
        "KOUPREY_KEEP_FAILED_DAYS",
        "30",
        "For how many days a file is kept whose load failed or was stopped, from its end.",
    ),
    Setting(
        "KOUPREY_TIPS_AGENCY",
        "",
        "The agency, by its name in the directory, whose inbox gets tips from the public. Without it, the page for"
        " tips takes none.",
    ),
    Setting("KOUPREY_LANGUAGE", "en", "The language of pages when the browser asks for none that is here."),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def read(name: str) -> str:
    """The value of a declared setting; an empty value counts as none. Raises KeyError for any other name."""
    setting = _BY_NAME[name]
    given = os.environ.get(name, "").strip()
    file = os.environ.get(f"{name}_FILE", "").strip() if setting.secret else ""
    if given and file:
        raise _unusable(f"Both {name} and {name}_FILE are given.", "Keep one of them.")
    return _from_file(name, file) if file else given or setting.default


def default(name: str) -> str:
    """What a setting is when nothing is given."""
    return _BY_NAME[name].default


def flag(name: str) -> bool:
    """A setting that is yes or no."""
    value = read(name)
    if value.startswith("as "):
        return flag(value.removeprefix("as "))
    if value.lower() in {"yes", "true", "1"}:
        return True
    if value.lower() in {"no", "false", "0"}:
        return False
    raise _unusable(f"{name} is {value!r}.", "Write yes or no.")


def number(name: str) -> int:
    """A setting that is a whole number."""
    value = read(name)
    if not value.isdecimal():
        raise _unusable(f"{name} is {value!r}.", "Write a whole number.")
    return int(value)


def size(name: str) -> int:
    """A setting that is a size, in bytes: a whole number with MB or GB behind it."""
    value = read(name)
    count, unit = value[:-2].strip(), {"MB": 10**6, "GB": 10**9}.get(value[-2:].upper(), 0)
    if not unit or not count.isdecimal() or not int(count):
        raise _unusable(f"{name} is {value!r}.", "Write a whole number with MB or GB behind it, such as 500MB.")
    return int(count) * unit


def listed(name: str) -> list[str]:
    """A setting that is a list with commas between."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def home() -> Path:
    """The folder of this node."""
    return Path(read("KOUPREY_HOME"))


def secret_key(make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
    """The key that was given; in production nothing else, otherwise the node's own, made at first need."""
    given = read("KOUPREY_SECRET_KEY")
    if given or flag("KOUPREY_PRODUCTION"):
        # Django wants a key before any check can speak; the check then refuses this one.
        return given or "not-given"
    place = home() / "secret-key"
    if not place.exists():
        _keep_once(place, make())
    return place.read_text(encoding="ascii").strip()


def _keep_once(place: Path, text: str) -> None:
    """Write a file for the owner's eyes only; of two processes at once, the first one's stays."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".secret-key-")  # mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
    try:
        os.link(temporary, place)
    except FileExistsError:
        pass
    finally:
        Path(temporary).unlink()


def _from_file(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise _unusable(
            f"{name}_FILE names {file}, which cannot be read ({error.strerror}).",
            "Check the path and its rights.",
        ) from error


def _unusable(what: str, remedy: str) -> UnusableInput:
    return UnusableInput(what, kept="The node did not start.", remedy=remedy)
