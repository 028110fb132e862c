"""The ways into upkeep for the shell: make a backup, check one, bring one back, look after the node."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import django

from kouprey.kernel import clock
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.config.serve import _set_up, set_up

if TYPE_CHECKING:
    from kouprey.web.upkeep.backup import Account
    from kouprey.web.upkeep.doctor import Said
    from kouprey.web.upkeep.restore import Restored


def backup(place: Path, *, passphrase_file: Path | None = None, recipients: Sequence[str] = ()) -> Account:
    """Make a backup of this node while it is served. Raises UnusableInput without a passphrase or a recipient."""
    set_up()
    from django.conf import settings  # noqa: PLC0415 - Django first

    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest
    from kouprey.web.upkeep.backup import make  # noqa: PLC0415 - with the rest

    passphrase = _first_line(passphrase_file) if passphrase_file else ""
    return make(place, Path(settings.HOME), passphrase=passphrase, to=recipients, by=SHELL, at=clock.now())


def check(place: Path, *, passphrase_file: Path | None = None, identities: Sequence[Path] = ()) -> Account:
    """Read a whole backup and say what it holds. Raises UnusableInput for one that is damaged or does not open."""
    _set_up()
    from kouprey.web.upkeep import backup as kept  # noqa: PLC0415 - Django first
    from kouprey.web.upkeep.sealed import Opener  # noqa: PLC0415 - with the rest

    passphrase = _first_line(passphrase_file) if passphrase_file else ""
    return kept.check(place, Opener(passphrase, [_text(path) for path in identities]))


def restore(place: Path, *, passphrase_file: Path | None = None, identities: Sequence[Path] = ()) -> Restored:
    """Bring this node back from a backup. Raises Refused or UnusableInput, and then nothing was changed."""
    _set_up()
    from django.conf import settings  # noqa: PLC0415 - Django first

    from kouprey.web.config.prepare import migrate  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest
    from kouprey.web.upkeep import restore as bringing  # noqa: PLC0415 - with the rest
    from kouprey.web.upkeep.sealed import Opener  # noqa: PLC0415 - with the rest

    passphrase = _first_line(passphrase_file) if passphrase_file else ""
    opener = Opener(passphrase, [_text(path) for path in identities])
    return bringing.restore(
        place, Path(settings.HOME), opener, migrate=migrate, approved=_refuse_unapproved, by=SHELL, at=clock.now()
    )


def examine() -> list[Said]:
    """What is wrong with this installation. Makes nothing, not even in an empty home."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouprey.web.config.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django first

    from kouprey.web.upkeep.doctor import examine as look  # noqa: PLC0415 - with the rest

    return look(Path(settings.HOME), at=clock.now())


def _refuse_unapproved(digest: str) -> None:
    """Raises Refused unless two officers agreed lately to restore this very archive."""
    from kouprey.web.accounts.people import restore_is_approved  # noqa: PLC0415 - Django first

    if not restore_is_approved(digest):
        raise Refused(
            "This node is in use: officers are enrolled here. To restore over it, two officers have to agree.",
            remedy=f"Ask for it under Approvals, with the digest {digest}; or restore into an empty home.",
        )


def _first_line(path: Path) -> str:
    line = _text(path).partition("\n")[0].strip()
    if not line:
        raise UnusableInput(f"{path} holds no passphrase.", remedy="Write it on the first line of the file.")
    return line


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path} cannot be read.", remedy="Check the path and its rights.") from error
