"""Whatever is done to a chain of digests, the walk finds it, and finds it where it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouprey.domain.audit.chain import START, Break, Header, Headers, Link, breaks, canonical, content_digest, link
from kouprey.domain.audit.heads import Head, parse

DIGESTS = st.binary(min_size=32, max_size=32)
AT = datetime(2026, 11, 20, 9, 30, 0, 1, tzinfo=UTC)
HEADER = Header(UUID(int=1), AT, None, None, UUID(int=2), "core.job.done", "job", "ក", UUID(int=3))


def chain(pairs: list[tuple[bytes, bytes]]) -> list[Link]:
    made, previous = [], START
    for n, (header, content) in enumerate(pairs, 1):
        previous = link(n, header, content, previous)
        made.append(Link(n, header, content, previous))
    return made


@st.composite
def chains(draw: st.DrawFn, at_least: int = 1) -> list[Link]:
    return chain(draw(st.lists(st.tuples(DIGESTS, DIGESTS), min_size=at_least, max_size=12, unique=True)))


@given(chains(at_least=0))
def test_a_whole_chain_holds(whole: list[Link]):
    assert list(breaks(whole)) == []


@given(chains(), st.data())
def test_a_changed_byte_is_found_where_it_is(whole: list[Link], data: st.DataObject):
    at = data.draw(st.integers(0, len(whole) - 1))
    part, byte, bit = (
        data.draw(s) for s in (st.sampled_from(["header", "content"]), st.integers(0, 31), st.integers(0, 7))
    )
    digest = bytearray(getattr(whole[at], part))
    digest[byte] ^= 1 << bit
    whole[at] = replace(whole[at], **{part: bytes(digest)})
    assert list(breaks(whole)) == [Break("link", at + 1, at + 1)]


@given(chains(), st.data())
def test_a_changed_link_is_found_there_and_at_the_next(whole: list[Link], data: st.DataObject):
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = replace(whole[at], link=bytes(32))
    assert [broken.first for broken in breaks(whole)] == [n for n in (at + 1, at + 2) if n <= len(whole)]


@given(chains(at_least=3), st.data())
def test_removed_links_are_named(whole: list[Link], data: st.DataObject):
    first = data.draw(st.integers(0, len(whole) - 2))
    last = data.draw(st.integers(first, len(whole) - 2))
    assert list(breaks(whole[:first] + whole[last + 1 :])) == [Break("gap", first + 1, last + 1)]


@given(chains(at_least=2), st.data())
def test_a_swapped_pair_is_named(whole: list[Link], data: st.DataObject):
    at = data.draw(st.integers(0, len(whole) - 2))
    one, two = whole[at], whole[at + 1]
    whole[at], whole[at + 1] = replace(two, n=one.n), replace(one, n=two.n)
    assert list(breaks(whole)) == [Break("swapped", one.n, two.n)]


@given(chains(at_least=2))
def test_a_tail_can_be_walked_alone(whole: list[Link]):
    assert list(breaks(whole[1:], after=1, previous=whole[0].link)) == []
    assert list(breaks(whole[1:], after=1, previous=bytes(32))) == [Break("link", 2, 2)]


@pytest.mark.parametrize(
    "change",
    [
        {"id": UUID(int=9)}, {"at": AT + timedelta(microseconds=1)}, {"by": UUID(int=9)}, {"agency": UUID(int=2)},
        {"authority": None}, {"act": "core.job.failed"}, {"kind": "jo"}, {"target": "bក"}, {"key": UUID(int=9)},
    ],
)  # fmt: skip
def test_every_part_of_a_header_counts(change: dict[str, object]):
    assert replace(HEADER, **change).digest() != HEADER.digest()  # type: ignore[arg-type]


def test_the_same_moment_elsewhere_is_the_same_header():
    there = AT.astimezone(timezone(timedelta(hours=7)))
    assert replace(HEADER, at=there).digest() == HEADER.digest()


IDS = st.none() | st.uuids()


@given(st.datetimes(timezones=st.just(UTC)), IDS, IDS, IDS, st.uuids(), st.uuids(), st.text(), st.text(), st.text())
def test_many_headers_have_the_digests_of_each(
    at: datetime, by: UUID | None, agency: UUID | None, authority: UUID | None, id: UUID, key: UUID, act: str,
    kind: str, target: str,
):  # fmt: skip
    one = Header(id, at, by, agency, authority, act, kind, target, key)
    assert Headers(at, by, agency, authority, kind).digest(id, act, target, key) == one.digest()


@given(st.integers(min_value=1, max_value=2**63), DIGESTS, DIGESTS, DIGESTS)
def test_a_link_is_over_the_canonical_form(n: int, header: bytes, content: bytes, previous: bytes):
    parts = {"content": content.hex(), "header": header.hex(), "n": n, "previous": previous.hex()}
    assert link(n, header, content, previous) == sha256(b"kouprey audit link 1\n" + canonical(parts)).digest()


def test_the_forms_never_change():
    """Rows that were written years ago must verify: these digests are for ever."""
    assert HEADER.digest().hex() == "f180892b41d001cc806a027953f1c80519887b40c4776caa2e8084a8c52346cc"
    assert content_digest(b"sealed").hex() == "db82040a03f9d816e2ff8f7fd60dd4887e6b87bf53dbd54ac5fb9c5715ccbe2e"
    assert (
        link(1, bytes(32), bytes(32), START).hex()
        == "ad8bced5b33eb8fae0d50b1376cecd4823e191d8712baffbcabb5135d4314349"
    )


@given(st.dates(), st.integers(1, 10**12), st.integers(0, 10**12), DIGESTS)
def test_a_head_is_read_as_it_was_filed(day: date, sequence: int, acts: int, digest: bytes):
    head = Head(day, sequence, acts, digest)
    assert parse(head.text()) == head
    assert parse(f"> {head.text().upper()}".replace("\n", "\r\n")) == head


@pytest.mark.parametrize("text", ["", "Kouprey audit head", Head(date(2026, 1, 1), 1, 1, START).text()[:-3]])
def test_what_is_no_head(text: str):
    assert parse(text) is None
    assert parse(Head(date(2026, 1, 1), 1, 1, START).text().replace("2026-01-01", "2026-13-01")) is None
