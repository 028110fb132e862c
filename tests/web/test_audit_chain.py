"""The chain of acts in the database: every kind of tampering is found where it was done. On both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kouprey.kernel.errors import KoupreyError, Refused
from kouprey.kernel.ids import new_id
from kouprey.web.core import heads, queries, worker
from kouprey.web.core.actions import change_node_key, destroy_contents, record
from kouprey.web.core.audit import SHELL, Act, Actor
from kouprey.web.core.contents import DESTROYED, SEALED
from kouprey.web.core.keyring import keyring
from kouprey.web.core.models import AuditEvent, AuditLink, ContentKey
from kouprey.web.core.verify import Report, verify
from web.conftest import AT

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SOKHA = Actor(new_id(), "sokha")


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def acts() -> list[AuditEvent]:
    """Nine acts, about three records in turn."""
    records = [new_id() for _ in range(3)]
    return [
        record(
            act=Act.JOB_DONE, kind="job", id=records[n % 3], label=f"work {n}", by=SOKHA, at=AT + timedelta(hours=n),
            details={"n": n, "name": "ສົມພອນ"},
        )
        for n in range(9)
    ]  # fmt: skip


def proof(**words: Any) -> Report:
    connection.check_constraints()  # PostgreSQL links acts when a transaction ends; a test's never does
    return verify(**words)


def checks(report: Report) -> set[tuple[str, int | None]]:
    return {(finding.check, finding.n) for finding in report.findings}


@pytest.fixture
def sql() -> Iterator[Callable[..., None]]:
    """Raw SQL by somebody who has the database, and has taken its guards away; they are put back at the end."""
    from kouprey.web.core.migrations._append_only import guard, unguard

    connection.check_constraints()

    def run(operation: Any) -> None:
        operation.code(None, connection.schema_editor())

    def execute(statement: str, *values: Any) -> None:
        for table in ("core_auditevent", "core_auditlink"):
            run(unguard(table))
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        connection.check_constraints()
        for table in ("core_auditevent", "core_auditlink"):
            run(guard(table))

    return execute


def test_a_whole_record_is_proven(acts: list[AuditEvent]):
    report = proof()
    assert report.findings == []
    assert report.proven
    assert report.acts == 9
    assert report.head is not None
    assert report.head.n == 9
    assert [link.n for link in AuditLink.objects.all()] == list(range(1, 10))


def test_nothing_on_record_is_proven_too():
    assert proof().proven


def test_names_and_values_are_not_readable_in_the_database(acts: list[AuditEvent]):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_auditevent")
        kept = b" ".join(
            bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for r in cursor for v in r
        )
    for word in ("sokha", "work 3", "ສົມພອນ"):
        assert word.encode() not in kept
    event = AuditEvent.objects.get(pk=acts[3].pk)
    assert (event.by_label, event.target_label, event.details) == ("sokha", "work 3", {"n": 3, "name": "ສົມພອນ"})


def blob(value: bytes) -> Any:
    return value if connection.vendor == "postgresql" else memoryview(value)


@pytest.mark.parametrize(
    "column", ["at", "by", "agency", "authority", "act", "target_kind", "target_id", "key", "header_digest"]
)
def test_a_changed_header_is_found(acts: list[AuditEvent], sql: Callable[..., None], column: str):
    other = record(act=Act.JOB_FAILED, kind="officer", id=new_id(), label="", by=Actor(new_id(), "x"), at=AT)
    uuid = str(new_id()) if connection.vendor == "postgresql" else new_id().hex
    value = (
        uuid if column in ("agency", "authority", "key") else f"(SELECT {column} FROM core_auditevent WHERE id = %s)"
    )
    if column in ("agency", "authority", "key"):
        sql(f"UPDATE core_auditevent SET {column} = %s WHERE id = %s", uuid, _id(acts[4]))
    else:
        sql(f"UPDATE core_auditevent SET {column} = {value} WHERE id = %s", _id(other), _id(acts[4]))
    found = checks(proof())
    assert ("header", 5) in found
    assert found <= {("header", 5), ("key", 5)}


def _id(row: Any) -> str:
    return str(row.pk) if connection.vendor == "postgresql" else row.pk.hex


def test_a_flipped_byte_of_content_is_found(acts: list[AuditEvent], sql: Callable[..., None]):
    changed = bytearray(acts[6].content)
    changed[-1] ^= 1
    sql("UPDATE core_auditevent SET content = %s WHERE id = %s", blob(bytes(changed)), _id(acts[6]))
    assert checks(proof()) == {("content", 7)}
    assert AuditEvent.objects.get(pk=acts[6].pk).contents.state == SEALED


def test_content_that_was_written_anew_with_its_digest_is_found(acts: list[AuditEvent], sql: Callable[..., None]):
    from kouprey.domain.audit.chain import content_digest

    fresh = bytes(acts[0].content)
    sql(
        "UPDATE core_auditevent SET content = %s, content_digest = %s WHERE id = %s",
        blob(fresh), blob(content_digest(fresh)), _id(acts[6]),
    )  # fmt: skip
    assert checks(proof()) == {("content", 7)}


def test_a_flipped_byte_of_a_key_is_found(acts: list[AuditEvent], sql: Callable[..., None]):
    key = ContentKey.objects.get(pk=acts[1].key)
    changed = bytearray(key.wrapped)
    changed[20] ^= 1
    sql("UPDATE core_contentkey SET wrapped = %s WHERE id = %s", blob(bytes(changed)), _id(key))
    assert checks(proof()) == {("key", 2)}
    with pytest.raises(KoupreyError, match="does not open"):
        record(act=Act.JOB_DONE, kind="job", id=key.target_id, label="", by=SOKHA, at=AT)


def test_a_key_that_was_put_in_anothers_place_is_found(acts: list[AuditEvent], sql: Callable[..., None]):
    other = ContentKey.objects.get(pk=acts[0].key)
    sql("UPDATE core_contentkey SET wrapped = %s WHERE id = %s", blob(bytes(other.wrapped)), _id_of(acts[1].key))
    assert checks(proof()) == {("key", 2)}


def _id_of(id: Any) -> str:
    return str(id) if connection.vendor == "postgresql" else id.hex


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM core_contentkey WHERE id = %s",
        "UPDATE core_contentkey SET wrapped = substr(wrapped, 1, 0), destroyed_at = made_at WHERE id = %s",
    ],
)
def test_a_key_that_was_destroyed_without_an_act_is_found(
    acts: list[AuditEvent], sql: Callable[..., None], statement: str
):
    sql(statement, _id_of(acts[1].key))
    assert checks(proof()) == {("key", 2)}


@pytest.mark.parametrize("column", ["header_digest", "content_digest", "link"])
def test_a_changed_link_is_found(acts: list[AuditEvent], sql: Callable[..., None], column: str):
    sql(f"UPDATE core_auditlink SET {column} = %s WHERE n = 4", blob(bytes(32)))
    found = checks(proof())
    assert ("link", 4) in found
    assert {n for _, n in found} <= {4, 5}


def test_a_removed_row_is_found(acts: list[AuditEvent], sql: Callable[..., None]):
    sql("DELETE FROM core_auditevent WHERE id = %s", _id(acts[4]))
    assert checks(proof()) == {("removed", 5)}
    sql("DELETE FROM core_auditlink WHERE n = 5")
    assert checks(proof()) == {("gap", 5)}


def test_a_row_whose_link_was_removed_is_found(acts: list[AuditEvent], sql: Callable[..., None]):
    sql("DELETE FROM core_auditlink WHERE n = 9")
    (finding,) = proof().findings
    assert (finding.check, finding.event) == ("outside", acts[8].id)


def test_a_swapped_pair_is_found(acts: list[AuditEvent], sql: Callable[..., None]):
    sql("UPDATE core_auditlink SET n = -n WHERE n IN (3, 4)")
    sql("UPDATE core_auditlink SET n = 7 + n WHERE n < 0")
    assert checks(proof()) == {("swapped", 3)}


def test_rows_that_changed_places_are_found(acts: list[AuditEvent], sql: Callable[..., None]):
    sql("UPDATE core_auditlink SET event = %s WHERE n = 3", _id_of(new_id()))
    sql("UPDATE core_auditlink SET event = %s WHERE n = 4", _id(acts[2]))
    sql("UPDATE core_auditlink SET event = %s WHERE n = 3", _id(acts[3]))
    assert {("header", 3), ("header", 4)} <= checks(proof())


def test_a_tail_that_was_cut_off_is_found_by_a_filed_head(acts: list[AuditEvent], sql: Callable[..., None]):
    connection.check_constraints()
    place = heads.file_head(at=AT + timedelta(days=1))
    assert place is not None
    assert heads.file_head(at=AT + timedelta(days=1)) is None
    assert proof(heads=heads.filed()).proven
    sql("DELETE FROM core_auditevent WHERE id = %s", _id(acts[8]))
    sql("DELETE FROM core_auditlink WHERE n = 9")
    assert proof().proven  # the chain alone cannot tell
    assert checks(proof(heads=heads.filed())) == {("head", 9)}


def test_the_worker_files_the_head_of_the_day_before_once_a_day(acts: list[AuditEvent], home: Path):
    connection.check_constraints()
    today = worker._file_head(None)
    ((name, head),) = heads.filed()
    assert head is not None
    assert (name, head.sequence, head.acts) == (f"{today - timedelta(days=1)}.txt", 9, 0)
    (home / "audit-heads" / name).unlink()
    assert worker._file_head(today) == today
    assert heads.filed() == []


def test_a_chain_that_was_made_anew_is_found_by_a_filed_head(acts: list[AuditEvent], sql: Callable[..., None]):
    connection.check_constraints()
    head = queries.head_on(AT.date())
    assert head is not None
    assert (head.sequence, head.acts) == (9, 9)
    sql("DELETE FROM core_auditlink")
    sql("DELETE FROM core_auditevent")
    for _ in range(12):
        record(act=Act.JOB_DONE, kind="job", id=1, label="invented", by=SOKHA, at=AT)
    report = proof(heads=[("by hand", head), ("torn", None)])
    assert checks(report) == {("head", 9), ("head", None)}
    assert "by hand" in report.findings[0].what


def test_a_guard_that_is_gone_is_found(acts: list[AuditEvent]):
    from kouprey.web.core.migrations._append_only import guard, unguard

    connection.check_constraints()
    unguard("core_auditlink").code(None, connection.schema_editor())  # type: ignore[arg-type]
    assert {check for check, _ in checks(proof())} == {"guard"}
    guard("core_auditlink").code(None, connection.schema_editor())  # type: ignore[arg-type]
    assert proof().proven


def test_a_quick_look_sees_the_tail_only(acts: list[AuditEvent], sql: Callable[..., None]):
    sql("UPDATE core_auditevent SET act = 'core.job.failed' WHERE id = %s", _id(acts[1]))
    assert proof(after=5).proven
    assert proof(after=5).acts == 4
    assert checks(proof(after=99)) == checks(proof()) == {("header", 2)}


def test_destroyed_contents_are_gone_and_the_chain_holds(acts: list[AuditEvent]):
    target, later = acts[0].target_id, AT + timedelta(days=2000)
    done = destroy_contents(kind="job", id=target, reason="Retention rule 7", by=SHELL, at=later)
    report = proof()
    assert report.proven
    assert report.destroyed == 3
    rows = queries.opened(queries.events_about("job", target))
    assert [row.contents.state for row in rows] == [DESTROYED] * 3 + ["open"]
    assert (rows[0].by_label, rows[0].target_label, rows[0].details) == ("", "", {})
    assert queries.destructions(rows)[rows[0].key].details == {"rule": "Retention rule 7"}
    assert AuditEvent.objects.get(pk=acts[1].pk).details["n"] == 1  # another record
    fresh = record(act=Act.JOB_DONE, kind="job", id=target, label="again", by=SHELL, at=later)
    destroy_contents(kind="job", id=target, reason="Retention rule 8", by=SHELL, at=later + timedelta(days=1))
    assert AuditEvent.objects.get(pk=fresh.pk).contents.state == DESTROYED
    assert AuditEvent.objects.get(pk=done.pk).details == {"rule": "Retention rule 7"}
    assert proof().proven
    with pytest.raises(Refused):
        destroy_contents(kind="job", id=target, reason="again", by=SHELL, at=later)
    with pytest.raises(Refused):
        destroy_contents(kind="retention", id="node", reason="hide it", by=SHELL, at=later)
    with pytest.raises(Refused):
        destroy_contents(kind="job", id=acts[1].target_id, reason=" ", by=SHELL, at=later)


def test_keys_are_wrapped_again_and_the_old_node_key_opens_nothing(acts: list[AuditEvent], home: Path):
    (old,) = keyring().files()
    assert (old.stat().st_mode & 0o777, old.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    id, changed = change_node_key(by=SHELL, at=AT)
    assert (changed, id) == (3, keyring().current().id)
    old.unlink()
    assert proof().proven
    (new,) = keyring().files()
    new.unlink()
    assert {check for check, _ in checks(proof())} == {"key"}


def test_a_key_from_a_setting_wraps_and_the_ones_before_still_open(acts: list[AuditEvent], settings):
    import base64

    settings.CONTENT_KEY = base64.b64encode(bytes(range(32))).decode()
    assert keyring().from_setting
    assert change_node_key(make=False, by=SHELL, at=AT)[1] == 3
    assert proof().proven
    settings.CONTENT_KEY = ""
    assert not proof().proven
    settings.CONTENT_KEY = "c2hvcnQ="
    with pytest.raises(KoupreyError, match="32"):
        proof()


def test_the_head_of_a_day_counts_its_own_acts(acts: list[AuditEvent]):
    record(act=Act.JOB_DONE, kind="job", id=1, label="", by=SOKHA, at=AT + timedelta(days=1))
    connection.check_constraints()
    assert queries.head_on(AT.date() - timedelta(days=1)) is None
    first, second = (queries.head_on(AT.date() + timedelta(days=n)) for n in (0, 1))
    assert first is not None
    assert second is not None
    assert [(head.sequence, head.acts) for head in (first, second)] == [(9, 9), (10, 1)]
