"""Names on maps: neutral as shipped, and a node's own where it chose them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kouprey.domain.lists import load
from kouprey.domain.trade.codes import country_name, long_name, short_name
from kouprey.domain.trade.map_names import KINDS, MapName, map_names
from kouprey.kernel.errors import UnusableFile

HEADER = "id,kind,label,show,latitude,longitude,note\n"


def test_nothing_of_several_names_has_a_label_as_shipped() -> None:
    rows = load("map-names").rows
    disputed = [row for row in rows if row["kind"].startswith("disputed")]
    assert len(disputed) >= 12
    assert {(row["label"], row["show"]) for row in disputed} == {("", "no")}
    assert all("names in use: " in row["note"] for row in disputed)
    assert {name.kind for name in map_names()} == {"ocean", "sea"}
    labels = {name.label for name in map_names()}
    assert not labels & {"South China Sea", "East Sea", "Sea of Japan", "Persian Gulf", "Arabian Gulf"}
    assert {"Andaman Sea", "Gulf of Thailand", "Java Sea", "Indian Ocean"} <= labels


def test_every_row_has_an_id_of_its_own() -> None:
    ids = [row["id"] for row in load("map-names").rows]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("code", "name", "short", "long"),
    [
        ("LA", "Lao People's Democratic Republic", "Lao PDR", "Lao People's Democratic Republic"),
        ("TH", "Thailand", "Thailand", "Kingdom of Thailand"),
        ("VN", "Viet Nam", "Viet Nam", "Socialist Republic of Viet Nam"),
        ("TW", "Taiwan, Province of China", "Taiwan, Province of China", "Taiwan, Province of China"),
        ("FK", "Falkland Islands (Malvinas)", "Falkland Islands (Malvinas)", "Falkland Islands (Malvinas)"),
        ("QQ", "QQ", "QQ", "QQ"),
    ],
)
def test_a_country_has_three_names_and_a_blank_one_is_its_name(code: str, name: str, short: str, long: str) -> None:
    assert (country_name(code), short_name(code), long_name(code)) == (name, short, long)


def test_a_short_name_is_shorter_and_no_name_is_said_twice() -> None:
    for row in load("countries").rows:
        assert not row["short"] or len(row["short"]) < len(row["name"])
        assert row["name"] not in (row["short"], row["long"])


class TestOwn:
    """A node's own list."""

    @pytest.fixture(autouse=True)
    def home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
        (tmp_path / "lists").mkdir()
        return tmp_path / "lists" / "map-names.csv"

    def test_shown_is_what_has_a_label_and_says_yes(self, home: Path) -> None:
        rows = [
            "A,sea,Here,yes,1,2,",
            "B,sea,Not here,no,1,2,",
            "C,sea,,yes,1,2,",
            "D,disputed-place,Ours,yes,-1,-2,",
        ]
        home.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        assert map_names() == [MapName("Here", "sea", 1, 2), MapName("Ours", "disputed-place", -1, -2)]

    @pytest.mark.parametrize(
        "row",
        [
            "X,lake,L,yes,1,2,",
            "X,sea,L,maybe,1,2,",
            "X,sea,L,yes,north,2,",
            "X,sea,L,yes,91,2,",
            "X,sea,L,yes,1,181,",
        ],
    )
    def test_a_row_that_cannot_be_placed_is_named(self, home: Path, row: str) -> None:
        home.write_text(HEADER + row + "\n", encoding="utf-8")
        with pytest.raises(UnusableFile, match="row X"):
            map_names()


def test_the_kinds_are_those_of_the_list() -> None:
    assert {row["kind"] for row in load("map-names").rows} == set(KINDS)
