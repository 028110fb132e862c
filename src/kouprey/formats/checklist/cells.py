"""One value of a list of taxa: annotations, truth values, days."""

from __future__ import annotations

import html
import re
from datetime import date, datetime

_DATED = re.compile(r"(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)")
_EMPTY_NOTE = re.compile(r"Appendix [IVX]+:\s*(?=$|Appendix [IVX]+:)")


def note(text_given: str) -> str:
    """An annotation as plain text: no markup, no heading without words."""
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text_given)).replace("\xa0", " ")
    lines = [" ".join(line.split()) for line in plain.splitlines()]
    return re.sub(r"(Appendix [IVX]+:)(?=\S)", r"\1 ", _EMPTY_NOTE.sub("", " ".join(filter(None, lines)))).strip()


def parts(cell: str) -> list[str]:
    """The values in a cell that commas part."""
    return [part.strip() for part in cell.split(",") if part.strip()]


def truth(word: str) -> bool | None:
    """True, false, or None for neither."""
    return {"true": True, "t": True, "false": False, "f": False}.get(word.casefold())


def day(word: str) -> date | None:
    """A day written as DD/MM/YYYY (so SAPI writes it) or as YYYY-MM-DD; None for anything else."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(word, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def date_in(name: str) -> date | None:
    """The day in a file's name, such as Index_of_CITES_Species_2017-04-21."""
    found = _DATED.search(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
