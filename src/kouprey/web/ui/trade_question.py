"""The question a trade page was asked: read from an address, written into addresses, handed to the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from kouprey.kernel.errors import UnusableInput

SEVERAL: Final = {"term": ";", "source": ",", "purpose": ",", "by": ","}
"""Filters that can be given more than once, and what stands between them in the form: terms hold commas."""
PYTHON: Final = {"term": "terms", "source": "sources", "purpose": "purposes", "class": "class_"}
"""Filters that the store calls otherwise."""
SWITCHES: Final = ("woe", "standardise", "every", "breaches")
"""Filters that are on or off."""
VIEW: Final = ("sort", "page", "columns", "row", "release")
"""How the answer is looked at; no part of the question."""


class Spec(NamedTuple):
    """What a page can be asked by, in the order of its addresses, and what it shows when nothing was asked."""

    fields: tuple[str, ...]
    default: Mapping[str, str]


STUDY: Final = Spec(
    (
        "preset", "dataset", "importer", "exporter", "years", "taxon", "rank", "class", "geography", "quantity",
        "unit", "top", "woe", "names", "standardise", "term", "source", "purpose", "by",
    ),
    {"importer": "CN", "exporter": "SEA", "top": "20"},
)  # fmt: skip
DEFAULT: Final = STUDY.default
"""What the study shows when nothing was asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """Filters as they stand in the form: text, blank for none."""

    values: Mapping[str, str]
    spec: Spec = STUDY

    @classmethod
    def from_address(cls, query: QueryDict, spec: Spec = STUDY) -> Question:
        """Read the filters of an address. Raises UnusableInput for a filter that does not exist."""
        unknown = [name for name in query if name not in (*spec.fields, *VIEW)]
        if unknown:
            raise UnusableInput(
                _("The address names a filter that does not exist here: %(name)s.") % {"name": ", ".join(unknown)},
                remedy=_("Check the spelling, or start again from the form."),
            )
        if not any(name in query for name in spec.fields):
            return cls(spec.default, spec)
        found = {name: query.get(name, "").strip() for name in spec.fields if name not in SEVERAL}
        found |= {
            name: f"{SEVERAL[name]} ".join(_parts(query.getlist(name), SEVERAL[name]))
            for name in spec.fields
            if name in SEVERAL
        }
        return cls(found, spec)

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

    @property
    def is_default(self) -> bool:
        """Whether it asks what the page asks by itself."""
        return {name: value for name, value in self.values.items() if value} == dict(self.spec.default)

    def pairs(self) -> list[tuple[str, str]]:
        """The filters one by one, blank ones left out; never empty, since an empty address means the default."""
        found = [(name, self[name]) for name in self.spec.fields if name not in SEVERAL and self[name]]
        found += [(name, part) for name in self.spec.fields if name in SEVERAL for part in self._several(name)]
        return found or [(next(name for name in self.spec.fields if name not in ("preset", "dataset")), "")]

    def address(self, **more: str | int) -> str:
        """The filters as the query of an address, with `more` at its end."""
        return urlencode([*self.pairs(), *((name, str(value)) for name, value in more.items() if value)])

    def fitted(self, spec: Spec, leave: tuple[str, ...] = ()) -> Question:
        """The same filters for another page, as far as it has them; its own default where nothing is carried."""
        if self.is_default:
            return Question(spec.default, spec)
        carried = {name: self[name] for name in spec.fields if self[name] and name not in leave}
        return Question(carried, spec)

    def arguments(self) -> dict[str, Any]:
        """The filters as the trade store takes them; what was left blank is left out."""
        found: dict[str, Any] = {}
        for name in self.spec.fields:
            if not self[name] or name == "dataset":
                continue
            if name in SEVERAL:
                found[PYTHON.get(name, name)] = tuple(self._several(name))
            elif name in SWITCHES:
                found[name] = self[name] not in {"0", "no"}
            elif name == "top":
                found[name] = _whole(name, self[name])
            else:
                found[PYTHON.get(name, name)] = self[name]
        return found

    def _several(self, name: str) -> list[str]:
        return _parts([self[name]], SEVERAL[name])


def page_number(query: QueryDict) -> int:
    """The page of the table that was asked for."""
    return _whole("page", query.get("page") or "1")


def chosen_columns(query: QueryDict) -> tuple[str, ...]:
    """The columns that were asked for, given one by one or parted by commas; none for those usually shown."""
    return tuple(dict.fromkeys(_parts(query.getlist("columns"), ",")))


def _parts(values: list[str], mark: str) -> list[str]:
    return [part.strip() for value in values for part in value.split(mark) if part.strip()]


def _whole(name: str, text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 1_000_000:
        raise UnusableInput(
            _("%(name)s is %(text)s, which is not a whole number from 1.") % {"name": name, "text": text},
            remedy=_("Write a whole number, such as 20, or leave it blank for all rows."),
        )
    return int(text)
