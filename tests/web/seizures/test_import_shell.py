"""Tables of seizures in the shell. On the embedded database: a command ends its connection, which a test on a server
could not go on with."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from kouprey.cli import seizures as shell
from kouprey.cli.main import main
from kouprey.formats import seizures as forms
from kouprey.formats.seizures.carrying import carried
from kouprey.web.seizures.actions import reporting
from web.incident_tables import table

pytestmark = pytest.mark.django_db


def test_the_shell_takes_in_and_writes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path, out = table(tmp_path / "seizures.csv"), tmp_path / "aitr.csv"
    assert main(["seizures", "import", str(path), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["created"], told["updated"], told["rejected"]) == (4, 2, 0, 0)
    assert told["rejects_file"] is None
    assert main(["seizures", "report", "aitr", "--country", "KH", "--year", "2026", "--output", str(out)]) == 0
    assert len(list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))) == 4
    found, rejected = forms.read_form(out)
    assert (len(found), rejected) == (2, ())


@pytest.mark.parametrize("form", forms.FORMS)
def test_the_shell_writes_every_report_as_the_page_does(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = []
    monkeypatch.setattr(reporting.forms, "carried", lambda *a, **k: kept.append(carried(*a, **k)) or kept[-1])
    path = table(tmp_path / "seizures.csv")
    assert main(["seizures", "import", str(path)]) == 0
    asked = ["seizures", "report", form, "--country", "KH", "--year", "2026", "--consent", "no"]
    for suffix in forms.SUFFIXES:
        out = tmp_path / f"report.{suffix}"
        assert main([*asked, "--output", str(out)]) == 0
        assert out.read_bytes() == kept[-1].content
    rows = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (rows["about"]["form"], rows["about"]["country"], rows["about"]["year"]) == (form, "KH", 2026)
    assert pq.read_table(tmp_path / "report.parquet").to_pylist() == rows["rows"]
    sheet = (tmp_path / "report.csv").read_text(encoding="utf-8")
    assert [list(row.values()) for row in rows["rows"]] == list(csv.reader(io.StringIO(sheet)))[1:]
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert book.worksheets[0].max_row == len(rows["rows"]) + 1
    assert main([*asked, "--output", str(tmp_path / "report.docx")]) == 2
    assert not (tmp_path / "report.docx").exists()


def test_the_shell_offers_what_the_pages_offer():
    assert (shell.FORMS, set(shell.SUFFIXES)) == (forms.FORMS, set(forms.SUFFIXES))


def test_the_shell_names_what_it_rejects(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "bad.csv"
    path.write_text("Date of seizure,Species,Quantity,Country of seizure\n2024-13-45,Manis javanica,5,KH\n")
    assert main(["seizures", "import", str(path), "--dry-run", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["rejected"], told["created"]) == (1, 1, 0)
    (row, *_more) = list(csv.DictReader(io.StringIO(Path(told["rejects_file"]).read_text(encoding="utf-8"))))
    assert (row["line"], row["value"]) == ("2", "2024-13-45")
    assert row["reason"]
    assert main(["seizures", "report", "aitr", "--country", "QQ", "--year", "2026"]) == 2
    assert main(["seizures", "import", str(tmp_path / "none.csv")]) == 2


def test_nobody_acts_in_the_name_of_who_has_no_role(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = table(tmp_path / "seizures.csv")
    assert main(["seizures", "import", str(path), "--officer", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


def test_the_dry_run_refuses_what_the_import_would_refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "named.csv"
    path.write_text(
        "Date,Species,Term,Country,Agency,Remarks\n2026-03-02,Manis javanica,SCA,KH,Customs,Mr. Sok Invented held\n"
    )
    for more in (["--dry-run"], []):
        assert main(["seizures", "import", str(path), *more]) == 2
        assert "line 2, Additional information, “" in capsys.readouterr().err
