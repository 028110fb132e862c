"""Pages of law for reading, before anybody signs in: the golden table, both editions, pictures, files."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from kouprey.cli.main import main
from kouprey.domain import law


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return words(answer.content.decode())


def words(page: str) -> str:
    """What is read of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def rows(client: Client, address: str, edition: str) -> dict[str, list[str]]:
    """The rows of one edition in the first table, by State: their cells as text."""
    page = client.get(address).content.decode()
    found = re.findall(rf'<tr class="k-edition-{edition}.*?</tr>', page, re.DOTALL)
    cells = [list(map(words, re.findall(r"<td.*?</td>", row, re.DOTALL))) for row in found]
    return dict(zip(law.STATES, cells, strict=True))


def test_the_first_page_is_the_papers_table_with_the_current_edition_beside_it(page: Client):
    paper, current = rows(page, "/law/", "paper"), rows(page, "/law/?as-of=2022-11-01", "current")
    serious = {state for state, cells in paper.items() if "not" not in cells[3] and "met" in cells[3]}
    assert serious == {"BN", "KH", "ID", "LA", "MY", "MM", "PH", "TH", "VN", "CN"}
    assert "not met" in paper["SG"][3]
    assert "not met" not in current["SG"][3]
    assert "unknown" in paper["TL"][3]
    assert sum("yes" in cells[4] for cells in paper.values()) == 6
    assert sum("yes" in cells[5] for cells in paper.values()) == 5
    assert "life" in paper["CN"][2]
    assert "in excess of four-year" in " ".join(paper["PH"])  # a known problem stands beside its cell
    assert "sources disagree" in " ".join(current["VN"])


def test_a_jurisdiction_that_nobody_entered_is_unknown_everywhere(page: Client):
    shown = read(page, "/law/TL/")
    assert "What is unknown" in shown
    assert "Unknown: no provision is entered" in shown
    assert "Provisions and penalties" in shown
    assert "Highest prison term unknown" in shown
    read(page, "/law/XX/", 404)
    assert "Hong Kong" in read(page, "/law/hk/")


def test_a_law_is_shown_with_its_source_and_that_nobody_signed(page: Client):
    shown = read(page, "/law/VN/?as-of=2021-01-29&edition=paper")
    assert "Penal Code" in shown
    assert "VN-PC-244" in shown
    assert "UNVERIFIED" in shown
    assert "15 years" in shown


def test_the_gap_is_an_interval_with_its_completeness_and_a_picture(page: Client):
    shown = read(page, "/law/gap/?as-of=2026-11-20")
    assert re.search(r"\d to 0\.\d+", shown)
    assert "Progress, by date" in shown
    assert "2022-11-01" in shown
    for which in ("states", "pairs"):
        drawn = page.get(f"/law/gap/{which}.svg?as-of=2026-11-20")
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"known in part" in drawn.content
    pair = read(page, "/law/gap/SG-CN/?as-of=2021-01-29&edition=paper")
    assert "The lower term stands in Singapore" in pair
    read(page, "/law/gap/VN-VN/", 404)


def test_routes_say_what_is_unverified_and_species_never_guess(page: Client):
    shown = read(page, "/law/routes/?from=CN&to=VN&as-of=2026-11-20")
    assert "Bilateral treaty met" in shown
    assert "Mutual legal assistance" in shown
    read(page, "/law/routes/?from=CN&to=CN", 400)
    assert "Protected met" in read(page, "/law/species/?taxon=Manis+javanica&state=VN&as-of=2021-06-01&edition=paper")
    assert "Protected unknown" in read(page, "/law/species/?taxon=Qqqq&state=VN")


def test_what_a_lawyer_must_verify_and_the_claims_of_the_paper(page: Client):
    shown = read(page, "/law/verify/")
    assert len(law.questions()) == 11
    assert all(one.question in shown for one in law.questions())
    assert f"{len(law.unverified())} entries without a signature" in shown
    claims = read(page, "/law/claims/")
    assert "CL41" in claims
    assert "differs" not in claims


@pytest.mark.parametrize(
    ("file", "shell"),
    [
        ("table.json?as-of=2021-01-29&edition=paper", "table --as-of 2021-01-29"),
        ("gap.json?as-of=2024-05-01&country=VN,CN", "gap --as-of 2024-05-01 --country VN,CN"),
        ("route.json?from=CN&to=VN&as-of=2024-05-01", "route CN VN --as-of 2024-05-01"),
        ("claims.json", "claims"),
        ("unverified.json", "unverified"),
    ],
)
def test_a_file_is_what_the_shell_writes(
    page: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: str, shell: str
):
    monkeypatch.setenv("KOUPREY_HOME", str(settings.HOME))
    assert main(["law", *shell.split(), "--format", "json"]) == 0
    assert page.get(f"/law/{file}").content.decode() == capsys.readouterr().out


def test_a_day_that_is_none_is_said(page: Client):
    assert "is not a date" in read(page, "/law/?as-of=yesterday", 400)
    assert date(2021, 1, 29) == law.PAPER_DAY
