"""Many acts at once keep one chain without gap or fork; old rows are brought into it. On both databases."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.nodes import OwnNode, own_node

pytestmark = pytest.mark.database
DATABASE = os.environ.get("KOUPREY_TEST_DATABASE", "sqlite")
READY = "from kouprey.web.config.serve import set_up; set_up()"
WRITE = """
import sys, threading
from kouprey.web.config.serve import _set_up
_set_up()
from django.db import connection, transaction
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused
from kouprey.web.accounts.actions import change_name, deactivate_officer
from kouprey.web.accounts.queries import officer_named
from kouprey.web.core.actions import record
from kouprey.web.core.audit import SHELL, Act
THREADS, ACTS = map(int, sys.argv[1:3])
failed = []
def write(number):
    officers = [officer_named(name) for name in ("sokha", "thao")]
    for n in range(ACTS):
        one, two = officers if number % 2 else reversed(officers)
        try:
            with transaction.atomic():  # two records, in one order or the other; one act in ten fails at its end
                record(act=Act.JOB_DONE, kind="job", id=n, label="", by=SHELL, at=now(), details={"n": n})
                if n % 5 == 0:
                    change_name(officer=one, full_name=f"Name {number} {n}", by=one.actor, at=now())
                if n % 10 == 9:
                    raise Refused("on purpose")
        except Refused:
            pass
        except Exception as error:
            failed.append(repr(error))
    connection.close()
threads = [threading.Thread(target=write, args=(n,)) for n in range(THREADS)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(*failed, sep="\\n")
raise SystemExit(bool(failed))
"""
COUNT = """
from kouprey.web.config.serve import _set_up
_set_up()
from django.db.models import Max
from kouprey.web.core.models import AuditEvent, AuditLink
print(AuditEvent.objects.count(), AuditLink.objects.count(), AuditLink.objects.aggregate(Max("n"))["n__max"])
"""
OLD_ROWS = """
from kouprey.web.config.serve import _set_up, manage
manage(["migrate", "core", "0003", "--verbosity", "0"])
from django.db import connection
from kouprey.kernel.ids import new_id
from kouprey.kernel.clock import now
def row(n):
    return new_id(), now(), None, "shell", "core.job.done", "job", str(n % 50), f"label {n}", '{"n": %d}' % n
rows = [row(n) for n in range(2500)]
if connection.vendor == "sqlite":
    rows = [(id.hex, at.replace(tzinfo=None), *rest) for id, at, *rest in rows]
with connection.cursor() as cursor:
    cursor.executemany("INSERT INTO core_auditevent (id, at, by, by_label, act, target_kind, target_id, target_label,"
        " details) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", rows)
connection.close()
"""
READ = """
from kouprey.web.config.serve import _set_up
_set_up()
from kouprey.web.core.models import AuditEvent
from kouprey.web.core.queries import opened
rows = opened(AuditEvent.objects.all())
print(all((r.target_label, r.by_label) == (f"label {r.details['n']}", "shell") for r in rows))
"""


@pytest.fixture
def node(tmp_path: Path) -> Iterator[OwnNode]:
    with own_node(tmp_path / "home") as made:
        yield made


def proven(node: OwnNode) -> int:
    """How many acts the chain holds, which must be proven."""
    answer = json.loads(node.shell("audit", "verify", "--format", "json").stdout)
    assert answer["proven"], answer["findings"]
    return int(answer["acts"])


@pytest.mark.parametrize(("processes", "threads", "acts"), [(4, 5, 50) if DATABASE == "postgresql" else (2, 5, 20)])
def test_a_thousand_acts_at_once_keep_one_chain(node: OwnNode, processes: int, threads: int, acts: int):
    for name in ("sokha", "thao"):
        node.python(f"from kouprey.web.config.serve import enrol; enrol(username={name!r}, full_name='Name')")
    writers = [node.start(WRITE, threads, acts) for _ in range(processes)]
    assert [writer.communicate()[0].strip() for writer in writers] == [""] * processes
    done = processes * threads * acts
    kept = 2 + done * 9 // 10 + done // 5  # enrolled, acts that did not fail, names changed in them
    assert node.python(COUNT).split() == [str(kept)] * 3
    assert proven(node) == kept


@pytest.mark.long
def test_rows_of_an_older_edition_are_brought_into_the_chain(tmp_path: Path):
    with own_node(tmp_path / "home", fresh=True) as node:
        of_an_older_edition(node)


def of_an_older_edition(node: OwnNode) -> None:
    node.python(OLD_ROWS)
    node.python(READY)
    assert proven(node) == 2500
    assert node.python(READ).strip() == "True"
    node.python("from kouprey.web.config.serve import enrol; enrol(username='sokha', full_name='Sok')")
    assert proven(node) == 2501
