"""The question a trade page was asked: read from an address, written into addresses, handed to the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from kouprey.kernel.errors import UnusableInput

DEFAULT: Final[Mapping[str, str]] = {"importer": "CN", "exporter": "SEA", "top": "20"}
"""What is shown when nothing was asked."""

SINGLE: Final = (
    "preset",
    "dataset",
    "importer",
    "exporter",
    "years",
    "taxon",
    "rank",
    "class",
    "geography",
    "quantity",
    "unit",
    "top",
    "woe",
)
SEVERAL: Final = {"term": ";", "source": ",", "purpose": ",", "by": ","}
"""Filters that can be given more than once, and what stands between them in the form: terms hold commas."""
VIEW: Final = ("sort", "page")
"""How the answer is looked at; no part of the question."""


@dataclass(frozen=True, slots=True)
class Question:
    """Filters as they stand in the form: text, blank for none."""

    values: Mapping[str, str]

    @classmethod
    def from_address(cls, query: QueryDict) -> Question:
        """Read the filters of an address. Raises UnusableInput for a filter that does not exist."""
        unknown = [name for name in query if name not in (*SINGLE, *SEVERAL, *VIEW)]
        if unknown:
            raise UnusableInput(
                _("The address names a filter that does not exist: %(name)s.") % {"name": ", ".join(unknown)},
                remedy=_("Check the spelling, or start again from the form."),
            )
        if not any(name in query for name in (*SINGLE, *SEVERAL)):
            return cls(DEFAULT)
        found = {name: query.get(name, "").strip() for name in SINGLE}
        found |= {name: f"{mark} ".join(_parts(query.getlist(name), mark)) for name, mark in SEVERAL.items()}
        return cls(found)

    @classmethod
    def from_method(cls, method: Mapping[str, Any]) -> Question:
        """The filters as a method note has them: what a preset asked for, laid out in the form."""
        filters = method["filters"]
        found = {name: str(method.get(name) or "") for name in ("geography", "quantity", "unit", "top")}
        found |= {name: str(filters.get(name) or "") for name in ("importer", "exporter", "class")}
        found["taxon"] = ", ".join(filters.get("taxa") or ())
        found["years"] = "-".join(str(year) for year in filters.get("years") or ())
        for name, mark in SEVERAL.items():
            found[name] = f"{mark} ".join(filters.get(f"{name}s") or ())
        return cls(found)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def address(self, **more: str | int) -> str:
        """The filters as the query of an address, blank ones left out, lists one by one."""
        pairs: list[tuple[str, str]] = [(name, self[name]) for name in SINGLE if self[name]]
        pairs += [(name, part) for name in SEVERAL for part in self._several(name)]
        if not pairs:  # everything was asked for on purpose; an empty address would mean the default
            pairs = [("importer", "")]
        return urlencode([*pairs, *((name, str(value)) for name, value in more.items() if value)])

    def arguments(self) -> dict[str, Any]:
        """The filters as the trade store takes them; what was left blank is left out."""
        found: dict[str, Any] = {
            name: self[name]
            for name in (
                "preset",
                "importer",
                "exporter",
                "years",
                "taxon",
                "rank",
                "geography",
                "quantity",
                "unit",
            )
            if self[name]
        }
        plural = {"term": "terms", "source": "sources", "purpose": "purposes", "by": "by"}
        found |= {key: tuple(self._several(name)) for name, key in plural.items() if self[name]}
        if self["class"]:
            found["class_"] = self["class"]
        if self["top"]:
            found["top"] = _whole("top", self["top"])
        if self["woe"]:
            found["woe"] = self["woe"] not in {"0", "no"}
        return found

    def _several(self, name: str) -> list[str]:
        return _parts([self[name]], SEVERAL[name])


def page_number(query: QueryDict) -> int:
    """The page of the table that was asked for."""
    return _whole("page", query.get("page") or "1")


def _parts(values: list[str], mark: str) -> list[str]:
    return [part.strip() for value in values for part in value.split(mark) if part.strip()]


def _whole(name: str, text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1_000_000:
        raise UnusableInput(
            _("%(name)s is %(text)s, which is not a whole number from 1.") % {"name": name, "text": text},
            remedy=_("Write a whole number, such as 20, or leave it blank for all rows."),
        )
    return int(text)
