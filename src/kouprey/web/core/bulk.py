"""Many at once: new rows of one table, and whether an id or a text is one of many.

Rows are checked by the database as any row is, without an object of the model for each: a table of a hundred thousand
rows brings two million, and to make an object of each takes longer than to keep it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter
from typing import Any, Final, Protocol
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models, transaction
from django.db.models import CharField, Lookup, UUIDField

from kouprey.kernel.ids import new_id, new_keys

AT_ONCE: Final = 2_000
"""Rows that PostgreSQL is given with one statement."""
VALUES: Final = 8_000
"""Values that SQLite is given with one statement. It would take 32,766, a little more quickly; but its driver keeps a
hundred statements of the last, with their values."""
Column = tuple[Any, Sequence[Any]]


class _Among(Lookup):
    """`column__among=values`: as `column__in`, for more values than one would write down one by one."""

    lookup_name = "among"
    prepare_rhs = False
    many = "text[]"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """SQLite reads them of one text."""
        column, given = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*given, json.dumps(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """PostgreSQL has arrays."""
        column, given = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::{self.many})", [*given, self.rhs]


@CharField.register_lookup
class AmongTexts(_Among):
    """Texts."""

    def get_prep_lookup(self) -> list[str]:
        """As they are."""
        return list(self.rhs)


@UUIDField.register_lookup
class AmongIds(_Among):
    """Ids, which SQLite keeps as text of 32 digits."""

    many = "uuid[]"

    def get_prep_lookup(self) -> list[str]:
        """The ids as text."""
        ids: Iterable[UUID] = self.rhs
        return [id.hex for id in ids]


class _Keys(list[str]):
    """Ids that are new, of 32 digits as SQLite keeps them; PostgreSQL reads the same."""


Row = Mapping[str, Any]
Statement = tuple[str, Sequence[Any]]
"""A statement of SQL and what stands in its places."""


class Adder(Protocol):
    """What adds rows: `add_rows`, or what `behind` gives."""

    def __call__(self, model: type[models.Model], rows: Sequence[Row], /, **same: Any) -> None:
        """Add rows."""


def add_rows(model: type[models.Model], rows: Sequence[Row], /, **same: Any) -> None:
    """Add rows to the table of a model. Each names its columns (a foreign key by its `_id`), all of them the same
    ones; `same` is what all rows have alike. A column that nobody names has the default of its field.

    Nothing of the model's own is called: no `save`, no signal. Raises IntegrityError and DataError as any insertion
    does, FieldDoesNotExist for a column that there is not, KeyError for a row that has other columns than the first.
    """
    with telling() as tell:
        for statement in statements(model, rows, same):
            tell(*statement)


def look_up_keys() -> None:
    """Let PostgreSQL look now for what the foreign keys of this transaction's rows point at. Of a hundred thousand
    rows that takes seconds; at the commit the chain of acts is locked for as long, and whoever writes waits.

    Raises IntegrityError for a row that points at nothing. On SQLite whoever writes is alone: it looks at the commit.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(conname) FROM pg_constraint"
            " WHERE contype = 'f' AND condeferred AND pg_table_is_visible(conrelid)"
        )
        keys = ", ".join(name for (name,) in cursor.fetchall())
        cursor.execute(f"SET CONSTRAINTS {keys} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {keys} DEFERRED")


@contextmanager
def telling() -> Iterator[Callable[[str, Sequence[Any]], Any]]:
    """Gives what tells the database statements. Raises errors as any cursor of Django does."""
    node = transaction.get_connection()
    node.ensure_connection()
    with node.wrap_database_errors:
        if node.vendor == "sqlite":
            yield node.connection.execute  # the driver's own: Django's would write the statement anew for each use
        else:
            # Values beside the statement, not written into it, where the server would look at each of their signs.
            from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415 - SQLite needs no driver

            beside: Any = ServerBindingCursor
            with beside(node.connection) as cursor:
                yield cursor.execute


def statements(model: type[models.Model], rows: Sequence[Row], same: Row) -> Iterator[Statement]:
    """How the database is told to add rows, many with a statement."""
    if rows:
        told = _in_arrays if connection.vendor == "postgresql" else _side_by_side
        yield from told(_quoted(model._meta.db_table), *_columns(model, rows, same))


