"""What the database is told in its own words: walls, triggers, indexes of one kind of database."""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython


class Told(RunPython):
    """As `RunPython`, for code that asks for no model: none of the past is made, which was a third of the time that a
    new node needs for its tables. The code is given None in place of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Run the code."""
        code: Any = self.code
        code(None, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Run what undoes it."""
        code: Any = self.reverse_code
        if code is not None:
            code(None, schema_editor)
