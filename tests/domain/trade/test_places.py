"""Countries as a question names them: codes, groups, and membership with dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from kouprey.domain.trade.places import Places, Span, groups, places
from kouprey.kernel.errors import UnusableInput

SEA = ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN")
FOUNDERS = ("ID", "MY", "PH", "SG", "TH")


def chosen(asked: str | tuple[str, ...]) -> Places:
    found = places(asked)
    assert found is not None
    return found


@pytest.mark.parametrize("asked", [None, "", " , ", (), ["", " "]])
def test_no_choice(asked: str | tuple[str, ...] | list[str] | None) -> None:
    assert places(asked) is None


@pytest.mark.parametrize("asked", ["CN,HK", " hk , cn", ("CN", "HK"), ["HK,CN", "CN"]])
def test_codes_in_any_form_are_one_span_without_end(asked: str | tuple[str, ...]) -> None:
    assert chosen(asked).spans == (Span(None, None, ("CN", "HK")),)


def test_the_choice_is_told_as_it_was_asked() -> None:
    assert chosen("cn, hk").asked == "CN,HK"
    assert chosen("SEA").asked == "SEA"


def test_namibia_is_a_country() -> None:
    assert chosen("NA").countries == ("NA",)


def test_sea_is_the_ten_states_and_timor_leste_at_every_date() -> None:
    assert chosen("SEA").spans == (Span(None, None, SEA),)
    assert chosen("sea").sentence == ", ".join(SEA)


def test_asean_is_dated() -> None:
    spans = chosen("ASEAN").spans
    assert set(spans) == {
        Span(None, None, FOUNDERS),
        Span(1984, None, ("BN",)),
        Span(1995, None, ("VN",)),
        Span(1997, None, ("LA", "MM")),
        Span(1999, None, ("KH",)),
        Span(2025, None, ("TL",)),
    }
    assert chosen("ASEAN").countries == SEA


def test_the_sentence_tells_the_dates_and_how_they_count() -> None:
    sentence = chosen("ASEAN").sentence
    assert sentence.startswith("ID, MY, PH, SG, TH; BN from 1984; VN from 1995; LA, MM from 1997; KH from 1999")
    assert sentence.endswith("(a State counts for the years at whose end it was a member)")


def test_a_code_beside_a_group_counts_at_every_date() -> None:
    spans = chosen("ASEAN,KH,CN").spans
    assert Span(None, None, ("CN", "ID", "KH", "MY", "PH", "SG", "TH")) in spans
    assert [span for span in spans if "KH" in span.countries and span.first] == []


@pytest.mark.parametrize("word", ["CHN", "C", "China", "S E", "12", "ASEA", "CN;HK"])
def test_a_word_that_is_neither_is_refused_by_name(word: str) -> None:
    with pytest.raises(UnusableInput, match="groups ASEAN, SEA") as refused:
        places(f"CN,{word}")
    assert word.upper() in refused.value.what


def test_groups_come_from_the_list_with_the_dates_of_each_state() -> None:
    assert {name: len(rows) for name, rows in groups().items()} == {"ASEAN": 11, "SEA": 11}


class TestOwnGroups:
    """A node's own edition of the list `groups`."""

    @pytest.fixture(autouse=True)
    def own(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = ["LEFT,AA,1990-01-01,2000-06-30,", "LEFT,BB,1990-01-01,,", "LEFT,CC,,2000-06-30,"]
        path = tmp_path / "lists" / "groups.csv"
        path.parent.mkdir()
        path.write_text("\n".join(["group,country,member_from,member_to,note", *rows, ""]), encoding="utf-8")
        monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))

    def test_a_state_that_left_counts_to_the_year_before(self) -> None:
        spans = chosen("LEFT").spans
        assert set(spans) == {Span(1990, 1999, ("AA",)), Span(1990, None, ("BB",)), Span(None, 1999, ("CC",))}

    def test_the_sentence_tells_who_left(self) -> None:
        sentence = chosen("LEFT").sentence
        assert "AA" in sentence
        assert "1999" in sentence
