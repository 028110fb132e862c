"""What of the frame of a page is shown to whom. The rooms decide; the frame asks."""

from __future__ import annotations

from typing import Any

from django import template

from kouprey.web.core import access

register = template.Library()


@register.filter
def may_read_audit(user: Any) -> bool:
    """Whether the way to the audit is shown."""
    return bool(user) and access.may_read_audit(user)
