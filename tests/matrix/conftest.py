"""The stage, set up once for a module in a transaction that is rolled back, on a home with a small store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from kouprey import trade
from web.conftest import static_files  # noqa: F401  # pages name static files by their hash
from web.stores import quotas, rows, write


@pytest.fixture
def stage(whole_stage: Any, db: None) -> Any:
    """The stage, with nobody signed in yet. What a test does is rolled back once more."""
    whole_stage.forget()
    return whole_stage


@pytest.fixture(scope="module")
def whole_stage(
    static_files: None,  # noqa: F811
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    """Everybody and everything there; no test of the module leaves a trace."""
    from matrix.stage import set_up  # not before Django is configured

    home = tmp_path_factory.mktemp("matrix")
    trade.load([write(home / "comptab.csv", rows())], home=home)
    quotas(home)
    hasher = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(HOME=home, PASSWORD_HASHERS=hasher), django_db_blocker.unblock(), transaction.atomic():
        yield set_up()
        transaction.set_rollback(True)
