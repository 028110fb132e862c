"""Names behind the codes of trade records: countries, terms, units, sources and purposes.

Sources: ISO 3166-1 for countries, the CITES Trade Database for its own codes and spellings, the CITES
guidelines for annual reports (c. 2019 edition) for terms. Names of territories take no position on status.
"""

from __future__ import annotations

from functools import lru_cache

from kouprey.domain.lists import home, load

KOSOVO = "KV"
"""The trade database's code, which is not of ISO."""


def country_name(code: str) -> str:
    """Name a country, territory or special code in English; a code that no list has is its own name."""
    return _names("countries", home()).get(code, code)


def short_name(code: str) -> str:
    """Name a country where there is little room, as on a map; its name where it has no shorter one."""
    return _other_names("short", home()).get(code) or country_name(code)


def long_name(code: str) -> str:
    """Name a country in full, as a formal letter does; its name where the list has no longer one."""
    return _other_names("long", home()).get(code) or country_name(code)


def source_name(code: str) -> str:
    """Name how a specimen was produced (W, C, R ...); an unknown code is its own name."""
    return _names("sources", home()).get(code, code)


def purpose_name(code: str) -> str:
    """Name why a specimen was traded (T, Z, H ...); an unknown code is its own name."""
    return _names("purposes", home()).get(code, code)


def known_countries() -> frozenset[str]:
    """Return every code that may stand as importer, exporter or origin; a blank origin is not among them."""
    return frozenset(_names("countries", home()))


def states() -> frozenset[str]:
    """Return the codes of States and territories that exist, Kosovo's too; no former, special or regional code."""
    rows = load("countries").rows
    return frozenset(row["code"] for row in rows if row["status"] == "iso" or row["code"] == KOSOVO)


def known_terms() -> frozenset[str]:
    """Return every term as the trade database writes it, retired ones too, without outer blanks."""
    return _column("terms", "name", home())


def known_units() -> frozenset[str]:
    """Return every unit as the trade database writes it; blank (number of specimens) is one of them."""
    return _column("units", "name", home())


@lru_cache(maxsize=32)
def _names(name: str, home: str) -> dict[str, str]:
    # The node's folder is part of the key, so that a changed KOUPREY_HOME is seen.
    return {row["code"]: row["name"] for row in load(name).rows}


@lru_cache(maxsize=8)
def _other_names(column: str, home: str) -> dict[str, str]:
    return {row["code"]: row[column] for row in load("countries").rows}


@lru_cache(maxsize=32)
def _column(name: str, column: str, home: str) -> frozenset[str]:
    return frozenset(row[column] for row in load(name).rows)
