"""Countries of a distribution: codes beside names, as far as the list itself ties them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kouprey.domain.taxa.values import Occurrence

STATUSES = (
    "native", "introduced", "introduced, uncertain", "reintroduced", "extinct", "extinct, uncertain", "uncertain",
)  # fmt: skip
_PRESENT = "present"
_LONGEST = 3
"""A country's name has at most two commas."""


def codes_by_name(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Which code stands for which name, from pairs of cells (codes, names) of the whole list.

    A name with a comma in it (Taiwan, Province of China) is learned from a row that has no other.
    """
    learned: dict[str, str] = {}
    for codes, names in cells:
        many = _split(codes)
        if len(many) == 1:
            learned[names.strip()] = many[0]
        else:
            parts = _split(names)
            if len(parts) == len(many):
                for name, code in zip(parts, many, strict=True):
                    learned.setdefault(name, code)
    return learned


def occurrences(cells: Mapping[str, str], codes: Mapping[str, str]) -> tuple[Occurrence, ...]:
    """The countries of one taxon with their status; a name without a known code is kept as a name."""
    found = [
        Occurrence(codes.get(name, ""), name, status)
        for status in STATUSES
        for name in names(cells.get(status, ""), codes)
    ]
    told = {occurrence.country for occurrence in found}
    by_code = {code: name for name, code in codes.items()}
    rest = [code for code in _split(cells.get("codes", "")) if code not in told]
    return (*found, *(Occurrence(code, by_code.get(code, ""), _PRESENT) for code in rest))


def names(cell: str, codes: Mapping[str, str]) -> list[str]:
    """The country names in a cell; fragments that only together are a known name are put together."""
    parts = _split(cell)
    found: list[str] = []
    while parts:
        length = next((n for n in range(min(len(parts), _LONGEST), 0, -1) if ", ".join(parts[:n]) in codes), 1)
        found.append(", ".join(parts[:length]))
        del parts[:length]
    return found


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(", ") if part.strip()]
