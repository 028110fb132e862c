"""As whom a request acts, and what holds while it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from kouprey.domain import lists
from kouprey.web.records.middleware import Acting

pytestmark = pytest.mark.django_db
NAME = "purposes"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A node without editions of its own."""
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    return tmp_path


def _laid_between(request: HttpRequest) -> HttpResponse:
    """Look at a list, lay an edition over it, look again."""
    before = lists.changed(NAME)
    lists.lay(NAME, lists.load(NAME).rows)
    return HttpResponse(f"{before > 0} {lists.changed(NAME) > 0}")


def _answer(method: str) -> str:
    request = RequestFactory().generic(method, "/")
    request.user = AnonymousUser()
    return Acting(_laid_between)(request).content.decode()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_for_a_page_that_reads_it_is_looked_once_whether_a_list_changed(home: Path, method: str):
    assert _answer(method) == "False False"
    assert _answer(method) == "True True"  # the next page sees it


def test_what_a_form_changes_holds_at_once(home: Path):
    assert _answer("POST") == "False True"
