"""Pages of observations: typed once, kept whatever happens, growing without scripts, closed to strangers."""

from __future__ import annotations

import csv
import io
import json
import re

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kouprey.domain import seizures as sz
from kouprey.domain.access import Role
from kouprey.kernel.ids import new_id
from kouprey.web.core.queries import events_about
from kouprey.web.records.models import Record
from kouprey.web.records.queries import attachments_of, values_of
from kouprey.web.records.tenancy import acting
from kouprey.web.seizures import access, queries
from kouprey.web.seizures.actions.recording import amend_incident
from kouprey.web.seizures.models import Tip
from kouprey.web.ui.incident_fields import flat_of, values_of_form
from web.cast import AT, Cast, build, second
from web.incidents import reported, values, written
from web.sessions import signed_in, text

pytestmark = pytest.mark.django_db
MARKS = {"m-tlp": "TLP:AMBER", "m-purposes": ["prevention", "investigation", "prosecution", "statistics"]}
TYPED = {
    "kind": "seizure", "when": "2026-11-12", "country": "KH", "place-name": "Weighbridge on road 1",
    "agency": "customs", "activities": ["import"], "offences": ["smuggling"], "detection": ["intelligence"],
    "specimen-0-taxon": "Sunda pangolin", "specimen-0-term": "SCA", "specimen-0-amount": "exact",
    "specimen-0-number": "12.5", "specimen-0-unit": "KGM",
    "specimen-3-taxon": "a grey bird", "specimen-3-term": "LIV", "specimen-3-amount": "present",
    "specimen-3-disposal": "rescue", "leg-0-role": "origin", "leg-0-country": "KH", "leg-1-role": "destination",
    "leg-1-country": "VN", "leg-2-role": "origin", "people-0-country": "KH", "people-0-number": "2",
    "hour-identified_by": "Wildlife office", "value-amount": "1,000", "value-currency": "USD", "act": "save",
}  # fmt: skip


@pytest.fixture
def cast() -> Cast:
    return build(Role.RECORDER, Role.VERIFIER, Role.INVESTIGATOR, Role.ANALYST)


def newest(by) -> Record:
    with acting(by):
        return Record.objects.of(authority=by.authority).latest("id")


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "PNG")
    return SimpleUploadedFile("scales.png", out.getvalue(), "image/png")


def test_a_seizure_is_typed_once_sent_twice_and_reported(cast: Cast):
    by, client, token = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER), str(new_id())
    for _again in range(2):
        answer = client.post("/incidents/new/", TYPED | MARKS | {"token": token, "photo": picture(), "act": "report"})
        assert answer.status_code == 302, text(answer)
    record = newest(by)
    with acting(by):
        assert Record.objects.of(authority=by.authority).count() == 1
        assert (record.state, len(attachments_of(record))) == ("reported", 1)
        incident = queries.incident_of(record)
    pangolin, bird = incident.specimens
    assert (pangolin.reported, pangolin.taxon, pangolin.appendix) == ("Sunda pangolin", "Manis javanica", "")
    assert (bird.reported, bird.taxon, str(bird.quantity.amount)) == ("a grey bird", "", "present")
    assert [str(leg.role) for leg in incident.legs] == ["origin", "destination"]
    assert incident.value == sz.Money(1000, "USD")
    page = text(client.get(f"/incidents/{record.id}/"))
    assert "Manis javanica" in page
    assert "reported as Sunda pangolin" in page
    assert client.get(f"/records/{record.id}/").headers["Location"] == f"/incidents/{record.id}/"


