"""Trees, openings, protection, routes, claims, what is unverified: what people read of the register."""

from __future__ import annotations

from datetime import date

import pytest

from domain.law.asked import case
from domain.law.worked import CASES, PANGOLIN
from kouprey.domain import law
from kouprey.domain.law.claims import COMPUTED, STORED, SYNTHETIC, UNCOVERED, UNTESTED
from kouprey.kernel.errors import UnusableInput


def test_a_tree_says_why_not_with_article_facts_and_what_is_missing() -> None:
    lines = list(law.lines(law.why(law.assess(CASES[0].given()), "16")))
    text = "\n".join(lines)
    assert lines[0] == "NOT MET: Extradition; needs all of:"
    assert "NOT MET: EXT-NAT Nationality [UNTOC Art. 16(10)-(12), 15(3)]; needs one of:" in text
    assert "- fact person_nationality = VN (supported; evidence E-person_nationality)" in text
    assert "CONTRADICTION" not in text
    assert "missing: bilateral_treaty" in text


def test_a_tree_names_a_contradiction() -> None:
    result = law.assess(case(randomly_formed_for_immediate_offence=True, structured=True))
    assert "CONTRADICTION between:" in "\n".join(law.lines(law.why(result, "UNTOC-2C")))


def test_every_missing_fact_has_a_question_and_somebody_to_ask() -> None:
    result = law.assess(case())
    names = tuple(sorted({name for rule in result.rules for name in rule.missing}))
    found = law.wanted(names)
    assert [one.fact for one in found] == list(names)
    assert all(one.question.endswith("?") and one.who for one in found)
    assert law.wanted(("party(VN)",))[0].question == "Is VN bound by UNTOC on the day of the request?"


def test_the_smallest_sets_that_open_a_closed_tool() -> None:
    result = law.assess(CASES[2].given())  # Lao law at exactly one year: unknown
    assert law.openings(result, "18") == ()
    sets = law.openings(result, "16")
    assert [dict(one.facts) for one in sets if one.contrary] == [{"max_imprisonment_years(LA)": 2}]
    assert {"reciprocity_allowed": True} in [dict(one.facts) for one in sets]
    closed = law.assess(CASES[10].given())  # Malaysia said no
    first = law.openings(closed, "16")[0]
    assert (dict(first.facts), first.contrary) == ({"reciprocity_allowed": True}, ("reciprocity_allowed",))


def test_what_only_another_treaty_could_open_has_no_set_of_facts() -> None:
    assert law.openings(law.assess(case(pair="CN VN")), "ASEAN MLAT") == ()


@pytest.mark.parametrize(
    ("taxon", "country", "day", "accept", "said"),
    [
        (PANGOLIN, "BN", "2017-01-02", False, law.MET),
        (PANGOLIN, "BN", "2017-01-01", False, law.UNKNOWN),  # Appendix II then: no provision is known
        (PANGOLIN, "SG", "2022-10-31", False, law.UNKNOWN),
        (PANGOLIN, "SG", "2022-11-01", False, law.MET),
        ("Gekko gecko", "SG", "2023-01-01", False, law.MET),
        (PANGOLIN, "TH", "2022-01-01", False, law.UNKNOWN),
        (PANGOLIN, "TH", "2022-01-01", True, law.MET),
        ("Dicerorhinus sumatrensis", "MY", "2021-01-29", False, law.MET),
        (PANGOLIN, "TL", "2024-01-01", True, law.UNKNOWN),
        ("Homo fictus", "VN", "2024-01-01", False, law.UNKNOWN),
    ],
)
def test_protected_there_on_that_day_by_a_provision_or_unknown(
    taxon: str, country: str, day: str, accept: bool, said: law.Outcome
) -> None:
    found = law.protection(taxon, country, date.fromisoformat(day), accept=accept)
    assert found.outcome == said
    assert (found.by[0].outcome if found.by else law.UNKNOWN) == said


def test_a_route_names_each_channel_with_authority_and_doubts() -> None:
    found = {(one.channel, one.basis): one for one in law.route("VN", "CN", date(2024, 3, 1))}
    assert found["mla", "bilateral treaty"].outcome == law.MET
    assert found["mla", "ASEAN MLAT"].outcome == law.NOT_MET
    assert found["extradition", "bilateral treaty"].outcome == law.UNKNOWN
    assert found["mla", "bilateral treaty"].authority == "Ministry of Justice (central authority)"
    assert any("CN-ICJAL-4" in doubt for doubt in found["mla", "bilateral treaty"].unverified)
    assert found["mla", "bilateral treaty"].language == "a translation is required"
    assert all(one.how for one in found.values())
    assert {one.outcome for one in law.route("MY", "TL", date(2024, 3, 1)) if one.channel == "extradition"} <= {
        law.UNKNOWN,
        law.NOT_MET,
    }


def test_claims_are_computed_stored_or_said_to_be_untested() -> None:
    found = {claim.id: claim for claim in law.claims()}
    assert len(found) == 41
    computed = [claim for claim in found.values() if claim.status == COMPUTED]
    assert {claim.id for claim in computed} == {
        "CL15", "CL16", "CL18", "CL22", "CL33", "CL34", "CL35", "CL36", "CL41",
    }  # fmt: skip
    assert all(claim.agrees for claim in computed)
    assert (found["CL01"].status, found["CL30"].status) == (UNTESTED, STORED)
    assert {claim.status for claim in law.claims(synthetic=True) if claim.id <= "CL09"} == {SYNTHETIC}
    measured = {claim.id: claim for claim in law.claims({"CL01": 3_812_000, "CL08": 87})}
    assert (measured["CL01"].agrees, measured["CL02"].status) == (True, UNCOVERED)
    measured = measured["CL08"]
    assert (measured.computed, measured.agrees, measured.printed) == (87, False, "88")


def test_what_a_lawyer_must_verify_is_listed_with_the_entries_that_gate_first() -> None:
    found = law.unverified()
    gates = [entry.gates for entry in found]
    assert gates == sorted(gates, reverse=True)
    names = {entry.entry for entry in found}
    assert {"CN-VN-EXT", "VN-untoc-16-5", "UNTOC-TL", "ID-UU32-40A", "VN-244-COUNT"} <= names
    assert len(law.questions()) == 11
    assert all(question.entries for question in law.questions())
    assert {draft["id"] for draft in law.drafts()} >= {"KH-CN-MLA", "MY-CN-EXT", "AET"}


def test_an_edition_that_is_none_is_refused() -> None:
    with pytest.raises(UnusableInput, match="edition"):
        law.register("draft")


def test_a_signature_makes_an_entry_count(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    before = law.register()
    assert law.assess(case()).rule("EXT-BASIS").outcome == law.UNKNOWN
    shipped = law.register  # the same loader reads the node's own edition
    from kouprey.domain import lists

    own = tmp_path / "lists"
    own.mkdir()
    text = (lists.SHIPPED / "law-positions.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("VN,reciprocity-extradition"))
    signed = line.replace("medium-high,,,", "medium-high,2026-11-20,legal officer (invented),")
    assert signed != line
    (own / "law-positions.csv").write_text(text.replace(line, signed), encoding="utf-8")
    result = law.assess(case())
    assert result.rule("EXT-BASIS").outcome == law.MET
    assert result.tool("16").basis == "reciprocity"
    assert result.digest == shipped().digest != before.digest
