"""The API against its own description, with input that schemathesis draws: no server error, no undeclared answer."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kouprey.domain.access import Role
from kouprey.domain.handling import Purpose
from kouprey.web.api.v1 import api
from web.api.test_api import VALUES, Caller
from web.cast import Cast, build

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PLAIN = {"Accept-Encoding": "identity"}
EXAMPLES = int(os.environ.get("KOUPREY_TEST_EXAMPLES", "4"))
ROLES = (Role.RECORDER, Role.RELEASING_OFFICER, Role.VERIFIER)
DESCRIBED = api.get_openapi_schema()
OPERATIONS = [(path, method.upper()) for path, methods in DESCRIBED["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def place(static_files: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Any, list[Caller]]]:
    """What the API says of itself with the application behind it, and programs of three roles with a record, a
    question and something received to stumble over. Once for the module; what a test does is rolled back."""
    from kouprey.web.config.wsgi import application

    with django_db_blocker.unblock(), transaction.atomic():
        cast = build(*ROLES)
        callers = [Caller(cast, role, purpose=Purpose.INVESTIGATION) for role in ROLES]
        _fill(cast, callers[0])
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", closing(application)), callers
        transaction.set_rollback(True)


def closing(application: Any) -> Any:
    """Close each answer, as a server does (PEP 3333), and with it what was uploaded: schemathesis leaves it open."""

    def call(environ: Any, start_response: Any) -> list[bytes]:
        with contextlib.closing(application(environ, start_response)) as answer:
            return [b"".join(answer)]

    return call


@pytest.fixture
def schema(db: None, place: tuple[Any, list[Caller]]) -> Any:
    """The description."""
    return place[0]


@pytest.fixture
def callers(db: None, place: tuple[Any, list[Caller]]) -> list[Caller]:
    """The programs."""
    return place[1]


def _fill(cast: Cast, recorder: Caller) -> None:
    id = recorder("POST", "/records", {"values": VALUES}).json()["id"]
    recorder("POST", f"/records/{id}/file")
    recorder("POST", f"/records/{id}/asks", {
        "fields": ["subject"], "recipient": str(cast.lotus.id), "recipient_kind": "authority", "reason": "to warn",
    })  # fmt: skip


def each(strategy: Any, examples: int, check: Callable[[Any], None]) -> None:
    """Draw so many calls and look at each answer."""

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def run(case: Any) -> None:
        check(case)

    run()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_declared(schema: Any, callers: list[Caller], path: str, method: str):
    def check(case: Any) -> None:
        for caller in callers:
            response = case.call(headers={"Authorization": f"Bearer {caller.secret}", **PLAIN})
            case.validate_response(response, checks=CHECKS)

    for mode in GenerationMode:
        each(schema[path][method].as_strategy(generation_mode=mode), EXAMPLES, check)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_without_a_token_nothing_is_told(schema: Any, path: str, method: str):
    def check(case: Any) -> None:
        response = case.call(headers={"Authorization": "Bearer nobody", **PLAIN})
        case.validate_response(response, checks=CHECKS)
        assert response.status_code == 401

    each(schema[path][method].as_strategy(), 2, check)
