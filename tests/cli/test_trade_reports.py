"""The shell and Python ask the same function: byte-equal JSON; and every format can be written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analytics.small_stores import drawn, line, store
from kouprey.cli import main as shell
from kouprey.trade.quotas import load_quotas

QUOTAS = "taxon,country,year,quantity\nNaja naja,ID,2013,1\nNaja spp.,SG,2012,suspension\n"
ASKED: list[tuple[list[str], str, dict[str, Any]]] = [
    (["mirror", "--importer", "CN", "--term", "live", "--term", "skins", "--years", "2013", "--top", "9"], "mirror",
     {"importer": "CN", "terms": ("live", "skins"), "years": 2013, "top": 9}),
    (["mirror", "--unit", "kg", "--source", "W", "--class", "animals"], "mirror",
     {"unit": "kg", "sources": "W", "class_": "animals"}),
    (["flows", "--quantity", "max", "--geography", "origin"], "flows", {"quantity": "max", "geography": "origin"}),
    (["flows", "--show", "countries", "--taxon", "Naja"], "flows", {"show": "countries", "taxon": "Naja"}),
    (["trend", "--years", "2004-2013", "--every", "--exporter", "ID,SG"], "trend",
     {"years": (2004, 2013), "every": True, "exporter": "ID,SG"}),
    (["quotas"], "quotas", {}),
    (["quotas", "--breaches", "--exporter", "SG"], "quotas", {"breaches": True, "exporter": "SG"}),
    (["redflags", "--years", "2010-2013", "--top", "5"], "red_flags", {"years": "2010-2013", "top": 5}),
    (["mirror", "--names", "accepted", "--taxon", "naja NAJA"], "mirror",
     {"names": "accepted", "taxon": "naja NAJA"}),
    (["flows", "--names", "accepted", "--show", "countries"], "flows", {"names": "accepted", "show": "countries"}),
    (["trend", "--names", "accepted", "--years", "2004-2013"], "trend", {"names": "accepted", "years": "2004-2013"}),
    (["quotas", "--names", "accepted"], "quotas", {"names": "accepted"}),
    (["redflags", "--names", "accepted", "--exporter", "ID"], "red_flags", {"names": "accepted", "exporter": "ID"}),
    (["events", "--country", "CN", "--years", "2016-2020"], "events", {"country": "CN", "years": (2016, 2020)}),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    lines = drawn(7, 150) + [line("", 30 + year % 7, Year=year, Source="C") for year in range(2000, 2012)]
    store(folder, lines)
    (folder / "quotas.csv").write_text(QUOTAS, encoding="utf-8")
    load_quotas(folder / "quotas.csv", folder)
    return folder


@pytest.mark.parametrize(("words", "measure", "asked"), ASKED, ids=[" ".join(words) for words, _, _ in ASKED])
def test_shell_and_python_give_the_same_bytes(
    home: Path, words: list[str], measure: str, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:  # fmt: skip
    from kouprey import trade

    monkeypatch.setenv("KOUPREY_HOME", str(home))
    assert shell(["trade", *words, "--format", "json"]) == 0
    out, err = capsysbinary.readouterr()
    assert out == (getattr(trade.open(home), measure)(**asked).to_json() + "\n").encode()
    assert json.loads(out).keys() == {"method", "warnings", "columns", "rows"}
    assert b"Traceback" not in err


@pytest.mark.parametrize("form", ["table", "csv", "xlsx", "parquet"])
@pytest.mark.parametrize(
    "words",
    [["mirror"], ["flows"], ["flows", "--show", "countries"], ["trend", "--years", "2002-2011", "--every"],
     ["quotas"], ["redflags"], ["events"]],
    ids=" ".join,
)  # fmt: skip
def test_every_answer_can_be_written_in_every_format(
    home: Path, tmp_path: Path, form: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(home))
    path = tmp_path / f"answer.{form}"
    assert shell(["trade", *words, "--format", form, "--output", str(path)]) == 0
    assert path.stat().st_size > 0


def test_loading_quotas_accounts_for_every_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path / "home"))
    good, mixed, bad = (tmp_path / f"{name}.csv" for name in ("good", "mixed", "bad"))
    good.write_text(QUOTAS, encoding="utf-8")
    mixed.write_text(QUOTAS + "Naja naja,ID\n", encoding="utf-8")
    bad.write_text("taxon\n", encoding="utf-8")
    assert shell(["trade", "load-quotas", str(good), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["loaded"], told["rejected"], told["rejects_file"]) == (2, 2, 0, None)
    assert shell(["trade", "load-quotas", str(mixed)]) == 1
    assert "is in use" in capsys.readouterr().out
    assert shell(["trade", "load-quotas", str(bad)]) == 2


def test_events_need_no_trade_data_and_quotas_say_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOUPREY_HOME", str(tmp_path))
    assert shell(["trade", "events", "--kind", "ban"]) == 0
    assert "ivory" in capsys.readouterr().out
    assert shell(["trade", "mirror"]) == 2
    assert shell(["trade", "events", "--kind", "party"]) == 2
    store(tmp_path, [line(1)])
    assert shell(["trade", "quotas"]) == 2
    assert "load-quotas" in capsys.readouterr().err
