"""Records and releases of every kind, as rows: whose they are, how they are marked, and whom they reach.

What an officer may do with each is said by `domain.access.oracle`, which was written by hand.
"""

from __future__ import annotations

import io
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from domain.access import oracle
from kouprey.domain.handling import Code, Handling, Purpose, Tlp
from kouprey.domain.records.schema import digest, snapshot
from kouprey.kernel.clock import now
from kouprey.kernel.ids import new_id
from kouprey.web.records import vault
from kouprey.web.records.models import Attachment, Marks, Reach, Record, RecordVersion, Release, ReleaseAsk
from kouprey.web.records.tenancy import as_the_node
from matrix.stage import LAW, NOTE, Stage
from matrix.table import Line

WORLD: dict[str, Sequence[str]] = {
    "relation": (
        "a colleague's", "my own", "my draft", "a colleague's draft", "another agency's", "another agency's, told us",
        "another agency's, told me", "another agency's, told all", "another authority's",
        "another authority's, released to us",
    ),
    "tlp": ("CLEAR", "GREEN", "AMBER", "AMBER_STRICT", "RED"),
    "codes": ("", "H0", "H1", "H2", "H3", "H0 H1", "H1 H2", "H0 H1 H2 H3"),
    "nominal": ("", "yes"),
    "list": ("", "team", "alien_team", "room", "alien_room"),
    "use": (
        "prevention investigation prosecution administration statistics training", "investigation",
        "statistics administration",
    ),
    "purpose": ("prevention", "prosecution", "administration"),
}  # fmt: skip
"""Every fact that a record's fate depends on. `purpose` is what the officer acts for, where the role allows it."""
RELEASED: dict[str, Sequence[str]] = {
    "recipient": ("authority", "agency", "me", "colleague", "group", "team", "another agency"),
    "recalled": ("", "yes"),
} | {name: WORLD[name] for name in ("tlp", "codes", "use", "purpose")}
SMALL = WORLD | {"codes": ("", "H0", "H1", "H2"), "use": WORLD["use"][:1], "purpose": ("",)}
"""For the whole product: every relation with every mark, each role for the first of its purposes."""
Facts = Mapping[str, str]


def pairs(world: Mapping[str, Sequence[Any]], seed: int = 1) -> list[dict[str, Any]]:
    """Few rows in which each value of each fact stands beside each value of each other (greedy)."""
    draw, names = random.Random(seed), list(world)
    wanted = [
        (one, first, two, second)
        for one, two in itertools.combinations(range(len(names)), 2)
        for first, second in itertools.product(range(len(world[names[one]])), range(len(world[names[two]])))
    ]
    draw.shuffle(wanted)
    missing, rows = set(wanted), []
    for begun in wanted:
        if begun in missing:
            row = _around(begun, [len(world[name]) for name in names], missing, draw)
            missing -= {(one, row[one], two, row[two]) for one, two in itertools.combinations(range(len(names)), 2)}
            rows.append({name: world[name][row[number]] for number, name in enumerate(names)})
    return rows


def _around(begun: Any, sizes: list[int], missing: set[Any], draw: random.Random) -> dict[int, int]:
    """One row around a pair: fact by fact the value that stands beside most that is missing."""
    row = {begun[0]: begun[1], begun[2]: begun[3]}
    for number in draw.sample(range(len(sizes)), len(sizes)):
        if number in row:
            continue
        values = draw.sample(range(sizes[number]), sizes[number])
        row[number] = max(values, key=lambda value, at=number: _beside(at, value, row, missing))
    return row


def _beside(number: int, value: int, row: dict[int, int], missing: set[Any]) -> int:
    return sum(_pair(number, value, *one) in missing for one in row.items())


def _pair(one: int, first: int, two: int, second: int) -> tuple[int, int, int, int]:
    return (one, first, two, second) if one < two else (two, second, one, first)


