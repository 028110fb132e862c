"""PostgreSQL's index of words compares them byte by byte: whether two are the same is no question of a language."""

from typing import Any, ClassVar

from django.db import migrations

from kouprey.web.core.migrations._told import Told

INDEX = "findable_pieces"


def build(_apps: Any, editor: Any) -> None:
    """The index anew."""
    _again(editor, "(string_to_array(pieces, ' ') COLLATE \"C\")")


def as_before(_apps: Any, editor: Any) -> None:
    """By the language of the database."""
    _again(editor, "string_to_array(pieces, ' ')")


def _again(editor: Any, words: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX {INDEX}")
        editor.execute(f"CREATE INDEX {INDEX} ON records_findable USING gin ({words})")


class Migration(migrations.Migration):
    """Words of records were added to the index in half as much time again."""

    dependencies: ClassVar = [("records", "0010_in_their_orders")]
    operations: ClassVar = [Told(build, as_before)]
