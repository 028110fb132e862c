"""A node in service refuses what is unsafe; a node on a desk does not mind."""

from __future__ import annotations

import os
from datetime import timedelta

import psycopg
import pytest
from django.core import checks
from django.db import connection

from kouprey.kernel.errors import Refused
from kouprey.web.config.checks import _wall, check_production, check_settings
from kouprey.web.config.prepare import refuse_errors

KEY = "q7Zr-" * 4 + "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT"


@pytest.fixture
def in_service(settings, monkeypatch: pytest.MonkeyPatch):
    """Settings as they should be in production."""
    monkeypatch.setenv("KOUPREY_SECRET_KEY", KEY)
    settings.PRODUCTION = True
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["kouprey.example.org"]
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 3600
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "/srv/kouprey.sqlite3")
    return settings


def errors() -> list[str]:
    return [message.id or "" for message in check_production()]


def test_a_sound_node_starts(in_service):
    assert errors() == []


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("DEBUG", True, "E010"),
        ("ALLOWED_HOSTS", ["*"], "E012"),
        ("ALLOWED_HOSTS", ["kouprey.example.org", "*"], "E012"),
        ("ALLOWED_HOSTS", [], "E012"),
        ("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], "E012"),
        ("SECURE_SSL_REDIRECT", False, "E013"),
        ("SESSION_COOKIE_SECURE", False, "E013"),
        ("CSRF_COOKIE_SECURE", False, "E013"),
        ("SECURE_HSTS_SECONDS", 60, "E014"),
        ("IDLE_LIMIT", timedelta(minutes=61), "E016"),
        ("IDLE_LIMIT", timedelta(0), "E016"),
        ("SESSION_LIMIT", timedelta(hours=25), "E017"),
        ("SESSION_LIMIT", timedelta(0), "E017"),
    ],
)
def test_each_unsafe_setting_is_refused(in_service, name: str, value: object, error: str):
    setattr(in_service, name, value)
    assert errors() == [f"kouprey.{error}"]


@pytest.mark.parametrize("key", ["", KEY[:49], "a" * 60])
def test_a_weak_key_is_refused(in_service, monkeypatch: pytest.MonkeyPatch, key: str):
    monkeypatch.setenv("KOUPREY_SECRET_KEY", key)
    assert errors() == ["kouprey.E011"]


@pytest.mark.parametrize("name", ["", ":memory:", "file:x?mode=memory&cache=shared"])
def test_a_database_in_memory_is_refused(in_service, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setitem(in_service.DATABASES["default"], "NAME", name)
    assert errors() == ["kouprey.E015"]


def test_each_error_says_what_to_do(in_service, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("KOUPREY_SECRET_KEY")
    in_service.DEBUG, in_service.ALLOWED_HOSTS, in_service.SECURE_SSL_REDIRECT = True, ["*"], False
    found = check_production()
    assert len(found) == 4
    assert all(message.level == checks.ERROR and "KOUPREY_" in (message.hint or "") for message in found)


def test_outside_production_nothing_is_refused(settings):
    settings.PRODUCTION, settings.DEBUG, settings.ALLOWED_HOSTS = False, True, ["*"]
    assert errors() == []


def test_a_language_without_a_catalogue_is_refused(settings):
    settings.LANGUAGE_CODE = "xx"
    assert [message.id for message in check_settings()] == ["kouprey.E001"]


def test_the_checks_are_registered_and_stop_the_start(in_service):
    in_service.DEBUG = True
    with pytest.raises(Refused, match="E010") as raised:
        refuse_errors()
    assert "KOUPREY_DEBUG=no" in raised.value.remedy


@pytest.mark.database
@pytest.mark.django_db
def test_a_role_that_passes_through_the_wall_is_refused():
    """The tests' own role is bound by row-level security, as one in service must be; a superuser is not."""
    assert list(_wall()) == []
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
    uri = os.environ["KOUPREY_TEST_POSTGRES_URL"].replace(f"{role}@", "postgres@").replace(f"{role}:@", "postgres:@")
    with psycopg.connect(uri, autocommit=True) as superuser:
        superuser.execute(f"ALTER ROLE {role} BYPASSRLS")
        try:
            assert [error.id for error in _wall()] == ["kouprey.E018"]
        finally:
            superuser.execute(f"ALTER ROLE {role} NOBYPASSRLS")
