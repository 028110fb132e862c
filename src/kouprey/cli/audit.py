"""`kouprey audit …`: prove the record of acts, print its head for filing, change the node's key."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kouprey.cli.output import output_options, say, write
from kouprey.cli.verbs import Verb
from kouprey.kernel.jsontext import dumps

if TYPE_CHECKING:
    from kouprey.web.core.verify import Report


def _verify_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--head", metavar="FILE", action="append", default=[], type=Path,
        help="a head that was filed elsewhere, to compare with (repeat)",
    )  # fmt: skip
    output_options(parser, ("table", "json"))


def _verify(chosen: Namespace) -> int:
    from kouprey.web.config.record import verify

    report = verify(chosen.head, say=lambda n: say(f"{n:,} acts looked at."))
    write(_as_json(report) if chosen.format == "json" else _as_text(report), chosen)
    return 0 if report.proven else 1


def _as_json(report: Report) -> str:
    head = {"sequence": report.head.n, "link": report.head.link.hex()} if report.head else None
    answer = {
        "proven": report.proven,
        "acts": report.acts,
        "head": head,
        "heads_compared": report.heads,
        "contents_destroyed": report.destroyed,
        "findings": [finding.as_json() for finding in report.findings],
    }
    return dumps(answer) + "\n"


def _as_text(report: Report) -> str:
    lines = [f"[{finding.check}] {finding.what}" for finding in report.findings]
    compared = f"{len(report.heads)} filed heads compared."
    if report.destroyed:
        compared += f" The contents of {report.destroyed:,} acts were destroyed, which is on record."
    state = "The record is proven" if report.proven else f"The record does not hold at {len(lines)} places"
    return "\n".join([*lines, f"{state}: {report.acts:,} acts. {compared}", ""])


def _head_options(parser: ArgumentParser) -> None:
    parser.add_argument("--date", metavar="DATE", help="the day, in UTC (default today)")
    output_options(parser, ("table", "json"))


def _head(chosen: Namespace) -> int:
    from kouprey.web.config.record import head

    found = head(_day(chosen.date))
    facts = {"date": str(found.date), "sequence": found.sequence, "acts": found.acts, "link": found.link.hex()}
    write(dumps(facts) + "\n" if chosen.format == "json" else found.text(), chosen)
    return 0


def _day(text: str | None) -> date | None:
    from kouprey.kernel.errors import UnusableInput

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnusableInput(f"“{text}” is not a date.", remedy="Write it as 2026-11-20.") from None


def _key_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--existing", action="store_true", help="make no new key: use the newest there is, or KOUPREY_CONTENT_KEY"
    )


def _key(chosen: Namespace) -> int:
    from kouprey.web.config.record import change_key

    id, changed = change_key(make=not chosen.existing)
    say(f"The node's key is now {id}; the keys of {changed:,} records were wrapped again.")
    say("Make a backup now. Keep the key of before as long as you keep backups that were made with it.")
    return 0


VERBS = {
    "audit verify": Verb("Prove that no act on record was changed, removed or moved", _verify_options, _verify),
    "audit head": Verb("Print the head of the record, to be filed elsewhere", _head_options, _head),
    "audit change-key": Verb("Bring a new key of the node into use", _key_options, _key),
}
