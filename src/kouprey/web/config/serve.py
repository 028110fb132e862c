"""The ways into the node for the shell: serve it, enrol an officer, run one of Django's commands."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django

from kouprey.kernel import clock
from kouprey.kernel.errors import Refused
from kouprey.kernel.memory import settle

INCIDENTS, INCIDENT_SEED = 3000, 20_261_126
"""Observations of the demonstration region, and what they are drawn from."""


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Make the home ready and answer until stopped, with a worker beside the pages.

    Raises Refused if the settings are unsafe or the port is taken.
    """
    _set_up()
    from kouprey.web.config.beside import worker_beside  # noqa: PLC0415 - Django first
    from kouprey.web.config.prepare import prepare, say  # noqa: PLC0415 - Django first

    prepare()
    server = _server(host, port)
    settle()
    say(f"Kouprey answers at http://{_shown(host)}:{port}/ (Ctrl+C stops it).")
    try:
        with worker_beside():
            server.run()
    finally:
        server.close()


def work(*, parent: int | None = None) -> None:
    """Do the long work of the node until stopped; with `parent`, until that process is gone."""
    _set_up()
    from django.conf import settings  # noqa: PLC0415 - Django first

    from kouprey.web.config.prepare import refuse_errors  # noqa: PLC0415 - with the rest
    from kouprey.web.core.worker import work as work_on  # noqa: PLC0415 - with the rest
    from kouprey.web.upkeep.serving import hold  # noqa: PLC0415 - with the rest

    refuse_errors(pages=False)
    hold(Path(settings.HOME), "worker")
    settle()
    work_on(parent=parent)


def manage(argv: Sequence[str]) -> None:
    """Run one of Django's management commands: `manage(["migrate"])`."""
    _set_up()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - Django first

    execute_from_command_line(["kouprey manage", *argv])


def enrol(
    *,
    username: str,
    full_name: str,
    email: str = "",
    password: str | None = None,
    password_is_temporary: bool = False,
    is_invented: bool = False,
) -> None:
    """Enrol an officer from the node's own shell, in a home that may be empty.

    Raises UnusableInput for a name, an address or a password that cannot be used.
    """
    _set_up()
    from kouprey.web.accounts.actions import enrol_officer  # noqa: PLC0415 - Django first
    from kouprey.web.config.prepare import migrate  # noqa: PLC0415 - Django first
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    migrate()
    enrol_officer(
        username=username,
        full_name=full_name,
        email=email,
        password=password,
        password_is_temporary=password_is_temporary,
        is_invented=is_invented,
        by=SHELL,
        at=clock.now(),
    )


def give_password(username: str, password: str) -> None:
    """Give an officer a first password again; the officer chooses another at the next sign-in."""
    _set_up()
    from kouprey.web.accounts.actions import set_password  # noqa: PLC0415 - Django first
    from kouprey.web.accounts.queries import officer_named  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    set_password(officer=officer_named(username), password=password, by=SHELL, at=clock.now())


def release(username: str) -> None:
    """Let an officer who guessed too often try again at once."""
    _set_up()
    from kouprey.web.accounts.actions import release_lockout  # noqa: PLC0415 - Django first
    from kouprey.web.accounts.queries import officer_named  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    release_lockout(officer=officer_named(username), by=SHELL, at=clock.now())


def reset_second_factor(username: str, reason: str) -> None:
    """Remove the second factors of an officer who lost them all."""
    _set_up()
    from kouprey.web.accounts import actions  # noqa: PLC0415 - Django first
    from kouprey.web.accounts.queries import officer_named  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    actions.reset_second_factor(officer=officer_named(username), reason=reason, by=SHELL, at=clock.now())


def enrol_demo() -> tuple[str, list[tuple[str, str, str]]] | None:
    """On a node where nobody is enrolled: invented officers with one random password, which is kept nowhere else.

    The password, and each officer's user name, agency and roles; None in production, and where somebody is enrolled.
    """
    _set_up()
    from django.conf import settings  # noqa: PLC0415 - Django first

    from kouprey.web.accounts.queries import is_anybody_enrolled  # noqa: PLC0415 - with the rest
    from kouprey.web.config.demo_people import enrol_cast  # noqa: PLC0415 - with the rest
    from kouprey.web.config.prepare import migrate  # noqa: PLC0415 - with the rest

    if settings.PRODUCTION:
        return None
    migrate()
    if is_anybody_enrolled():
        return None
    password = secrets.token_urlsafe(12)
    cast = enrol_cast(password)
    _invent_region()
    return password, cast


def _invent_region() -> None:
    """Let the worker enter the observations of the demonstration region, once it runs."""
    from kouprey.web.accounts.queries import officer_named  # noqa: PLC0415 - Django first
    from kouprey.web.config.demo_people import ABROAD, CUSTOMS, DEMO, KIRI, LOTUS  # noqa: PLC0415 - with the rest
    from kouprey.web.core.actions import queue_job  # noqa: PLC0415 - with the rest
    from kouprey.web.seizures.actions.inventing import INVENT, LANE  # noqa: PLC0415 - with the rest

    asked = {"seed": INCIDENT_SEED, "count": INCIDENTS, "own": {"KH": [KIRI, CUSTOMS], "VN": [LOTUS, ABROAD]}}
    queue_job(kind=INVENT, arguments=asked, lane=LANE, by=officer_named(DEMO).actor, at=clock.now())


def set_up() -> None:
    """Start Django in this process, in a home that may be empty, and bring its database up to date."""
    _set_up()
    from kouprey.web.config.prepare import migrate  # noqa: PLC0415 - Django first

    migrate()


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouprey.web.config.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django first

    Path(settings.HOME).mkdir(parents=True, exist_ok=True)


def _server(host: str, port: int) -> Any:
    from django.conf import settings  # noqa: PLC0415 - Django first
    from waitress import create_server  # noqa: PLC0415 - with the rest

    from kouprey.web.config.wsgi import application  # noqa: PLC0415 - Django first

    proxy = {}
    if settings.TRUSTED_PROXY:
        believed = {"x-forwarded-proto", "x-forwarded-host", "x-forwarded-for"}
        proxy = {"trusted_proxy": settings.TRUSTED_PROXY, "trusted_proxy_headers": believed}
    try:
        return create_server(
            application,
            host=host,
            port=port,
            threads=8,
            # A file that is somewhat too large still reaches the page that says so.
            max_request_body_size=2 * settings.UPLOAD_LIMIT + (1 << 20),
            ident="kouprey",
            clear_untrusted_proxy_headers=True,
            **proxy,
        )
    except OSError as error:
        raise _no_port(host, port, error) from error


def _no_port(host: str, port: int, error: OSError) -> Refused:
    what = f"Port {port} on {host} cannot be opened ({error.strerror})."
    if error.errno == errno.EADDRINUSE:
        what = f"Port {port} on {host} is taken by another program."
    return Refused(
        what,
        kept="The node did not start.",
        remedy=f"Stop that program, or choose another port: --port {port + 1}.",
    )


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
