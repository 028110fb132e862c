"""The page of every measure: the same bytes as shell and Python, tables, columns, opened rows, parts of a page."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.test import Client

from kouprey import trade
from kouprey.cli import main as shell
from kouprey.web.ui import kept
from kouprey.web.ui.trade_measures import MEASURES
from web.stores import TEN_YEARS, quotas, ten_years, write

ASKED: list[tuple[str, str, str, Callable[[Any], Any]]] = [
    ("study", "importer=CN&exporter=SEA&term=live&term=skins&by=year", "study --importer CN --exporter SEA"
     " --term live --term skins --by year",
     lambda s: s.study(importer="CN", exporter="SEA", terms=("live", "skins"), by=("year",))),
    ("study", "taxon=Naja&names=accepted&top=3&quantity=max", "study --taxon Naja --names accepted --top 3"
     " --quantity max", lambda s: s.study(taxon="Naja", names="accepted", top=3, quantity="max")),
    ("gross-exports", "exporter=SEA", "gross exports --exporter SEA", lambda s: s.gross("exports", exporter="SEA")),
    ("gross-imports", "importer=CN&years=2005-2012", "gross imports --importer CN --years 2005-2012",
     lambda s: s.gross("imports", importer="CN", years=(2005, 2012))),
    ("net-exports", "class=animals", "net exports --class animals", lambda s: s.net("exports", class_="animals")),
    ("net-imports", "source=W,C&purpose=T", "net imports --source W --source C --purpose T",
     lambda s: s.net("imports", sources=("W", "C"), purposes="T")),
    ("mirror", "importer=CN&names=accepted", "mirror --importer CN --names accepted",
     lambda s: s.mirror(importer="CN", names="accepted")),
    ("mirror", "importer=CN&top=100", "mirror --importer CN --top 100", lambda s: s.mirror(importer="CN", top=100)),
    ("flows", "quantity=max&geography=origin", "flows --quantity max --geography origin",
     lambda s: s.flows(quantity="max", geography="origin")),
    ("flows", "show=countries&exporter=ID", "flows --show countries --exporter ID",
     lambda s: s.flows(show="countries", exporter="ID")),
    ("trend", "exporter=ID&every=1", "trend --exporter ID --every", lambda s: s.trend(exporter="ID", every=True)),
    ("quotas", "breaches=1", "quotas --breaches", lambda s: s.quotas(breaches=True)),
    ("redflags", "exporter=SEA&years=2008-2013", "redflags --exporter SEA --years 2008-2013",
     lambda s: s.red_flags(exporter="SEA", years=(2008, 2013))),
    ("comptab", "importer=CN&unit=kg", "comptab --importer CN", lambda s: s.comptab(importer="CN", unit="kg")),
]  # fmt: skip
PAGES = [(measure.name, measure.address) for measure in MEASURES.values()]


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with fourteen years of trade and quotas."""
    folder = tmp_path_factory.mktemp("ten-years")
    trade.load([write(folder / "comptab.csv", ten_years())], home=folder)
    quotas(folder)
    return folder


@pytest.fixture
def node(client: Client, settings, home: Path) -> Client:
    """A visitor of that node."""
    settings.HOME = home
    return client


def test_every_measure_is_held_against_the_shell():
    assert {name for name, *_ in ASKED} == set(MEASURES)


