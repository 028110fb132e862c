"""The generator: the same seed gives the same bytes, its marks are in the data, and it resembles the 2013 sample."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kouprey.analytics.generate import generate
from kouprey.domain import lists
from kouprey.kernel.errors import UnusableInput

HEADER = (
    "Id,Year,Appendix,Taxon,Class,Order,Family,Genus,Term,Quantity,Unit,Importer,Exporter,Origin,Purpose,Source,"
    "Reporter.type,Import.permit.RandomID,Export.permit.RandomID,Origin.permit.RandomID"
)
PERMITS = ("Import.permit.RandomID", "Export.permit.RandomID", "Origin.permit.RandomID")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "trade"
WITHIN = 0.2
# One year of so many rows folds to about as many lines as the sample has.
LIKENESS_ROWS, LIKENESS_SEED = 1_080_000, 1

COUNTS = {
    "distinct taxa": "count(DISTINCT taxon)",
    "distinct pairs": "count(DISTINCT importer || exporter)",
    "distinct importers": "count(DISTINCT importer)",
    "distinct exporters": "count(DISTINCT exporter)",
    "distinct origins": "count(DISTINCT origin)",
    "distinct terms": "count(DISTINCT term)",
    "distinct units": "count(DISTINCT unit)",
}
SHARES = {
    "blank origin": "origin IS NULL",
    "blank unit": "unit IS NULL",
    "other units": "unit IS NOT NULL",
    "blank source": "source IS NULL",
    "blank class": "class IS NULL",
    "both sides": "i IS NOT NULL AND e IS NOT NULL",
    "importer only": "e IS NULL",
    "exporter only": "i IS NULL",
    "equal sides": "i IS NOT NULL AND e IS NOT NULL AND i = e",
    "fractional": "coalesce(i % 1 <> 0, false) OR coalesce(e % 1 <> 0, false)",
    "genus level": "taxon LIKE '% spp.%'",
    "Namibia": "importer = 'NA' OR exporter = 'NA'",
}
QUANTITIES = {
    "ln median quantity": "ln(median(coalesce(e, i)))",
    "ln 90th percentile": "ln(quantile_cont(coalesce(e, i), 0.9))",
    "ln 99th percentile": "ln(quantile_cont(coalesce(e, i), 0.99))",
}
SAME_ORDER = {
    "importer XX": "importer = 'XX'",
    "exporter XX": "exporter = 'XX'",
    "origin XX": "coalesce(origin, '') = 'XX'",
    "self pairs": "importer = exporter",
}
TOP_TEN = ("taxon", "importer", "exporter", "term", "source", "purpose", "importer || exporter")
COMMON = ("term", "source", "purpose", "class")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return generate(tmp_path_factory.mktemp("small"), rows=30_000, seed=5, rows_per_file=8_000)


@pytest.fixture(scope="module")
def rows(small: list[Path]) -> list[dict[str, str]]:
    return list(_read(small))


def _read(files: list[Path]) -> Iterator[dict[str, str]]:
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def test_writes_the_rows_asked_for_in_numbered_files(small: list[Path], rows: list[dict[str, str]]) -> None:
    assert [path.name for path in small] == [f"SYNTHETIC_trade_db_{number}.csv" for number in (1, 2, 3, 4)]
    assert [len(list(_read([path]))) for path in small] == [8_000, 8_000, 8_000, 6_000]
    assert len({row["Id"] for row in rows}) == len(rows) == 30_000


def test_every_file_has_the_official_header(small: list[Path]) -> None:
    for path in small:
        assert path.read_bytes().split(b"\n", 1)[0] == HEADER.encode()


def test_years_come_in_order_and_grow(rows: list[dict[str, str]]) -> None:
    years = [int(row["Year"]) for row in rows]
    assert years == sorted(years)
    assert (years[0], years[-1]) == (1975, 2024)
    assert years.count(2015) > 2 * years.count(1990) > 4 * years.count(1976)


def test_the_same_seed_gives_the_same_bytes(small: list[Path], tmp_path: Path) -> None:
    again = generate(tmp_path / "again", rows=30_000, seed=5, rows_per_file=8_000)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in small]


def test_another_seed_gives_other_bytes(small: list[Path], tmp_path: Path) -> None:
    other = generate(tmp_path / "other", rows=30_000, seed=6, rows_per_file=8_000)
    assert other[0].read_bytes() != small[0].read_bytes()


def test_invented_taxa_and_permits_say_synthetic(rows: list[dict[str, str]]) -> None:
    real = {row["taxon"] for row in lists.load("taxa").rows}
    invented = {row["Taxon"] for row in rows} - real
    assert len(invented) > 1_000
    assert all(taxon.endswith(" SYNTHETIC") for taxon in invented)
    permits = {row[column] for row in rows for column in PERMITS} - {""}
    assert len(permits) > 5_000
    assert all(re.fullmatch(r"SYN-[0-9a-z]{6}", permit) for permit in permits)


def test_a_taxon_has_one_place_in_the_system(rows: list[dict[str, str]]) -> None:
    places = {(row["Taxon"], row["Class"], row["Order"], row["Family"], row["Genus"]) for row in rows}
    assert len(places) == len({row["Taxon"] for row in rows})
    assert {row["Class"] for row in rows} > {"", "Mammalia", "Aves", "Reptilia", "Anthozoa", "Actinopteri"}


def test_quantities_are_plain_positive_decimals(rows: list[dict[str, str]]) -> None:
    quantities = [row["Quantity"] for row in rows]
    assert all(re.fullmatch(r"\d+(\.\d{1,9})?", quantity) for quantity in quantities)
    assert all(0 < float(quantity) < 1e9 for quantity in quantities)
    assert any("." in quantity for quantity in quantities)


def test_quirks_of_real_data_occur(tmp_path: Path) -> None:
    found = list(_read(generate(tmp_path / "late", rows=150_000, seed=3, years=(2019, 2020))))
    assert any(row["Unit"] == "Number of specimens" for row in found)
    assert any(row["Appendix"] == "N" for row in found)
    assert any(row["Importer"] == row["Exporter"] for row in found)
    assert any(" hybrid" in row["Taxon"] for row in found)
    assert any(re.search(r"\.\d{9}$", row["Quantity"]) for row in found)
    early = list(_read(generate(tmp_path / "early", rows=50_000, seed=3, years=(1985, 1986))))
    assert {"SU", "YU"} <= {row[side] for row in early for side in ("Importer", "Exporter")}
    assert any(row["Term"] == "jewellery - ivory " for row in found + early)


def test_a_new_run_replaces_the_files_of_the_old_one(tmp_path: Path) -> None:
    generate(tmp_path, rows=300, seed=1, rows_per_file=100)
    kept = tmp_path / "trade_db_9.csv"
    kept.write_text("not ours", encoding="utf-8")
    assert len(generate(tmp_path, rows=100, seed=1, rows_per_file=100)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SYNTHETIC_trade_db_1.csv", "trade_db_9.csv"]


def test_a_broken_run_leaves_no_file(tmp_path: Path) -> None:
    def stop(written: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(tmp_path / "out", rows=300, seed=1, progress=stop)
    assert list((tmp_path / "out").iterdir()) == []


def test_progress_ends_at_the_number_of_rows(tmp_path: Path) -> None:
    told: list[int] = []
    generate(tmp_path, rows=500, seed=1, years=(2010, 2014), progress=told.append)
    assert len(told) == 5
    assert told == sorted(told)
    assert told[-1] == 500


@pytest.mark.parametrize(
    "wrong",
    [{"rows": 0}, {"seed": -1}, {"years": (2020, 2010)}, {"rows_per_file": 0}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_refuses_what_makes_no_data(wrong: dict[str, object], tmp_path: Path) -> None:
    asked: dict[str, object] = {"rows": 10, "seed": 1} | wrong
    with pytest.raises(UnusableInput):
        generate(tmp_path, **asked)  # type: ignore[arg-type]


def compare(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, float, float]]:
    """Every named statistic of the tables `sample` and `made`: name, sample, generated."""
    asked = COUNTS | QUANTITIES | {name: f"avg(({test})::INT)" for name, test in SHARES.items()}
    for column in TOP_TEN:
        top = (
            f"SELECT count(*) n FROM {{table}} WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY n DESC LIMIT 10"
        )
        asked[f"top ten: {column}"] = f"(SELECT sum(n) FROM ({top})) / count(*)"
    for column in COMMON:
        values = connection.execute(
            f"SELECT {column} FROM sample WHERE {column} IS NOT NULL "
            f"GROUP BY 1 HAVING count(*) > (SELECT 0.05 * count(*) FROM sample)"
        ).fetchall()
        asked |= {f"{column} {value}": f"count(*) FILTER ({column} = '{value}') / count(*)" for (value,) in values}
    return [(name, *(_ask(connection, what, table) for table in ("sample", "made"))) for name, what in asked.items()]


def _ask(connection: duckdb.DuckDBPyConnection, what: str, table: str) -> float:
    answer = connection.execute(f"SELECT {what.format(table=table)} FROM {table}").fetchone()
    assert answer
    return float(answer[0])


def load(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> None:
    """Make the tables `sample` (as it came) and `made` (bulk rows folded to lines), with the same columns."""
    paths = [str(path) for path in sorted(SHARED.glob("comptab_2013_*.csv.gz"))]
    connection.execute(
        """CREATE TABLE sample AS SELECT taxon, "Class" AS class, importer, exporter, origin, term, unit, purpose,
            source, "Importer reported quantity"::DOUBLE AS i, "Exporter reported quantity"::DOUBLE AS e
        FROM read_csv(?, all_varchar = true, nullstr = '')""",
        [paths],
    )
    connection.execute(
        """CREATE TABLE made AS SELECT taxon, any_value("Class") AS class, importer, exporter, origin, term, unit,
            purpose, source, round(sum(quantity::DOUBLE) FILTER ("Reporter.type" = 'I'), 9) AS i,
            round(sum(quantity::DOUBLE) FILTER ("Reporter.type" = 'E'), 9) AS e
        FROM read_csv(?, all_varchar = true, nullstr = '')
        GROUP BY year, appendix, taxon, importer, exporter, origin, term, unit, purpose, source""",
        [[str(path) for path in files]],
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[Path]]]:
    if not SHARED.is_dir():
        pytest.skip(f"The 2013 sample is not here: {SHARED} does not exist.")
    out = tmp_path_factory.mktemp("year")
    files = generate(out, rows=LIKENESS_ROWS, seed=LIKENESS_SEED, years=(2013, 2013))
    with duckdb.connect() as connection:
        load(connection, files)
        yield connection, files


def test_a_year_resembles_the_sample(both: tuple[duckdb.DuckDBPyConnection, list[Path]]) -> None:
    connection, _ = both
    lines = [_ask(connection, "count(*)", table) for table in ("sample", "made")]
    assert lines[1] == pytest.approx(lines[0], rel=0.1)
    far = [
        f"{name}: sample {sample:.4f}, generated {made:.4f}"
        for name, sample, made in compare(connection)
        if abs(made / sample - 1) > WITHIN
    ]
    assert not far, "\n".join(far)


def test_rare_places_are_as_rare(both: tuple[duckdb.DuckDBPyConnection, list[Path]]) -> None:
    connection, _ = both
    for name, test in SAME_ORDER.items():
        sample, made = (_ask(connection, f"avg(({test})::INT)", table) for table in ("sample", "made"))
        assert sample / 2 < made < sample * 2, name


def test_permits_are_shared_as_in_the_pangolin_sample(
    both: tuple[duckdb.DuckDBPyConnection, list[Path]],
) -> None:
    connection, files = both
    pangolins = str(SHARED / "manidae_bulk_2019.csv.gz")
    for column in PERMITS:
        real = _rows_per_permit(connection, column.replace(".", "_").lower(), [pangolins])
        made = _rows_per_permit(connection, column, [str(path) for path in files])
        assert made == pytest.approx(real, rel=WITHIN), column


def _rows_per_permit(connection: duckdb.DuckDBPyConnection, column: str, paths: list[str]) -> float:
    answer = connection.execute(
        f"""SELECT count("{column}") / count(DISTINCT "{column}")
        FROM read_csv(?, all_varchar = true, nullstr = '')""",
        [paths],
    ).fetchone()
    assert answer
    return float(answer[0])
