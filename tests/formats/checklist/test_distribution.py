"""Countries with their status; a name with a comma in it is one country."""

from __future__ import annotations

from kouprey.formats.checklist.distribution import codes_by_name, occurrences

CODES = codes_by_name(
    [
        ("TW", "Taiwan, Province of China"),
        ("CN, TW", "China, Taiwan, Province of China"),
        ("CN, VN", "China, Viet Nam"),
    ]
)


def test_codes_are_learned_from_the_list_itself() -> None:
    assert CODES == {"Taiwan, Province of China": "TW", "China": "CN", "Viet Nam": "VN"}


def test_each_country_has_its_status() -> None:
    cells = {"codes": "CN, TW, VN", "native": "China, Taiwan, Province of China", "extinct": "Viet Nam"}
    assert [tuple(o) for o in occurrences(cells, CODES)] == [
        ("CN", "China", "native"), ("TW", "Taiwan, Province of China", "native"), ("VN", "Viet Nam", "extinct"),
    ]  # fmt: skip


def test_a_country_without_a_status_is_present_and_an_unknown_name_is_kept() -> None:
    found = occurrences({"codes": "CN, VN", "native": "Atlantis, China"}, CODES)
    assert [tuple(o) for o in found] == [
        ("", "Atlantis", "native"), ("CN", "China", "native"), ("VN", "Viet Nam", "present"),
    ]  # fmt: skip
