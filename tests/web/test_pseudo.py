"""Every page in a language that nobody speaks: no word untranslated, no sentence glued together of fragments.

The walk asks for every address of the table of the permission matrix (tests/matrix), as the first role that comes in,
and for what the table has no room for: other answers of the same page, and nodes with other data. An address of which
nothing was read must be named here, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from kouprey import trade
from kouprey.domain.access import Role
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.core import worker
from kouprey.web.core.audit import SHELL
from matrix.conftest import stage, whole_stage  # noqa: F401  # everything that has an address, and everybody
from matrix.stage import Stage
from matrix.table import IDLE, ROLES, VISITOR, Line, lines, read
from web import pseudo
from web.conftest import AT
from web.stores import quotas, ten_years, write
from web.test_imports import FAULTY, GOOD, imported, upload
from web.test_report_page import HEADER, ROWS, hand_in
from web.walk_doors import doors
from web.walking import ALLOWED, Reader, listed, names_here
from web.work import put_to_work

pytestmark = pytest.mark.django_db
MORE = (
    "real /trade/",
    "real /trade/?importer=CN&unit=any&page=2",
    "real /trade/?strange=1",
    "real /trade/?exporter=Nowhere",
    "real /trade/?importer=CN&exporter=BN",
    "synthetic /trade/",
    "empty /trade/",
    "real /trade/chart.svg",
    "synthetic /trade/chart.svg",
    "real /trade/map.svg",
    "synthetic /trade/map.svg",
    "real /trade/map/",
    "real /trade/map/?importer=CN&at=CN",
    "real /trade/map/?importer=CN&exporter=BN",
    "real /trade/map/?importer=CN&unit=any",
    "real /trade/map/?at=QQ",
    "synthetic /trade/map/",
    "empty /trade/map/",
    "real /trade/map/countries/TH/",
    "real /trade/map/countries/QQ/",
    "real /taxa/",
    "real /taxa/?q=python",
    "real /taxa/?q=qqqq",
    "real /taxa/Ptyas%20mucosus/",
    "real /taxa/Manis%20javanica/",
    "real /taxa/Python%20nemo/",
    "real /taxa/Ptyas%20mucosus/?term=qqqq",
    "synthetic /taxa/Ptyas%20mucosus%20SYNTHETIC/",
    "empty /taxa/Manis%20javanica/",
    "real /taxa/Ptyas%20mucosus/years.svg",
    "real /countries/CN/",
    "real /countries/FJ/",
    "real /countries/QQ/",
    "synthetic /countries/CN/",
    "empty /countries/TH/",
    "years /trade/gross-exports/?exporter=SEA",
    "years /trade/net-imports/?importer=CN&source=W,C&purpose=T&taxon=Naja",
    "years /trade/mirror/",
    "years /trade/flows/?show=countries&exporter=ID",
    "years /trade/trend/",
    "years /trade/trend/?years=2001-2003",
    "years /trade/quotas/",
    "years /trade/redflags/",
    "years /trade/comptab/",
    "years /trade/mirror/?geography=origin",
    "years /trade/?taxon=Naja&names=accepted&rank=genus&by=year",
    "years /trade/?unit=any&woe=1&standardise=1",
    "years /trade/?preset=jiao2021-table1",
    "years /trade/gross-exports/chart.svg?exporter=ID",
    "years /trade/trend/row.svg?exporter=ID&every=1&row=0&release={release}",
    "years /trade/redflags/row.svg?row=0&release={release}",
    "years /trade/quotas/lines/?line=2&year=2001",
    "years /trade/quotas/lines/?line=99&year=2001",
    "empty /law/?as-of=2022-11-01",
    "empty /law/?as-of=qqqq",
    "empty /law/TL/",
    "empty /law/QQ/",
    "empty /law/gap/pairs.svg",
    "empty /law/species/?taxon=Manis+javanica",
    "empty /law/routes/?from=CN&to=CN",
    "real /nowhere/",
)
"""What the table does not ask for: which home, and what is asked."""
FILE, SCRIPT, LEADS = "gives out a file", "answers a script", "leads on to another page"
UNREAD = {
    "home": LEADS,
    "incidents-file": FILE,
    "incidents-pictures-file": FILE,
    "incidents-taxa": SCRIPT,
    "incidents-worker": SCRIPT,
    "incidents-names": SCRIPT,
    "incidents-send": SCRIPT,
    "incidents-import-progress": SCRIPT,
    "incidents-import-rejects": FILE,
    "incidents-report-file": FILE,
    "incidents-sent": FILE,
    "incidents-calendar-file": FILE,
    "trade-map-ground": "a picture without words",
    "trade-map-outlines": FILE,
    "trade-map-file": FILE,
    "trade-file": FILE,
    "law-file": FILE,
    "law-edition-file": FILE,
    "trade-import-rejects": FILE,
    "report-file": FILE,
    "taxon-file": FILE,
    "country-file": FILE,
    "records-attachment": FILE,
    "audit-export": FILE,
    "openapi-json": FILE,
    "api-root": SCRIPT,
    "api/": SCRIPT,
    "trade-import-progress": SCRIPT,
    "trade-upload": SCRIPT,
    "trade-upload-one": SCRIPT,
    "trade-upload-finish": SCRIPT,
    "trade-upload-drop": SCRIPT,
    "officer-here": SCRIPT,
    "officer-device": SCRIPT,
}
"""Addresses of the table of which the walk reads nothing, and why."""
LOOKED_AT = frozenset(line.entry for line in lines() if line.method == "GET")
"""Addresses that are pages: what a form that is sent there leads to is another one."""


class Walk:
    """A visitor and officers who read the language, before nodes with different data."""

    def __init__(self, homes: dict[str, Path], settings: Any, client: Client) -> None:
        self.homes, self.settings, self.client = homes, settings, client
        self.reader = Reader()
        self.entries: set[str] = set()
        self.closed: set[tuple[str, str]] = set()

    def get(self, home: str, address: str) -> None:
        """Look at a page."""
        self.settings.HOME = self.homes[home]
        if "{release}" in address:
            address = address.format(release=trade.open(self.homes[home]).release.id)
        self.look(self.client.get(address), f"{home} {address}")

    def look(self, response: Any, where: str) -> None:
        """Read a page, or the one that it leads to."""
        if response.status_code == 302:
            response = self.client.get(response["Location"])
        self.read(response, where)

    def read(self, response: Any, where: str) -> None:
        """Read a page; what is none is as bad as an untranslated one."""
        if response.status_code == 200:
            self.entries.add(response.resolver_match.url_name)
        if not self.reader.read(response, where):
            self.reader.untranslated.setdefault(f"no page: {response.status_code}", where)

    def line(self, there: Stage, line: Line) -> None:
        """Read what a line of the table answers to whoever comes in first, and to an empty form."""
        self.reader.names |= {words for _name, words in parse_qsl(line.sent)}
        person = (
            VISITOR if "signed" in line.more else next(one for one in (*ROLES, IDLE, VISITOR) if one in line.inside)
        )
        if line.method == "GET":
            answer: Any = there.ask(line, person)
            whole = self.reader.read(answer, f"{line} as {person}") and answer.status_code == 200
            self.entries |= {line.entry} if whole else set()
            self.outside(there, line)
        elif line.method == "POST":
            where, filled = f"{line} as {person}", line.sent or line.status == 302
            read = self.reader.read(there.ask(line, person, form={}, follow=True), f"{where}, without a word")
            read |= bool(filled) and self.reader.read(there.ask(line, person, follow=True), where)
            self.entries |= {line.entry} if read and line.entry not in LOOKED_AT else set()

    def outside(self, there: Stage, line: Line) -> None:
        """Read what somebody is told who does not come in: once for all addresses that are closed alike."""
        closed = [role for role in ROLES if line.answer(role) == 403]
        if closed and (line.who, line.act) not in self.closed:
            self.closed.add((line.who, line.act))
            self.reader.read(there.ask(line, closed[0]), f"{line} as {closed[0]}, who does not come in")


@pytest.fixture
def walk(
    client: Client, settings: Any, real_home: Path, synthetic_home: Path, tmp_path: Path, tmp_path_factory: Any
) -> Walk:
    """The walk, at its beginning."""
    settings.LOCALE_PATHS = [pseudo.compiled(tmp_path / "locale"), *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, (pseudo.CODE, "Pseudo")]
    settings.LANGUAGE_CODE = pseudo.CODE
    years = tmp_path_factory.mktemp("years")
    trade.load([write(years / "comptab.csv", ten_years())], home=years)
    quotas(years)
    homes = {
        "real": real_home,
        "synthetic": synthetic_home,
        "years": years,
        "empty": tmp_path_factory.mktemp("empty"),
    }
    share(homes.values(), tmp_path_factory.mktemp("sql"))
    return Walk(homes, settings, client)


def share(homes: Iterable[Path], folder: Path) -> None:
    """Let homes keep the SQL of their questions in one place: most of them are asked the same."""
    for home in homes:
        (home / "cache").mkdir(exist_ok=True)
        if not (home / "cache" / "sql").exists():
            (home / "cache" / "sql").symlink_to(folder)


def within(walk: Walk) -> None:
    """Imports and reports, step by step."""
    client, settings = walk.client, walk.settings
    settings.HOME = walk.homes["empty"]
    walk.look(client.post("/officers/sign-in/", {"login": "nobody", "password": "wrong"}), "sign-in refused")
    walk.look(client.post("/officers/sign-in/", {}), "sign-in left blank")
    officer = enrol_officer(username="sokha", full_name="Sok Sokha", by=SHELL, at=AT)
    client.force_login(put_to_work(officer, Role.RECORDER))
    for address in ("/officers/sign-out/", "/trade/report/?removed=1", "/trade/import/"):
        walk.get("empty", address)
    walk.look(hand_in(client, year="20"), "a report of no year")
    walk.look(hand_in(client, "nothing"), "a report without columns")
    for body in (HEADER + ROWS, (HEADER + ROWS).replace("Taxon,", "Taxon of item,")):
        walk.get("empty", hand_in(client, body)["Location"])
    walk.look(upload(client, b"no trade data"), "an import of no trade data")
    walk.get("empty", upload(client, GOOD)["Location"])
    for body in (GOOD, FAULTY):
        address = imported(client, body)
        walk.get("empty", address)
        while worker.run_next("walk"):
            pass
        walk.get("empty", address)
    walk.get("empty", "/trade/import/")


def test_every_page_is_translated_whole(walk: Walk, stage: Stage) -> None:  # noqa: F811
    walk.reader.names = names_here() | {"Nguyen Thao", "thao", "Sok Sokha", "sokha"}
    for line in lines():
        if not line.api:
            walk.line(stage, line)
    for asked in MORE:
        walk.get(*asked.split(" ", 1))
    within(walk)
    doors(walk.read)
    reader = walk.reader
    assert not reader.untranslated, listed("Not translated", reader.untranslated)
    assert not reader.glued, listed("Glued of fragments", reader.glued)
    assert set(ALLOWED) == reader.used, "Some allowances are needed no more: take them away."
    assert set(read()["pages"]) - walk.entries == set(UNREAD), "read nothing of these, and no reason is given"


@pytest.mark.parametrize(
    ("text", "is_glued"),
    [
        (f"{pseudo.worded('Sends')} {pseudo.worded('to nobody')}", True),
        (f"{pseudo.worded('Page of')} Thailand", True),
        (f"740 {pseudo.worded('specimens')}", True),
        (f"{pseudo.worded('It sends nothing.')} {pseudo.worded('It takes all.')}", False),
        (f"{pseudo.worded('Country')}: Thailand", False),
        (pseudo.worded("Page of %(country)s") % {"country": "Thailand"}, False),
        (pseudo.worded("%(number)s %(what)s") % {"number": 3, "what": pseudo.worded("rows")}, False),
        (f"{pseudo.worded('Wild')} · {pseudo.worded('Captive')}", False),
    ],
)
def test_what_counts_as_glued(text: str, is_glued: bool) -> None:
    assert pseudo.glued(text) is is_glued


def test_a_word_of_the_language_is_longer_and_keeps_its_placeholders() -> None:
    said = pseudo.worded('Page of <a href="x">%(country)s</a> &amp; more')
    assert said == f'⟦Págé óf <a href="x">⟨%(country)s⟩</a> &amp; móré{"~" * 14}⟧'
    assert list(pseudo.values(said % {"country": "Siam"})) == ["Siam"]
    inner = pseudo.worded("old %(y)s") % {"y": "Laos"}
    assert list(pseudo.values("Siam " + pseudo.worded("of %(x)s") % {"x": inner})) == ["Siam ", "Laos"]


def test_text_is_read_as_a_person_reads_it() -> None:
    runs = pseudo.read('<p class="a">One <b>two</b> <a title="four">three</a><script>no</script></p><img alt="five">')
    assert [run.text for run in runs] == ["One two", "four", "three", "five"]
    assert runs[0].around == ("p.a",)
