"""A node with many SYNTHETIC observations of two authorities, and an officer of one of them at its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor, Role
from kouprey.domain.handling import Handling
from kouprey.formats import seizures as forms
from kouprey.formats.seizures import aitr
from kouprey.kernel.clock import now
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.acting import actor_of, default_purpose
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.accounts.people import enter_agency, enter_authority, give_role
from kouprey.web.core import journal, statistics
from kouprey.web.core.audit import SHELL
from kouprey.web.records.models import Findable, Record, RecordVersion
from kouprey.web.records.tenancy import acting, as_the_node
from kouprey.web.seizures.access import incidents
from kouprey.web.seizures.actions.importing import import_table
from kouprey.web.seizures.actions.recording import record_incident
from kouprey.web.seizures.models import Heading, Incident, RouteLeg, SpecimenLine

SEED = 11


@dataclass
class Node:
    """The node, its officer's browser, and how its table came in."""

    client: Client
    by: Actor
    total: int
    rows: int = 0
    reading: float = 0.0
    storing: float = 0.0
    known: list[tuple[UUID, str]] = field(default_factory=list)
    years: tuple[int, ...] = ()

    def get(self, address: str, **asked: Any) -> None:
        """Ask a page. Raises AssertionError for what is no answer."""
        answer = self.client.get(address, asked)
        if answer.status_code != 200:
            raise AssertionError(f"{address} {asked}: {answer.status_code}")

    def day(self, n: int) -> str:
        """A day of the years that the observations are of."""
        return str(date(self.years[-1], 6, 30) - timedelta(days=n))

    def id(self, n: int) -> UUID:
        """One of the observations."""
        return self.known[n % len(self.known)][0]

    def number(self, n: int) -> str:
        """The number of one of them."""
        return self.known[n % len(self.known)][1]

    def enter(self, n: int) -> None:
        """Write one down, as the page of entry does."""
        incident = next(sz.generate(SEED + 1 + n, 1))
        with acting(self.by):
            values = sz.to_values(incident)
            record_incident(values=values, marks=Handling(), token=new_id(), by=self.by, at=now())


def fill(first: int, total: int, place: Path) -> Node:
    """Import `first` observations as one table, and copy them until there are `total`."""
    by, officer, others = _people()
    found, reading = _read(first, place)
    start = perf_counter()
    with journal.copied_later():  # all of this as the worker does it
        with acting(by):
            import_table(found=found, name="benchmark.csv", marks=Handling(), by=by, at=now())
        statistics.gather()
    node = Node(Client(SERVER_NAME="127.0.0.1"), by, total, found.read, reading, perf_counter() - start)
    with acting(by):  # before there are copies, whose numbers are none
        node.known = list(incidents(by).order_by("id").values_list("id", "number")[:200])
    if total > first:
        _copy((total - 1) // first, others)
    with acting(by):
        days = incidents(by).filter(incident__first__isnull=False).order_by("incident__first")
        span = [days.first().event_first.year, days.last().event_first.year]
    node.years = tuple(range(span[0], span[1] + 1))
    node.client.force_login(officer)
    node.client.get("/people/roles/")
    return node


def _people() -> tuple[Actor, Any, tuple[UUID, UUID]]:
    """The officer who imports and asks; authority and agency of the others, whose records are hidden."""
    at = now()
    on = at.date() - timedelta(days=1)
    home = enter_authority(country="KH", name="Kiri Administration (invented)", held=True, by=SHELL, at=at)
    away = enter_authority(country="VN", name="Lotus Administration (invented)", held=True, by=SHELL, at=at)
    customs = enter_agency(authority=home, kind="customs", name="Kiri Customs (invented)", by=SHELL, at=at)
    abroad = enter_agency(authority=away, kind="customs", name="Lotus Customs (invented)", by=SHELL, at=at)
    officer = enrol_officer(
        username="bench", full_name="Bench (invented)", is_invented=True, authority=home, by=SHELL, at=at
    )
    held = give_role(officer=officer, agency=customs, role=Role.RECORDER, starts_on=on, by=SHELL, at=at)
    return actor_of(held, default_purpose(Role.RECORDER), strong=True, on=at.date()), officer, (away.id, abroad.id)


def _read(count: int, place: Path) -> tuple[forms.Imported, float]:
    file = place / "benchmark.csv"
    file.write_text(aitr.as_csv(sz.generate(SEED, count), own=True), encoding="utf-8")
    start = perf_counter()
    found = forms.read_file(file, sz.book(now().date()))
    return found, perf_counter() - start


TOLD = "coalesce(r.event_first, r.recorded_at::date) - k * 37 + random() * interval '30 days'"
"""When a copy was recorded: within a month of its event, as over the years of a node."""
NEW = "uuidv7({} - now())"
"""An id that begins with that time, as all of ours do."""


def _copy(times: int, others: tuple[UUID, UUID]) -> None:
    """Copies with ids and days of their own, in the order in which they were recorded; every second one belongs to
    the other authority."""
    shifted = {name: f"{name} - m.k * 37" for name in ("event_first", "event_last", "first", "last", "day")}
    theirs = {
        name: f"CASE WHEN m.k % 2 = 0 THEN {name} ELSE '{id}'::uuid END"
        for name, id in zip(("authority", "agency"), others, strict=True)
    }
    told = {"recorded_at": "m.told", "amended_at": "m.told"}
    record = {"id": "m.new", "number": "left(number, 30) || '-' || m.k"} | theirs | shifted | told
    whose = {"authority": theirs["authority"]}
    copy = {"record_id": "m.new", "number": record["number"], "token": "NULL"}
    part = {"id": NEW.format("m.told"), "incident_id": "m.new"} | whose
    with as_the_node("a benchmark"), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE m AS SELECT old, {NEW.format('told')} AS new, k, told FROM (SELECT r.id AS old, k, "
            f"{TOLD} AS told FROM records_record r, generate_series(1, %s) AS k) AS t", [times],
        )  # fmt: skip
        cursor.execute("CREATE INDEX ON m (old)")
        for model, key, changed in (
            (Record, "id", record),
            (RecordVersion, "record_id", {"id": NEW.format("m.told"), "record_id": "m.new", "at": "m.told"}),
            (Findable, "record_id", {"id": NEW.format("m.told"), "record_id": "m.new"}),
            (Incident, "record_id", copy | shifted | theirs | told),
            (SpecimenLine, "incident_id", part),
            (Heading, "incident_id", {"incident_id": "m.new", "day": shifted["day"]} | whose),
            (RouteLeg, "incident_id", part),
        ):
            columns = [each.column for each in model._meta.concrete_fields]
            said = ", ".join(changed.get(name, f't."{name}"') for name in columns)
            names = ", ".join(f'"{name}"' for name in columns)
            table = model._meta.db_table
            copied = f"SELECT {said} FROM {table} t JOIN m ON t.{key} = m.old ORDER BY m.new"
            cursor.execute(f"INSERT INTO {table} ({names}) {copied}")
    with connection.cursor() as cursor:
        for table in ("records_record", "records_recordversion", "records_findable", "seizures_incident",
                      "seizures_specimenline", "seizures_routeleg", "seizures_heading"):  # fmt: skip
            cursor.execute(f"VACUUM ANALYZE {table}")  # what the server does by itself within minutes
