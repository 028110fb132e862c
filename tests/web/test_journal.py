"""SQLite's journal as it really lies beside the file: what is copied, and when."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from web.ready import DATABASE, ready

COMMITS = """
import json, pathlib, sys
from kouprey.web.config.serve import _set_up
_set_up()
from django.db import connection, transaction
from kouprey.web.core.journal import copied_later
file, sizes = pathlib.Path(sys.argv[1]), []
def commit(mebibytes):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS much (is_ BLOB)")
        cursor.execute("INSERT INTO much VALUES (zeroblob(%s))", [mebibytes << 20])
    sizes.append(file.stat().st_size >> 20)
try:
    with copied_later():
        commit(20)
        commit(0)
        raise KeyError
except KeyError:
    commit(0)
commit(20)
print(json.dumps(sizes))
"""


def test_what_is_committed_is_copied_with_the_first_commit_after(tmp_path: Path):
    home = ready(tmp_path / "home")
    file = home / DATABASE
    before = file.stat().st_size >> 20
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    told = subprocess.check_output([sys.executable, "-c", COMMITS, str(file)], env=kept | {"KOUPREY_HOME": str(home)})
    assert [(size - before) // 20 for size in json.loads(told)] == [0, 0, 1, 2]
