"""The governance pack stays what it says: fillable, honest about law and software, in step with the lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kouprey.domain import lists

DOCS = Path(__file__).parents[2] / "docs"
PACK = sorted((DOCS / "governance").glob("*.md"))
PAPERS = [path for path in PACK if path.name != "README.md"]


def words(path: Path) -> str:
    return " ".join(path.read_text(encoding="utf-8").split())


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def table(path: Path, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading."""
    below = path.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1]
    rows = [line for line in below.split("\n## ", 1)[0].splitlines() if line.startswith("|")]
    return [cells(row) for row in rows[2:]]


@pytest.mark.parametrize("path", PACK, ids=lambda path: path.name)
def test_every_paper_says_that_it_is_no_legal_advice(path: Path) -> None:
    assert "Not legal advice; to be adapted by the State's own lawyers." in words(path)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_paper_has_blanks_and_is_named_in_the_order_of_use(path: Path) -> None:
    assert re.search(r"\[[^\]]+\](?!\()", path.read_text(encoding="utf-8"))
    assert f"]({path.name})" in (DOCS / "governance" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*PACK, DOCS / "glossary.md"], ids=lambda path: path.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).is_file()] == []


def test_the_schedule_has_the_kinds_and_periods_of_the_list() -> None:
    schedule = table(DOCS / "governance" / "retention-schedule.md", "Kinds and periods")
    shipped = [[row["kind"], row["what"], row["months"] or "–"] for row in lists.load("retention").rows]
    assert [row[:3] for row in schedule] == shipped


def test_every_measure_says_whether_it_exists_and_every_risk_has_one() -> None:
    paper = DOCS / "governance" / "data-protection-assessment.md"
    risks = [row[0] for row in table(paper, "2. Risks")]
    measures = table(paper, "3. What Kouprey does about them")
    answered = {risk for row in measures for risk in row[1].split(", ")}
    assert answered == set(risks)
    assert all(re.search("exists|planned|operator's task", row[2]) for row in measures)
    assert [row[0] for row in table(paper, "5. What is left")] == risks


def test_the_readme_of_the_pack_names_every_list_that_a_lawyer_checks() -> None:
    named = words(DOCS / "governance" / "README.md")
    unverified = {"handling-codes", "tlp", "grades", "secrecy", "purposes-of-use", "agency-kinds"}
    assert {
        name for name in unverified | {"release-guards", "retention", "directory"} if f"`{name}`" not in named
    } == set()


@pytest.mark.parametrize("kind", ["handling-codes", "secrecy", "purposes-of-use", "release-guards", "retention"])
def test_the_glossary_points_at_the_lists(kind: str) -> None:
    assert f"(`{kind}`)" in (DOCS / "glossary.md").read_text(encoding="utf-8")


def test_no_word_of_the_glossary_is_explained_twice_and_each_in_one_sentence() -> None:
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [cells(line) for line in lines if line.startswith("| ") and not line.startswith(("| word", "| mark"))]
    assert 0 < len({row[0] for row in rows}) == len(rows)
    assert [row[0] for row in rows if not re.fullmatch(r"[^.]*(\([^)]*\))?\.", row[1])] == []
