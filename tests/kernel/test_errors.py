"""An error says what happened, what was kept and what to do next; the shell's exit code hangs on its kind."""

from __future__ import annotations

import pytest

from kouprey.kernel.errors import KoupreyError, NothingThere, Refused, UnusableFile, UnusableInput


def test_its_words_are_what_kept_and_remedy() -> None:
    error = KoupreyError("It broke.", kept="All is there.", remedy="Try again.")
    assert str(error) == "It broke. All is there. Try again."
    assert (error.what, error.kept, error.remedy) == ("It broke.", "All is there.", "Try again.")


def test_without_more_it_says_that_nothing_changed() -> None:
    assert str(KoupreyError("It broke.")) == "It broke. Nothing was changed."


def test_a_refused_file_names_path_expected_and_found() -> None:
    error = UnusableFile("a.csv", expected="a comptab", found="an empty file", remedy="Download it again.")
    assert (error.path, error.expected, error.found) == ("a.csv", "a comptab", "an empty file")
    assert all(word in str(error) for word in ("a.csv", "a comptab", "an empty file", "store is as it was", "again"))


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (UnusableInput, KoupreyError),
        (UnusableFile, UnusableInput),
        (NothingThere, UnusableInput),
        (Refused, KoupreyError),
    ],
)
def test_one_hierarchy(kind: type[KoupreyError], parent: type[KoupreyError]) -> None:
    assert issubclass(kind, parent)


def test_a_refusal_is_no_unusable_input() -> None:
    assert not issubclass(Refused, UnusableInput)
