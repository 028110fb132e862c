"""The API of law: the same JSON as the shell, for whoever holds a token of the right acts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from kouprey.cli.main import main
from kouprey.domain import law
from kouprey.domain.access import Act, Role
from kouprey.kernel.clock import now
from kouprey.web.accounts.tokens import make_token
from web.cast import Cast, build

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CASE = Path(__file__).parents[3] / "docs" / "law" / "evidence-in-china.json"


@pytest.fixture
def cast() -> Cast:
    return build(Role.INVESTIGATOR)


@pytest.fixture
def token(cast: Cast) -> dict[str, str]:
    by = cast.actor(Role.INVESTIGATOR)
    acts = [Act.RECORD_READ, Act.RECORD_CREATE]
    held = cast.appointments[cast.customs.id, Role.INVESTIGATOR]
    _row, secret = make_token(
        appointment=held, purpose=by.purpose, name="a program", acts=acts, days=30, by=by, at=now()
    )
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize(
    ("asked", "shell"),
    [
        ("table?as_of=2022-11-01", "table --as-of 2022-11-01"),
        ("gap?as_of=2024-05-01&country=SG,CN", "gap --as-of 2024-05-01 --country SG,CN"),
        ("route?requesting=VN&requested=CN&as_of=2024-05-01", "route VN CN --as-of 2024-05-01"),
    ],
)
def test_what_is_asked_is_answered_as_by_the_shell(token, capsys, asked: str, shell: str):
    assert main(["law", *shell.split(), "--format", "json"]) == 0
    assert Client().get(f"/api/v1/law/{asked}", headers=token).content.decode() == capsys.readouterr().out


def test_a_case_is_assessed_and_nothing_is_kept(token, capsys):
    assert main(["law", "assess", str(CASE), "--explain", "--format", "json"]) == 0
    given = {"case": json.loads(CASE.read_text(encoding="utf-8")), "explain": True}
    answer = Client().post("/api/v1/law/assess", given, content_type="application/json", headers=token)
    assert answer.content.decode() == capsys.readouterr().out
    faulty = {"case": given["case"] | {"requesting": "Nowhere"}}
    refused = Client().post("/api/v1/law/assess", faulty, content_type="application/json", headers=token)
    assert refused.status_code == 400
    assert "the code of a State of the register" in refused.json()["error"]["what"]
    assert Client().get("/api/v1/law/table").status_code == 401
    assert Client().get("/api/v1/law/gap?country=QQ", headers=token).status_code == 404
    assert law.register().digest == answer.json()["edition"]["digest"]
