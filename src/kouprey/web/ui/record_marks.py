"""How handling marks are shown: the label in FIRST's colours, the codes with their words, nothing left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kouprey.domain import marking
from kouprey.domain.handling import EVERY_PURPOSE, Handling
from kouprey.domain.lists import stamps
from kouprey.kernel.clock import now
from kouprey.web.ui.days import day


@dataclass(frozen=True)
class Shown:
    """The marks of one record or release, in the reader's language."""

    tlp: str
    tlp_class: str
    tlp_meaning: str
    codes: tuple[tuple[str, str, str], ...]
    h3_text: str
    purposes: tuple[str, ...]
    every_purpose: bool
    audience: tuple[str, ...]
    secrecy: str
    grade: tuple[str, ...]
    review_on: date | None
    overdue: bool
    nominal: bool

    @property
    def caveats(self) -> tuple[tuple[str, str, str], ...]:
        """The codes that whoever receives it must acknowledge."""
        return tuple(code for code in self.codes if code[0] != "H0")

    def line(self) -> str:
        """All marks in one line, for a file, a title or the head of a sheet."""
        parts = [self.tlp, *(f"{code} ({name})" for code, name, _meaning in self.codes)]
        parts += [f"H3: {self.h3_text}"] if self.h3_text else []
        parts += [self.secrecy] if self.secrecy else []
        parts += [_("Names persons")] if self.nominal else []
        if not self.every_purpose:
            parts.append(_("Only for: %(purposes)s") % {"purposes": ", ".join(self.purposes)})
        if self.review_on:
            parts.append(_("Review on %(day)s") % {"day": day(self.review_on)})
        return " · ".join(parts)


def shown(marks: Handling, names: Mapping[UUID, str] | None = None) -> Shown:
    """The marks as a page shows them; `names` say what the parties of the audience are called."""
    if names is None:  # rows of a list have mostly the same
        return _shown_in(get_language(), now().date(), stamps(marking.LISTS), marks)
    return _shown(marks, names)


@lru_cache(maxsize=512)
def _shown_in(_language: str | None, _day: date, _stamp: tuple[str | int, ...], marks: Handling) -> Shown:
    return _shown(marks, {})


def _shown(marks: Handling, called: Mapping[UUID, str]) -> Shown:
    tlp = marking.meaning(marking.tlp_words(), marks.tlp.label)
    codes = [marking.meaning(marking.code_words(), code.value) for code in sorted(marks.codes)]
    purposes = [word for word in marking.purpose_words() if word.code in marks.purposes]
    return Shown(
        tlp=tlp.code,
        tlp_class=tlp_class(tlp.code),
        tlp_meaning=_(tlp.meaning),
        codes=tuple((word.code, _(word.name), _(word.meaning)) for word in codes),
        h3_text=marks.h3_text,
        purposes=tuple(_(word.name) for word in purposes),
        every_purpose=marks.purposes == EVERY_PURPOSE,
        audience=tuple(sorted(called.get(party, str(party)) for party in marks.audience)),
        secrecy=_class(marks.secrecy),
        grade=_grade(marks),
        review_on=marks.review_on,
        overdue=marks.review_on is not None and marks.review_on < now().date(),
        nominal=marks.nominal,
    )


def tlp_class(label: str) -> str:
    """The class of the style sheet for a label, such as `k-tlp-amber-strict`."""
    return f"k-tlp-{label.removeprefix('TLP:').replace('+', '-').lower()}"


def rows_of(marks: Shown) -> list[tuple[str, Any]]:
    """The marks as names and values, for a file."""
    codes = "; ".join(f"{code} {meaning}" for code, _name, meaning in marks.codes)
    return [
        (_("Handling"), marks.line()),
        (_("Traffic Light Protocol"), f"{marks.tlp}: {marks.tlp_meaning}"),
        (_("Handling codes"), codes),
        (_("H3 in words"), marks.h3_text),
        (_("Purposes"), ", ".join(marks.purposes)),
        (_("Class of secrecy"), marks.secrecy),
        (_("Grade"), "; ".join(marks.grade)),
        (_("Review date"), marks.review_on.isoformat() if marks.review_on else ""),
        (_("Names persons"), _("yes") if marks.nominal else _("no")),
    ]


def _class(secrecy: str) -> str:
    if not secrecy:
        return ""
    word = marking.meaning(marking.secrecy_words(), secrecy)
    return f"{word.name} ({_(word.meaning)})" if word.meaning and word.meaning != word.name else word.name


def _grade(marks: Handling) -> tuple[str, ...]:
    grade = marks.grade
    if not grade.scheme:
        return ()
    said = [marking.scheme_name(grade.scheme)]
    for part, value, title in (
        ("source", grade.source, _("source")), ("information", grade.information, _("information")),
    ):  # fmt: skip
        if value:
            word = marking.meaning(marking.grade_words(part).get(grade.scheme, ()), value)
            said.append(f"{title} {value}: {_(word.meaning)}" if word.meaning else f"{title} {value}")
    return tuple(said)
