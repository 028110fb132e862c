"""`kouprey law assess`, `law protection`, `law schema`: one case, one species, and the shapes of both."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kouprey.cli.law_options import countries, day
from kouprey.cli.output import notes, output_options, say, write
from kouprey.cli.verbs import Verb
from kouprey.kernel.jsontext import dumps

if TYPE_CHECKING:
    from kouprey.domain.law import Assessment


def _assess_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("case", metavar="CASE.json", help="a case by the schema of `kouprey law schema case`; - reads standard input")
    add(
        "--accept-unverified",
        action="store_true",
        help="let unverified entries count, and the later of two that disagree",
    )
    add(
        "--explain",
        action="store_true",
        help="add the why / why-not trees, who could supply facts, what would open a tool",
    )
    add(
        "--edition", choices=("paper", "current"), default="current", help="the edition of the law (default: current)"
    )
    output_options(parser, ("table", "json"))


def _assess(chosen: Namespace) -> int:
    from kouprey.domain import law

    result = law.assess(_read(chosen.case), edition=chosen.edition, accept_unverified=chosen.accept_unverified)
    if chosen.format == "json":
        write(law.written(result, explained=chosen.explain), chosen)
    else:
        write(_text(result, explain=chosen.explain), chosen)
    notes("Mind", [law.DISCLAIMER])
    return 0


def _read(path: str) -> Any:
    from kouprey.kernel.errors import UnusableInput

    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except OSError as error:
        raise UnusableInput(f"{path} cannot be read: {error.strerror}.", kept="Nothing was assessed.") from error
    except ValueError as error:
        raise UnusableInput(
            f"{path} is not JSON: {error}.",
            kept="Nothing was assessed.",
            remedy="See the schema: kouprey law schema case.",
        ) from error


def _text(result: Assessment, *, explain: bool) -> str:
    from kouprey.domain import law
    from kouprey.formats.tables import text

    tools = [(t.id, t.status, t.basis, ", ".join(t.fallbacks), ", ".join(t.missing)) for t in result.tools]
    rules = [(r.id, r.state, r.outcome.word, r.effect, r.citation, r.explanation) for r in result.rules]
    parts = [
        text.as_table(("tool", "status", "basis", "fallbacks", "missing"), tools),
        text.as_table(("rule", "state", "outcome", "effect", "citation", "explanation"), rules),
    ]
    if explain:
        more = law.explanation(result)
        parts += ["\n".join([f"Tool {name}", *lines]) + "\n" for name, lines in more["trees"].items()]
        parts += [_would_open(name, sets) for name, sets in more["openings"].items() if sets]
        parts += ["\n".join(f"{w['fact']}: {w['question']} Ask: {w['who']}." for w in more["wanted"]) + "\n"]
    head = f"Edition {result.edition} {result.version}, law of {result.case.act_date}.\n{law.DISCLAIMER}\n"
    return "\n".join([head, *parts])


def _would_open(tool: str, sets: list[dict[str, Any]]) -> str:
    words = [", ".join(f"{name} = {value}" for name, value in one["facts"].items()) for one in sets]
    return f"Tool {tool} would open with: {'; or '.join(words)}\n"


def _protection_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("taxon", metavar="TAXON", help="a scientific name, old or new")
    add("--country", metavar="X", required=True, help="the State")
    add("--as-of", metavar="DATE", required=True, help="on that day")
    add("--accept-unverified", action="store_true", help="let unverified entries count")
    output_options(parser, ("table", "json"))


def _protection(chosen: Namespace) -> int:
    from kouprey.domain import law
    from kouprey.domain.law.answers import protection_dict

    (country,) = countries(chosen.country)[:1] or ("",)
    found = law.protection(chosen.taxon, country, day(chosen.as_of), accept=chosen.accept_unverified)
    if chosen.format == "json":
        write(dumps(protection_dict(found)) + "\n", chosen)
        return 0
    listed = found.appendix or "not known"
    write(
        f"{found.taxon} in {found.country} on {found.on}: {found.outcome.word}. CITES: {listed}. {found.why}\n",
        chosen,
    )
    for cover in found.by:
        say(f"  {cover.outcome.word}: {cover.provision.law}, {cover.provision.section} ({cover.category})")
    return 0


def _schema_options(parser: ArgumentParser) -> None:
    parser.add_argument("name", choices=("case", "answer"), help="which schema")
    parser.add_argument("--output", metavar="FILE", help="write the answer to FILE instead of the terminal")


def _schema(chosen: Namespace) -> int:
    from kouprey.domain import law

    write(json.dumps(law.schema(chosen.name), ensure_ascii=False, indent=1) + "\n", chosen)
    return 0


ASSESS = Verb("Which tools of UNTOC a case opens, and why", _assess_options, _assess)
PROTECTION = Verb("Is a species protected there, on that day, by which provision?", _protection_options, _protection)
SCHEMA = Verb("The published JSON schema of a case, or of an answer", _schema_options, _schema)
