"""The base catalogue of messages. `python tests/web/catalogue.py` gathers them again after a change of words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from kouprey.domain import lists, marking, seizures
from kouprey.domain.access import ROLES, Reason
from kouprey.domain.kinds import KINDS
from kouprey.domain.law import sentences as law
from kouprey.domain.release import Obstacle, Recall, guards
from kouprey.domain.reports import rules
from kouprey.domain.seizures import sentences
from kouprey.domain.seizures.vocabulary import LISTS

ROOT = Path(__file__).parents[2] / "src" / "kouprey"
PLACE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
MADE = datetime(2026, 11, 20, tzinfo=UTC)
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
BELOW = ("kernel", "domain", "formats", "analytics", "trade")
SAID = {"said": None, "saying": None}
"""How floors below the Django line say words that a page translates (kernel/words.py)."""


def declared() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    """Words that the domain declares in English and pages translate where they show them."""
    for reason in Reason:
        yield "domain/access/clauses.py", 0, reason.value
    for spec in ROLES.values():
        yield "domain/access/roles.py", 0, spec.title
        yield "domain/access/roles.py", 0, spec.description
    for name, column in (
        ("agency-kinds", "name"),
        ("purposes-of-use", "name"),
        ("purposes-of-use", "meaning"),
        ("redflag-rules", "meaning"),
        ("redflag-rules", "needs"),
    ):
        for row in lists.load(name).rows:
            if row[column]:
                yield f"domain/data/{name}.csv", 0, row[column]
    for kind in KINDS.values():
        for words in (kind.title, *(words for field in kind.fields for words in (field.title, field.help) if words)):
            yield f"domain/records/{kind.name}.py", 0, words
    yield from _observations()
    for place, words in law.declared():
        yield f"domain/law/{place}" if place.endswith(".py") else f"domain/data/{place}", 0, words
    for words in (*Obstacle, *Recall):
        yield "domain/release.py", 0, words.value
    for rule in rules.ALL:
        yield "domain/reports/rules.py", 0, rule.says
        yield "domain/reports/rules.py", 0, rule.remedy
    yield from _lists()


def _observations() -> Iterator[tuple[str, int, str]]:
    """Words of observations: codes by name, what rules say and ask, why something looks like a name."""
    for vocabulary, listed in LISTS.items():
        for word in seizures.words(vocabulary):
            yield f"domain/data/{listed}.csv", 0, word.name
    for place, words in sentences.declared():
        yield f"domain/seizures/{place}" if place.endswith(".py") else f"domain/data/{place}", 0, words
    for row in (*lists.load("terms").rows, *lists.load("units").rows, *lists.load("sources").rows):
        yield "domain/data/terms.csv", 0, row["name"]
    for row in lists.load("handover-bases").rows:
        yield "domain/data/handover-bases.csv", 0, row["summary"]


def _lists() -> Iterator[tuple[str, int, str]]:
    """Names and meanings of the marks, and the words of national guards, as the lists have them."""
    grades = [
        word for part in ("source", "information") for found in marking.grade_words(part).values() for word in found
    ]
    named = [*marking.code_words(), *marking.purpose_words()]
    said = [
        *(w.name for w in named),
        *(w.meaning for w in (*named, *marking.tlp_words(), *marking.secrecy_words(), *grades)),
    ]
    for words in said:
        yield "domain/marking.py", 0, words
    for guard in guards():
        yield "domain/data/release-guards.csv", 0, guard.summary
        yield "domain/data/release-guards.csv", 0, guard.consent_of


def messages() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    """Every message of the pages: where it stands, and its words."""
    below = [path for floor in BELOW for path in (ROOT / floor).rglob("*.py")]
    for path in sorted([*below, *ROOT.rglob("web/**/*.py"), *ROOT.rglob("web/**/*.html")]):
        text = path.read_text(encoding="utf-8")
        source = templatize(text, origin=str(path)) if path.suffix == ".html" else text
        known = SAID if path in below else KEYWORDS | SAID
        for line, words, _comments, _context in extract("python", BytesIO(source.encode()), known):
            yield path.relative_to(ROOT).as_posix(), line, words
    yield from declared()


def gathered() -> Catalog:
    """All messages as a catalogue. Places are files without lines, so that it changes only when words do."""
    catalogue = Catalog(
        "en",
        header_comment="# The base catalogue of Kouprey. Blank translations stand for the message itself.",
        project="Kouprey",
        version="0",
        copyright_holder="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=MADE,
        revision_date=MADE,
        fuzzy=False,
    )
    for place, _line, words in messages():
        flags = ["python-format"] if "%(" in str(words) else []
        catalogue.add(words, locations=[(place, None)], flags=flags)
    return catalogue


def kept() -> Catalog:
    """The catalogue in the tree."""
    with PLACE.open("rb") as file:
        return read_po(file, locale="en")


if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    with PLACE.open("wb") as file:
        write_po(file, gathered(), width=110, sort_output=True)
