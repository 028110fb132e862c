"""Operations of the release desk, and what other authorities released to the caller's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Path, Router, Status

from kouprey.domain.access import Act
from kouprey.domain.handling import Tlp
from kouprey.domain.release import PartyKind
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused
from kouprey.web.accounts.directory import recipients
from kouprey.web.api import shapes, shown
from kouprey.web.api.answers import ERRORS
from kouprey.web.api.bearer import calling
from kouprey.web.api.paging import MOST, following, page
from kouprey.web.records import access
from kouprey.web.records.actions import desk as acts
from kouprey.web.records.actions.reading import export_report
from kouprey.web.records.actions.received import acknowledge_release, open_release
from kouprey.web.records.search import matching_releases

router = Router(tags=["release desk"])


@router.get("/desk/asks", response={200: list[shapes.AskOut], **ERRORS}, summary="Questions that wait")
def asks(request: Any) -> Any:
    """The most urgent first."""
    with calling(request, Act.RELEASE_DECIDE) as actor:
        return [shown.ask(asked) for asked in access.asks(actor).filter(answered_at=None)[:MOST]]


@router.post("/desk/asks/{id}/release", response={201: shapes.ReleaseOut, **ERRORS}, summary="Release")
def decide(request: Any, id: Path[UUID], given: shapes.Deciding) -> Any:
    """These fields leave, under that law or agreement."""
    with calling(request, Act.RELEASE_DECIDE) as actor:
        left = acts.decide_release(
            ask=id, fields=given.fields, under=given.under, consent=given.consent, answer=given.answer, by=actor,
            at=now(),
        )  # fmt: skip
        return Status(201, shown.release(left))


@router.post("/desk/asks/{id}/refuse", response={204: None, **ERRORS}, summary="Refuse, with a reason")
def refuse(request: Any, id: Path[UUID], given: shapes.Why) -> Any:
    """Whoever asked reads the reason."""
    with calling(request, Act.RELEASE_DECIDE) as actor:
        acts.refuse_release(ask=id, answer=given.reason, by=actor, at=now())
        return Status(204, None)


@router.get("/desk/releases", response={200: shapes.ReleaseList, **ERRORS}, summary="What left")
def releases(request: Any, after: shapes.Name = "") -> Any:
    """To whom, under what, by whom or by which rule; the newest first. Written down as a report."""
    with calling(request, Act.RELEASE_REPORT) as actor:
        rows = page(access.releases_of(actor), after)
        export_report(form="api", filters={"after": after}, rows=min(len(rows), MOST), by=actor, at=now())
        return {"releases": [shown.release(row) for row in rows[:MOST]], "after": following(rows)}


@router.post("/desk/releases/{id}/recall", response={200: shapes.ReleaseOut, **ERRORS}, summary="Recall")
def recall(request: Any, id: Path[UUID], given: shapes.Why) -> Any:
    """Hidden from the recipient from now on; what was seen stays seen."""
    with calling(request, Act.RELEASE_RECALL) as actor:
        return shown.release(acts.recall_release(id=id, reason=given.reason, by=actor, at=now()))


@router.get("/desk/rules", response={200: list[shapes.RuleOut], **ERRORS}, summary="Rules cleared in advance")
def rules(request: Any) -> Any:
    """Closed ones as well."""
    with calling(request, Act.RELEASE_REPORT) as actor:
        return [shown.rule(rule) for rule in access.rules(actor)]


@router.post("/desk/rules", response={201: shapes.RuleOut, **ERRORS}, summary="Set a rule")
def set_rule(request: Any, given: shapes.RuleIn) -> Any:
    """It applies to records that are filed, verified or amended from now on."""
    with calling(request, Act.RELEASE_SET_RULE) as actor:
        rule = acts.set_rule(
            kind=given.kind, fields=given.fields, recipient=given.recipient,
            recipient_kind=PartyKind(given.recipient_kind), under=given.under, strictest=Tlp.of(given.strictest),
            verified_only=given.verified_only, valid_from=given.valid_from, valid_until=given.valid_until, by=actor,
            at=now(),
        )  # fmt: skip
        return Status(201, shown.rule(rule))


@router.post("/desk/rules/{id}/close", response={204: None, **ERRORS}, summary="End a rule")
def close_rule(request: Any, id: Path[UUID]) -> Any:
    """What it released stays released."""
    with calling(request, Act.RELEASE_SET_RULE) as actor:
        acts.close_rule(id=id, by=actor, at=now())
        return Status(204, None)


@router.get("/received", response={200: shapes.ReceivedList, **ERRORS}, summary="Released to the caller's authority")
def received(request: Any, q: shapes.Line = "", after: shapes.Name = "") -> Any:
    """The newest first, without their values; `q` finds pieces of words in what was released."""
    with calling(request, Act.RELEASE_READ) as actor:
        rows = page(matching_releases(access.releases_to(actor), q), after)
        return {"releases": [shown.received(row, actor.officer) for row in rows[:MOST]], "after": following(rows)}


@router.get("/received/{id}", response={200: shapes.ReleaseOut, **ERRORS}, summary="One of them")
def received_one(request: Any, id: Path[UUID]) -> Any:
    """Reading it is written down. Caveats (H1, H2, H3) must be acknowledged first; until then it answers 403."""
    with calling(request, Act.RELEASE_READ) as actor:
        found, free = open_release(id=id, by=actor, at=now())
        if not free:
            raise Refused(
                _("Its caveats are not acknowledged yet."), remedy=_("Read them in the list, then acknowledge them.")
            )
        return shown.release(found)


@router.post(
    "/received/{id}/acknowledge", response={200: shapes.ReleaseOut, **ERRORS}, summary="Take note of its caveats"
)
def acknowledge(request: Any, id: Path[UUID], given: shapes.Seen) -> Any:
    """UNTOC, article 18(5): the receiver is bound by the limits that the sender set. `seen` is the list's digest."""
    with calling(request, Act.RELEASE_READ) as actor:
        return shown.release(acknowledge_release(id=id, seen=given.seen, by=actor, at=now()))


@router.get("/directory", response={200: list[shapes.PartyOut], **ERRORS}, summary="Whom to address something to")
def directory(request: Any) -> Any:
    """Authorities, agencies and groups other than the caller's own."""
    with calling(request, Act.RELEASE_ASK) as actor:
        return [{"id": id, "kind": kind.value, "label": label} for label, kind, id in recipients(actor.authority)]
