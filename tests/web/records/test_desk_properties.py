"""Whatever is recorded, marked, ruled and decided: another authority holds what was cleared, and no more."""

from __future__ import annotations

import json
from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kouprey.domain.access import Role
from kouprey.domain.handling import Code, Handling, Tlp
from kouprey.domain.release import PartyKind
from kouprey.kernel.errors import Refused
from kouprey.web.records import access
from kouprey.web.records.actions import desk
from kouprey.web.records.actions import records as acts
from kouprey.web.records.models import Release
from kouprey.web.records.tenancy import acting
from web.cast import AT, Cast, build

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SHAREABLE = {"subject": "A line", "text": "A story", "when": "2026-11", "countries": ["KH", "VN"]}
NATIONAL = {"place": "Berth 4", "source": "A clerk", "persons": "N. Invented"}
LOWEST = {"authority": Tlp.AMBER, "agency": Tlp.AMBER_STRICT}
some_fields = st.sets(st.sampled_from(sorted(SHAREABLE)), min_size=1).map(sorted)
terms = st.lists(
    st.tuples(some_fields, st.sampled_from(sorted(LOWEST)), st.sampled_from(Tlp), st.booleans()), max_size=3
)
marks = st.sampled_from(
    [Handling(tlp=tlp) for tlp in Tlp]
    + [Handling(secrecy="lap"), Handling(codes=frozenset({Code.H3}), h3_text="In words.")]
    + [Handling(codes=frozenset({Code.H1, Code.H2}))]
)


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER)


@given(
    rules=terms, marked=marks, names=st.booleans(), verified=st.booleans(),
    asked=st.none() | st.tuples(some_fields, some_fields, st.sampled_from(sorted(LOWEST))),
)  # fmt: skip
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_another_authority_holds_was_cleared(cast: Cast, rules, marked, names, verified, asked):
    by, checker, officer = (cast.actor(role) for role in (Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER))
    to = {"authority": cast.lotus.id, "agency": cast.abroad.id}
    with acting(officer):
        made = [_rule(officer, to, *one) for one in rules]
    values = SHAREABLE | (NATIONAL if names else {})
    with acting(by):
        record = acts.create_record(kind="information", values=values, marks=marked, country="KH", by=by, at=AT)
        acts.file_record(id=record.id, by=by, at=AT)
    if verified and marked.tlp < Tlp.RED:
        with acting(checker):
            acts.verify_record(id=record.id, by=checker, at=AT)
    cleared = {kind: _cleared_by_rules(rules, kind, marked, verified) for kind in to}
    if asked:
        cleared[asked[2]] |= _ask(by, officer, record.id, to, *asked)
    with acting(officer):
        held: dict[UUID, dict] = {}
        for left in Release.objects.of(record=record):
            held.setdefault(left.recipient, {}).update(json.loads(left.snapshot))
        for one in made:
            desk.close_rule(id=one.id, by=officer, at=AT)
    for kind, recipient in to.items():
        assert held.get(recipient, {}) == {name: SHAREABLE[name] for name in cleared[kind]}
    _nothing_else_reaches(cast, record.id)


def _rule(by, to, fields, kind, strictest, verified_only):
    return desk.set_rule(
        kind="information", fields=fields, recipient=to[kind], recipient_kind=PartyKind(kind), under="Agreement",
        strictest=strictest, verified_only=verified_only, valid_from=AT.date(), valid_until=None, by=by, at=AT,
    )  # fmt: skip


def _cleared_by_rules(rules, kind: str, marked: Handling, verified: bool) -> set[str]:
    """The oracle: field by field, from the words of the design."""
    if marked.tlp > LOWEST[kind] or marked.secrecy or marked.h3_text:
        return set()
    return {
        name
        for fields, whom, strictest, verified_only in rules
        for name in fields
        if whom == kind and marked.tlp <= strictest and (verified or not verified_only)
    }


def _ask(by, officer, record, to, fields, released, kind) -> set[str]:
    """Ask and decide; what a person cleared, which is nothing when that cannot be."""
    try:
        with acting(by):
            asked = desk.ask_release(
                id=record, fields=fields, recipient=to[kind], recipient_kind=PartyKind(kind), reason="r", by=by, at=AT
            )
    except Refused:
        return set()
    chosen = [name for name in released if name in fields] or fields
    # A rule may have released these very bytes already: then there is nothing to decide, and it was cleared.
    with acting(officer), suppress(Refused):
        desk.decide_release(ask=asked.id, fields=chosen, under="Agreement", answer="", by=officer, at=AT)
    return set(chosen)


def _nothing_else_reaches(cast: Cast, record: UUID) -> None:
    stranger = cast.actor(Role.VERIFIER, cast.abroad)
    with acting(stranger):
        assert not access.records(stranger).filter(pk=record).exists()
        for left in access.releases_to(stranger).filter(record=record):
            assert not set(json.loads(left.snapshot)) & set(NATIONAL)
            assert set(json.loads(left.snapshot)) == set(left.fields)
