"""Legal trade beside seizures: matched by taxon, term, way and code, and never added up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kouprey.domain.seizures import Stage, of_values
from kouprey.web.reporting import beside
from kouprey.web.reporting.queries import Pool, asked
from web.incidents import line, values

POOL_WINDOW = asked({"since": "2010", "until": "2014"}, date(2026, 11, 26))


def seized(*lines: dict, id: str = "1") -> Pool:
    one = of_values(values(when="2012-05", specimens=list(lines)), id=id, stage=Stage.REPORTED)
    return Pool(POOL_WINDOW, (one,))


def row(taxon: str, term: str, *, way: str = "KH>VN", source: str = "W", unit: str = "", quantity: int = 10) -> dict:
    exporter, importer = way.split(">")
    return {
        "taxon": taxon, "term": term, "exporter": exporter, "importer": importer, "source": source, "unit": unit,
        "quantity": Decimal(quantity),
    }  # fmt: skip


def test_goods_are_matched_by_taxon_term_and_way():
    pool = seized(line("Manis javanica", "SCA", number="12.5", unit="KGM"), line("Cuora amboinensis", "LIV"))
    trade = [
        row("Manis javanica", "scales", unit="kg", quantity=7),
        row("Manis javanica", "scales", way="MY>CN", unit="kg", quantity=100),
        row("Manis javanica", "skins", quantity=900),
        row("Cuora amboinensis", "shells", quantity=5),
        row("Cuora amboinensis", "live", source="I", quantity=5),
    ]
    found = beside.compare(pool, trade)
    (both,) = found.both
    assert (both.taxon, both.term, len(both.events)) == ("Manis javanica", "scales", 1)
    assert both.seized.amounts == {"kg": Decimal("12.5")}
    assert both.traded.amounts == {"kg": 107}
    assert both.same_way.amounts == {"kg": 7}
    assert [(pair.taxon, pair.term, pair.unknown) for pair in found.seized_alone] == [
        ("Cuora amboinensis", "live", 1)
    ]


def test_source_codes_that_no_trade_has_do_not_fit():
    def coded(code: str) -> dict:
        return line("Cuora amboinensis", "LIV", number="3") | {"source": code}

    trade = [row("Cuora amboinensis", "live", source="W"), row("Cuora amboinensis", "live", source="R")]
    assert [(one.code, one.listed, one.reported) for one in beside.compare(seized(coded("C")), trade).misfits] == [
        ("C", True, ("R", "W"))
    ]
    assert beside.compare(seized(coded("W")), trade).misfits == ()
    assert [one.listed for one in beside.compare(seized(coded("Q")), trade).misfits] == [False]
    assert beside.compare(seized(coded("C")), []).misfits == ()


def test_what_names_too_little_is_counted_apart():
    nameless = line("a grey bird", "LIV", number="1")
    found = beside.compare(seized(nameless, line("Manis javanica", "SCA")), [])
    assert (found.unnamed, len(found.seized_alone)) == (1, 1)


def test_years_are_those_that_the_store_has():
    pool = seized(line("Manis javanica", "SCA"))
    assert beside.years_of(pool, (2000, 2012)) == (2010, 2012)
    assert beside.years_of(pool, (1990, 2005)) == (2005, 2005)
    assert beside.question(pool, (2010, 2012))["taxon"] == ("Manis javanica",)
