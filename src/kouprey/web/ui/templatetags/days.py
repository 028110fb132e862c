"""Days and moments in every template, in the reader's zone: nothing needs to be loaded for them."""

from __future__ import annotations

from django import template

from kouprey.web.ui import days

register = template.Library()
register.filter("day", days.day, expects_localtime=True)
register.filter("moment", days.moment, expects_localtime=True)
