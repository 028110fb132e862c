"""Countries as a question names them: a code, several codes, or a group whose membership has dates."""

from __future__ import annotations

import re
from typing import NamedTuple

from kouprey.domain import lists
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import said, several

_CODE = re.compile(r"[A-Z]{2}")


class Span(NamedTuple):
    """Countries that count from one year to another, both included; None means without end."""

    first: int | None
    last: int | None
    countries: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The countries, and the years for which they count."""
        countries = ", ".join(self.countries)
        if self.first and self.last:
            return said(
                "%(countries)s from %(first)s to %(last)s", countries=countries, first=self.first, last=self.last
            )
        if self.first:
            return said("%(countries)s from %(first)s", countries=countries, first=self.first)
        return said("%(countries)s to %(last)s", countries=countries, last=self.last) if self.last else countries


class Places(NamedTuple):
    """A choice of countries, as asked for and as it counts year by year."""

    asked: str
    spans: tuple[Span, ...]

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country that counts in some year."""
        return tuple(sorted({c for span in self.spans for c in span.countries}))

    @property
    def sentence(self) -> str:
        """How the choice is read, for the method note."""
        dated = [s for s in self.spans if (s.first, s.last) != (None, None)]
        if not dated:
            return ", ".join(self.countries)
        parts = [s.sentence for s in sorted(dated, key=lambda s: (s.first or 0, s.last or 9999, s.countries))]
        always = [", ".join(s.countries) for s in self.spans if s not in dated]
        return said(
            "%(countries)s (a State counts for the years at whose end it was a member)",
            countries=several([*always, *parts], "; "),
        )


def groups() -> dict[str, list[dict[str, str]]]:
    """The groups of countries that a question may name, from the list `groups`."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in lists.load("groups").rows:
        found.setdefault(row["group"], []).append(row)
    return found


def places(asked: str | tuple[str, ...] | list[str] | None) -> Places | None:
    """Read "CN", "CN,HK", "SEA" or several of them; None for no choice.

    Raises UnusableInput for what is neither a code of two letters nor a group.
    """
    words = _words(asked)
    if not words:
        return None
    known = groups()
    spans: dict[tuple[int | None, int | None], set[str]] = {}
    for word in words:
        if word in known:
            for row in known[word]:
                spans.setdefault(_years(row), set()).add(row["country"])
        elif _CODE.fullmatch(word):
            spans.setdefault((None, None), set()).add(word)
        else:
            raise UnusableInput(
                said("“%(word)s” is neither a country code of two letters nor a group.", word=word),
                remedy=said(
                    "Use codes such as CN or CN,HK, or one of the groups %(groups)s.", groups=", ".join(sorted(known))
                ),
            )
    always = spans.get((None, None), set())
    dated = ((years, codes - always if years != (None, None) else codes) for years, codes in spans.items())
    return Places(",".join(words), tuple(Span(*years, tuple(sorted(codes))) for years, codes in dated if codes))


def _words(asked: str | tuple[str, ...] | list[str] | None) -> list[str]:
    parts = [asked] if isinstance(asked, str) else list(asked or ())
    return [word.strip().upper() for part in parts for word in part.split(",") if word.strip()]


def _years(row: dict[str, str]) -> tuple[int | None, int | None]:
    """A member at the end of a year counts for that year; one that left counts to the year before."""
    first, last = row["member_from"], row["member_to"]
    founding = row["note"] == "founding member"  # before the first year of trade data
    return (int(first[:4]) if first and not founding else None, int(last[:4]) - 1 if last else None)
