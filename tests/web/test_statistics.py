"""After many rows changed the database knows of them: at once, not when it comes round to it."""

from __future__ import annotations

import pytest
from django.db import connection

from kouprey.web.core import statistics

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def known() -> int:
    """How many rows the database thinks there are, of which it asks itself what to ask."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'looked_at'")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return -1
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'looked_at'")
        found = cursor.fetchone()
        return int(found[0].split()[0]) if found else -1


def test_a_table_that_changed_is_looked_at_and_one_that_hardly_did_is_not_on_postgresql():
    row = "INSERT INTO looked_at SELECT n + %s FROM ({many}) AS s"
    many = (
        "SELECT generate_series(1, {0}) AS n" if connection.vendor == "postgresql"
        else "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {0}) SELECT n FROM s"
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE looked_at (n integer PRIMARY KEY)")
        cursor.execute("CREATE INDEX looked_at_again ON looked_at (n)")
        try:
            cursor.execute(row.format(many=many.format(5_000)), [0])
            assert known() == -1
            statistics.gather()
            assert known() == pytest.approx(5_000, rel=0.7)
            before = known()
            cursor.execute(row.format(many=many.format(500)), [10_000])
            statistics.gather()
            assert (known() == before) is (connection.vendor == "postgresql")
        finally:
            cursor.execute("DROP TABLE looked_at")