def test_the_form_grows_without_scripts_and_keeps_what_was_typed(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    page = text(client.post("/incidents/new/", TYPED | MARKS | {"act": "add-specimen"}))
    assert 'name="specimen-4-taxon"' in page
    assert 'value="a grey bird"' in page
    assert "Understood as Manis javanica." in page
    assert "No list has this name. It is kept as typed." in page
    page = text(client.post("/incidents/new/", TYPED | MARKS | {"act": "remove-specimen-3"}))
    assert "a grey bird" not in page
    for sort in ("leg", "people"):
        page = text(client.post("/incidents/new/", TYPED | MARKS | {"act": f"add-{sort}"}))
        assert f'name="{sort}-{3 if sort == "leg" else 1}-country"' in page


def test_what_cannot_be_kept_is_told_and_names_are_asked_about(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    answer = client.post("/incidents/new/", TYPED | MARKS | {"when": "last week", "specimen-0-number": "many"})
    assert answer.status_code == 400
    assert 'value="last week"' in text(answer)
    told = TYPED | MARKS | {"note": "The driver was Mr Invented Person"}
    assert "This looks like names of persons" in text(client.post("/incidents/new/", told))
    with acting(by):
        assert not Record.objects.of(authority=by.authority).exists()
    assert client.post("/incidents/new/", told | {"names-confirmed": "yes"}).status_code == 302


def test_countries_are_typed_by_name(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    named = {
        "country": "cambodia",
        "leg-1-country": "VIETNAM",
        "people-0-country": "Viet Nam",
        "leg-0-country": "Lao PDR",
    }
    assert client.post("/incidents/new/", TYPED | MARKS | named).status_code == 302
    with acting(by):
        incident = queries.incident_of(newest(by))
    assert incident.place.country == "KH"
    assert [leg.country for leg in incident.legs] == ["LA", "VN"]
    assert incident.people == (sz.People("VN", 2),)


def test_what_is_no_country_is_refused_by_its_field_and_stays_typed(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    wrong = {"country": "Atlantis", "leg-1-country": "Lemuria", "people-0-country": "Vietnamm"}
    answer = client.post("/incidents/new/", TYPED | MARKS | wrong)
    page = text(answer)
    assert answer.status_code == 400
    for said in ("Country: “Atlantis”", "Leg 2: country: “Lemuria”", "People 1: nationality: “Vietnamm”"):
        assert f"{said} is no country. Choose a country of the list." in page
    assert all(f'value="{typed}"' in page for typed in wrong.values())


def test_a_number_that_is_too_long_says_so(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    for typed, says in (
        ({"specimen-0-number": "1" * 26}, "too long a number: 20 digits are kept before the point, 15 after it"),
        ({"people-0-number": "1" * 12}, "People 1 is more than 1,000,000,000."),
        ({"specimen-0-number": "many"}, "Specimen 1: quantity is no number. Write digits"),
    ):  # fmt: skip
        assert says in text(client.post("/incidents/new/", TYPED | MARKS | typed))


def kinds(page: str, n: int) -> tuple[str, str]:
    """The choice of kinds of a specimen: what stands first, and what stands after it as seldom."""
    first, _group, others = (
        page.partition(f'id="f-specimen-{n}-term"')[2].partition("</select>")[0].partition("<optgroup")
    )
    return first, others


def test_kinds_that_fit_the_taxon_stand_first_and_none_is_hidden(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    typed = {"specimen-0-taxon": "tiger", "specimen-0-term": "BAL", "act": "add-leg"}
    page = text(client.post("/incidents/new/", TYPED | MARKS | typed))
    first, others = kinds(page, 0)
    assert 'label="Seldom of this taxon"' in others
    assert 'value="SKI"' in first
    assert 'value="BAR"' in others
    assert 'value="BAL" selected' in others
    unknown, none = kinds(page, 3)
    assert none == ""
    assert unknown.count("<option") == (first + others).count("<option")


def test_a_device_knows_the_kinds_that_a_taxon_does_not_give(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    told = client.get("/incidents/taxa.json", {"q": "Panthera tigris"}).json()["seldom"]
    kept = client.get("/incidents/new/names.json").json()["seldom"]
    assert {"BAL", "BAR"} <= set(told)
    assert [one["terms"] for one in kept if "Panthera tigris" in one["taxa"]] == [told]
    assert client.get("/incidents/taxa.json", {"q": "a grey bird"}).json()["seldom"] == []


def test_source_codes_are_suggested_judged_and_shown_with_their_words(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    page = text(client.get("/incidents/new/"))
    assert '<datalist id="sources"><option value="A">artificially propagated plants</option>' in page
    assert re.search(
        r'name="specimen-0-source"[^>]* list="sources"[^>]* aria-describedby="f-specimen-0-source-help"', page
    )
    typed = TYPED | MARKS | {"specimen-0-source": "w", "specimen-3-source": "zz"}
    page = text(client.post("/incidents/new/", typed, follow=True))
    assert "source W, wild" in page
    assert "ZZ is no source code of the list." in page


def test_a_draft_that_is_incomplete_says_what_to_mend(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    answer = client.post("/incidents/new/", MARKS | {"kind": "seizure", "act": "report"})
    page = text(answer)
    assert answer.status_code == 400
    assert "What must be mended before it can be reported" in page
    assert re.search(r'amend/#f-when">Write a day', page)


def test_an_amendment_loses_nothing_and_keeps_ids(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    record = written(by, note="line one\nline two", first_hour={"matter": "crime", "quarantine_informed": "no"})
    with acting(by):
        before = queries.incident_of(record)
    read = sz.of_values(values_of_form(flat_of(before), before), id=before.id)
    assert sz.to_values(read) == sz.to_values(before)
    page = text(client.get(f"/incidents/{record.id}/amend/"))
    assert 'value="Manis javanica"' in page
    flat = flat_of(before) | {"specimen-1-number": ["5"], "seen": ["1"], "reason": [""], "act": ["save"]}
    assert client.post(f"/incidents/{record.id}/amend/", flat).status_code == 302
    with acting(by):
        after = queries.incident_of(access.incident(by, record.id))
    assert [line.id for line in after.specimens] == [line.id for line in before.specimens]
    assert after.specimens[1].quantity.number == 5
    assert client.post(f"/incidents/{record.id}/amend/", flat).status_code == 403  # seen an older version


@pytest.mark.parametrize("seed", range(3))
def test_invented_observations_come_back_from_the_form_as_they_were(seed: int):
    for incident in sz.generate(seed, count=40):
        found = sz.of_values(values_of_form(flat_of(incident), incident), id=incident.id)
        assert sz.to_values(found) == sz.to_values(incident)


def test_the_list_filters_and_is_taken_out(cast: Cast):
    by, client = cast.actor(Role.INVESTIGATOR), signed_in(cast, Role.INVESTIGATOR)
    record = reported(by)
    written(by, kind="online-offer", when="2026-01", specimens=[])
    page = text(client.get("/incidents/?taxon=Manidae"))
    assert record.number in page
    assert "1 found" in page
    assert "Nothing you may read fits" in text(client.get("/incidents/?taxon=Panthera+tigris&country=VN"))
    assert client.get("/incidents/?since=soon").status_code == 400
    rows = client.get("/incidents/as/csv?kind=seizure").content.decode().splitlines()
    assert len(rows) == 3  # a head and two lines of specimens
    assert record.number in rows[1]
    found = json.loads(client.get("/incidents/as/json").content)["incidents"]
    assert {one["values"]["kind"] for one in found} == {"seizure", "online-offer"}
    assert signed_in(cast, Role.RECORDER).get("/incidents/as/csv").status_code == 403


def test_acts_of_one_moment_stand_in_the_order_in_which_they_were_done(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    for _n in range(6):  # ids of one moment stand in an order of chance
        page = text(client.get(f"/incidents/{reported(by).id}/"))
        history = page[page.index('id="history"') :]
        assert history.index("written down") < history.index("filed")


def test_a_window_that_ends_before_it_begins_is_refused_and_the_form_kept(cast: Cast):
    reported(cast.actor(Role.INVESTIGATOR))
    client = signed_in(cast, Role.INVESTIGATOR)
    refused = client.get("/incidents/?since=2026&until=2020&kind=seizure")
    assert refused.status_code == 400
    page = text(refused)
    assert "The window ends before it begins." in page
    assert "Write the earlier date first." in page
    assert "Nothing you may read fits" not in page
    assert 'name="since" value="2026"' in page
    assert 'name="until" value="2020"' in page
    assert client.get("/incidents/as/csv?since=2026&until=2020").status_code == 400


def test_the_list_is_taken_out_as_parquet_with_the_columns_of_its_csv(cast: Cast):
    by, client = cast.actor(Role.INVESTIGATOR), signed_in(cast, Role.INVESTIGATOR)
    reported(by, synthetic="yes", place={"name": "x"}, admin1="=1+1")
    assert "/incidents/as/parquet?" in text(client.get("/incidents/"))
    sent = client.get("/incidents/as/parquet?kind=seizure")
    assert sent["Content-Type"] == "application/vnd.apache.parquet"
    assert "incidents.parquet" in sent["Content-Disposition"]
    table = pq.read_table(io.BytesIO(sent.content))
    rows = list(csv.DictReader(io.StringIO(client.get("/incidents/as/csv?kind=seizure").content.decode())))
    assert table.column_names == list(rows[0])
    # A spreadsheet takes a cell for a formula, a table for programs does not.
    assert table.to_pylist() == [row | {"admin1": row["admin1"].removeprefix("'")} for row in rows]
    assert json.loads(table.schema.metadata[b"kouprey"])["method"]["synthetic"] is True
    with acting(by):
        acts = [
            event.details for event in events_about("agency", by.agency) if event.act == "seizures.incidents.exported"
        ]
    assert {one["form"] for one in acts} == {"csv", "parquet"}
    assert client.get("/incidents/as/xlsx").status_code == 404
    assert signed_in(cast, Role.RECORDER).get("/incidents/as/parquet").status_code == 403


def test_a_hand_over_over_pages(cast: Cast):
    by, customs = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    police, verifier = signed_in(cast, Role.RECORDER, cast.police), signed_in(cast, Role.VERIFIER, cast.police)
    record = reported(by)
    assert police.get(f"/incidents/{record.id}/").status_code == 404
    page = text(customs.get(f"/incidents/{record.id}/hand-over/?to={cast.police.id}"))
    basis = re.search(r'name="basis" value="([^"]+)"', page)[1]
    sent = {"to": str(cast.police.id), "basis": basis, f"entered-{basis}": "MoU 12", "note": "Two boxes."}
    assert customs.post(f"/incidents/{record.id}/hand-over/", sent).status_code == 302
    assert record.number in text(police.get("/incidents/inbox/"))
    page = text(police.get(f"/incidents/{record.id}/"))
    accept = re.search(r"/incidents/handed/[\w-]+/do/accept", page)[0]
    assert police.post(accept).status_code == 302
    assert "Taken over by police.recorder" in text(police.get(accept.replace("do/accept", "receipt/")))
    assert verifier.post(f"/incidents/{record.id}/do/verify").status_code == 302
    assert customs.get(f"/incidents/{record.id}/amend/").status_code == 403


def test_likely_duplicates_are_compared_judged_and_taken_back(cast: Cast):
    by, client = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    one, twin = reported(by), reported(by)
    assert f"/incidents/{one.id}/beside/{twin.id}/" in text(client.get(f"/incidents/{one.id}/"))
    assert client.post(f"/incidents/{one.id}/beside/{twin.id}/", {"same": "yes", "reason": "r"}).status_code == 302
    page = text(client.get(f"/incidents/{twin.id}/"))
    undo = re.search(r"/incidents/judged/[\w-]+/undo", page)[0]
    answer = client.post(undo, {"back": str(twin.id)})
    assert answer["Location"].startswith(f"/incidents/{twin.id}/?done=unjudged")


def test_a_tip_from_the_public_page_becomes_a_record(cast: Cast, client, settings):
    assert "This node takes no tips" in text(client.get("/tip/"))
    settings.TIPS_AGENCY = cast.customs.name
    assert client.post("/tip/", {"text": ""}).status_code == 400
    told = {"text": "Cages behind the shop.", "place": "Market street", "contact": "by the gate"}
    page = text(client.post("/tip/", told))
    number = re.search(r"TIP-\d{4}-\w{8}", page)[0]
    by, officer = cast.actor(Role.RECORDER), signed_in(cast, Role.RECORDER)
    assert number in text(officer.get("/incidents/inbox/"))
    with acting(by):
        tip = access.tips(by).get(number=number)
    page = text(officer.get(f"/incidents/tips/{tip.id}/"))
    assert "by the gate" not in page
    assert "by the gate" in text(signed_in(cast, Role.INVESTIGATOR).post(f"/incidents/tips/{tip.id}/do/reporter"))
    assert "Cages behind the shop." in text(officer.get(f"/incidents/new/?tip={tip.id}"))
    form = {"kind": "tip", "note": tip.text, "tip": str(tip.id), "act": "save"}
    assert officer.post("/incidents/new/", form | MARKS).status_code == 302
    with acting(by):
        assert Tip.objects.of(pk=tip.pk).get().record == newest(by).id
        assert "reporter" not in values_of(newest(by))
    assert client.post("/tip/", told | {"website": "x"}).status_code == 400
    for _more in range(4):
        client.post("/tip/", {"text": ""})
    assert client.post("/tip/", told).status_code == 429


def test_names_are_suggested_in_any_language(cast: Cast):
    client = signed_in(cast, Role.RECORDER)
    found = client.get("/incidents/taxa.json?q=pangol").json()["taxa"]
    assert any(one["taxon"] == "Manis javanica" for one in found)
    assert client.get("/incidents/taxa.json?q=p").json()["taxa"] == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1,200,500", "1200500"),
        ("1 200.50", "1200.5"),
        ("1,200", "1200"),
        ("1200,50", None),
        ("12,5", None),
        ("1,2,3", None),
        ("0,500", None),
    ],
)
def test_a_comma_that_may_part_decimals_is_refused_in_money(cast: Cast, typed: str, kept: str | None):
    client = signed_in(cast, Role.RECORDER)
    for field in ("value-amount", "specimen-0-value"):
        form = TYPED | MARKS | {field: typed, "specimen-0-currency": "USD", "token": str(new_id())}
        answer = client.post("/incidents/new/", form)
        if kept is None:
            assert answer.status_code == 400
            assert "is no number" in text(answer)
            continue
        assert answer.status_code == 302, text(answer)
        said = values_of(newest(cast.actor(Role.RECORDER)))
        assert (said["value"] if field == "value-amount" else said["specimens"][0]["value"])["amount"] == kept


@pytest.mark.parametrize("typed", ["2,500", "12,500", "0,500", "12,5", "1,200,500"])
@pytest.mark.parametrize("field", ["specimen-0-number", "specimen-0-weight"])
def test_a_comma_in_a_quantity_is_never_read(cast: Cast, typed: str, field: str):
    client = signed_in(cast, Role.RECORDER)
    form = TYPED | MARKS | {field: typed, "specimen-0-weight_amount": "exact", "token": str(new_id())}
    for act in ("save", "report"):
        answer = client.post("/incidents/new/", form | {"act": act})
        assert answer.status_code == 400
        assert "is no number" in text(answer)


def test_a_number_that_was_forgotten_is_asked_for_before_it_is_reported(cast: Cast):
    client, by = signed_in(cast, Role.RECORDER), cast.actor(Role.RECORDER)
    form = TYPED | MARKS | {"specimen-0-number": "", "token": str(new_id())}
    for amount in ("exact", "estimated"):
        answer = client.post("/incidents/new/", form | {"specimen-0-amount": amount, "act": "report"})
        assert answer.status_code == 400
        assert "a number goes with an exact or estimated amount" in text(answer)
    record = reported(by)
    with acting(by):
        flat = {name: one for name, one in flat_of(queries.incident_of(record)).items() if one != [""]}
    amended = flat | {"specimen-0-number": "", "seen": "1", "reason": "x", "act": "save"}
    assert client.post(f"/incidents/{record.id}/amend/", amended).status_code == 400


def test_a_draft_may_say_what_it_was_and_not_yet_how_much(cast: Cast):
    client, by = signed_in(cast, Role.RECORDER), cast.actor(Role.RECORDER)
    form = {"kind": "seizure", "specimen-0-taxon": "tiger", "specimen-0-amount": "exact", "act": "save"} | MARKS
    for more in ({}, {"specimen-0-weight": "12.5", "specimen-0-weight_amount": "exact"}):
        answer = client.post("/incidents/new/", form | more | {"token": str(new_id())})
        assert answer.status_code == 302, text(answer)
        (line,) = values_of(newest(by))["specimens"]
        assert line["quantity"] == {"amount": "present"}
        assert line.get("weight", {}).get("number", "") == more.get("specimen-0-weight", "")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("place-name", "house of Mr. Sok Invented"), ("reference", "case of Mr. Sok Invented"),
     ("entered_for", "Mr. Sok Invented"), ("note", "Mr. Sok Invented")],
)  # fmt: skip
def test_every_text_of_ones_own_words_is_asked_about_names(cast: Cast, field: str, typed: str):
    client = signed_in(cast, Role.RECORDER)
    form = TYPED | MARKS | {field: typed, "token": str(new_id())}
    answer = client.post("/incidents/new/", form)
    assert answer.status_code == 400
    assert "Mr. Sok Invented" in text(answer)
    assert "Nothing was saved yet" in text(answer)
    assert client.post("/incidents/new/", form | {"names-confirmed": "yes"}).status_code == 302


def test_who_was_overtaken_sees_what_came_and_can_save_on_top_of_it(cast: Cast):
    client, by = signed_in(cast, Role.RECORDER), cast.actor(Role.RECORDER)
    record = written(by, note="One box.")
    page = f"/incidents/{record.id}/amend/"
    with acting(by):
        flat = {name: one for name, one in flat_of(queries.incident_of(record)).items() if one != [""]}
    first = client.post(page, flat | {"note": "Two boxes.", "seen": "1", "act": "save"})
    assert first.status_code == 302, text(first)
    answer = client.post(page, flat | {"note": "Three crates.", "seen": "1", "act": "save"})
    said = text(answer)
    assert answer.status_code == 403
    assert "saved version 2" in said
    assert "You saved this record already" in said
    assert "<ins>Two boxes.</ins>" in re.sub(r"\s*(</?(ins|del)>)\s*", r"\1", answer.content.decode())
    assert "Three crates." in said
    (seen,) = re.findall(r'name="seen" value="(\d+)"', answer.content.decode())
    mine = flat | {"note": "Three crates.", "seen": seen, "act": "save"}
    assert client.post(page, mine).status_code == 403  # nothing was said to be taken over
    assert values_of(newest(by))["note"] == "Two boxes."
    grown = client.post(page, mine | {"overtaken": "2", "act": "add-specimen"})
    (seen,) = re.findall(r'name="seen" value="(\d+)"', grown.content.decode())
    assert seen == "2"
    assert client.post(page, mine | {"overtaken": "2"}).status_code == 302
    assert values_of(newest(by))["note"] == "Three crates."


def test_who_was_overtaken_by_a_colleague_reads_so(cast: Cast):
    by, other = cast.actor(Role.RECORDER), second(cast, Role.RECORDER)
    record, client = written(by, note="One box."), signed_in(cast, Role.RECORDER)
    with acting(by):
        flat = {name: one for name, one in flat_of(queries.incident_of(record)).items() if one != [""]}
    with acting(other):
        amend_incident(id=record.id, seen=1, values=values(note="Two boxes."), reason="", by=other, at=AT)
    answer = client.post(f"/incidents/{record.id}/amend/", flat | {"seen": "1", "act": "save"})
    assert answer.status_code == 403
    assert "A colleague was quicker" in text(answer)
    assert other.label in text(answer)