@pytest.mark.parametrize(("name", "address", "words", "ask"), ASKED, ids=[f"{one[0]}?{one[1]}" for one in ASKED])
def test_page_shell_and_python_give_the_same_bytes(
    node: Client, home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes],
    name: str, address: str, words: str, ask: Callable[[Any], Any],
) -> None:  # fmt: skip
    monkeypatch.setenv("KOUPREY_HOME", str(home))
    extra = ["--unit", "kg"] if "unit=" in address and name != "comptab" else []
    answer = ask(trade.open(home))
    given = node.get(f"/trade/{name}.json?{address}").content
    assert given == answer.written("json").encode()
    assert json.loads(given)["rows"]
    if name == "comptab":  # the shell's tabulation has no option for a unit
        address, answer = "importer=CN", trade.open(home).comptab(importer="CN")
        given = node.get(f"/trade/{name}.json?{address}").content
    assert shell(["trade", *words.split(), *extra, "--format", "json"]) == 0
    assert capsysbinary.readouterr().out == given
    assert node.get(f"/trade/{name}.csv?{address}").content.decode() == answer.written("csv")


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_given_out_in_every_form(node: Client, home: Path, name: str):
    address = "exporter=ID"
    answer = json.loads(node.get(f"/trade/{name}.json?{address}").content)
    book = openpyxl.load_workbook(io.BytesIO(node.get(f"/trade/{name}.xlsx?{address}").content))
    assert book.sheetnames == ["Answer", "Method"]
    table = pq.read_table(io.BytesIO(node.get(f"/trade/{name}.parquet?{address}").content))
    assert (table.num_rows, table.column_names) == (len(answer["rows"]), answer["columns"])
    note = json.loads(node.get(f"/trade/{name}.method.json?{address}").content)
    assert note == {"method": answer["method"], "warnings": answer["warnings"]}
    assert json.loads(table.schema.metadata[b"kouprey"])["warnings"] == answer["warnings"]


@pytest.mark.parametrize(("name", "address"), PAGES)
def test_every_page_shows_its_answer_with_method_and_warnings(node: Client, home: Path, name: str, address: str):
    response = node.get(address)
    body = text(response)
    assert response.status_code == 200
    files = re.search(rf"/trade/{name}\.json\?([^\"]*)\"", body)
    assert files
    answer = json.loads(node.get(f"/trade/{name}.json?{files.group(1)}").content)
    assert f"of {len(answer['rows'])}</h2>" in body
    assert all(sentence in body for sentence in answer["method"]["sentences"])
    assert all(warning in body for warning in answer["warnings"])
    assert f'href="{address}' in body
    assert body.count('aria-current="page"') == 2  # Trade in the rail, the measure in its row


def test_links_between_measures_carry_the_filters_that_fit(node: Client):
    body = text(node.get("/trade/mirror/?importer=SG&exporter=ID&term=live&years=2005-2010&unit=kg&top=20"))
    assert 'href="/trade/?importer=SG&exporter=ID&years=2005-2010&term=live"' in body
    assert 'href="/trade/quotas/?exporter=ID&years=2005-2010"' in body
    assert 'href="/trade/trend/?importer=SG&exporter=ID&term=live"' in body
    assert 'href="/trade/quotas/"' in text(node.get("/trade/mirror/"))


def test_the_study_has_one_address(node: Client):
    assert node.get("/trade/study/?importer=CN")["Location"] == "/trade/?importer=CN"


@pytest.mark.parametrize("columns", ["columns=taxon,difference", "columns=taxon&columns=difference"])
def test_columns_are_chosen_by_the_address(node: Client, columns: str):
    body = text(node.get(f"/trade/mirror/?importer=CN&{columns}&sort=-difference"))
    assert re.findall(r'id="sort-(\w+)"', body) == ["taxon", "difference"]
    assert 'value="difference" checked' in body
    assert 'value="stage">' in body
    assert "?importer=CN&columns=taxon%2Cdifference&sort=difference#rows" in body
    assert '<input type="hidden" name="columns" value="taxon,difference" form="filters">' in body


def test_files_hold_every_column_whatever_is_shown(node: Client):
    all_of_it = node.get("/trade/mirror.csv?importer=CN").content
    assert node.get("/trade/mirror.csv?importer=CN&columns=taxon").content == all_of_it


