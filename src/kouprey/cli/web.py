"""`kouprey serve`, `kouprey work`, `kouprey officers …`, `kouprey manage …`: the commands that need the web node."""

from __future__ import annotations

from argparse import REMAINDER, ArgumentParser, Namespace

from kouprey.cli.officers import VERBS as OFFICERS
from kouprey.cli.officers import place_options
from kouprey.cli.verbs import Verb


def _serve_options(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to answer on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to answer on (default 8000)")


def _serve(chosen: Namespace) -> int:
    from kouprey.web.config.serve import serve

    serve(chosen.host, chosen.port)
    return 0


def _work_options(parser: ArgumentParser) -> None:
    parser.add_argument("--parent", type=int, metavar="PID", help="stop when the process of this number is gone")


def _work(chosen: Namespace) -> int:
    from kouprey.web.config.serve import work

    work(parent=chosen.parent)
    return 0


def _enrol_options(parser: ArgumentParser) -> None:
    parser.add_argument("username", help="the name to sign in with")
    parser.add_argument("--full-name", required=True, help="the person's name")
    parser.add_argument("--email", default="", help="where notices go")
    parser.add_argument("--own-password", action="store_true", help="the officer types it here and keeps it")
    place_options(parser)


def _enrol(chosen: Namespace) -> int:
    from kouprey.web.config.enrolling import check_place, give_role
    from kouprey.web.config.serve import enrol

    place = {"authority": chosen.authority, "agency": chosen.agency, "role": chosen.role}
    if any(place.values()):
        check_place(**place)
    enrol(
        username=chosen.username,
        full_name=chosen.full_name,
        email=chosen.email,
        password=_typed(),
        password_is_temporary=not chosen.own_password,
    )
    if any(place.values()):
        give_role(chosen.username, **place)
    return 0


def _officer_options(parser: ArgumentParser) -> None:
    parser.add_argument("username", help="whose account it is")


def _password(chosen: Namespace) -> int:
    from kouprey.web.config.serve import give_password

    give_password(chosen.username, _typed())
    return 0


def _release(chosen: Namespace) -> int:
    from kouprey.web.config.serve import release

    release(chosen.username)
    return 0


def _reset_options(parser: ArgumentParser) -> None:
    _officer_options(parser)
    parser.add_argument("--reason", required=True, help="why, and how it was made sure who asked")


def _reset(chosen: Namespace) -> int:
    from kouprey.web.config.serve import reset_second_factor

    reset_second_factor(chosen.username, chosen.reason)
    return 0


def _typed() -> str:
    import sys
    from getpass import getpass

    return getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _manage_options(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs=REMAINDER, help="the command and its options, such as: migrate --plan")


def _manage(chosen: Namespace) -> int:
    from kouprey.web.config.serve import manage

    manage(chosen.words)
    return 0


VERBS = {
    "serve": Verb("Serve the pages of this node", _serve_options, _serve),
    "work": Verb("Do the long work of this node (serve does so too)", _work_options, _work),
    "officers enrol": Verb("Enrol a person; the password is asked for", _enrol_options, _enrol),
    "officers password": Verb("Give an officer a new first password; it is asked for", _officer_options, _password),
    "officers release": Verb("Let an officer who guessed too often try again", _officer_options, _release),
    "officers reset-second-factor": Verb("Remove lost second factors of an officer", _reset_options, _reset),
    **OFFICERS,
    "manage": Verb("Run one of Django's management commands on this node", _manage_options, _manage),
}
