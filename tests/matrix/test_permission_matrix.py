"""Every address and operation, over HTTP, as everybody: allowed and denied, against a table written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver, resolve

from kouprey.web.api.v1 import api
from matrix.stage import Stage, filled
from matrix.table import PEOPLE, ROLES, VISITOR, Line, lines, read

pytestmark = pytest.mark.django_db
"""On one database: that both answer the same is held by the relations and by the existence of things."""
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")


def patterns(found: Any = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the node: its name, else its pattern, and the whole pattern."""
    for one in (found or get_resolver()).url_patterns:
        whole = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from patterns(one, whole)
        else:
            yield one.name or whole, whole


def operations() -> set[str]:
    """Every operation that the API describes."""
    paths = api.get_openapi_schema()["paths"].items()
    return {f"{method.upper()} {path.removeprefix('/api/v1')}" for path, methods in paths for method in methods}


def test_the_table_names_every_address_and_nothing_else():
    described = {path.partition(" ")[2] for path in operations()}
    found = {
        name
        for name, whole in patterns()
        if not whole.startswith("api/v1/") or re.sub(r"<(\w+:)?(\w+)>", r"{\2}", whole[6:]) not in described
    }
    assert found - set(read()["pages"]) == set(), "addresses that the table does not name"
    assert set(read()["pages"]) - found == set(), "entries of the table that are no address any more"


def test_the_table_names_every_operation_and_nothing_else():
    assert operations() - set(read()["api"]) == set(), "operations that the table does not name"
    assert set(read()["api"]) - operations() == set(), "entries of the table that are no operation any more"


def test_every_line_leads_where_its_entry_says(stage: Stage):
    for line in lines():
        if not line.api:
            match = resolve(filled(line.address, stage.things))
            assert (match.url_name or match.route) == line.entry, line


def told(answer: Any) -> int | str:
    """What somebody is told: a status, or to sign in."""
    led = answer.status_code == 302 and answer["Location"].startswith("/officers/sign-in/")
    return "sign in" if led else answer.status_code


def expected(line: Line, person: str) -> int | str:
    """The same, by the table."""
    status = line.answer(person)
    return "sign in" if (person, status) == (VISITOR, 302) and person not in line.inside else status


ASKED_OF_PUBLIC = PEOPLE[:3]
"""What is open to everybody is asked for by a visitor, by an officer without a role, and by one with a role."""


def asked_of(line: Line, place: int) -> set[str]:
    """Who asks there in every run: nobody's visitor, the idle, one who comes in, one who does not, and a sixth of the
    roles in turn. The long run has everybody ask everywhere."""
    roles = [str(role) for role in ROLES]
    inside = [role for role in roles if role in line.inside]
    outside = [role for role in roles if role not in line.inside]
    return {*PEOPLE[:2], *inside[:1], *outside[:1], *roles[place % 6 :: 6]}


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_in_turn(stage: Stage, person: str):
    every_answer_is_as_written(stage, person, whole=False)


@pytest.mark.long
@pytest.mark.matrix
@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_everywhere(stage: Stage, person: str):
    every_answer_is_as_written(stage, person, whole=True)


def every_answer_is_as_written(stage: Stage, person: str, *, whole: bool) -> None:
    """Ask every line of the table as a person, or those that are this person's turn."""
    wrong = {}
    for place, line in enumerate(lines()):
        if line.who == "public" and person not in ASKED_OF_PUBLIC:
            continue
        if not whole and person not in asked_of(line, place):
            continue
        answer = stage.ask(line, person)
        found = answer.status_code if line.who == "public" else told(answer)
        if found != expected(line, person):
            wrong[str(line)] = (found, expected(line, person))
    assert not wrong, "answered, expected:\n" + "\n".join(f"{line}: {both}" for line, both in wrong.items())


def test_every_line_is_run_allowed_and_denied():
    for line in lines():
        assert line.inside, line
        assert line.who == "public" or len({expected(line, person) for person in PEOPLE}) > 1, line


def test_a_method_that_the_table_does_not_name_is_not_taken(stage: Stage):
    """Whoever comes in somewhere cannot send what nobody thought of; each address is sent one such thing in turn."""
    no_strange_method_is_taken(stage, whole=False)


@pytest.mark.long
@pytest.mark.matrix
def test_no_method_that_the_table_does_not_name_is_taken_anywhere(stage: Stage):
    no_strange_method_is_taken(stage, whole=True)


def no_strange_method_is_taken(stage: Stage, *, whole: bool) -> None:
    """Send every address what its lines do not name: all of it, or one method in turn."""
    named: dict[str, tuple[Any, set[str]]] = {}
    for line in lines():
        if line.api or line.entry.startswith(("mfa_", "account_", "openapi", "api")):
            continue  # allauth and ninja answer for their own
        named.setdefault(line.address, (line, set()))[1].add(line.method)
    wrong = []
    for place, (line, methods) in enumerate(named.values()):
        person = next((role for role in ROLES if role in line.inside), VISITOR)
        strange = sorted(set(METHODS) - methods)
        for method in strange if whole else strange[place % len(strange) :][:1]:
            other = type(line)(line.entry, method, line.address, line.who, line.status)
            status = stage.ask(other, person).status_code
            wrong += [f"{other}: {status}"] if status not in (403, 404, 405) else []
    assert not wrong, wrong