def test_a_hidden_column_can_be_sorted_by_and_shown(node: Client):
    assert "Relative gap" in text(node.get("/trade/mirror/?columns=taxon&columns=relative_gap&sort=relative_gap"))
    assert 'id="sort-relative_gap"' not in text(node.get("/trade/mirror/"))


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/trade/mirror/?columns=colour", 400, "no column colour"),
        ("/trade/quotas/?importer=CN", 400, "does not exist here: importer"),
        ("/trade/trend/?years=2001-2003", 400, "The rule looks at 10 years"),
        ("/trade/flows/?unit=any", 400, "Choose one unit"),
        ("/trade/flows/?dataset=other", 404, "no dataset"),
    ],
)
def test_what_cannot_be_asked_says_why(node: Client, address: str, status: int, said: str):
    response = node.get(address)
    assert response.status_code == status
    assert said in text(response)
    assert "Start again" in text(response)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/trade/mirror/?importer=BN", "No reported trade under these filters"),
        ("/trade/trend/?exporter=BN", "No shift in the series"),
        ("/trade/redflags/?exporter=BN", "No red flag"),
        ("/trade/quotas/?exporter=BN", "No quota under these filters"),
    ],
)
def test_an_empty_answer_says_so_with_its_method(node: Client, address: str, said: str):
    body = text(node.get(address))
    assert said in body
    assert "<h2>Method</h2>" in body


def test_without_quotas_the_page_says_what_goes_there(page: Client):
    response = page.get("/trade/quotas/")
    assert response.status_code == 200
    assert "There are no quotas on this node yet" in text(response)
    assert "load-quotas" in text(response)
    assert page.get("/trade/quotas.json").status_code == 404


@pytest.mark.parametrize(("name", "address"), PAGES)
def test_without_a_store_every_page_names_the_first_act(
    client: Client, settings, tmp_path: Path, name: str, address: str
):
    settings.HOME = tmp_path
    assert "kouprey demo" in text(client.get(address))
    assert client.get(f"/trade/{name}.csv").status_code == 404


def test_a_flag_opens_its_evidence_and_what_was_not_checked(node: Client, home: Path):
    rows = trade.open(home).red_flags(exporter="SEA").records()
    body = text(node.get("/trade/redflags/?exporter=SEA"))
    place = next(
        place for place, row in enumerate(rows) if len({e["year"] for e in row["evidence"] if "year" in e}) > 1
    )
    link = re.search(rf'src="(/trade/redflags/row\.svg\?[^"]*&row={place})"', body)
    assert link
    svg = node.get(link.group(1))
    assert svg["Content-Type"] == "image/svg+xml"
    assert str(rows[place]["evidence"][0]["year"]) in svg.content.decode()
    assert "Checks that could not be made for this row:" in body
    assert 'id="check-14"' in body
    single = next(
        place for place, row in enumerate(rows) if len({e["year"] for e in row["evidence"] if "year" in e}) == 1
    )
    assert f'&row={single}"' not in body
    assert node.get(link.group(1).replace(f"row={place}", f"row={single}")).status_code == 404


def test_a_row_of_another_release_has_no_picture(node: Client):
    assert node.get("/trade/trend/row.svg?exporter=ID&every=1&release=000000000000&row=0").status_code == 404
    assert node.get("/trade/trend/row.svg?exporter=ID&every=1&row=0").status_code == 404


def test_the_lines_behind_a_quota_are_a_page_and_a_part(node: Client):
    body = text(node.get("/trade/quotas/"))
    address = re.search(r'hx-get="(/trade/quotas/lines/[^"]*)"', body)
    assert address
    whole, part = node.get(address.group(1)), node.get(address.group(1), headers={"HX-Request": "true"})
    assert "<h1>Lines behind a quota</h1>" in text(whole)
    assert "<h1>" not in text(part)
    assert "HX-Push-Url" not in part
    assert "count" in text(part)
    assert node.get("/trade/quotas/lines/?line=999&year=2010").status_code == 404
    assert node.get("/trade/quotas/lines/?line=x").status_code == 404


def test_quotas_that_were_not_judged_are_named(node: Client):
    assert "it overlaps line" in text(node.get("/trade/quotas/"))


