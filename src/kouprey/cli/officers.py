"""`kouprey officers authority|agency|role|directory`: a new node gets its authority and first administrator."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kouprey.cli.output import say
from kouprey.cli.verbs import Verb


def place_options(parser: ArgumentParser) -> None:
    """The place of a new officer: its authority, agency and role."""
    parser.add_argument("--authority", default="", metavar="NAME", help="the authority the officer belongs to")
    parser.add_argument("--agency", default="", metavar="NAME", help="the agency to act for")
    parser.add_argument("--role", default="", help="the role, such as node_administrator")


def _authority_options(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="the name of the public body")
    parser.add_argument("--country", required=True, metavar="CODE", help="its country, such as KH")
    parser.add_argument("--name-local", default="", metavar="NAME", help="its name in its own language")


def _authority(chosen: Namespace) -> int:
    from kouprey.web.config.enrolling import enter_authority

    name = enter_authority(chosen.name, country=chosen.country.upper(), name_local=chosen.name_local)
    say(f"{name} has users on this node from now on.")
    return 0


def _agency_options(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="the name of the agency")
    parser.add_argument("--authority", required=True, metavar="NAME", help="the authority it is part of")
    parser.add_argument("--kind", required=True, help="its kind, such as customs (list agency-kinds)")
    parser.add_argument("--name-local", default="", metavar="NAME", help="its name in its own language")
    parser.add_argument("--time-zone", default="", metavar="ZONE", help="such as Asia/Phnom_Penh")


def _agency(chosen: Namespace) -> int:
    from kouprey.web.config.enrolling import enter_agency

    name = enter_agency(
        chosen.name, authority=chosen.authority, kind=chosen.kind, name_local=chosen.name_local,
        time_zone=chosen.time_zone,
    )  # fmt: skip
    say(f"{name} is in the directory.")
    return 0


def _role_options(parser: ArgumentParser) -> None:
    parser.add_argument("username", help="whose role it is")
    parser.add_argument("--agency", required=True, metavar="NAME", help="the agency to act for")
    parser.add_argument("--role", required=True, help="the role, such as node_administrator")


def _role(chosen: Namespace) -> int:
    from kouprey.web.config.enrolling import give_role

    say(f"{give_role(chosen.username, agency=chosen.agency, role=chosen.role)}.")
    return 0


def _directory(_chosen: Namespace) -> int:
    from kouprey.web.config.enrolling import import_directory

    done = import_directory()
    say(
        f"Added {done.authorities} authorities and {done.agencies} agencies, all unverified; "
        f"{done.left} entries were left as they are."
    )
    return 0


VERBS = {
    "officers authority": Verb("Enter an authority that has users here", _authority_options, _authority),
    "officers agency": Verb("Enter an agency of an authority", _agency_options, _agency),
    "officers role": Verb("Give an officer a role: the first ones of a new node", _role_options, _role),
    "officers directory": Verb("Take in the shipped list of public bodies", lambda _parser: None, _directory),
}
