"""Enrol an officer from the node's own shell: the way in on a new node."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kouprey.kernel.clock import now
from kouprey.kernel.errors import KoupreyError
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.core.audit import SHELL


class Command(BaseCommand):
    """Enrol an officer."""

    help = "Enrol an officer. The password is asked for, or read from standard input when that is no terminal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the shell may say."""
        parser.add_argument("username")
        parser.add_argument("--full-name", required=True)
        parser.add_argument("--email", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask for the password and enrol."""
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            officer = enrol_officer(
                username=options["username"],
                full_name=options["full_name"],
                email=options["email"],
                password=password,
                password_is_temporary=True,
                by=SHELL,
                at=now(),
            )
        except KoupreyError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"Enrolled {officer.full_name} as {officer.username}.")
