"""Words below the Django line can be translated: errors speak in `said`, whose places and values belong together."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "kouprey"
BELOW = ("kernel", "domain", "formats", "analytics", "trade")
ERRORS = {"KoupreyError", "UnusableInput", "UnusableFile", "NothingThere", "Refused"}
SPOKEN = {"what", "kept", "remedy", "expected", "found"}


def calls(*floors: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the sources of these floors: where it stands, and what is called."""
    for path in sorted(path for floor in floors for path in (SOURCE / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def name(call: ast.Call) -> str:
    """What is called, without what it is an attribute of."""
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def plain_words(node: ast.expr) -> bool:
    """Whether an argument is a sentence that nothing but English can say."""
    if isinstance(node, ast.IfExp):
        return plain_words(node.body) or plain_words(node.orelse)
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(re.search(r"[^\W\d_]{2}", text) for text in texts)


def test_errors_below_the_line_can_be_translated() -> None:
    plain = []
    for where, call in calls(*BELOW):
        if name(call) not in ERRORS:
            continue
        first = call.args[:1] if name(call) != "UnusableFile" else []
        given = [*first, *(word.value for word in call.keywords if word.arg in SPOKEN)]
        plain += [where for argument in given if plain_words(argument)]
    assert not plain, f"Say these with kouprey.kernel.words.said: {plain}"


def test_what_is_said_is_a_literal_whose_places_are_filled() -> None:
    wrong = []
    for where, call in calls(*BELOW, "web"):
        if name(call) not in ("said", "saying") or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        holes, given = set(re.findall(r"%\((\w+)\)s", call.args[0].value)), {word.arg for word in call.keywords}
        if name(call) == "said" and None not in given and holes != given:
            wrong.append((where, sorted(holes ^ given)))
    assert not wrong, wrong


def test_nothing_is_said_that_the_catalogue_cannot_gather() -> None:
    hidden = [
        where
        for where, call in calls(*BELOW)
        if name(call) in ("said", "saying") and call.keywords and not isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden, f"The first argument must be a literal: {hidden}"
