"""Quota files: every line is either a row or a reject with its number, and none is guessed at."""

from __future__ import annotations

import pytest

from kouprey.domain.trade.quota_rows import COLUMNS, REQUIRED
from kouprey.formats.cites.quotas import Records, read
from kouprey.kernel.errors import UnusableFile


def records(text: str | bytes) -> Records:
    content = text.encode() if isinstance(text, str) else text
    return read("quotas.csv", content, COLUMNS, REQUIRED)


def test_columns_are_found_by_name_in_any_order_and_case() -> None:
    found = records("\ufeffQuantity,TAXON, Country ,Notes\r\n5,Naja naja,ID,x\r\n")
    assert found.rows == [(2, {"quantity": "5", "taxon": "Naja naja", "country": "ID"})]
    assert found.unknown == ["Notes"]


def test_ragged_rows_are_rejected_by_line() -> None:
    # As in the public file of exemptions: an unquoted list pushes later values to the right.
    found = records('taxon,country,purpose,quantity\n\nA,ID,Z, G, Q,5\nB,ID,"Z|G",5\nC,ID\n"D,ID,T,5\n')
    assert [row[0] for row in found.rows] == [4]
    assert [(reject.line, reject.reason) for reject in found.rejects] == [
        (3, "the row has 6 fields where the header has 4"),
        (5, "the row has 2 fields where the header has 4"),
        (6, "a quotation mark is opened and not closed"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty file"),
        ("taxon,quantity\n", "found taxon, quantity"),
        ("taxon,country,quantity,Taxon\n", "twice: taxon"),
        (b"\xff\xfe\x00", "other bytes"),
    ],
)
def test_a_file_without_the_columns_is_refused(text: str | bytes, words: str) -> None:
    with pytest.raises(UnusableFile, match=words):
        records(text)