def product(world: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Every row there is."""
    for values in itertools.product(*world.values()):
        yield dict(zip(world, values, strict=True))


@dataclass(frozen=True)
class Case:
    """An officer before a record or release of one kind, and what is to be told."""

    stage: Stage
    role: str
    facts: Facts

    @property
    def who(self) -> Any:
        """The officer as the oracle asks for one."""
        actor = self.stage.actor(self.role, self.facts["purpose"])
        names = (
            "officer",
            "authority",
            "agency",
            "role",
            "purpose",
            "strong",
            "active",
            "groups",
            "teams",
            "compartments",
        )
        return SimpleNamespace(**{name: getattr(actor, name) for name in names})

    @property
    def record(self) -> Any:
        """The record as the oracle asks for one."""
        cast, facts, who = self.stage.cast, self.facts, self.who
        whose, _comma, told = facts["relation"].partition(", ")
        agency = {"another agency's": cast.police, "another authority's": cast.abroad}.get(whose, cast.customs)
        writer = who.officer if whose.startswith("my") else UUID(self.stage.things["person"])
        reach = {"told us": {who.agency}, "told me": {who.officer}, "told all": {who.authority}}.get(told, set())
        chosen = UUID(self.stage.things[facts["list"]]) if facts["list"] else None
        return SimpleNamespace(
            authority=agency.authority_id, agency=agency.id, recorded_by=writer, amended_by=writer,
            state=SimpleNamespace(value="draft" if "draft" in whose else "reported"),
            tlp=Tlp[facts["tlp"]], codes=frozenset(facts["codes"].split()), purposes=frozenset(facts["use"].split()),
            nominal=bool(facts["nominal"]), received=False, reach=frozenset(reach),
            team=chosen if "team" in facts["list"] else None, compartment=chosen if "room" in facts["list"] else None,
            asked_by=UUID(self.stage.things["person"]),
        )  # fmt: skip

    @property
    def release(self) -> Any:
        """The release as the oracle asks for one."""
        cast, facts, who = self.stage.cast, self.facts, self.who
        parties = {
            "authority": cast.kiri.id, "agency": cast.customs.id, "me": who.officer, "another agency": cast.police.id,
            "colleague": UUID(self.stage.things["person"]), "group": UUID(self.stage.things["group"]),
            "team": UUID(self.stage.things["team"]),
        }  # fmt: skip
        return SimpleNamespace(
            recipient=parties[facts["recipient"]], tlp=Tlp[facts["tlp"]], codes=frozenset(facts["codes"].split()),
            purposes=frozenset(facts["use"].split()), recalled=bool(facts["recalled"]),
        )  # fmt: skip

    def expected(self, line: Line) -> int:
        """What is to be told, by hand: 403 to a role that never does it, 404 where nothing may be known."""
        who, gate = self.who, line.more.get("gate", line.act)
        if not oracle.at_all(who, gate):
            return 403
        if "recipient" in self.facts:
            if not oracle.may_read_release(who, "release.read", self.release):
                return 404
            if self.facts["codes"] not in ("", "H0") and "caveats" in line.more:
                return int(line.more["caveats"])
            return line.status if oracle.may_read_release(who, line.act, self.release) else 403
        thing = self.record
        if not oracle.sees(who, thing):
            return 404
        return line.status if oracle.may(who, line.act, thing) or line.act == "record.read" else 403

    def there(self, line: Line) -> dict[str, str]:
        """Write the thing down. To be called where it is rolled back."""
        with as_the_node("a row of the matrix"):
            return self._released() if "recipient" in self.facts else self._recorded(line)

    def _recorded(self, line: Line | None) -> dict[str, str]:
        thing, at = self.record, now()
        record = _row(thing, at)
        Reach.objects.bulk_create(Reach(record=record, party=party) for party in thing.reach)
        made = {"record": str(record.id), "draft": str(record.id)}
        if line is not None and "{attachment}" in line.address:
            made["attachment"] = str(_file(record, at).id)
        if line is not None and "{ask}" in line.address:
            made["ask"] = str(_question(record, thing, self.stage, at).id)
        if "released" in self.facts["relation"]:
            _left(record, self.stage.cast.kiri.id, thing, at, self.stage)
        return made

    def _released(self) -> dict[str, str]:
        at, thing = now(), self.release
        origin = Case(
            self.stage, self.role, self.facts | {"relation": "another authority's", "nominal": "", "list": ""}
        )
        record = _row(SimpleNamespace(**(vars(origin.record) | {"codes": frozenset(), "tlp": Tlp.GREEN})), at)
        return {"release": str(_left(record, thing.recipient, thing, at, self.stage).id)}


def _marks(thing: Any) -> dict[str, Any]:
    codes = frozenset(map(Code, thing.codes))
    words = "Not to the press." if Code.H3 in codes else ""
    return Marks.columns(
        Handling(
            tlp=thing.tlp, codes=codes, h3_text=words, purposes=frozenset(map(Purpose, thing.purposes)),
            nominal=getattr(thing, "nominal", False),
        )
    )  # fmt: skip


def _row(thing: Any, at: Any) -> Record:
    id, said = new_id(), snapshot({"subject": "Scales in a container", "text": "Seen at the port."})
    record: Record = Record.objects.create(
        id=id, kind="information", number=f"MATRIX-{id}"[:40], headline="Scales in a container",
        authority=thing.authority, agency=thing.agency, recorded_by=thing.recorded_by, recorded_by_label="x",
        recorded_at=at, amended_by=thing.amended_by, amended_at=at, state=thing.state.value, team=thing.team,
        compartment=thing.compartment, **_marks(thing),
    )  # fmt: skip
    RecordVersion.objects.create(
        record=record, number=1, schema="information/1", snapshot=said, sha256=digest(said), change="created",
        by=thing.recorded_by, by_label="x", at=at,
    )  # fmt: skip
    return record


def _file(record: Record, at: Any) -> Attachment:
    id, taken = new_id(), vault.take("notes.txt", io.BytesIO(NOTE))
    node_key, wrapped = vault.store(id, taken, with_original=False)
    made: Attachment = Attachment.objects.create(
        id=id, record=record, name="notes.txt", media=taken.kind.media, size=len(NOTE), sha256=vault.digest(NOTE),
        kept_sha256=vault.digest(taken.kept), node_key=node_key, wrapped=wrapped, by=record.recorded_by,
        by_label="x", at=at,
    )  # fmt: skip
    return made


def _question(record: Record, thing: Any, stage: Stage, at: Any) -> ReleaseAsk:
    made: ReleaseAsk = ReleaseAsk.objects.create(
        record=record, authority=record.authority, version=1, fields=["subject"], recipient=stage.cast.lotus.id,
        recipient_kind="authority", recipient_label="Lotus", reason="to warn", asked_by=thing.asked_by,
        asked_by_label="x", asked_at=at, due_at=at,
    )  # fmt: skip
    return made


def _left(record: Record, recipient: UUID, thing: Any, at: Any, stage: Stage) -> Release:
    said = snapshot({"subject": "Scales in a container"})
    asked = ReleaseAsk.objects.create(
        record=record, authority=record.authority, version=1, fields=["subject"], recipient=recipient,
        recipient_kind="authority", recipient_label="Kiri", reason="to warn", asked_by=record.recorded_by,
        asked_by_label="x", asked_at=at, due_at=at,
    )  # fmt: skip
    recalled = bool(getattr(thing, "recalled", False))
    made: Release = Release.objects.create(
        record=record, kind=record.kind, number=record.number, version=1, authority=record.authority,
        agency=record.agency, recipient=recipient, recipient_kind="authority", recipient_label="Kiri",
        fields=["subject"], snapshot=said, sha256=digest(said), under=LAW, ask=asked, by=record.recorded_by,
        by_label="x", at=at, recalled=recalled, recalled_at=at if recalled else None, **_marks(thing),
    )  # fmt: skip
    return made
