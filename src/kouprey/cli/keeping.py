"""`kouprey backup`, `kouprey restore`, `kouprey doctor`: the whole node in one sealed file, back, and its health."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kouprey.cli.output import output_options, say, write
from kouprey.cli.verbs import Verb
from kouprey.kernel.jsontext import dumps

if TYPE_CHECKING:
    from kouprey.web.upkeep.backup import Account
    from kouprey.web.upkeep.restore import Restored


def _opener_options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--passphrase-file", type=Path, metavar="FILE", help="a file with the passphrase on its first line")
    add("--identity", type=Path, metavar="FILE", action="append", default=[], help="a secret key of age (repeat)")


def _backup_options(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive")
    parser.add_argument("--check", action="store_true", help="read an archive that is there, and change nothing")
    parser.add_argument(
        "--recipient",
        metavar="KEY",
        action="append",
        default=[],
        help="a public key of age that may open it (repeat)",
    )
    _opener_options(parser)
    output_options(parser, ("table", "json"))


def _backup(chosen: Namespace) -> int:
    from kouprey.web.config import keeping

    if chosen.check:
        account = keeping.check(chosen.file, passphrase_file=chosen.passphrase_file, identities=chosen.identity)
    else:
        account = keeping.backup(chosen.file, passphrase_file=chosen.passphrase_file, recipients=chosen.recipient)
    write(dumps(account.as_json()) + "\n" if chosen.format == "json" else _as_text(account), chosen)
    say("Read back whole: every part is as it was written.")
    return 0


def _restore_options(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive")
    _opener_options(parser)
    output_options(parser, ("table", "json"))


def _restore(chosen: Namespace) -> int:
    from kouprey.web.config.keeping import restore

    done = restore(chosen.file, passphrase_file=chosen.passphrase_file, identities=chosen.identity)
    write(_restored_json(done) if chosen.format == "json" else _as_text(done.account), chosen)
    say(f"The node is as it was then. Its record: {done.proof.acts:,} acts, {len(done.proof.findings)} findings.")
    say(*(f"  [{finding.check}] {finding.what}" for finding in done.proof.findings[:20]))
    return 0 if done.proof.proven else 1


def _restored_json(done: Restored) -> str:
    findings = [finding.as_json() for finding in done.proof.findings]
    proof = {"proven": done.proof.proven, "acts": done.proof.acts, "findings": findings}
    return dumps(done.account.as_json() | {"audit": proof}) + "\n"


def _as_text(account: Account) -> str:
    about, rows = account.about, sum(account.tables.values())
    lines = [
        f"Made {about['made_at']} by Kouprey {about['edition']}, database {about['database']}.",
        f"{rows:,} rows in {len(account.tables)} tables, {account.files:,} files, {account.size:,} bytes.",
        f"SHA-256 {account.sha256}",
    ]
    return "\n".join(lines) + "\n"


def _doctor_options(parser: ArgumentParser) -> None:
    output_options(parser, ("table", "json"))


def _doctor(chosen: Namespace) -> int:
    from kouprey.web.config.keeping import examine

    found = examine()
    wrong = [said for said in found if said.state == "wrong"]
    if chosen.format == "json":
        said = [{"check": s.check, "state": s.state, "what": s.what, "remedy": s.remedy} for s in found]
        write(dumps({"healthy": not wrong, "checks": said}) + "\n", chosen)
    else:
        lines = [
            f"{s.state:<6} {s.check:<11} {s.what}" + (f"\n{'':<19}{s.remedy}" if s.remedy else "") for s in found
        ]
        write("\n".join(lines) + "\n", chosen)
        say("The node is healthy." if not wrong else f"{len(wrong)} things are wrong; what to do stands below each.")
    return 1 if wrong else 0


VERBS = {
    "backup": Verb("Write the whole node into one sealed file, while it is served", _backup_options, _backup),
    "restore": Verb("Bring the node back from such a file", _restore_options, _restore),
    "doctor": Verb("Say what is wrong with this installation, and what to do", _doctor_options, _doctor),
}
