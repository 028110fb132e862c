"""Pages of a list by the id of its last row: no running numbers, no totals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kouprey.kernel.errors import UnusableInput

MOST = 50


def page(found: Any, after: str) -> list[Any]:
    """One row more than a page holds, so that it shows whether there are more. Raises UnusableInput."""
    if after:
        try:
            found = found.filter(pk__lt=UUID(after))
        except ValueError as error:
            raise UnusableInput(
                _("“after” is not what this list gave out."), remedy=_("Leave it out to begin at the newest.")
            ) from error
    return list(found.order_by("-pk")[: MOST + 1])


def following(rows: list[Any]) -> str:
    """What gets the next page; blank at the end."""
    return str(rows[MOST - 1].pk) if len(rows) > MOST else ""
