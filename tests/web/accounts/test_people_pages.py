"""The pages about people: each act through its form, each refusal in words, and nothing of another authority."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kouprey.domain.access import ROLES, Act, Role
from kouprey.kernel.clock import now
from kouprey.web.accounts.models import Agency, Appointment, Authority, NamedList, Officer, PartyGroup, Unit
from kouprey.web.core.models import Approval, AuditEvent
from kouprey.web.ui.people_words import ACTS
from web.accounts.at_work import at_work, browser, cast_at_work, plain, text
from web.cast import Cast

pytestmark = pytest.mark.django_db
ADMIN, AUDITOR, RECORDER, PARTNER = Role.NODE_ADMINISTRATOR, Role.AUDITOR, Role.RECORDER, Role.PARTNER
PASSWORD = "nine green turtles"  # noqa: S105


@pytest.fixture
def cast() -> Cast:
    return cast_at_work(ADMIN, AUDITOR, RECORDER, PARTNER)


@pytest.fixture
def admin(cast: Cast) -> Client:
    return at_work(cast, ADMIN)


def invite(admin: Client, username: str = "dara"):
    return admin.post("/people/invite/", {"username": username, "full_name": "Dara (invented)", "email": ""})


def test_from_the_invitation_to_the_first_page_in_a_role(cast: Cast, admin: Client):
    shown = invite(admin)
    assert "no-store" in shown["Cache-Control"]
    address = re.search(r"http://testserver(/officers/invitation/[\w-]+/)", shown.content.decode())
    assert address
    officer = Officer.objects.get(username__startswith="dara.")
    assert "invited" in text(admin.get("/people/?q=dara&state=invited"))

    newcomer = Client()
    assert f"Dara (invented), you sign in with the user name {officer.username}" in text(newcomer.get(address[1]))
    differs = newcomer.post(address[1], {"password": PASSWORD, "again": "other"})
    assert "The two passwords differ." in text(differs)
    assert differs.status_code == 200, "the log holds the address of every answer that is an error, and so the code"
    assert newcomer.post(address[1], {"password": PASSWORD, "again": PASSWORD})["Location"] == "/officers/sign-in/"
    used, never = newcomer.get(address[1]), newcomer.get("/officers/invitation/never/")
    said = "This invitation cannot be used: it was used already, or is too old."
    assert (used.status_code, never.status_code) == (404, 404)
    assert plain(used) == plain(never)
    assert said in plain(used)

    newcomer.post("/officers/sign-in/", {"login": officer.username, "password": PASSWORD})
    assert "You hold no role yet" in text(newcomer.get("/acting/"))
    asked = {"role": "partner", "place": str(cast.customs.id), "starts_on": "2020-01-01", "ends_on": ""}
    ask = admin.post(f"/people/{officer.id}/role/", asked | {"reason": "new post"})
    assert ask["Location"] == f"/people/{officer.id}/"
    assert "Waiting for a second person" in text(admin.get(f"/people/{officer.id}/"))
    question = Approval.objects.get()
    auditor = at_work(cast, AUDITOR)
    assert "Partner: Dara (invented)" in text(auditor.get("/approvals/"))
    answered = auditor.post(f"/approvals/{question.id}/", {"decision": "approve", "answer": "agreed"})
    assert answered["Location"] == "/approvals/"
    page = text(newcomer.get("/acting/"))
    assert "Kiri Customs (invented)" in page
    assert "Partner" in page


def test_what_was_typed_stays_when_it_cannot_be_used(cast: Cast, admin: Client):
    typed = {"username": "dara", "full_name": "Dara (invented)", "email": "no address"}
    unusable = admin.post("/people/invite/", typed)
    assert unusable.status_code == 400
    assert 'value="dara"' in unusable.content.decode()
    officer = cast.officers[cast.customs.id, RECORDER]
    typed = {"role": "auditor", "place": str(cast.police.id), "starts_on": "tomorrow", "reason": "because"}
    page = admin.post(f"/people/{officer.id}/role/", typed)
    assert (page.status_code, "“tomorrow” is no date." in text(page)) == (400, True)
    assert "because" in text(page)


def test_a_role_is_asked_for_a_unit_and_moved_and_ended(cast: Cast, admin: Client):
    officer, held = cast.officers[cast.customs.id, RECORDER], cast.appointments[cast.customs.id, RECORDER]
    admin.post(f"/directory/agencies/{cast.customs.id}/unit/", {"name": "Bridge post (invented)", "within": ""})
    unit = Unit.objects.get()
    place = f"{cast.customs.id}:{unit.id}"
    typed = {"role": "verifier", "place": place, "starts_on": "2020-01-01", "ends_on": "", "reason": "at the bridge"}
    assert "ends at once" in text(admin.get(f"/people/{officer.id}/roles/{held.id}/move/"))
    assert admin.post(f"/people/{officer.id}/roles/{held.id}/move/", typed).status_code == 302
    held.refresh_from_db()
    assert held.ended_at is not None
    assert Approval.objects.get().payload["unit"] == str(unit.id)
    partner = cast.appointments[cast.customs.id, PARTNER]
    refused = admin.post(f"/people/{partner.officer_id}/roles/{partner.id}/end/", {"reason": " "})
    assert (refused.status_code, "The reason is missing." in text(refused)) == (400, True)
    admin.post(f"/people/{partner.officer_id}/roles/{partner.id}/end/", {"reason": "contract over"})
    assert "contract over" in text(admin.get(f"/people/{partner.officer_id}/"))


def test_access_ends_with_the_next_request(cast: Cast, admin: Client):
    officer = cast.officers[cast.customs.id, AUDITOR]
    working = browser(officer)
    assert working.get("/people/").status_code == 200
    appointment = cast.appointments[cast.customs.id, AUDITOR]
    admin.post(f"/people/{officer.id}/roles/{appointment.id}/end/", {"reason": "moved"})
    assert working.get("/people/").status_code == 403
    admin.post(f"/people/{officer.id}/depart/", {"reason": "left"})
    assert working.get("/people/")["Location"].startswith("/officers/sign-in/")
    assert "left" in text(admin.get(f"/people/{officer.id}/"))
    assert officer.username in text(admin.get("/people/?state=closed"))
    admin.post(f"/people/{officer.id}/come-back/", {"reason": "back"})
    assert officer.username in text(admin.get("/people/?state=norole"))


def test_an_officer_of_another_authority_is_as_if_missing(cast: Cast, admin: Client):
    stranger = cast.officers[cast.abroad.id, RECORDER]
    seen = []
    for id in (stranger.id, uuid4()):
        with CaptureQueriesContext(connection) as queries:
            page = admin.get(f"/people/{id}/")
        seen.append((page.status_code, plain(page), len(queries)))
    assert seen[0] == seen[1]
    assert seen[0][0] == 404
    for act in ("depart", "come-back", "invite-again", "role"):
        assert admin.post(f"/people/{stranger.id}/{act}/", {"reason": "r"}).status_code == 404
    assert stranger.username not in text(admin.get("/people/"))


def test_colleagues_see_roles_and_no_reasons(cast: Cast, admin: Client):
    partner = cast.appointments[cast.customs.id, PARTNER]
    admin.post(f"/people/{partner.officer_id}/roles/{partner.id}/end/", {"reason": "misused a password"})
    recorder, auditor = at_work(cast, RECORDER), at_work(cast, AUDITOR)
    assert "misused" in text(auditor.get(f"/people/{partner.officer_id}/"))
    page = text(recorder.get(f"/people/{partner.officer_id}/"))
    assert "customs.partner" in page
    assert "misused" not in page
    assert recorder.get("/people/invite/").status_code == 403
    assert recorder.get("/directory/lists/").status_code == 403
    assert at_work(cast, PARTNER, cast.police).get("/people/").status_code == 403
    assert auditor.post(f"/people/{partner.officer_id}/depart/", {"reason": "r"}).status_code == 403


def test_without_the_second_factor_the_role_does_nothing(cast: Cast):
    weak = at_work(cast, ADMIN, strong=False)
    for address in ("/people/", "/acting/"):
        page = weak.get(address)
        assert (page.status_code, page["Location"].partition("?")[0]) == (302, "/officers/second-factor/")


def test_the_list_is_searched_sorted_and_paged(cast: Cast, admin: Client):
    for number in range(60):
        invite(admin, f"post{number:02}")
    first = text(admin.get("/people/?q=post&sort=-user"))
    assert "Officers 1 to 50 of 60" in first
    assert "post59" in first
    assert "post05" not in first
    second = text(admin.get("/people/?q=post&sort=-user&page=2"))
    assert "Officers 51 to 60 of 60" in second
    assert "post05" in second
    assert "Officers 51 to 60 of 60" in text(admin.get("/people/?q=post&sort=nonsense&page=99"))
    agency = text(admin.get(f"/people/?agency={cast.police.id}"))
    assert "police.recorder" in agency
    assert "customs.recorder" not in agency
    assert "No officer matches" in text(admin.get("/people/?agency=nonsense"))


def test_every_act_has_words_and_every_role_is_explained(cast: Cast):
    assert set(ACTS) == set(Act)
    nobody = browser(Officer.objects.create(username="new", full_name="New (invented)", enrolled_at=now()))
    page = text(nobody.get("/people/roles/"))
    for spec in ROLES.values():
        assert spec.title in page
        assert spec.description in page
    assert Client().get("/people/roles/")["Location"].startswith("/officers/sign-in/")


def test_the_choice_of_a_role_changes_what_is_seen(cast: Cast):
    officer = cast.officers[cast.customs.id, RECORDER]
    second = Appointment.objects.create(
        officer=officer, agency=cast.police, role=AUDITOR.value, starts_on="2020-01-01", given_at=now(),
        given_by_label="shell",
    )  # fmt: skip
    working = browser(officer)
    rail = text(working.get("/trade/"))
    assert "You act as" in rail
    assert "Kiri Customs (invented)" in rail
    assert working.get("/approvals/").status_code == 200
    chosen = {"as": f"{second.id}:administration", "next": "/people/"}
    assert working.post("/acting/", chosen)["Location"] == "/people/"
    assert "Kiri Police (invented)" in re.sub("<select.*?</select>", "", text(working.get("/people/roles/")))
    assert AuditEvent.objects.filter(act="accounts.acting.changed").count() == 1
    assert working.post("/acting/", chosen | {"next": "https://elsewhere.example/"})["Location"] == "/acting/"
    other = cast.appointments[cast.police.id, RECORDER]
    assert working.post("/acting/", {"as": f"{other.id}:administration"}).status_code == 404
    assert working.post("/acting/", {"as": f"{second.id}:fun"}).status_code == 400
    assert working.post("/acting/", {"as": "nonsense"}).status_code == 400


def test_the_directory_is_kept_on_its_pages(cast: Cast, admin: Client):
    page = text(admin.post("/directory/import/"))
    assert "Everything added is unverified." in page
    assert "UNVERIFIED" in page
    assert "0 authorities and 0 agencies" in text(admin.post("/directory/import/"))
    found = text(admin.get("/directory/?country=CN&kind=customs&q=smuggling"))
    assert "Anti-Smuggling Bureau" in found
    assert "Royal Customs" not in found
    new = {"country": "TH", "name": "Orchid Office (invented)", "name_local": "", "source": "letter"}
    place = admin.post("/directory/enter/", new)["Location"]
    again = admin.post("/directory/enter/", new)
    assert (again.status_code, "already" in text(again)) == (403, True)
    admin.post(place + "agency/", {"kind": "customs", "name": "Orchid Customs (invented)"})
    agency = Agency.objects.get(name="Orchid Customs (invented)")
    there = f"/directory/agencies/{agency.id}/"
    changed = {"kind": "police", "name": "Orchid Police (invented)", "time_zone": "Asia/Bangkok"}
    assert admin.post(there + "change/", changed).status_code == 302
    assert admin.post(there + "change/", changed | {"time_zone": "Moon/Base"}).status_code == 400
    admin.post(there + "verify/", {"source": "official journal"})
    admin.post(there + "unit/", {"name": "Bridge post (invented)", "within": ""})
    unit = Unit.objects.get()
    admin.post(there + "rename/", {"unit": str(unit.id), "name": "River post (invented)"})
    seen = text(admin.get(there))
    for words in ("Orchid Police (invented)", "Asia/Bangkok", "official journal", "River post (invented)"):
        assert words in seen
    admin.post(there + "close-unit/", {"unit": str(unit.id)})
    admin.post(there + "close/", {"reason": "merged"})
    agency.refresh_from_db()
    assert agency.closed_at is not None
    admin.post(there + "reopen/", {"reason": "split"})
    admin.post(place + "verify/", {"source": "journal"})
    admin.post(place + "change/", new | {"name": "Orchid Bureau (invented)"})
    admin.post(place + "close/", {"reason": "dissolved"})
    assert Authority.objects.get(name="Orchid Bureau (invented)").closed_at is not None
    assert "Orchid Bureau" not in text(admin.get("/directory/"))
    assert "Orchid Bureau" in text(admin.get("/directory/?closed=yes&country=TH"))
    assert admin.post(there + "nonsense/").status_code == 404


def test_officers_read_the_directory_and_do_not_keep_it(cast: Cast):
    recorder = at_work(cast, RECORDER)
    page = recorder.get(f"/directory/agencies/{cast.police.id}/")
    assert "Add a unit" not in text(page)
    assert recorder.post(f"/directory/agencies/{cast.police.id}/unit/", {"name": "x"}).status_code == 403
    assert recorder.post("/directory/import/").status_code == 403
    assert recorder.get(f"/directory/agencies/{uuid4()}/").status_code == 404


def test_groups_and_lists_have_dated_members(cast: Cast, admin: Client):
    admin.post("/directory/groups/", {"name": "Delta group (invented)"})
    group = PartyGroup.objects.get()
    there = f"/directory/groups/{group.id}/"
    for party in ("state:VN", f"agency:{cast.customs.id}", f"authority:{cast.lotus.id}"):
        assert admin.post(there, {"party": party, "starts_on": "2020-01-01"}).status_code == 302
    assert admin.post(there, {"party": "", "starts_on": "2020-01-01"}).status_code == 400
    page = text(admin.get(there))
    assert "Viet Nam" in page
    assert "whole State" in page
    for member in group.members.all():
        admin.post(f"{there}members/{member.id}/end/")
    assert text(admin.get(there)).count(">ended<") == 3
    outsider = at_work(cast, ADMIN, cast.abroad)
    assert "Delta group" in text(outsider.get("/directory/groups/"))
    assert outsider.post(there, {"party": "state:VN", "starts_on": "2020-01-01"}).status_code == 403

    typed = {"name": "Safe (invented)", "agency": str(cast.customs.id), "kind": "compartment"}
    place = admin.post("/directory/lists/", typed)["Location"]
    officer = cast.officers[cast.police.id, RECORDER]
    admin.post(place, {"officer": str(officer.id), "starts_on": "2020-01-01"})
    assert officer.full_name in text(admin.get(place))
    assert "Safe (invented)" in text(admin.get(f"/people/{officer.id}/"))
    assert "Safe (invented)" not in text(at_work(cast, RECORDER).get(f"/people/{officer.id}/"))
    assert outsider.get(place).status_code == 404
    member = NamedList.objects.get().members.get()
    admin.post(f"{place}members/{member.id}/end/")
    assert ">ended<" in text(admin.get(place))
