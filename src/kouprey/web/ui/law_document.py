"""An assessment as a document to print and attach: the tools, why and why not as trees, the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kouprey.domain.law.facts import kinds, split
from kouprey.domain.law.tree import named
from kouprey.domain.trade.codes import country_name
from kouprey.formats.documents.text import Block, Document, Heading, Line, Paragraph, Table
from kouprey.kernel.words import unpacked
from kouprey.web.core.words import in_words, translated
from kouprey.web.ui.law_words import BASES, JOINED, LEVELS, OUTCOMES, PROVENANCE, yes_no


def document(title: str, marks: str, foot: str, shown: Mapping[str, Any]) -> Document:
    """The document of an answer, as `law_answer_page.context` made it."""
    return Document(title, marks, foot, tuple(_blocks(shown)), get_language() or "en", _("Page"))


def cannot() -> str:
    """What a PDF says of scripts that it has no font for; the scripts go in later."""
    return _("This PDF cannot show every sign: this node has no font for %(scripts)s. The .docx file has them all.")


def _blocks(shown: Mapping[str, Any]) -> Iterator[Block]:
    case, edition = shown["case"], shown["named"]
    yield Paragraph(str(translated(_(shown["disclaimer"]))), strong=True)
    yield Paragraph(_("It supports a decision that a competent authority takes."), strong=True)
    yield Table(
        [_("Case"), ""],
        [
            [_("Date of the act"), case["act_date"]],
            [_("Date of the request"), case["request_date"]],
            [_("Requesting State"), country_name(case["requesting"])],
            [_("Requested State"), country_name(case["requested"])],
            [_("Edition of the law"), f"{edition['name']} {edition['version']}"],
            [_("Digest of the edition"), edition["digest"]],
        ],
    )
    yield Heading(_("Tools"))
    yield Table(
        [_("Tool"), _("Answer"), _("Basis"), _("Fall-backs")],
        [
            [
                f"{one['id']} {one['title']}",
                str(OUTCOMES[one["status"]]),
                _basis(one["basis"]),
                ", ".join(map(_basis, one["fallbacks"])),
            ]
            for one in shown["tools"]
        ],
    )
    for tool in shown["tools"]:
        yield from _tool(tool)
    yield Heading(_("Facts of the case"))
    for fact in shown["facts"]:
        yield Line(
            f"{_question(fact['name'])}: {_value(fact['value'])} ({_standing(fact['level'], fact['evidence'])})"
        )


def _tool(tool: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(f"{tool['id']} {tool['title']}: {OUTCOMES[tool['status']]}", 2)
    for found in tool["openings"]:
        sets = "; ".join(f"{_question(name)}: {_value(value)}" for name, value in found["facts"])
        yield Paragraph(_("It would open with: %(facts)s") % {"facts": sets})
    yield from _tree(tool["tree"], 0)


def _tree(step: Mapping[str, Any], depth: int) -> Iterator[Block]:
    label = in_words(unpacked(step["label"]))
    cited = f" [{step['citation']}]" if step["citation"] else ""
    how = f": {JOINED[step['joined']]}" if step["parts"] and step["joined"] in JOINED else ""
    yield Line(f"{OUTCOMES[step['outcome']]}: {label}{cited}{how}", depth, strong=not depth)
    for said in step["because"]:
        yield Line(f"– {_because(said)}", depth + 1)
    if step["missing"]:
        asked = "; ".join(f"{_question(name)} ({_who(name)})" for name in dict.fromkeys(step["missing"]))
        yield Line(_("– missing: %(facts)s") % {"facts": asked}, depth + 1)
    for part in step["parts"]:
        yield from _tree(part, depth + 1)


def _because(said: Mapping[str, Any]) -> str:
    if "fact" in said:
        told = {
            "fact": _question(said["fact"]),
            "value": _value(said["value"]),
            "standing": _standing(said["level"], said["evidence"]),
        }
        return _("fact: %(fact)s %(value)s (%(standing)s)") % told
    told = {
        "entry": said["entry"],
        "value": _value(said["value"]),
        "provenance": str(PROVENANCE.get(said["provenance"], said["provenance"])),
        "source": said["source"],
    }
    if said["verified"]:
        return _("register: %(entry)s = %(value)s (%(provenance)s: %(source)s)") % told
    return _("register: %(entry)s = %(value)s (UNVERIFIED; %(provenance)s: %(source)s)") % told


def _standing(level: str, evidence: list[str]) -> str:
    word = str(LEVELS.get(level, level))
    return _("%(level)s; evidence %(names)s") % {"level": word, "names": ", ".join(evidence)} if evidence else word


def _question(fact: str) -> str:
    base, state = split(fact)
    kind = kinds().get(base)
    return str(translated(named(kind.question, state))) if kind else fact


def _who(fact: str) -> str:
    base, state = split(fact)
    kind = kinds().get(base)
    return str(translated(named(kind.who, state))) if kind else ""


def _basis(name: str | None) -> str:
    return str(BASES.get(name or "", name or "–"))


def _value(given: Any) -> str:
    if isinstance(given, bool):
        return yes_no(given)
    return ", ".join(map(str, given)) if isinstance(given, list) else str(given)
