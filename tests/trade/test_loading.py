"""Loading: every row is accounted for, a release is what its bytes are, and a failed load leaves no trace."""

from __future__ import annotations

import csv
import gzip
import io
import threading
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from formats.cites_text import BULK, COMPTAB, bulk, comptab, row, write
from kouprey import trade
from kouprey.analytics.releases import Shelf
from kouprey.kernel.errors import Refused, UnusableFile, UnusableInput
from kouprey.trade.accounting import LoadReport

GOOD = row(id="1", quantity="10")
BAD = {"year": "year", "importer": "CHN", "quantity": "1,5", "reporter": "X", "source": "W?"}
STEPS = ("reading", "staged", "built", "written", "renamed")


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def load(home: Path, *paths: Path, **options: Any) -> LoadReport:
    report: LoadReport = trade.load(list(paths), home=home, **options)
    return report


def figures(home: Path, dataset: str | None = None) -> dict[str, int]:
    """Quantity by taxon, everything counted."""
    answer = trade.open(home, dataset=dataset).study(unit="any", by="taxon", quantity="importer-first")
    found: dict[str, int] = {}
    for record in answer.records():
        found[record["taxon"]] = found.get(record["taxon"], 0) + int(record["quantity"])
    return found


def state(home: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of the store but locks, by path: when it was written and what is in it."""
    files = [path for path in home.rglob("*") if path.is_file() and path.name != "lock"]
    return {str(path.relative_to(home)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def rejected(path: str | None) -> list[dict[str, str]]:
    assert path is not None
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestAccounting:
    """read = loaded + rejected, file by file."""

    def test_each_bad_row_is_set_aside_with_line_field_value_and_reason(self, tmp_path: Path) -> None:
        rows = [GOOD, *(GOOD | {field: value} for field, value in BAD.items()), GOOD]
        report = load(tmp_path / "home", put(tmp_path, "a.csv", bulk(*rows)))
        (file,) = report.files
        assert (file.shape, file.read, file.loaded, file.rejected) == ("bulk-20", 7, 2, 5)
        assert (report.rows, report.rejected, report.unchanged) == (2, 5, False)
        found = rejected(file.rejects_file)
        assert [(int(r["line"]), r["field"], r["value"]) for r in found] == [
            (3 + n, field, value) for n, (field, value) in enumerate(BAD.items())
        ]
        assert all(r["reason"] for r in found)
        assert figures(tmp_path / "home") == {"Naja naja": 20}

    def test_several_faults_of_a_row_are_one_reject(self, tmp_path: Path) -> None:
        report = load(tmp_path / "home", put(tmp_path, "a.csv", bulk(GOOD | BAD, GOOD)))
        (found,) = rejected(report.files[0].rejects_file)
        assert all(value in found["value"] + found["reason"] for value in BAD.values())

    def test_badly_shaped_rows_are_counted_too(self, tmp_path: Path) -> None:
        text = bulk(GOOD) + "1,2013\n" + '\n1,2013,II,"open\n' + bulk(GOOD, GOOD | {"year": "13"}).partition("\n")[2]
        (file,) = load(tmp_path / "home", put(tmp_path, "a.csv", text)).files
        assert (file.read, file.loaded, file.rejected) == (5, 2, 3)
        assert [int(r["line"]) for r in rejected(file.rejects_file)] == [3, 5, 7]

    def test_files_are_told_apart(self, tmp_path: Path) -> None:
        paths = [put(tmp_path, f"{n}.csv", bulk(*[GOOD] * n, GOOD | {"year": "x"})) for n in (1, 2, 3)]
        report = load(tmp_path / "home", *paths)
        assert [(f.path, f.read, f.loaded, f.rejected) for f in report.files] == [
            (str(path), n + 1, n, 1) for n, path in enumerate(paths, start=1)
        ]
        assert len({f.rejects_file for f in report.files}) == 3
        assert figures(tmp_path / "home") == {"Naja naja": 60}

    def test_without_rejects_there_is_no_file_of_them(self, tmp_path: Path) -> None:
        (file,) = load(tmp_path / "home", put(tmp_path, "a.csv", comptab(GOOD))).files
        assert (file.shape, file.rejected, file.rejects_file) == ("comptab-16", 0, None)

    def test_a_load_of_rejected_rows_only_leaves_in_use_what_was(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        used = load(home, put(tmp_path, "a.csv", bulk(GOOD))).release
        report = load(home, put(tmp_path, "b.csv", bulk(*[GOOD | {"year": "x"}] * 2)))
        assert (report.rows, report.rejected, len(rejected(report.files[0].rejects_file))) == (0, 2, 2)
        assert any("No row could be used" in warning for warning in report.warnings)
        assert Shelf(home).in_use("bulk") == used

    def test_a_first_load_of_rejected_rows_only_stands_as_an_empty_release(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        report = load(home, put(tmp_path, "b.csv", bulk(GOOD | {"year": "x"})))
        assert (report.rows, report.rejected) == (0, 1)
        assert Shelf(home).in_use("bulk") == report.release
        assert figures(home) == {}

    def test_a_header_and_nothing_below_it_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UnusableFile, match="a header and nothing below it"):
            load(tmp_path / "home", put(tmp_path, "a.csv", bulk()))

    def test_an_empty_file_beside_a_full_one_is_no_obstacle(self, tmp_path: Path) -> None:
        report = load(tmp_path / "home", put(tmp_path, "a.csv", bulk()), put(tmp_path, "b.csv", bulk(GOOD)))
        assert [(f.read, f.loaded) for f in report.files] == [(0, 0), (1, 1)]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (bulk(row(exporter="QZ")), "1 country codes that are not in Kouprey's list were kept as written: QZ"),
            (bulk(row(term="lives")), "1 terms that are not in Kouprey's list"),
            (bulk(row(unit="stone")), "1 units that are not in Kouprey's list"),
            (bulk(row(quantity=""), row()), "1 rows have no quantity"),
            (bulk(row(taxon="Naja SYNTHETIC")), "SYNTHETIC: these data were made by a generator"),
            (
                write([("IFS.permit", ""), *BULK], row()),
                "columns that Kouprey does not know were left out: IFS.permit",
            ),
        ],
        ids=str,
    )
    def test_what_is_strange_is_told_and_kept(self, text: str, words: str, tmp_path: Path) -> None:
        report = load(tmp_path / "home", put(tmp_path, "a.csv", text))
        assert any(words in warning for warning in report.warnings)
        assert report.rejected == 0
        assert report.synthetic is ("SYNTHETIC" in text)

    def test_namibia_and_missing_values(self, tmp_path: Path) -> None:
        rows = [row(importer="NA", exporter="NA", origin=""), row(importer="", exporter="NA", origin="NA", id="2")]
        load(tmp_path / "home", put(tmp_path, "a.csv", bulk(*rows)))
        answer = trade.open(tmp_path / "home").study(exporter="NA", by=("importer", "origin"))
        assert [(r["importer"], r["origin"]) for r in answer.records()] == [("", "NA"), ("NA", "")]


class TestSameBytes:
    """A release is named after what it holds."""

    def test_plain_gzip_and_zip_of_one_text_are_one_release(self, tmp_path: Path) -> None:
        home, text = tmp_path / "home", bulk(GOOD)
        first = load(home, put(tmp_path, "a.csv", text))
        before = state(home)
        for name, content in (
            ("again.csv", text.encode()),
            ("a.csv.gz", gzip.compress(text.encode())),
            ("a.zip", zipped({"in/a.csv": text})),
        ):
            report = load(home, put(tmp_path, name, content))
            assert (report.release, report.unchanged) == (first.release, True)
        assert state(home) == before

    def test_the_order_of_files_does_not_matter(self, tmp_path: Path) -> None:
        paths = [put(tmp_path, f"{n}.csv", bulk(row(id=str(n)))) for n in range(3)]
        releases = {load(tmp_path / "home", *order).release for order in (paths, paths[::-1])}
        assert len(releases) == 1

    def test_a_file_twice_in_one_call_is_loaded_once(self, tmp_path: Path) -> None:
        text = bulk(GOOD)
        paths = [put(tmp_path, "a.csv", text), put(tmp_path, "b.csv", text)]
        report = load(tmp_path / "home", *paths)
        assert (len(report.files), report.rows) == (1, 1)
        assert any("b.csv holds the same bytes as" in warning for warning in report.warnings)

    def test_an_older_release_comes_back_by_its_bytes(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        one, other = put(tmp_path, "a.csv", bulk(GOOD)), put(tmp_path, "b.csv", bulk(row(quantity="7")))
        first, second = load(home, one), load(home, other)
        again = load(home, one)
        assert (again.release, again.unchanged) == (first.release, False)
        assert figures(home) == {"Naja naja": 10}
        assert {r.id for r in Shelf(home).releases("bulk")} == {first.release, second.release}

    @pytest.mark.parametrize("name", ["part.zip", "part.csv.gz"])
    def test_archives_of_one_name_are_each_loaded(self, name: str, tmp_path: Path) -> None:
        texts = {"one": bulk(GOOD, GOOD | {"year": "x"}), "other": bulk(row(quantity="500"))}
        paths = [
            put(tmp_path / folder, name, zipped({"a.csv": text}) if "zip" in name else gzip.compress(text.encode()))
            for folder, text in texts.items()
        ]
        report = load(tmp_path / "home", *paths)
        assert figures(tmp_path / "home") == {"Naja naja": 510}
        assert [(f.read, f.rejected) for f in report.files] == [(2, 1), (1, 0)]


class TestAdding:
    """--add extends the release in use."""

    @pytest.mark.parametrize("kind", ["bulk", "comptab"])
    def test_adding_equals_loading_together(self, kind: str, tmp_path: Path) -> None:
        make = bulk if kind == "bulk" else comptab
        texts = [
            make(row(id="1", quantity="1.5", importer_quantity="1.5", exporter_quantity="3")),
            make(
                row(id="x2", reporter="E", quantity="0.123456789012", exporter_quantity="0.123456789012", taxon="Boa")
            ),
            make(row(id="3", quantity="", importer_quantity="", unit="kg", origin="ID"), row(year="2014", id="4")),
        ]
        paths = [put(tmp_path, f"{n}.csv", text) for n, text in enumerate(texts)]
        together, added = tmp_path / "together", tmp_path / "added"
        expected = load(together, *paths)
        for path in paths:
            report = load(added, path, add=True)
        assert (report.release, report.rows) == (expected.release, expected.rows)
        assert [f.path for f in report.files] == [f.path for f in expected.files]
        columns = "* EXCLUDE (file)"
        tables = []
        for home in (together, added):
            with trade.open(home).desk.connect() as connection:
                tables.append(connection.execute(f"SELECT {columns} FROM trade ORDER BY ALL").fetchall())
        assert tables[0] == tables[1]
        assert len(tables[0]) == 4

    def test_what_is_there_already_is_not_added(self, tmp_path: Path) -> None:
        home, path = tmp_path / "home", put(tmp_path, "a.csv", bulk(GOOD))
        first = load(home, path)
        again = load(home, put(tmp_path, "b.csv", bulk(GOOD)), add=True)
        assert (again.release, again.unchanged) == (first.release, True)
        assert any("this release" in warning for warning in again.warnings)

    def test_rejected_rows_of_before_are_carried_along(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        first = load(home, put(tmp_path, "a.csv", bulk(GOOD, GOOD | {"year": "first"})))
        before = rejected(first.files[0].rejects_file)
        second = load(home, put(tmp_path, "b.csv", bulk(GOOD | {"year": "other"}, row(id="2"))), add=True)
        assert [(f.read, f.loaded, f.rejected) for f in second.files] == [(2, 1, 1), (2, 1, 1)]
        Shelf(home).remove("bulk", first.release)
        assert rejected(second.files[0].rejects_file) == before
        assert [r["value"] for r in rejected(second.files[1].rejects_file)] == ["other"]

    def test_another_kind_is_not_added(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        load(home, put(tmp_path, "a.csv", bulk(GOOD)), dataset="mine")
        before = state(home)
        with pytest.raises(UnusableInput, match="holds bulk data; comptab files cannot be added"):
            load(home, put(tmp_path, "b.csv", comptab(GOOD)), dataset="mine", add=True)
        assert state(home) == before


class TestRefusals:
    """A refused call changes nothing."""

    @pytest.mark.parametrize(
        "last", [comptab(GOOD), "", "nonsense\n", gzip.compress(bulk(GOOD).encode(), mtime=0)[:-9], None], ids=repr
    )
    def test_one_file_that_is_refused_refuses_the_call(self, last: str | bytes | None, tmp_path: Path) -> None:
        home = tmp_path / "home"
        load(home, put(tmp_path, "a.csv", bulk(GOOD)))
        before = state(home)
        path = tmp_path / "nowhere.csv" if last is None else put(tmp_path, "last.csv", last)
        with pytest.raises(UnusableFile, match="store is as it was"):
            load(home, put(tmp_path, "b.csv", bulk(row(id="2"))), path)
        assert state(home) == before

    def test_mixed_shapes_say_what_to_do(self, tmp_path: Path) -> None:
        paths = [put(tmp_path, "a.csv", comptab(GOOD)), put(tmp_path, "b.csv", bulk(GOOD))]
        with pytest.raises(UnusableFile, match=r"expected a comptab file.*found a bulk file.*two datasets"):
            load(tmp_path / "home", *paths)

    def test_old_and_new_tabulations_are_one_shape(self, tmp_path: Path) -> None:
        old = [pair for pair in COMPTAB if pair[1] not in ("class", "order", "genus")]
        paths = [put(tmp_path, "a.csv", write(old, GOOD)), put(tmp_path, "b.csv", comptab(row(year="2014")))]
        assert [f.shape for f in load(tmp_path / "home", *paths).files] == ["comptab-13", "comptab-16"]

    def test_no_file_and_no_name_are_unusable(self, tmp_path: Path) -> None:
        with pytest.raises(UnusableInput, match="No file was named"):
            load(tmp_path / "home")
        with pytest.raises(UnusableInput, match="cannot name a dataset"):
            load(tmp_path / "home", put(tmp_path, "a.csv", bulk(GOOD)), dataset="My Data")

    def test_no_name_of_a_dataset_loses_it(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        load(home, put(tmp_path, "a.csv", bulk(GOOD)), dataset="building-permits")
        load(home, put(tmp_path, "b.csv", bulk(row(id="2"))))
        assert figures(home, "building-permits") == {"Naja naja": 10}


class TestInterruptions:
    """Whatever happens in the middle, the store is the old one or the new one."""

    @pytest.mark.parametrize("step", STEPS)
    def test_a_progress_callback_that_raises_leaves_the_store_as_it_was(self, step: str, tmp_path: Path) -> None:
        home = tmp_path / "home"
        first = load(home, put(tmp_path, "a.csv", bulk(GOOD)))

        def stop(reached: str, done: int, total: int) -> None:
            if reached == step:
                raise KeyboardInterrupt

        path = put(tmp_path, "b.csv", bulk(row(quantity="7")))
        with pytest.raises(KeyboardInterrupt):
            load(home, path, progress=stop)
        assert Shelf(home).in_use("bulk") == first.release
        assert figures(home) == {"Naja naja": 10}
        assert list(home.glob("trade/.building-*")) == []
        assert load(home, path).rows == 1
        assert figures(home) == {"Naja naja": 7}

    def test_the_steps_are_told_in_order(self, tmp_path: Path) -> None:
        told: list[tuple[str, int]] = []
        path = put(tmp_path, "a.csv", bulk(GOOD, row(id="2")))
        load(tmp_path / "home", path, progress=lambda step, done, total: told.append((step, done)))
        assert told == [("reading", 1), ("staged", 1), ("built", 2), ("written", 2), ("renamed", 1), ("pointed", 1)]

    def test_leftovers_of_a_killed_load_are_removed_and_a_living_load_is_left_alone(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        dead = put(home / "trade" / ".building-dead", "stage-00000.parquet", b"half").parent
        alive = put(home / "trade" / ".building-alive", "stage-00000.parquet", b"half").parent
        with FileLock(alive / "lock"):
            load(home, put(tmp_path, "a.csv", bulk(GOOD)))
            assert [dead.exists(), alive.exists()] == [False, True]
        load(home, put(tmp_path, "b.csv", bulk(row(id="2"))))
        assert list(home.glob("trade/.building-*")) == []


class TestConcurrence:
    """Two loads of one dataset at once."""

    def test_both_become_releases_and_the_last_is_in_use(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        paths = [put(tmp_path, f"{n}.csv", bulk(row(quantity=str(n)))) for n in (3, 4)]
        begun, together, found = threading.Event(), threading.Barrier(2, timeout=30), []

        def meet(step: str, done: int, total: int) -> None:
            if step == "reading":
                begun.set()
            if step == "written":
                together.wait()

        def run(path: Path) -> None:
            found.append(load(home, path, progress=meet))

        threads = [threading.Thread(target=run, args=(path,)) for path in paths]
        threads[0].start()
        assert begun.wait(30)
        threads[1].start()
        for thread in threads:
            thread.join(60)
        assert {report.release for report in found} == {r.id for r in Shelf(home).releases("bulk")}
        assert len(found) == len({report.release for report in found}) == 2
        assert figures(home) in ({"Naja naja": 3}, {"Naja naja": 4})

    def test_the_same_bytes_at_once_are_one_release(self, tmp_path: Path) -> None:
        home, path = tmp_path / "home", put(tmp_path, "a.csv", bulk(GOOD))
        inner: list[LoadReport] = []

        def again(step: str, done: int, total: int) -> None:
            if step == "written" and not inner:
                inner.append(load(home, path))

        report = load(home, path, progress=again)
        assert report.release == inner[0].release
        assert [r.id for r in Shelf(home).releases("bulk")] == [report.release]

    def test_a_reader_keeps_the_release_it_opened(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        load(home, put(tmp_path, "a.csv", bulk(GOOD)))
        opened = trade.open(home)
        with opened.desk.connect() as connection:
            load(home, put(tmp_path, "b.csv", bulk(row(quantity="7"))))
            assert connection.execute("SELECT sum(importer_quantity) FROM trade").fetchone() == (Decimal(10),)
        assert figures(home) == {"Naja naja": 7}

    @pytest.mark.parametrize("empty", [False, True])
    def test_adding_to_what_somebody_else_changed_meanwhile_is_refused(self, empty: bool, tmp_path: Path) -> None:
        home = tmp_path / "home"
        if not empty:
            load(home, put(tmp_path, "a.csv", bulk(GOOD)))
        other = put(tmp_path, "other.csv", bulk(row(taxon="Boa", quantity="5")))

        def meanwhile(step: str, done: int, total: int) -> None:
            if step == "built":
                load(home, other, add=True)

        with pytest.raises(Refused, match="somebody else"):
            load(home, put(tmp_path, "b.csv", bulk(row(quantity="7"))), add=True, progress=meanwhile)
        assert figures(home)["Boa"] == 5
