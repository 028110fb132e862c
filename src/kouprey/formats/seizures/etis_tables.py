"""Seizures of ivory as the tables that public analysis code of ETIS reads, and back (reporting.md 3.6).

`seizures` has raw and worked pieces and weight with a flag for amounts that are not known; child tables have the
countries of origin with their proportion, of export, and of transit with the flag whether it had legal custody.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from kouprey.domain import seizures as sz
from kouprey.formats.seizures.dirt import read_number
from kouprey.formats.seizures.etis_record import STATUS, Part, record_of
from kouprey.formats.seizures.layouts import etis_tables
from kouprey.kernel.quantity import plain

_SAID = {True: "1", False: "0", None: ""}
_READ = {said: value for value, said in _SAID.items()}


class IvorySeizure(NamedTuple):
    """One seizure of the tables. `origins` with their proportion, `transits` with whether it had custody."""

    id: str
    status: str
    year: str
    country: str
    destination: str
    raw: Part
    worked: Part
    origins: tuple[tuple[str, Decimal | None], ...]
    exports: tuple[str, ...]
    transits: tuple[tuple[str, bool | None], ...]


def ivory_seizure(incident: sz.Incident) -> IvorySeizure:
    """An observation as these tables have it: one destination, ivory alone."""
    record = record_of(incident)
    destinations = record.destination[:1] or ("",)
    return IvorySeizure(
        incident.id,
        STATUS[incident.stage],
        str(incident.year or ""),
        record.country,
        destinations[0],
        record.raw,
        record.worked,
        tuple((leg.country, leg.share) for leg in incident.of_role(sz.Role.ORIGIN)),
        record.export,
        tuple((leg.country, leg.custody) for leg in incident.of_role(sz.Role.TRANSIT)),
    )


def as_tables(incidents: Iterable[sz.Incident]) -> dict[str, str]:
    """Each table as CSV, by name."""
    seizures = [ivory_seizure(incident) for incident in incidents]
    rows: dict[str, list[list[str]]] = {name: [] for name in etis_tables()}
    for one in seizures:
        rows["seizures"].append(_main(one))
        origins = [[one.id, code, plain(share)] for code, share in one.origins]
        rows["seizure_origin_countries"] += origins
        rows["seizure_raw_origin_countries"] += origins if one.raw.present else []
        rows["seizure_worked_origin_countries"] += origins if one.worked.present else []
        rows["seizure_export_countries"] += [[one.id, code] for code in one.exports]
        rows["seizure_transit_countries"] += [[one.id, code, _SAID[flag]] for code, flag in one.transits]
    return {name: _csv(columns, rows[name]) for name, columns in etis_tables().items()}


def of_tables(tables: Mapping[str, str]) -> tuple[IvorySeizure, ...]:
    """Read the tables back. Raises KeyError for a missing table or column, Dirt for a figure that is none."""
    read = {name: list(csv.DictReader(io.StringIO(tables[name]))) for name in etis_tables()}
    children = {name: _by_seizure(rows) for name, rows in read.items() if name != "seizures"}
    origins, exports, transits = (children[f"seizure_{name}_countries"] for name in ("origin", "export", "transit"))
    return tuple(
        IvorySeizure(
            row["id"],
            row["status_id"],
            row["seizure_year"],
            row["discovered_country_id"],
            row["destination_country_id"],
            _part(row, "raw"),
            _part(row, "worked"),
            tuple((one["country_id"], _figure(one["proportion"])) for one in origins.get(row["id"], ())),
            tuple(one["country_id"] for one in exports.get(row["id"], ())),
            tuple((one["country_id"], _READ[one["seizure_opportunity"]]) for one in transits.get(row["id"], ())),
        )
        for row in read["seizures"]
    )


def _by_seizure(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["seizure_id"], []).append(row)
    return found


def _main(one: IvorySeizure) -> list[str]:
    parts = (one.raw, one.worked)
    amounts = [cell for p in parts for cell in (plain(p.pieces), plain(p.weight), _SAID[p.unknown])]
    return [one.id, one.status, one.year, one.country, one.destination, *amounts]


def _part(row: Mapping[str, str], group: str) -> Part:
    unknown = _READ[row[f"{group}_present_amount_unknown"]] is True
    return Part(_figure(row[f"{group}_pieces"]), _figure(row[f"{group}_weight"]), unknown)


def _figure(cell: str) -> Decimal | None:
    return read_number(cell) if cell else None


def _csv(columns: Iterable[str], rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(columns)
    write.writerows(rows)
    return out.getvalue()
