"""Every page in a language that nobody speaks: no word untranslated, no sentence glued together of fragments.

The walk goes over the addresses of the whole site; a new one must be named here, with pages to look at or a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from kouprey.domain import lists
from kouprey.domain.access import Role
from kouprey.web.accounts.actions import enrol_officer
from kouprey.web.core import worker
from kouprey.web.core.audit import SHELL
from web import pseudo
from web.conftest import AT
from web.stores import LINES
from web.test_imports import FAULTY, GOOD, imported, upload
from web.test_report_page import HEADER, ROWS, hand_in
from web.work import put_to_work

pytestmark = pytest.mark.django_db

PAGES = {
    "trade": (
        "real /trade/",
        "real /trade/?importer=CN&unit=any&page=2",
        "real /trade/?strange=1",
        "real /trade/?exporter=Nowhere",
        "real /trade/?importer=CN&exporter=BN",
        "synthetic /trade/",
        "empty /trade/",
    ),
    "trade-chart": ("real /trade/chart.svg", "synthetic /trade/chart.svg"),
    "trade-map": ("real /trade/map.svg", "synthetic /trade/map.svg"),
    "trade-map-page": (
        "real /trade/map/",
        "real /trade/map/?importer=CN&at=CN",
        "real /trade/map/?importer=CN&exporter=BN",
        "real /trade/map/?importer=CN&unit=any",
        "real /trade/map/?at=QQ",
        "synthetic /trade/map/",
        "empty /trade/map/",
    ),
    "trade-map-country": ("real /trade/map/countries/TH/", "real /trade/map/countries/QQ/"),
    "taxa": ("real /taxa/", "real /taxa/?q=python", "real /taxa/?q=qqqq"),
    "taxon": (
        "real /taxa/Ptyas%20mucosus/",
        "real /taxa/Manis%20javanica/",
        "real /taxa/Python%20nemo/",
        "real /taxa/Ptyas%20mucosus/?term=qqqq",
        "synthetic /taxa/Ptyas%20mucosus%20SYNTHETIC/",
        "empty /taxa/Manis%20javanica/",
    ),
    "taxon-chart": ("real /taxa/Ptyas%20mucosus/years.svg",),
    "countries": ("real /countries/",),
    "country": (
        "real /countries/CN/",
        "real /countries/FJ/",
        "real /countries/QQ/",
        "synthetic /countries/CN/",
        "empty /countries/TH/",
    ),
    "account_login": ("real /officers/sign-in/",),
    "account_signup": ("real /officers/sign-up/",),
    "account_inactive": ("real /officers/inactive/",),
}
"""Pages that anybody can see, by the name of their address: which home, and what is asked."""
INSIDE = ("account_logout", "trade-import", "trade-import-one", "report", "report-check")
"""Pages of an officer; `within` makes what they show."""
FILES = (
    "trade-file", "trade-map-file", "trade-map-outlines", "taxon-file", "country-file", "report-file",
    "trade-import-rejects",
)  # fmt: skip
"""Addresses that give out a file: its words are those of the shell."""
LEADING = (
    "home", "trade-import-start", "trade-import-stop", "trade-import-delete", "trade-import-progress",
    "report-remove", "trade-upload", "trade-upload-drop", "trade-upload-finish", "trade-upload-one",
)  # fmt: skip
"""Addresses that only lead on to another page, or answer a script."""
NOT_YET = (
    "incidents", "incidents-amend", "incidents-beside", "incidents-file", "incidents-hand-over",
    "incidents-handed-step",
    "incidents-inbox", "incidents-new", "incidents-one", "incidents-receipt", "incidents-step", "incidents-taxa",
    "incidents-tip", "incidents-tip-step", "incidents-undo", "tip",
    "account_change_password", "account_reauthenticate", "acting", "agency", "agency-act", "approval", "approvals",
    "audit", "audit-export", "audit-print", "authority", "authority-act", "desk", "desk-chart", "desk-left",
    "desk-question", "desk-report", "desk-report-file", "desk-rule", "desk-rule-change", "desk-rule-new",
    "desk-rules", "directory", "directory-enter", "directory-import", "group", "group-end", "groups", "invitation",
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp", "mfa_edit_webauthn",
    "mfa_generate_recovery_codes", "mfa_index", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes", "named-list", "named-list-end", "named-lists",
    "officer-account", "officer-held", "officer-here",
    "officer-lock", "officer-locked", "officer-return", "officer-session-end",
    "officer-sessions", "officer-sessions-end", "officer-switch", "people", "person", "person-come-back",
    "person-depart", "person-invite", "person-invite-again", "received", "received-acknowledge", "received-file",
    "received-one", "records", "records-amend", "records-ask", "records-attach", "records-attachment",
    "records-attachment-remove", "records-file", "records-marks", "records-new", "records-one", "records-step",
    "records-version", "role-ask", "role-end", "role-move", "roles", "token-revoke", "tokens", "trade-measure",
    "trade-measure-chart", "trade-quota-lines", "trade-row-chart",
)  # fmt: skip
"""Pages that the walk does not read yet. Their words go through gettext; that none is glued is not shown here."""
NOWHERE = "/nowhere/"
TYPED = {"strange", "Python nemo", "qqqq", "“qqqq”"}
"""What the walk itself writes into addresses."""


class Found(NamedTuple):
    """Words on a page that are no message: the words, where they stand, and what the domain said on that page."""

    words: str
    around: tuple[str, ...]
    said: frozenset[str]

    def inside(self, *marks: str) -> bool:
        """Whether an element round it bears one of these marks."""
        return any(mark in element for element in self.around for mark in marks)


LISTS = ("countries", "terms", "units", "sources", "purposes", "events", "taxa-listings")


def _cells(*names: str) -> frozenset[str]:
    return frozenset(cell for name in names for row in lists.load(name).rows for cell in row.values() if cell)


def _taxon(found: Found) -> bool:
    names = {taxon for taxon, *_ in LINES} | _cells("taxa", "taxa-names", "taxa-listings")
    bare = re.sub(r"( spp\.)?( SYNTHETIC)?$", "", found.words)
    known = bare in names or f"{bare} spp." in names or re.fullmatch(r"Varanus( minor\d\d)?", bare)
    return bool(known) or found.words in ("spp.", "SYNTHETIC", "spp. SYNTHETIC") or found.inside("k-ranks")


ALLOWED: dict[str, tuple[str, Callable[[Found], bool]]] = {
    "codes": (
        "codes of countries, appendices, sources and purposes are the same in every language",
        lambda f: re.fullmatch(r"([A-Z]{1,2}|I{1,3})(( > |, ?| )([A-Z]{1,2}|I{1,3}))*", f.words) is not None,
    ),
    "lists": (
        "names and sources in versioned lists are data of the node, which lays its own over them",
        lambda f: re.sub(r" \([A-Z]{2}\)$", "", f.words) in _cells(*LISTS),
    ),
    "taxa": ("scientific names, and those of the test stores", _taxon),
    "spoken": ("a name in a language that its element names", lambda f: f.inside(":lang")),
    "commands": ("what is typed into a shell, names of rules, rejected records", lambda f: f.inside("code")),
    "names of things": (
        "of the program, of forms of files and digests, of invented bodies",
        lambda f: f.words in ("Kouprey", "CSV", "JSON", "XLSX", "PARQUET", "SHA-256", "Test Customs", "invented"),
    ),
    "the officer": ("the name of a person", lambda f: f.words in ("Sok Sokha", "sokha")),
    "zones": (
        "abbreviations of time zones",
        lambda f: re.fullmatch(r"[\d:., ]*([A-Z]{2,5}|[+-]\d\d)", f.words) is not None,
    ),
    "recognised": (
        "what a file was recognised as, in words from below the Django line; not translated yet",
        lambda f: f.words in ("comptab-16", "English", "utf-8"),
    ),
    "releases": (
        "names of datasets, digests and editions",
        lambda f: re.fullmatch(r"comptab|[0-9a-f]{12,64}…?|reconstruction-1", f.words) is not None,
    ),
    "addresses": ("where a page was printed from", lambda f: f.words.startswith("http://testserver/")),
    "typed": ("what the reader wrote is given back as written", lambda f: f.words in TYPED),
    "files": (
        "names of files, and the words that stand in a file an officer handed in",
        lambda f: re.fullmatch(r"[\w-]+\.csv", f.words) is not None
        or f.words in {*HEADER.strip().split(","), "Taxon of item"}
        or f.inside("k-preview"),
    ),
    "figures": ("thousands on an axis", lambda f: re.fullmatch(r"[\d.,]+[kM]", f.words) is not None),
    "said below": (
        "method, warnings, findings and errors come from below the Django line, the same bytes in shell, Python and"
        " page; they are not translated yet",
        lambda f: f.words in f.said or f.words.startswith("built-in list"),
    ),
}  # fmt: skip


def said(context: Any) -> frozenset[str]:
    """What the floors below said on a page, out of what its templates were given."""
    given = [part.flatten() for part in context or () if hasattr(part, "flatten")]
    return frozenset(" ".join(str(words).split()) for part in given for words in _sentences(part))


def _sentences(given: dict[str, Any]) -> Iterator[str]:
    for name in ("study", "mirror"):
        note = given.get(name)
        method = note["method"] if isinstance(note, dict) else getattr(note, "method", {})
        yield from method.get("sentences", ())
        answer = note.get("answer") if isinstance(note, dict) else getattr(note, "answer", None)
        yield from (answer["warnings"] if isinstance(answer, dict) else getattr(answer, "warnings", ()))
    flows = given.get("map") or {}
    yield from flows.get("sentences", ())
    check = given.get("check")
    for error in (given.get("error"), flows.get("error"), getattr(check, "error", None)):
        spoken = [getattr(error, part, "") or "" for part in ("what", "kept", "remedy")]
        yield from (*spoken, f"{spoken[0]} {spoken[2]}")
    yield given.get("error_words") or ""
    yield from (period["answer"].reason for period in given.get("periods", ()) if period["unknown"])
    report = getattr(check, "report", None)
    if report:
        yield from report.warnings
        yield from (
            words for _, _, rows in check.rows for finding in rows for words in (finding.message, finding.remedy)
        )
        yield from (words for one in report.file.rejected for words in (one.reason, one.value))
    yield from _strings(given.get("files"))  # accounts of imports, with rejected rows


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)


def addresses(patterns: list[Any]) -> Iterator[str]:
    """The name of every address of the site, without those of the API, which answers programs."""
    for pattern in patterns:
        if str(pattern.pattern) == "api/":
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name)


@dataclass
class Walk:
    """The pages that were looked at, and what was found on them."""

    homes: dict[str, Path]
    settings: Any
    client: Client

    def __post_init__(self) -> None:
        self.untranslated: dict[str, str] = {}
        self.glued: dict[str, str] = {}
        self.used: set[str] = set()
        self.seen = 0

    def get(self, home: str, address: str) -> None:
        """Look at a page."""
        self.settings.HOME = self.homes[home]
        self.look(self.client.get(address), f"{home} {address}")

    def look(self, response: Any, where: str) -> None:
        """Read a page, or the words drawn in a picture."""
        if response.status_code == 302:
            response = self.client.get(response["Location"])
        kind = response.headers.get("Content-Type", "")
        assert "html" in kind or "svg" in kind, where
        runs = pseudo.read(response.content.decode())
        if "svg" in kind:  # what is drawn; a browser shows no more of a picture on a page
            runs = [run for run in runs if run.around[-1].startswith("text") and "aria" not in run.text]
            runs = [run for run in runs if not re.match(r"\w+: ", run.text)]
        assert any(pseudo.OPEN in run.text for run in runs), where
        told = said(response.context)
        self.seen += 1
        for run in runs:
            if pseudo.glued(run.text) and not _date(run) and run.text not in told:
                self.glued.setdefault(run.text, where)
            for words in pseudo.values(run.text):
                self._words(words, run, told, where)

    def _words(self, words: str, run: pseudo.Run, told: frozenset[str], where: str) -> None:
        for part in [words] if self._allowed(words, run, told) else re.split(r"[·›;:,()“”]", words):
            if not self._allowed(part, run, told):
                self.untranslated.setdefault(f"{part.strip()}  ({' '.join(run.around[-2:])})", where)

    def _allowed(self, words: str, run: pseudo.Run, told: frozenset[str]) -> bool:
        """Whether words may stand as they are: without letters, or by an entry of ALLOWED."""
        bare = words.strip(" .,;:·›–-")
        if not re.search(r"[^\W\d_]", bare):
            return True
        found = [Found(text, run.around, told) for text in (words.strip(), bare)]
        reason = next((name for name, (_why, fits) in ALLOWED.items() if any(map(fits, found))), None)
        self.used |= {reason} if reason else set()
        return reason is not None


def _date(run: pseudo.Run) -> bool:
    """A day: the name of the month is a message of Django's, its place is that of the page's format."""
    return (
        re.fullmatch(
            rf"\d+ {pseudo.OPEN}\w+~*{pseudo.CLOSE} \d{{4}}( \d\d:\d\d( ([A-Z]{{2,5}}|[+-]\d\d))?)?", run.text
        )
        is not None
    )


@pytest.fixture
def walk(client: Client, settings, real_home: Path, synthetic_home: Path, tmp_path: Path, tmp_path_factory) -> Walk:
    """A reader of the language, before nodes with ordinary data, with synthetic data, and with none."""
    settings.LOCALE_PATHS = [pseudo.compiled(tmp_path / "locale"), *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, (pseudo.CODE, "Pseudo")]
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = pseudo.CODE
    empty = tmp_path_factory.mktemp("empty")
    return Walk({"real": real_home, "synthetic": synthetic_home, "empty": empty}, settings, client)


def within(walk: Walk) -> None:
    """The pages of an officer."""
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
        _work()
        walk.get("empty", address)
    walk.get("empty", "/trade/import/")


def _work() -> None:
    while worker.run_next("walk"):
        pass


def test_every_address_is_walked_or_says_why_not() -> None:
    assert set(addresses(get_resolver().url_patterns)) == {*PAGES, *INSIDE, *FILES, *LEADING, *NOT_YET}


def test_every_page_is_translated_whole(walk: Walk) -> None:
    for asked in (page for pages in PAGES.values() for page in pages):
        walk.get(*asked.split(" ", 1))
    walk.get("real", NOWHERE)
    within(walk)
    assert not walk.untranslated, listed("Not translated", walk.untranslated)
    assert not walk.glued, listed("Glued of fragments", walk.glued)
    assert set(ALLOWED) == walk.used, "Some allowances are needed no more: take them away."


def listed(what: str, found: dict[str, str]) -> str:
    """What to mend, a line each, with the first page it stands on."""
    return "\n".join([what, *(f"{where}: {words}" for words, where in found.items())])


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
