"""A walk over pages in the language that nobody speaks (pseudo.py): what is on them, and what may stand as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from kouprey.domain import lists
from kouprey.domain.marking import SCHEMES
from kouprey.domain.trade.mirror import AGREEMENTS, STAGES
from kouprey.web.accounts.models import Agency, Authority, NamedList, Officer, PartyGroup
from matrix.stage import LAW, NOTE, VALUES
from web import pseudo
from web.stores import LINES
from web.test_report_page import HEADER, ROWS

DATE = re.compile(rf"(\d+ )?{pseudo.OPEN}\w+~*{pseudo.CLOSE} \d{{4}}( \d\d:\d\d(:\d\d)?( ([A-Z]{{2,5}}|[+-]\d\d))?)?")
"""A day or a month: its name is a message of Django's, its place is that of the page's format."""
TYPED = {
    "strange",
    "Python nemo",
    "qqqq",
    "“qqqq”",
    "no/name",
    "no trade data",
    "NOWHERE",
    "20x0",
    "my key",
    "a program",
}
"""What the walk itself writes into addresses and forms."""
BETWEEN = re.compile(r"[·›;:,()“”]")
"""What parts the entries of a list that stands in one line."""
ZONES = available_timezones()
WRITTEN = {
    *VALUES.values(),
    NOTE.decode(),
    LAW,
    "notes.txt",
    "r",
    "to warn",
    "needed",
    "given",
    "left",
    "national",
    "Standing Committee",
    "Seen.",
    "by the gate",
    "MoU 12",
    "one lorry",
    "Weighbridge on road 1",
    "A port",
    "Lorry",
    "ox cart",
    "stones",
}
"""What officers of the stage wrote: records, reasons, consents."""


class Found(NamedTuple):
    """Words on a page that are no message, and where they stand."""

    words: str
    around: tuple[str, ...]
    names: frozenset[str] = frozenset()

    def in_(self, tag: str) -> bool:
        """Whether they stand right in an element of this kind."""
        return self.around[-1].startswith(tag)

    def inside(self, *marks: str) -> bool:
        """Whether an element round it bears one of these marks."""
        return any(mark in element for element in self.around for mark in marks)


LISTS = (
    "countries",
    "terms",
    "units",
    "sources",
    "purposes",
    "events",
    "taxa-listings",
    "taxa-names",
    "directory",
    "groups",
    "seizure-places",
    "handover-bases",
    "obligations",
    *(name for name in lists.index() if name.startswith("law-")),
)


_ARTICLE = (
    r"(UNTOC|UNCAC|CITES|ASEAN MLAT|Art\.|Arts\.|[A-Z]{2,5}-[A-Z0-9()/-]+|[A-Z]\d+|paper|current|2026\.1(\+node)?)"
    r"([ ,\d()\[\]IVX.-]|Art|Arts|and|to|MLAT|UNTOC|CITES)*"
)
"""An article, a rule or an edition: the same in every language."""


@cache
def _cells(*names: str) -> frozenset[str]:
    whole = {cell for name in names for row in lists.load(name).rows for cell in row.values() if cell}
    return frozenset(whole | {part.strip() for cell in whole for part in BETWEEN.split(cell)})


@cache
def _taxa() -> frozenset[str]:
    return frozenset({taxon for taxon, *_ in LINES} | _cells("taxa", "taxa-names", "taxa-listings"))


def _taxon(found: Found) -> bool:
    names = _taxa()
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
    "commands": (
        "what is typed into a shell or an address, names of rules, rejected records",
        lambda f: f.inside("code") or f.words in ("mirror", "geography"),
    ),
    "editions": ("names of lists in method notes", lambda f: f.words in lists.index()),
    "names of things": (
        "of the program, of forms of files and digests, of invented bodies",
        lambda f: f.words in ("Kouprey", "CSV", "JSON", "XLSX", "PARQUET", "SHA-256", "Test Customs", "invented"),
    ),
    "people and bodies": ("names of officers, of bodies and of lists in the directory", lambda f: f.words in f.names),
    "records": (
        "numbers of records, and what officers wrote",
        lambda f: f.words in WRITTEN
        or re.fullmatch(r"Notice \d{4}|(AITR|WORLD-WISE) [A-Z]{2} \d{4}", f.words) is not None
        or re.fullmatch(r"[A-Z]{2}-[A-Z]{3}-\d{4}-\w{6}-\w|TIP-\d{4}-\w{8}", f.words) is not None,
    ),
    "tables": (
        "headers and cells of a table that an officer brought",
        lambda f: f.inside("k-brought"),
    ),
    "grades": (
        "schemes of grades go by their names",
        lambda f: any(f.words.startswith(scheme) for scheme in SCHEMES.values()),
    ),
    "quantities": (
        "symbols of units beside their number",
        lambda f: re.sub(r"^[\d.,]+ ", "", f.words) in _cells("units"),
    ),
    "marks": (
        "labels of the Traffic Light Protocol and codes of handling are the same in every language",
        lambda f: re.fullmatch(r"TLP|(TLP:)?(CLEAR|GREEN|AMBER|AMBER\+STRICT|RED)|H[0-3]", f.words) is not None,
    ),
    "answers": ("codes of answers, which stand in files too", lambda f: f.words in {*STAGES, *AGREEMENTS}),
    "time zones": (
        "names of the database of time zones",
        lambda f: f.words.removeprefix("0 ") in ZONES,
    ),
    "acts": ("what an act on record holds is shown as it was kept", lambda f: f.inside("k-details") and f.in_("dd")),
    "recognised": (
        "the shape and the encoding of a file",
        lambda f: f.words in ("comptab-16", "utf-8"),
    ),
    "releases": (
        "names of datasets, digests, ids and editions",
        lambda f: re.fullmatch(r"comptab|[0-9a-f]{12,64}…?|reconstruction-1", f.words) is not None
        or f.inside("k-digest")
        or re.fullmatch(r"[0-9a-f-]{36}", f.words) is not None,
    ),
    "addresses": ("where a page was printed from", lambda f: f.words == "testserver" or f.words.startswith("http://testserver/")),
    "typed": ("what the reader wrote is given back as written", lambda f: f.words in TYPED),
    "files": (
        "names of files, and the words that stand in a file an officer handed in",
        lambda f: re.fullmatch(r"[\w-]+\.csv", f.words) is not None
        or f.words in {*HEADER.strip().split(","), "Taxon of item"}
        or f.words in {cell for row in ROWS.splitlines() for cell in row.split(",")}
        or f.inside("k-preview"),
    ),
    "law": (
        "what the register of law holds: titles of laws, articles, bodies, sources; names of editions and of facts",
        lambda f: f.inside("k-register", "k-source") or re.fullmatch(_ARTICLE, f.words) is not None,
    ),
    "figures": ("thousands on an axis", lambda f: re.fullmatch(r"[\d.,]+[kM]", f.words) is not None),
}  # fmt: skip


@dataclass
class Reader:
    """Reads pages, and keeps what is wrong on them with the first page it stands on."""

    names: frozenset[str] = frozenset()
    untranslated: dict[str, str] = field(default_factory=dict)
    glued: dict[str, str] = field(default_factory=dict)
    seen: set[pseudo.Run] = field(default_factory=set)
    """What stands on many pages is looked at once."""
    used: set[str] = field(default_factory=set)

    def read(self, response: Any, where: str) -> bool:
        """Read a page, or the words drawn in a picture; False for what is neither."""
        kind = response.headers.get("Content-Type", "")
        if response.status_code in (204, 302, 405) or ("html" not in kind and "svg" not in kind):
            return False
        runs = pseudo.read(response.content.decode())
        if "svg" in kind:  # what is drawn; a browser shows no more of a picture on a page
            runs = [run for run in runs if run.around[-1].startswith("text") and "aria" not in run.text]
            runs = [run for run in runs if not re.match(r"\w+: ", run.text)]
            if not runs:  # land without a word
                return False
        if not any(pseudo.OPEN in run.text for run in runs):
            self.untranslated.setdefault("not one message", where)
        fresh = [run for run in dict.fromkeys(runs) if run not in self.seen]
        self.seen.update(fresh)
        for run in fresh:
            text = DATE.sub("0", run.text)
            if pseudo.glued(text):
                self.glued.setdefault(run.text, where)
            for words in pseudo.values(text):
                self._words(words, run, where)
        return True

    def _words(self, words: str, run: pseudo.Run, where: str) -> None:
        for part in [words] if self._allowed(words, run) else BETWEEN.split(words):
            if not self._allowed(part, run):
                self.untranslated.setdefault(f"{part.strip()}  ({' '.join(run.around[-2:])})", where)

    def _allowed(self, words: str, run: pseudo.Run) -> bool:
        """Whether words may stand as they are: without letters, or by an entry of ALLOWED."""
        bare = words.strip(f" .,;:·›–-{pseudo.VALUE}{pseudo.END}")
        if not re.search(r"[^\W\d_]", bare):
            return True
        found = [Found(text, run.around, self.names) for text in (words.strip(), bare)]
        reason = next((name for name, (_why, fits) in ALLOWED.items() if any(map(fits, found))), None)
        self.used |= {reason} if reason else set()
        return reason is not None


def names_here() -> frozenset[str]:
    """Every name of a person, a body or a list on this node, whole and as it stands without what is in brackets."""
    rows = [
        *Officer.objects.values_list("username", "full_name"),
        *(row for kind in (Authority, Agency) for row in kind.objects.values_list("name", "name_local")),
        *(row for kind in (PartyGroup, NamedList) for row in kind.objects.values_list("name")),
    ]
    whole = {name for row in rows for name in row if name}
    return frozenset(whole | {part.strip() for name in whole for part in BETWEEN.split(name)})


def listed(what: str, found: dict[str, str]) -> str:
    """What to mend, a line each, with the first page it stands on."""
    return "\n".join([what, *(f"{where}: {words}" for words, where in found.items())])
