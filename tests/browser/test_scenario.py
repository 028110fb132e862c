"""One seizure from a bridge without a line to every report that is owed: typed once, by nobody twice."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.line import Line, breakable
from browser.whole import whole
from web import ready as homes
from web.serving import serving

pytestmark = pytest.mark.browser
SEED = Path(__file__).parent / "scenario_seed.py"
NO_LINE = ("Failed to load resource", "net::ERR_")
"""What Chromium says of a line that is not there."""


class Typist:
    """Types and chooses, and counts: no value may be given twice, on whichever page, by whichever officer."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def _give(self, value: str) -> None:
        assert value not in self.given, f"{value} is typed a second time"
        self.given.append(value)

    def type(self, page: Any, field: str, value: str) -> None:
        self._give(value)
        page.locator(f"#f-{field}").fill(value)

    def choose(self, page: Any, field: str, value: str) -> None:
        self._give(value)
        page.locator(f"#f-{field}").select_option(value)

    def tick(self, page: Any, field: str, value: str) -> None:
        self._give(value)
        page.locator(f"#f-{field} [value={value}]").check()


def run(home: Path, what: str) -> Any:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KOUPREY_")}
    environment["KOUPREY_HOME"] = str(homes.ready(home))
    environment["PYTHONPATH"] = os.pathsep.join([str(SEED.parents[1]), *sys.path])
    made = subprocess.run(
        [sys.executable, str(SEED), what], env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(made.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A node with officers of two agencies and no record; the line to it, its home, the sessions."""
    home = tmp_path_factory.mktemp("scenario")
    sessions = run(home, "seed")
    with serving(home) as running, breakable(running.address, "/incidents/new/send") as line:
        yield {"home": home, "line": line, "sessions": sessions}


def photograph(seed: int) -> dict[str, Any]:
    """A picture of noise: too large for one piece of the line."""
    out = io.BytesIO()
    Image.frombytes("L", (200, 200), Random(seed).randbytes(40_000)).save(out, "JPEG", quality=90)
    return {"name": f"scales-{seed}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def ready(page: Any) -> None:
    """Wait until the page keeps drafts, and the browser keeps the page."""
    page.locator("#entry[data-ready=yes]").wait_for()
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def saved(page: Any) -> None:
    page.locator("#draft-said").get_by_text("Saved on this device").wait_for()


def entered(page: Any, typist: Typist) -> None:
    """Three specimens, a route, people, and how it was found."""
    typist.type(page, "when", "2026-11-12")
    typist.type(page, "place-name", "Weighbridge on road 1")
    for n, (taxon, term) in enumerate((("African elephant", "TUS"), ("Sunda pangolin", "SCA"), ("a turtle", "LIV"))):
        if n:
            page.get_by_role("button", name="Add a specimen").click()
        typist.type(page, f"specimen-{n}-taxon", taxon)
        typist.choose(page, f"specimen-{n}-term", term)
    typist.type(page, "specimen-0-number", "140")
    typist.type(page, "specimen-0-weight", "812.5")
    typist.type(page, "specimen-1-number", "12.25")
    typist.choose(page, "specimen-1-unit", "KGM")
    typist.choose(page, "specimen-2-amount", "present")
    typist.choose(page, "specimen-2-disposal", "rescue")
    typist.type(page, "leg-0-country", "MZ")
    page.get_by_role("button", name="Add a country").click()
    typist.choose(page, "leg-1-role", "destination")
    typist.type(page, "leg-1-country", "VN")
    page.get_by_text("How: transport, detection").click()
    typist.tick(page, "activities", "import")
    typist.tick(page, "offences", "smuggling")
    typist.tick(page, "transport", "road")
    typist.tick(page, "detection", "intelligence")


def test_from_a_bridge_without_a_line_to_every_report(looking: Callable[..., Any], node: dict[str, Any]):
    line, sessions, typist = node["line"], node["sessions"], Typist()
    pictures = [photograph(1), photograph(2)]
    with looking(f"{line.address}/incidents/new/", 390, cookie=sessions["customs"], says=NO_LINE) as page:
        ready(page)
        line.cut()
        page.goto(f"{line.address}/incidents/new/")
        page.get_by_text("There is no line.").wait_for()
        expect(page.locator(".k-officer")).to_have_count(0)  # the page of the device, not the node's
        entered(page, typist)
        page.locator("#f-photo").set_input_files(pictures)
        page.get_by_role("button", name="Take out: scales-2.jpg").wait_for()
        saved(page)
        page.reload()
        page.get_by_role("button", name="Take out: scales-1.jpg").wait_for()
        assert page.locator("#f-specimen-2-taxon").input_value() == "a turtle"
        expect(page.locator("#f-specimen-1-term optgroup option[value=LOG]")).to_have_count(1)  # known without a line
        assert page.locator("#f-specimen-1-term").input_value() == "SCA"
        whole(page, "incident-offline")
        page.get_by_role("button", name="Save and report").click()
        page.get_by_text("waits to be sent").wait_for()
        whole(page, "incident-waiting")
        line.breaks = ["sending", "answer"]
        line.join()
        page.get_by_text("Drafts that arrived:").wait_for()
        assert line.broken == ["sending", "answer"]
        expect(page.locator("#drafts")).to_be_hidden()
        page.locator("#draft-sent a").click()
        page.get_by_text("was reported").first.wait_for()
        page.get_by_role("button", name="Choose the legal basis").click()
        page.get_by_label("Which agreement").fill("MoU 12/2024 of 3 March 2024")
        page.get_by_role("button", name="Offer the hand-over").click()
        page.get_by_text("The hand-over was offered").wait_for()
        record = re.sub(r"\?.*", "", page.url)
    with looking(f"{line.address}/incidents/inbox/", 390, cookie=sessions["police"]) as page:
        page.get_by_role("link", name="KH-INC").click()
        page.get_by_role("button", name="Take over", exact=True).click()
        page.get_by_text("Your agency goes on with this record").wait_for()
        page.get_by_role("link", name="Receipt to print").click()
        expect(page.get_by_role("heading", name="Receipt of a hand-over")).to_be_visible()
    with looking(record, 390, cookie=sessions["police-verifier"]) as page:
        page.get_by_role("button", name="Verify").click()
        page.get_by_text("The observation was verified").wait_for()
    became = run(node["home"], "became")
    assert became["states"] == ["verified"]
    assert sorted(became["files"]) == sorted(hashlib.sha256(one["buffer"]).hexdigest() for one in pictures)
    (values,) = became["values"]
    assert [one["reported"] for one in values["specimens"]] == ["African elephant", "Sunda pangolin", "a turtle"]
    kept = json.dumps(values)
    assert [value for value in typist.given if f'"{value}"' not in kept] == []
    assert len(typist.given) == len(set(typist.given)) > 20
    assert len(became["aitr"]) == 3
    assert [row for row in became["etis"] if "812.5" in row.values()]
    assert len(became["etis"]) == 1
    assert became["duties"] == ["etis", "large-ivory"]


@pytest.mark.long
def test_a_device_keeps_nothing_readable_and_nothing_for_long(looking: Callable[..., Any], node: dict[str, Any]):
    line: Line = node["line"]
    new, sessions = f"{line.address}/incidents/new/", node["sessions"]
    refusal = ("status of 400", *NO_LINE)
    with looking(new, cookie=sessions["customs-again"], says=refusal) as page:
        ready(page)
        page.locator("#f-specimen-0-taxon").fill("Manis javanica")
        page.get_by_role("button", name="Choose the place on a map").click()
        page.locator(".k-entrymap[data-ready=yes]").press("Enter")
        assert page.locator("#f-place-latitude").input_value() not in ("", "0")
        assert int(page.locator("#f-place-precision_m").input_value()) >= 1000
        saved(page)
        page.get_by_role("button", name="Save and report").last.click()
        page.get_by_text("The draft was not accepted").wait_for()
        whole(page, "incident-refused")
        assert page.locator("#f-specimen-0-taxon").input_value() == "Manis javanica"
        assert page.evaluate(KEPT) == {"drafts": 1, "readable": 0, "keys": ["refused"]}
        page.locator(".k-menu").get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Stay").press("Enter")
        assert page.evaluate(KEPT)["drafts"] == 1
        with looking(f"{line.address}/officers/account/sessions/", cookie=sessions["customs"]) as elsewhere:
            elsewhere.get_by_role("button", name="End all other sessions").click()
            elsewhere.get_by_role("heading", name="Sessions").wait_for()
        page.evaluate("() => window.dispatchEvent(new Event('online'))")  # the next contact
        page.wait_for_url("**/officers/sign-in/**")
        assert page.evaluate(KEPT) == {"drafts": 0, "readable": 0, "keys": []}
        line.cut()
        page.goto(new)
        page.get_by_text("Nobody is signed in on this device").wait_for()
        expect(page.locator("#entry")).to_have_count(0)
        line.join()
    alone = {"service_workers": "block", "says": ("Service Worker registration blocked",)}  # it would fill the room
    with looking(f"{line.address}/trade/", cookie=sessions["police-again"], **alone) as page:
        quota = {"origin": line.address, "quotaSize": 150_000}
        page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
        page.goto(new)
        page.locator("#f-when").fill("2026-11-13")
        saved(page)
        page.locator("#f-photo").set_input_files([photograph(n) for n in range(3, 9)])
        page.locator("#draft-said").get_by_text("This device has no room left").wait_for()
        page.locator(".k-menu").get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Delete them and leave").click()
        page.wait_for_url("**/trade/**")
        assert page.evaluate("() => caches.keys()") == []
        assert page.evaluate("() => indexedDB.databases()") == []


KEPT = """async () => {
  const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const base = await asked(indexedDB.open("kouprey-drafts"));
  const stores = base.transaction(["holder", "drafts", "files"]);
  const [holders, drafts, files] = await Promise.all(
    ["holder", "drafts", "files"].map((name) => asked(stores.objectStore(name).getAll())));
  base.close();
  const text = ({ data }) => new TextDecoder("latin1").decode(data);
  const readable = [...drafts, ...files].filter((row) => /Manis|javanica|place-/.test(text(row))).length;
  const told = ({ key }) => crypto.subtle.exportKey("raw", key).then(() => "told", () => "refused");
  const keys = await Promise.all(holders.map(told));
  return { drafts: drafts.length, readable, keys };
}"""
