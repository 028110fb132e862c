"""The node as a whole: its migrations, its checks, its two kinds of server, its ways in for the shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core import checks
from django.core.management import call_command
from django.db.models import AutoField

ENROL = """
import json, sys
from kouprey.kernel.errors import KoupreyError
from kouprey.web.config.serve import enrol, manage
try:
    enrol(username="sokha", full_name="Sok Sokha", password=sys.argv[1])
except KoupreyError as error:
    print(json.dumps({"refused": error.what}))
else:
    from kouprey.web.accounts.queries import officer_named
    print(json.dumps({"enrolled": officer_named("SOKHA").full_name}))
"""


@pytest.mark.database
@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_checks_of_an_ordinary_node_are_silent():
    assert checks.run_checks() == []


def test_both_kinds_of_server_find_the_node():
    from kouprey.web.config import asgi, wsgi

    assert callable(asgi.application)
    assert callable(wsgi.application)


def test_our_tables_have_no_running_numbers():
    ours = [model for model in apps.get_models() if model.__module__.startswith("kouprey.")]
    assert ours
    keys = [model._meta.pk for model in ours]
    # Columns beside a record have the record's own id; a heading is known by what it says.
    kinds = {(key.target_field if key.remote_field else key).get_internal_type() for key in keys}
    assert kinds == {"UUIDField", "CompositePrimaryKey"}
    assert not [field for model in ours for field in model._meta.concrete_fields if isinstance(field, AutoField)]


@pytest.mark.parametrize(
    ("password", "said"),
    [("nine green turtles", {"enrolled": "Sok Sokha"}), ("short", {"refused": "This password is too short."})],
)
def test_the_shell_enrols_in_an_empty_home(tmp_path: Path, password: str, said: dict[str, str]):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment["KOUPREY_HOME"] = str(tmp_path / "home")
    ended = subprocess.run(
        [sys.executable, "-c", ENROL, password], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(ended.stdout)
    assert found.keys() == said.keys()
    assert all(found[key].startswith(words) for key, words in said.items())
    assert "Preparing the database" in ended.stderr