def _in_arrays(table: str, varying: Sequence[Column], alike: Sequence[tuple[Any, Any]]) -> Iterator[Statement]:
    """PostgreSQL: columns as arrays, written as the database reads them, which is a tenth of what it costs to bind
    each value. COPY would be quicker still, and is not allowed where rows have walls."""
    names = ", ".join(_quoted(field.column) for field, _values in (*varying, *alike))
    arrays = ", ".join(f"%s::{_kind(field)}[]" for field, _values in varying)
    taken = ", ".join([*(f"r.c{n}" for n in range(len(varying))), *(f"%s::{_kind(field)}" for field, _v in alike)])
    read = ", ".join(f"c{n}" for n in range(len(varying)))
    insert = f"INSERT INTO {table} ({names}) SELECT {taken} FROM unnest({arrays}) AS r ({read})"
    fixed = [_prepared(field, [value])[0] for field, value in alike]
    for start in range(0, len(varying[0][1]), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        yield insert, [*fixed, *(_array(field, values[part]) for field, values in varying)]


def _side_by_side(table: str, varying: Sequence[Column], alike: Sequence[tuple[Any, Any]]) -> Iterator[Statement]:
    """SQLite: rows side by side, so many that their values are VALUES at most."""
    names = ", ".join(_quoted(field.column) for field, _values in (*varying, *alike))
    fixed = tuple(_plain(field, [value])[0] for field, value in alike)
    rows = [row + fixed for row in zip(*(_plain(field, values) for field, values in varying), strict=True)]
    many = max(1, VALUES // len(rows[0]))
    one = "(" + ", ".join("?" * len(rows[0])) + ")"
    for start in range(0, len(rows), many):
        part = rows[start : start + many]
        insert = f"INSERT INTO {table} ({names}) VALUES " + ", ".join([one] * len(part))
        yield insert, list(chain.from_iterable(part))


def _columns(model: type[models.Model], rows: Sequence[Row], same: Row) -> tuple[list[Column], list[tuple[Any, Any]]]:
    """The columns in which rows differ, with their values, and those that all have alike."""
    fields = {field.attname: field for field in model._meta.concrete_fields if field.column}
    strange = {*rows[0], *same} - fields.keys()
    if strange:
        raise FieldDoesNotExist(f"{model.__name__} has no column {', '.join(sorted(strange))}.")
    named = [name for name in fields if name in rows[0] and name not in same]
    if not named or any(len(row) != len(rows[0]) for row in rows):
        raise KeyError("Rows that are added together name the same columns, one at least.")
    took = itemgetter(*named) if len(named) > 1 else lambda row: (row[named[0]],)
    varying: list[Column] = [
        (fields[name], values) for name, values in zip(named, zip(*map(took, rows), strict=True), strict=True)
    ]
    alike: list[tuple[Any, Any]] = [(field, same[name]) for name, field in fields.items() if name in same]
    for field in (field for name, field in fields.items() if name not in rows[0] and name not in same):
        if field.default is new_id:
            varying.append((field, _Keys(new_keys(len(rows)))))
        elif callable(field.default):
            varying.append((field, [field.get_default() for _row in rows]))
        else:
            alike.append((field, field.get_default()))
    return varying, alike


def _plain(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Values as SQLite's driver takes them: what `get_db_prep_save` makes of them."""
    kind = _meant(field).get_internal_type()
    if kind in _TEXTS or kind in _NUMBERS or kind == "BinaryField":
        return values
    if kind == "UUIDField":
        return (
            values
            if isinstance(values, _Keys)
            else [None if value is None else f"{value.int:032x}" for value in values]
        )
    if kind == "DateField":
        return [None if value is None else str(value) for value in values]
    return _prepared(field, values)


def _prepared(field: Any, values: Sequence[Any]) -> list[Any]:
    node = transaction.get_connection()  # itself: the name that stands for it costs as much as the value
    return [None if value is None else field.get_db_prep_save(value, node) for value in values]


def _array(field: Any, values: Sequence[Any]) -> str:
    """Values as PostgreSQL reads an array of them."""
    kind = _meant(field).get_internal_type()
    if kind in _TEXTS and None not in values:
        return _plain_texts(values) or _texts(values)
    if kind == "UUIDField":
        if isinstance(values[0], str):  # of `_Keys`
            return "{" + ",".join(values) + "}"
        return "{" + ",".join(["NULL" if value is None else f"{value.int:032x}" for value in values]) + "}"
    if kind in _BARE:
        return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"
    if kind == "BinaryField":
        return "{" + ",".join(["NULL" if value is None else f'"\\\\x{bytes(value).hex()}"' for value in values]) + "}"
    if kind == "JSONField":  # prepared, it is a thing of the driver's
        return _texts([None if value is None else json.dumps(value, cls=field.encoder) for value in values])
    return _texts(values if kind in _TEXTS else _prepared(field, values))


def _plain_texts(values: Sequence[Any]) -> str:
    """Texts that hold no quotation mark and no backslash, as most do; else nothing."""
    joined = '","'.join(map(str, values))
    plain = "\\" not in joined and joined.count('"') == 2 * (len(values) - 1)
    return f'{{"{joined}"}}' if plain else ""


def _texts(values: Sequence[Any]) -> str:
    return "{" + ",".join(["NULL" if value is None else _text(str(value)) for value in values]) + "}"


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _kind(field: Any) -> str:
    """The type of a column; of texts without their length, which would be cut where they are too long."""
    return "text" if _meant(field).get_internal_type() in _TEXTS else str(field.db_type(connection))


def _meant(field: Any) -> Any:
    """The field itself, or the one that a foreign key points at."""
    while field.remote_field is not None:
        field = field.target_field
    return field


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


_TEXTS: Final = frozenset({"CharField", "TextField"})
_NUMBERS: Final = frozenset(
    {
        "BooleanField", "IntegerField", "BigIntegerField", "SmallIntegerField", "PositiveIntegerField",
        "PositiveSmallIntegerField",
    }
)  # fmt: skip
_BARE: Final = _NUMBERS | {"DateField"}
"""What needs no quotation marks inside an array."""