def test_htmx_gets_the_result_alone_and_the_address_that_shows_it(node: Client):
    asked = "/trade/mirror/?importer=CN&exporter=&term=&sort=-difference&page=1"
    whole, part = node.get(asked), node.get(asked, headers={"HX-Request": "true"})
    assert "<html" in text(whole)
    assert "<html" not in text(part)
    assert text(part).lstrip().startswith("<title>Mirror · Kouprey</title>")
    assert '<div id="result">' in text(part)
    assert 'id="measures"' in text(part)
    assert '<p id="said" hx-swap-oob="innerHTML">Rows 1 to' in text(part)
    assert part["HX-Push-Url"] == "/trade/mirror/?importer=CN&sort=-difference"
    assert "HX-Request" in part["Vary"]
    assert "HX-Request" in whole["Vary"]
    table = re.compile(r'<table class="k-table k-of.*</table>', re.S)
    assert table.search(text(whole)).group() == table.search(text(part)).group()


def test_htmx_gets_an_error_as_a_part(node: Client):
    part = node.get("/trade/mirror/?importer=Nowhere", headers={"HX-Request": "true"})
    assert part.status_code == 400
    assert "<html" not in text(part)
    assert part["HX-Push-Url"] == "/trade/mirror/?importer=Nowhere"


def test_a_page_from_the_history_is_whole(node: Client):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in text(node.get("/trade/mirror/", headers=headers))


def test_synthetic_is_said_on_every_page_and_in_every_file(client: Client, settings, synthetic_home: Path):
    settings.HOME = synthetic_home
    quotas(synthetic_home, suffix=" SYNTHETIC")
    for name, address in PAGES:
        response = client.get(address)
        if name == "trend":  # four years of data are too few for it
            assert response.status_code == 400
            continue
        assert '<aside class="k-synthetic"' in text(response), name
        assert json.loads(client.get(f"/trade/{name}.json").content)["method"]["synthetic"] is True
        given = client.get(f"/trade/{name}.csv?exporter=ID")
        assert "SYNTHETIC" in given["Content-Disposition"]
    part = text(client.get("/trade/mirror/", headers={"HX-Request": "true"}))
    assert '<div class="k-band" id="band" hx-swap-oob="true"><aside class="k-synthetic"' in re.sub(
        r">\s+<", "><", part
    )
    assert "SYNTHETIC" in client.get("/trade/gross-exports/chart.svg?exporter=ID").content.decode()


def test_events_are_numbered_on_a_study_by_year(node: Client):
    body = text(node.get("/trade/?importer=CN&exporter=VN,LA&by=year"))
    assert "Events marked in the picture" in body
    assert "CITES in force for the Lao People's Democratic Republic" in body
    assert "Amendments of CoP16 (Bangkok) in force" in body
    assert "pangolins" not in body
    svg = node.get("/trade/chart.svg?importer=CN&exporter=VN,LA&by=year").content.decode()
    assert ">1<" in svg
    assert "2004" in svg


def test_a_year_that_was_cut_off_is_not_drawn_as_none(node: Client):
    assert "would look like years without trade" in text(node.get("/trade/?importer=CN&by=year&top=3"))


def test_gross_by_year_draws_one_kind_of_goods(node: Client, home: Path):
    body = text(node.get("/trade/gross-exports/?exporter=ID"))
    assert "The picture shows live, number of specimens: all rows of the answer, added up by year." in body
    rows = trade.open(home).gross("exports", exporter="ID", terms="live", unit="").records()
    most = max(TEN_YEARS, key=lambda year: sum(row["quantity"] for row in rows if row["year"] == year))
    assert f"The largest year is {most}" in body


def test_an_answer_is_kept_until_there_are_too_many_rows(node: Client, monkeypatch: pytest.MonkeyPatch):
    kept._kept.clear()
    node.get("/trade/mirror/?importer=CN")
    node.get("/trade/mirror.csv?importer=CN")
    assert len(kept._kept) == 1
    rows = len(next(iter(kept._kept.values())).rows)
    monkeypatch.setattr(kept, "KEPT_ROWS", rows)
    node.get("/trade/mirror/?importer=SG")
    assert [key[1:] for key in kept._kept] != []
    assert sum(len(one.rows) for one in kept._kept.values()) <= rows


def test_quotas_are_never_kept(node: Client):
    kept._kept.clear()
    node.get("/trade/quotas/")
    assert not kept._kept
