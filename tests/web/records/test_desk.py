"""The release desk: nothing reaches another authority that a rule or a second person did not clear."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kouprey.domain.access import Role
from kouprey.domain.handling import Code, Handling, Purpose, Tlp
from kouprey.domain.records.schema import digest
from kouprey.domain.release import PartyKind, guards, offer
from kouprey.kernel.errors import NothingThere, Refused, UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import recipient
from kouprey.web.accounts.people import enter_agency, enter_authority
from kouprey.web.core.audit import SHELL
from kouprey.web.core.queries import events_about
from kouprey.web.records import access
from kouprey.web.records.actions import by_rules, clearing, desk, received
from kouprey.web.records.actions import marks as marking
from kouprey.web.records.actions import records as acts
from kouprey.web.records.actions.by_rules import clear_by_rules
from kouprey.web.records.actions.withdrawing import withdraw_record
from kouprey.web.records.models import Findable, Record, Release, ReleaseRule
from kouprey.web.records.queries import released_values, rule_of
from kouprey.web.records.search import pieces_of_release
from kouprey.web.records.tenancy import acting
from web.cast import AT, Cast, build

pytestmark = [pytest.mark.database, pytest.mark.django_db]
VALUES = {
    "subject": "Scales in a container", "text": "Seen at the port.", "when": "2026-11", "countries": "kh, vn",
    "place": "Berth 4", "source": "A clerk",
}  # fmt: skip
LATER = AT + timedelta(hours=1)
LAW = "Agreement of invented States, article 4"


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER, Role.ANALYST)


def recorder(cast: Cast):
    return cast.actor(Role.RECORDER)


def officer(cast: Cast):
    return cast.actor(Role.RELEASING_OFFICER)


def filed(cast: Cast, marks: Handling | None = None, country: str = "KH", **more: str) -> Record:
    by = recorder(cast)
    with acting(by):
        made = acts.create_record(
            kind="information", values=VALUES | more, marks=marks or Handling(), country=country, by=by, at=AT
        )
        return acts.file_record(id=made.id, by=by, at=AT)


def verify(cast: Cast, record: Record) -> None:
    by = cast.actor(Role.VERIFIER)
    with acting(by):
        acts.verify_record(id=record.id, by=by, at=LATER)


def amend(cast: Cast, record: Record, seen: int, **changed: str) -> None:
    with acting(recorder(cast)):
        acts.amend_record(
            id=record.id, seen=seen, values=VALUES | changed, reason="more is known", by=recorder(cast), at=LATER
        )


def rule(cast: Cast, **changed) -> ReleaseRule:
    terms = {
        "kind": "information", "fields": ["subject", "text"], "recipient": cast.lotus.id,
        "recipient_kind": PartyKind.AUTHORITY, "under": LAW, "strictest": Tlp.AMBER, "verified_only": False,
        "valid_from": AT.date(), "valid_until": None,
    }  # fmt: skip
    with acting(officer(cast)):
        return desk.set_rule(**(terms | changed), by=officer(cast), at=AT)


def ask(cast: Cast, record: Record, fields=("subject", "text"), kind=PartyKind.AUTHORITY, to=None):
    with acting(recorder(cast)):
        return desk.ask_release(
            id=record.id, fields=list(fields), recipient=to or cast.lotus.id, recipient_kind=kind, reason="to warn",
            by=recorder(cast), at=AT,
        )  # fmt: skip


def decide(cast: Cast, asked, fields=("subject", "text"), **more) -> Release:
    with acting(officer(cast)):
        given = {"under": LAW, "answer": ""} | more
        return desk.decide_release(ask=asked.id, fields=list(fields), by=officer(cast), at=LATER, **given)


def left(cast: Cast, record: Record) -> list[Release]:
    with acting(officer(cast)):
        return list(Release.objects.of(record=record).order_by("version", "id"))


@contextmanager
def abroad(cast: Cast) -> Iterator:
    by = cast.actor(Role.VERIFIER, cast.abroad)
    with acting(by):
        yield by


def test_a_rule_releases_on_filing_its_fields_and_nothing_else(cast: Cast):
    rule(cast)
    record = filed(cast)
    (made,) = left(cast, record)
    with abroad(cast) as by:
        assert list(access.releases_to(by)) == [made]
        assert released_values(made) == {"subject": VALUES["subject"], "text": VALUES["text"]}
        assert "Berth" not in made.snapshot
        assert made.rule_id
        with pytest.raises(NothingThere):
            access.record(by, record.id)


def test_no_rule_nothing_leaves(cast: Cast):
    record = filed(cast)
    verify(cast, record)
    amend(cast, record, 1)
    assert left(cast, record) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"strictest": Tlp.GREEN},
        {"verified_only": True},
        {"valid_from": date(2027, 1, 1)},
        {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 11, 19)},
    ],
)
def test_a_rule_clears_no_more_than_it_says(cast: Cast, changed: dict):
    rule(cast, **changed)
    assert left(cast, filed(cast)) == []


def test_verified_only_releases_when_verified(cast: Cast):
    rule(cast, verified_only=True)
    record = filed(cast)
    assert left(cast, record) == []
    verify(cast, record)
    assert [one.version for one in left(cast, record)] == [1]


def test_an_ended_rule_clears_nothing(cast: Cast):
    ended = rule(cast)
    with acting(officer(cast)):
        desk.close_rule(id=ended.id, by=officer(cast), at=LATER)
        with pytest.raises(Refused, match="ended already"):
            desk.close_rule(id=ended.id, by=officer(cast), at=LATER)
    assert left(cast, filed(cast)) == []


def test_an_amendment_leaves_again_by_rule_and_not_by_a_persons_word(cast: Cast):
    record = filed(cast)
    decide(cast, ask(cast, record))
    amend(cast, record, 1, text="Weighed.")
    assert [(one.version, one.ask_id is not None) for one in left(cast, record)] == [(1, True)]
    rule(cast)
    amend(cast, record, 2, text="Weighed twice.")
    assert [(one.version, one.ask_id is not None) for one in left(cast, record)] == [(1, True), (3, False)]


def test_an_amendment_of_what_stays_home_releases_nothing_new(cast: Cast):
    rule(cast)
    record = filed(cast)
    amend(cast, record, 1, place="Berth 5")
    assert [one.version for one in left(cast, record)] == [1]


def test_a_withdrawal_recalls_everything(cast: Cast):
    rule(cast)
    record = filed(cast)
    decide(cast, ask(cast, record, ["countries"]), ["countries"])
    with acting(recorder(cast)):
        withdraw_record(id=record.id, reason="false", by=recorder(cast), at=LATER)
    assert [one.recalled for one in left(cast, record)] == [True, True]
    with abroad(cast) as by:
        assert list(access.releases_to(by)) == []


def test_narrowing_narrows_what_left(cast: Cast):
    rule(cast)
    record = filed(cast)
    (made,) = left(cast, record)
    narrow = Handling(codes=frozenset({Code.H2}), purposes=frozenset({Purpose.INVESTIGATION}))
    with acting(recorder(cast)):
        marking.mark_record(id=record.id, marks=narrow, by=recorder(cast), at=LATER)
    (after,) = left(cast, record)
    assert (after.id, after.marks().codes, after.marks().purposes) == (made.id, narrow.codes, narrow.purposes)
    with abroad(cast) as by:
        assert list(access.releases_to(replace(by, purpose=Purpose.STATISTICS))) == []
        investigator = replace(by, purpose=Purpose.INVESTIGATION)
        assert list(access.releases_to(investigator)) == [after]
        with pytest.raises(Refused, match="H2"):
            received.export_release(id=after.id, form="json", by=investigator, at=LATER)


@pytest.mark.parametrize("marks", [Handling(tlp=Tlp.AMBER_STRICT), Handling(secrecy="lap")])
def test_marks_that_no_longer_reach_the_recipient_recall(cast: Cast, marks: Handling):
    rule(cast)
    record = filed(cast)
    with acting(recorder(cast)):
        marking.mark_record(id=record.id, marks=marks, by=recorder(cast), at=LATER)
    assert [one.recalled for one in left(cast, record)] == [True]


def test_tlp_decides_how_wide_a_recipient_may_be(cast: Cast):
    strict = filed(cast, Handling(tlp=Tlp.AMBER_STRICT))
    with pytest.raises(Refused, match="AMBER\\+STRICT"):
        ask(cast, strict)
    made = decide(cast, ask(cast, strict, kind=PartyKind.AGENCY, to=cast.abroad.id))
    with abroad(cast) as by:
        assert list(access.releases_to(by)) == [made]


def test_the_own_authority_is_no_recipient(cast: Cast):
    with pytest.raises(Refused, match="own authority"):
        ask(cast, filed(cast), kind=PartyKind.AGENCY, to=cast.police.id)
    with pytest.raises(UnusableInput, match="another authority"):
        rule(cast, recipient=cast.kiri.id)


def test_a_guard_asks_for_consent_and_no_rule_passes_it():
    cast = china()
    rule(cast)
    record = filed(cast, country="CN")
    assert left(cast, record) == []
    asked = ask(cast, record)
    with pytest.raises(Refused, match="Data Security Law"):
        decide(cast, asked)
    made = decide(cast, asked, consent="The competent authority, letter 12 of 2026-11-18")
    assert made.consent.startswith("The competent authority")


def china() -> Cast:
    """The cast with an authority of China as its first, beside that of Lotus."""
    cast = build(Role.RECORDER, Role.VERIFIER, Role.RELEASING_OFFICER)
    type(cast.kiri).objects.filter(pk=cast.kiri.id).update(country="CN")
    return cast


def test_secrecy_and_h3_are_left_to_a_person(cast: Cast):
    rule(cast)
    for marks in (Handling(secrecy="lap"), Handling(codes=frozenset({Code.H3}), h3_text="Not to the press.")):
        record = filed(cast, marks)
        assert left(cast, record) == []
        assert decide(cast, ask(cast, record)).marks().secrecy == marks.secrecy


def test_nobody_decides_their_own_question(cast: Cast):
    asked = ask(cast, filed(cast))
    self_ = replace(officer(cast), officer=recorder(cast).officer)
    with acting(self_), pytest.raises(Refused, match="own"):
        desk.decide_release(ask=asked.id, fields=["text"], under=LAW, answer="", by=self_, at=LATER)


def test_a_recorder_decides_nothing(cast: Cast):
    asked = ask(cast, filed(cast))
    with acting(recorder(cast)), pytest.raises((Refused, NothingThere)):
        desk.decide_release(ask=asked.id, fields=["text"], under=LAW, answer="", by=recorder(cast), at=LATER)


def test_another_version_than_was_asked_does_not_leave(cast: Cast):
    record = filed(cast)
    asked = ask(cast, record)
    amend(cast, record, 1, text="N. Invented did it.")
    with pytest.raises(Refused, match="amended since"):
        decide(cast, asked)
    assert left(cast, record) == []


def test_fewer_fields_can_leave_and_never_more(cast: Cast):
    record = filed(cast)
    made = decide(cast, ask(cast, record, ["subject", "text"]), ["text", "countries"])
    assert made.fields == ["text"]
    with pytest.raises(UnusableInput, match="never leave"):
        ask(cast, record, ["source"])
    with pytest.raises(UnusableInput, match="No field"):
        decide(cast, ask(cast, record, ["subject"]), ["text"])


def test_only_the_preview_that_was_looked_at_leaves(cast: Cast):
    record = filed(cast)
    asked = ask(cast, record)
    with acting(officer(cast)):
        _part, text = clearing.what_leaves(record, ["subject"])
    with pytest.raises(Refused, match="preview"):
        decide(cast, asked, seen=digest(text))
    made = decide(cast, asked, ["subject"], seen=digest(text))
    assert (made.snapshot, made.sha256) == (text, digest(text))


def test_a_release_says_under_what_and_a_refusal_says_why(cast: Cast):
    asked = ask(cast, filed(cast))
    with pytest.raises(UnusableInput, match="law or agreement"):
        decide(cast, asked, under=" ")
    with acting(officer(cast)):
        with pytest.raises(UnusableInput, match="reason"):
            desk.refuse_release(ask=asked.id, answer="", by=officer(cast), at=LATER)
        desk.refuse_release(ask=asked.id, answer="Not yet.", by=officer(cast), at=LATER)
    with pytest.raises(Refused, match="answered already"):
        decide(cast, asked)


def test_a_recall_hides_it_and_says_why(cast: Cast):
    made = decide(cast, ask(cast, filed(cast)))
    with acting(officer(cast)):
        with pytest.raises(UnusableInput, match="reason"):
            desk.recall_release(id=made.id, reason="", by=officer(cast), at=LATER)
        desk.recall_release(id=made.id, reason="wrong port", by=officer(cast), at=LATER)
        with pytest.raises(Refused, match="recalled already"):
            desk.recall_release(id=made.id, reason="again", by=officer(cast), at=LATER)
    with abroad(cast) as by, pytest.raises(NothingThere):
        received.open_release(id=made.id, by=by, at=LATER)


def test_another_authority_recalls_nothing_and_sees_no_rule(cast: Cast):
    set_, made = rule(cast), decide(cast, ask(cast, filed(cast), ["countries"]), ["countries"])
    stranger = cast.actor(Role.RELEASING_OFFICER, cast.abroad)
    with acting(stranger):
        for act in (
            lambda: desk.recall_release(id=made.id, reason="ours", by=stranger, at=LATER),
            lambda: desk.close_rule(id=set_.id, by=stranger, at=LATER),
            lambda: desk.apply_rule(id=set_.id, by=stranger, at=LATER),
            lambda: access.release_of(stranger, made.id),
            lambda: access.rule(stranger, set_.id),
        ):
            with pytest.raises(NothingThere):
                act()


def test_setting_a_rule_releases_nothing_applying_it_does(cast: Cast):
    open_, red = filed(cast), filed(cast, Handling(tlp=Tlp.RED))
    set_ = rule(cast)
    assert left(cast, open_) == []
    by = officer(cast)
    with acting(by):
        cleared, hurdles = desk.records_of_rule(set_, by=by, at=LATER)
        assert (cleared, hurdles) == ([open_.id], [])
        assert desk.apply_rule(id=set_.id, by=by, at=LATER) == 1
        assert desk.apply_rule(id=set_.id, by=by, at=LATER) == 0
    assert len(left(cast, open_)) == 1
    assert left(cast, red) == []
    assert [event.act for event in events_about("release rule", set_.id)].count("records.rule.applied") == 2


def test_what_a_rule_clears_of_many_is_what_it_clears_of_each(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(desk, "AT_ONCE", 3)
    marks = (
        Handling(), Handling(tlp=Tlp.RED), Handling(codes=frozenset({Code.H1})), Handling(tlp=Tlp.CLEAR),
        Handling(audience=frozenset({cast.police.id})), Handling(),
    )  # fmt: skip
    made = [filed(cast, one) for one in marks]
    set_, by = rule(cast, strictest=Tlp.GREEN), officer(cast)
    with acting(by):
        cleared, hurdles = desk.records_of_rule(set_, by=by, at=LATER)
        sender = recipient(set_.authority, PartyKind.AUTHORITY)
        to = recipient(set_.recipient, PartyKind(set_.recipient_kind))
        each = {
            one.id: offer(clearing.candidate_of(one, sender.country), to, [rule_of(set_)], guards(), on=LATER.date())
            for one in access.records(by).filter(pk__in=[record.id for record in made])
        }
    assert cleared == sorted((id for id, given in each.items() if given.fields), reverse=True)
    assert 0 < len(cleared) < len(each)
    assert {hurdle.why for hurdle in hurdles} == {hurdle.why for given in each.values() for hurdle in given.hurdles}


def test_names_never_leave_and_the_release_does_not_count_as_nominal(cast: Cast):
    rule(cast, fields=["subject", "text"])
    (made,) = left(cast, filed(cast, persons="N. Invented"))
    assert not made.nominal
    assert "N. Invented" not in made.snapshot


def test_caveats_are_acknowledged_before_the_body_opens(cast: Cast):
    record = filed(cast, Handling(codes=frozenset({Code.H1})))
    made = decide(cast, ask(cast, record))
    with abroad(cast) as by:
        found, free = received.open_release(id=made.id, by=by, at=LATER)
        assert not free
        with pytest.raises(Refused, match="not acknowledged"):
            received.export_release(id=made.id, form="json", by=by, at=LATER)
        with pytest.raises(Refused, match="changed since"):
            received.acknowledge_release(id=made.id, seen="other", by=by, at=LATER)
        received.acknowledge_release(id=made.id, seen=received.caveats_of(found), by=by, at=LATER)
        assert received.open_release(id=made.id, by=by, at=LATER)[1]
        received.export_release(id=made.id, form="json", by=by, at=LATER)
    seen = [event.act.rpartition(".")[2] for event in events_about("release", made.id)]
    assert sorted(seen) == ["acknowledged", "exported", "made", "read"]


def test_caveats_that_changed_are_acknowledged_anew(cast: Cast):
    record = filed(cast, Handling(codes=frozenset({Code.H1})))
    made = decide(cast, ask(cast, record))
    with abroad(cast) as by:
        received.acknowledge_release(id=made.id, seen=received.caveats_of(made), by=by, at=LATER)
    with acting(recorder(cast)):
        marks = Handling(codes=frozenset({Code.H1, Code.H2}))
        marking.mark_record(id=record.id, marks=marks, by=recorder(cast), at=LATER)
    with abroad(cast) as by:
        assert not received.open_release(id=made.id, by=by, at=LATER)[1]


def test_an_audience_names_only_the_own_authority(cast: Cast):
    outside = Handling(audience=frozenset({cast.abroad.id}))
    with pytest.raises(UnusableInput, match="outside your own authority"):
        filed(cast, outside)
    record, by = filed(cast), recorder(cast)
    with acting(by):
        for marks in (
            outside,
            Handling(audience=frozenset({cast.lotus.id})),
            Handling(audience=frozenset({new_id()})),
        ):
            with pytest.raises(UnusableInput, match="outside"):
                marking.ask_wider(id=record.id, marks=marks, reason="to help", by=by, at=LATER)
            with pytest.raises(UnusableInput, match="outside"):
                marking.mark_record(id=record.id, marks=marks, by=by, at=LATER)


def test_an_approved_audience_is_looked_at_again(cast: Cast):
    record, by, second = filed(cast), recorder(cast), officer(cast)
    wide = Handling(audience=frozenset({cast.police.id}))
    with acting(by):
        asked = marking.ask_wider(id=record.id, marks=wide, reason="to help", by=by, at=LATER)
    type(cast.police).objects.filter(pk=cast.police.id).update(authority=cast.lotus)
    with acting(second), pytest.raises(UnusableInput, match="outside"):
        marking.answer_wider(approval=asked.id, approve=True, answer="", by=second, at=LATER)


def test_a_recipient_that_is_gone_receives_nothing(cast: Cast):
    body = enter_authority(country="LA", name="Third Administration (invented)", held=True, by=SHELL, at=AT)
    agency = enter_agency(authority=body, kind="customs", name="Third Customs (invented)", by=SHELL, at=AT)
    rule(cast, recipient=agency.id, recipient_kind=PartyKind.AGENCY)
    record = filed(cast)
    asked = ask(cast, record, ["countries"], PartyKind.AGENCY, agency.id)
    type(agency).objects.filter(pk=agency.id).update(closed_at=LATER)
    with pytest.raises(Refused, match="no longer"):
        decide(cast, asked, ["countries"])
    assert left(cast, filed(cast)) == []


COMPARED = ("recipient", "recipient_kind", "recipient_label", "fields", "snapshot", "sha256", "under", "consent",
            "kind", "version", "authority", "agency", "rule_id", "ask_id", "by", "by_label", "at", "recalled",
            "recall_reason", "recalled_by_label", "recalled_at", "tlp", "codes", "purposes", "h3_text", "nominal",
            "secrecy")  # fmt: skip


def told(cast: Cast, record: Record) -> list[dict]:
    """All that releases of a record say, whether they are found by that, and what was written down of them; without
    the number of the record."""
    found = []
    with acting(officer(cast)):
        for one in Release.objects.of(record=record).order_by("recipient_kind", "under", "sha256"):
            (pieces,) = Findable.objects.of(release=one).values_list("pieces", flat=True)
            said = [
                (event.act, event.by, event.by_label, event.target_label == record.number,
                 event.details | {"record": event.details["record"] == str(record.id)})
                for event in events_about("release", one.id)
            ]  # fmt: skip
            right = pieces == pieces_of_release(record.number, released_values(one))
            found.append({name: getattr(one, name) for name in COMPARED} | {"right": right, "acts": said})
    return found


def test_many_are_cleared_as_one_after_another_is(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(by_rules, "AT_ONCE", 3)
    kinds = (
        Handling(), Handling(tlp=Tlp.GREEN), Handling(tlp=Tlp.RED), Handling(secrecy="lap"), Handling(nominal=True),
        Handling(codes=frozenset({Code.H3}), h3_text="Ask before use."),
        Handling(purposes=frozenset({Purpose.PREVENTION})), Handling(audience=frozenset({cast.police.id})),
    )  # fmt: skip
    pairs = [(filed(cast, marks), filed(cast, marks)) for marks in kinds]
    verified, beside = filed(cast), filed(cast)
    for record in (verified, beside):
        verify(cast, record)
    with acting(recorder(cast)):
        drafts = [
            acts.create_record(
                kind="information", values=VALUES, marks=Handling(), country="KH", by=recorder(cast), at=AT
            )
            for _n in range(2)
        ]
    pairs += [(verified, beside), tuple(drafts)]
    rules = [
        rule(cast), rule(cast, under="The same to the byte"), rule(cast, fields=["subject"], strictest=Tlp.GREEN),
        rule(cast, fields=["when"], verified_only=True),
        rule(cast, recipient=cast.abroad.id, recipient_kind=PartyKind.AGENCY),
        rule(cast, fields=["countries"], valid_from=AT.date() + timedelta(days=9)),
    ]  # fmt: skip
    closed = rule(cast, fields=["text"])
    with acting(officer(cast)):
        desk.close_rule(id=closed.id, by=officer(cast), at=AT)
    by = recorder(cast)
    with acting(by):
        held = by_rules.rules_in_force(by.authority, "information")
        assert {one.id for one in held} == {one.id for one in rules}
        single = [clear_by_rules(held, [one.id], by=by, at=LATER) for one, _many in pairs]
        many = clear_by_rules(held, [many.id for _one, many in pairs], by=by, at=LATER)
        assert many == sum(single) > len(pairs)
        assert clear_by_rules(held, [many.id for _one, many in pairs], by=by, at=LATER) == 0
        assert clear_by_rules([], [pairs[0][1].id], by=by, at=LATER) == 0
    for one, beside in pairs:
        assert told(cast, one) == told(cast, beside)
        assert all(left["right"] for left in told(cast, beside))


def test_rules_clear_what_goes_out_of_sight_of_whoever_lets_it(cast: Cast):
    """Police approves that a record goes wider and at the same time not to the police any more: what the rules of the
    authority clear of it then leaves all the same."""
    rule(cast, strictest=Tlp.GREEN)
    seen = Handling(tlp=Tlp.AMBER, audience=frozenset({cast.police.id}))
    record, by, second = filed(cast, seen), recorder(cast), cast.actor(Role.RELEASING_OFFICER, cast.police)
    assert left(cast, record) == []
    with acting(by):
        wider = replace(seen, tlp=Tlp.GREEN, audience=frozenset())
        asked = marking.ask_wider(id=record.id, marks=wider, reason="The case is closed", by=by, at=AT)
    with acting(second):
        marking.answer_wider(approval=asked.id, approve=True, answer="yes", by=second, at=LATER)
        assert access.records(second).filter(pk=record.id).count() == 0
    assert [(one.by, one.tlp) for one in left(cast, record)] == [(second.officer, Tlp.GREEN)]


def test_what_a_recipient_was_given_back_leaves_again(cast: Cast):
    """A release that was recalled is held no longer: the same may leave anew, of many as of one."""
    record, by = filed(cast), officer(cast)
    rules = [rule(cast)]
    with acting(by):
        assert clear_by_rules(rules, [record.id], by=by, at=LATER) == 1
        (first,) = left(cast, record)
        desk.recall_release(id=first.id, reason="wrong place", by=by, at=LATER)
        assert clear_by_rules(rules, [record.id], by=by, at=LATER) == 1
    assert sorted(one.recalled for one in left(cast, record)) == [False, True]
