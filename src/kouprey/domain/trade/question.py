"""A question to the trade data: what to count, by which rules, split how. Checked once, for every face."""

from __future__ import annotations

import re
from typing import NamedTuple

from kouprey.domain.trade.places import Places, places
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.words import Said, said, saying

WILD = ("W", "R")
CAPTIVE = ("C", "D", "F")
RANKS = ("genus", "family", "order", "class")
GEOGRAPHIES = {
    "exporter": said("the country the goods were sent from (re-exports count for the re-exporting country)"),
    "origin": said(
        "the country of origin if given, otherwise the exporter (re-exports count for where they came from)"
    ),
}
QUANTITIES = {
    "importer": said("importer-reported quantities only; lines that only the exporter reported do not count"),
    "exporter": said("exporter-reported quantities only; lines that only the importer reported do not count"),
    "max": said("the larger of the two reported quantities of each tabulation line"),
    "importer-first": said("the importer-reported quantity of each tabulation line, else the exporter-reported one"),
    "exporter-first": said("the exporter-reported quantity of each tabulation line, else the importer-reported one"),
}
FIELDS = (
    "taxon", "term", "unit", "year", "appendix", "importer", "exporter", "origin", "country", "purpose", "source",
    "class", "order", "family", "genus",
)  # fmt: skip
NAMES = ("file", "accepted")
NUMBER, ANY_UNIT = "", "any"
_NO_CODE = {
    "source": saying("“%(code)s” is not a source code."),
    "purpose": saying("“%(code)s” is not a purpose code."),
}


class Study(NamedTuple):
    """The question of `trade study` (cli.md). Make it with `study()`, which checks every part."""

    importer: Places | None = None
    exporter: Places | None = None
    years: tuple[int, int] | None = None
    taxa: tuple[str, ...] = ()
    rank: str | None = None
    class_: str | None = None
    terms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    geography: str = "exporter"
    quantity: str = "importer"
    unit: str = NUMBER
    woe: bool = False
    factors: tuple[tuple[str, str], ...] = ()
    standardise: bool = False
    by: tuple[str, ...] = ("taxon", "term")
    top: int | None = None
    at_genus: tuple[str, ...] = ()
    preset: str | None = None
    names: str = "file"

    @property
    def converts(self) -> bool:
        """Whether quantities are multiplied by factors."""
        return self.woe or self.standardise


def study(
    *,
    importer: str | tuple[str, ...] | list[str] | None = None,
    exporter: str | tuple[str, ...] | list[str] | None = None,
    years: tuple[int, int] | str | int | None = None,
    taxon: str | tuple[str, ...] | list[str] | None = None,
    rank: str | None = None,
    class_: str | None = None,
    terms: str | tuple[str, ...] | list[str] = (),
    sources: str | tuple[str, ...] | list[str] = (),
    purposes: str | tuple[str, ...] | list[str] = (),
    geography: str = "exporter",
    quantity: str = "importer",
    unit: str = NUMBER,
    woe: bool = False,
    factors: dict[str, str] | None = None,
    standardise: bool = False,
    by: str | tuple[str, ...] | list[str] = (),
    top: int | None = None,
    at_genus: tuple[str, ...] | list[str] = (),
    preset: str | None = None,
    names: str = "file",
) -> Study:
    """Check the parts of a question and put them together. Raises UnusableInput that names the part."""
    if factors and not woe:
        chosen = ", ".join(factors)
        raise UnusableInput(
            said("A factor for %(chosen)s was chosen, but no whole organisms are counted.", chosen=chosen),
            remedy=said("Add --woe."),
        )
    return Study(
        importer=places(importer),
        exporter=places(exporter),
        years=span(years),
        taxa=tuple(_split(taxon)),
        rank=_one_of("rank", rank, ("species", *RANKS)) if rank not in (None, "species") else None,
        class_=class_ or None,
        terms=tuple(_list(terms)),
        sources=tuple(_codes("source", sources)),
        purposes=tuple(_codes("purpose", purposes)),
        geography=_one_of("geography", geography, tuple(GEOGRAPHIES)),
        quantity=_one_of("quantity", quantity, tuple(QUANTITIES)),
        unit=_unit(unit),
        woe=woe,
        factors=tuple(sorted((factors or {}).items())),
        standardise=standardise,
        by=tuple(dict.fromkeys(_one_of("by", f, FIELDS) for f in _split(by))) or ("taxon", "term"),
        top=_top(top),
        at_genus=tuple(at_genus),
        preset=preset,
        names=_one_of("names", names, NAMES),
    )


def span(years: tuple[int, int] | str | int | None) -> tuple[int, int] | None:
    """Read years as a pair, "1997-2016" or "2013"; both ends count."""
    if years is None or years == "":
        return None
    if isinstance(years, int):
        return (years, years)
    parts = years.strip().split("-") if isinstance(years, str) else [str(year) for year in years]
    if not 1 <= len(parts) <= 2 or not all(re.fullmatch("[0-9]{4}", p.strip()) for p in parts):
        raise UnusableInput(
            said("“%(years)s” is not a span of years.", years=years),
            remedy=said("Write it as 1997-2016, or as 2013."),
        )
    first, last = int(parts[0]), int(parts[-1])
    if first > last:
        raise UnusableInput(
            said("The years %(first)s-%(last)s run backwards.", first=first, last=last),
            remedy=said("Write %(last)s-%(first)s.", last=last, first=first),
        )
    return (first, last)


def _unit(unit: str) -> str:
    word = unit.strip()
    return NUMBER if word.casefold() in ("", "number", "number of specimens", "nar") else word


def _top(top: int | None) -> int | None:
    if top is not None and top < 1:
        raise UnusableInput(
            said("--top %(top)s would show nothing.", top=top),
            remedy=said("Use a number from 1 up, or leave it out."),
        )
    return top


def _split(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    parts = [words] if isinstance(words, str) else list(words or ())
    return [word.strip() for part in parts for word in part.split(",") if word.strip()]


def _list(words: str | tuple[str, ...] | list[str]) -> list[str]:
    """Terms hold commas and brackets of their own: each word given stands for itself."""
    return [words] if isinstance(words, str) and words else [word.strip() for word in words]


def _codes(name: str, words: str | tuple[str, ...] | list[str]) -> list[str]:
    codes = [code.upper() for code in _split(words)]
    if isinstance(words, (tuple, list)) and any(word == "" for word in words):
        codes.append("")
    for code in codes:
        if code and not (code.isalpha() and len(code) <= 2):
            what = _NO_CODE[name]
            raise UnusableInput(Said(what, {"code": code}), remedy=said("Codes are single letters, such as W or C."))
    return codes


def _one_of(name: str, word: str | None, allowed: tuple[str, ...]) -> str:
    if word not in allowed:
        raise UnusableInput(
            said("“%(word)s” is not a choice for %(name)s.", word=word, name=name),
            remedy=said("Choose one of: %(allowed)s.", allowed=", ".join(allowed)),
        )
    return word
