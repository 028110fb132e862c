"""The machine rules of an annual trade report, each a named object that says what it asks, why, and how to mend.

They are the rules that the CITES Trade Database runs over real uploads (reporting.md 3.5; unepwcmc/SAPI:
db/seeds.rb), in its two severities: its primary rules are errors here, its secondary ones notices. A rule that
looks into a list nobody has checked with the official source says UNVERIFIED in what it finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from kouprey.domain.reports import checks
from kouprey.domain.reports.checks import Check, given, listed
from kouprey.domain.reports.known import Known
from kouprey.domain.reports.rows import LABELS, ReportRow
from kouprey.kernel.words import Said, Several, said, several

ERROR, NOTICE = "error", "notice"
SAPI = "unepwcmc/SAPI: db/seeds.rb (upload check of the CITES Trade Database)"
KOUPREY = "Kouprey"
UNCHECKED = said("UNVERIFIED: no one has checked this list with the official source.")
"""How the message of a finding ends that rests on such a list."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `says` and `remedy` are templates of whole sentences (kernel/words.py); `lists` are looked into."""

    name: str
    severity: str
    field: str
    asks: str
    says: str
    remedy: str
    check: Check
    lists: tuple[str, ...] = ()
    source: str = SAPI

    def verified(self, known: Known) -> bool:
        """Whether every list it looks into was checked with its source."""
        return known.verified.issuperset(self.lists)


class Finding(NamedTuple):
    """What a rule found on a row. `row` is the line in the file, `sheet` the sheet of a workbook."""

    rule: str
    severity: str
    sheet: str
    row: int
    field: str
    value: str
    message: str
    remedy: str
    verified: bool

    def as_json(self) -> dict[str, Any]:
        """The finding as the shell prints it."""
        return self._asdict()


def _given(field: str, remedy: str) -> Rule:
    says = "The %(label)s is missing %(where)s."
    return Rule(f"{field}-given", ERROR, field, f"the {LABELS[field]} is given", says, remedy, given(field))


def _listed(field: str, label: str, remedy: str, check: Check, lists: tuple[str, ...]) -> Rule:
    says = "The %(label)s “%(value)s” %(where)s is not in the list."
    return Rule(f"{field}-listed", ERROR, field, f"the {label} is in its list", says, remedy, check, lists)


RULES = (
    _given("partner", "Add the country of import or export, or XX if it is not known."),
    _given("term", "Add the three-letter code of the specimen, such as LIV for live."),
    _given("taxon", "Add the scientific name; a higher taxon such as Manis spp. is allowed."),
    _given("appendix", "Add I, II or III."),
    _given("quantity", "Add the quantity that was traded, or that the permit allows."),
    _given("year", "Add the year, or give it for the whole file with --year."),
    Rule("quantity-number", ERROR, "quantity", "the quantity is a number",
         "The quantity “%(value)s” %(where)s cannot be counted: %(why)s.",
         "Write digits and, where needed, one decimal point.", checks.quantity_is_number),
    Rule("year-number", ERROR, "year", "the year is a number",
         "The year “%(value)s” %(where)s is not a number.", "Write the year in digits, such as 2025.",
         checks.year_is_number),
    Rule("year-digits", ERROR, "year", "the year has four digits",
         "The year “%(value)s” %(where)s does not have four digits.", "Write it in full, such as 2025.",
         checks.year_has_four_digits),
    _listed("term", "term", "Use a term code of the guidelines, such as LIV, SKI or SCA.",
            listed("term", lambda known: known.terms), ("terms",)),
    _listed("unit", "unit", "Use a unit code of the list, such as KGM, or leave it blank for number of specimens.",
            listed("unit", lambda known: known.units), ("units",)),
    _listed("purpose", "purpose", "Use a purpose code of the list, such as T for commercial.",
            listed("purpose", lambda known: known.purposes), ("purposes",)),
    _listed("source", "source", "Use a source code of the list, such as W for wild.",
            listed("source", lambda known: known.sources), ("sources",)),
    _listed("partner", "trading partner", "Use the two-letter code of ISO 3166, or XX if it is not known.",
            listed("partner", lambda known: known.countries), ("countries",)),
    _listed("origin", "country of origin", "Use the two-letter code of ISO 3166, or XX if it is not known.",
            listed("origin", lambda known: known.countries), ("countries",)),
    _listed("appendix", "Appendix", "Write I, II or III, or N for a taxon that is not listed.",
            checks.appendix_listed, ()),
    Rule("taxon-spelling", NOTICE, "taxon", "the taxon is not nearly, but not quite, a name of the list of taxa",
         "“%(value)s” %(where)s is not in Kouprey's list of taxa, but %(near)s is.",
         "Write %(near)s if that is meant; check the name with the Checklist of CITES Species.",
         checks.taxon_spelled, ("taxa", "taxa-names"), KOUPREY),
    Rule("term-current", NOTICE, "term", "the term is one of the present edition of the guidelines",
         "The term %(value)s (%(name)s) %(where)s is one of older guidelines.", "Use a present term if one fits.",
         checks.term_current, ("terms",), "CITES guidelines for annual reports (c. 2019 edition)"),
    Rule("listing-in-force", NOTICE, "appendix", "taxon and Appendix are as listed in that year",
         "%(taxon)s %(where)s is given under Appendix %(value)s; as far as Kouprey's list knows it stands "
         "on %(listing)s.",
         "Check the Appendix and the year with Species+.", checks.listing_in_force, ("taxa-listings", "taxa")),
    Rule("term-unit", NOTICE, "unit", "term and unit are an allowed pair",
         "The unit %(unit)s %(where)s is not one that the guidelines name for %(term)s (named: %(allowed)s).",
         "Use a unit that is named for the term, if the quantity can be given in it.",
         checks.term_and_unit, ("terms", "units")),
    Rule("term-purpose", NOTICE, "purpose", "term and purpose are an allowed pair",
         "The purpose %(value)s %(where)s does not usually go with %(term)s (usual: %(allowed)s).",
         "Check term and purpose with the permit.", checks.term_and_purpose, ("report-term-purposes",)),
    Rule("taxon-term", NOTICE, "term", "taxon and term are an allowed pair",
         "The term %(value)s %(where)s does not fit %(taxon)s; it is for %(allowed)s.",
         "Check taxon and term with the permit.", checks.taxon_and_term, ("report-term-taxa", "taxa")),
    Rule("wild-origin", NOTICE, "origin", "a wild taxon occurs in its country of origin (XX is exempt)",
         "%(taxon)s %(where)s has source W, and %(value)s, its country of origin, is not known to have it in the "
         "wild.",
         "Check the country of origin and the source.", checks.occurs_in_origin, ("report-ranges", "taxa")),
    Rule("wild-exporter", NOTICE, "partner",
         "a wild taxon without a country of origin occurs in the exporting country (XX is exempt)",
         "%(taxon)s %(where)s has source W and no country of origin, and %(value)s, which exports it, is not known "
         "to have it in the wild.", "Add the country of origin, or check the source.",
         checks.occurs_in_exporter, ("report-ranges", "taxa")),
    Rule("exporter-origin", NOTICE, "origin", "exporter and country of origin are two countries",
         "The country of origin %(value)s %(where)s is the exporter itself.",
         "Leave the country of origin blank where the goods come from the exporter.", checks.exporter_is_not_origin),
    Rule("exporter-importer", NOTICE, "partner", "exporter and importer are two countries",
         "Exporter and importer %(where)s are both %(value)s.",
         "Check the trading partner; trade within the country is not reported.", checks.exporter_is_not_importer),
    Rule("taxon-source", NOTICE, "source", "taxon and source fit together",
         "The source %(value)s %(where)s is not one for %(kingdom)s, and %(taxon)s is one of them.",
         "Check the source with the permit: A is for plants, C and R are for animals.",
         checks.taxon_and_source, ("report-taxon-sources", "taxa"),
         "unepwcmc/SAPI: app/models/trade/taxon_concept_source_validation_rule.rb"),
    Rule("no-seizure", NOTICE, "source", "the row is not about confiscated specimens",
         "The source I %(where)s marks confiscated specimens.",
         "Report seizures in the annual illegal trade report; keep the row if a permit was issued for them.",
         checks.is_no_seizure, ("sources",), "CITES guidelines for annual reports (2019): seizures are not covered"),
    Rule("permit-readable", NOTICE, "export_permit", "permit numbers can be read",
         "The %(label)s “%(value)s” %(where)s cannot be a number of a permit.",
         "Write the number again from the permit.", checks.permit_readable, (),
         "unepwcmc/SAPI: permits_and_shipments_report.md (permit cells of real reports)"),
)  # fmt: skip

YEAR_ASKED = Rule(
    "year-asked", ERROR, "year", "the year is that of the report (with --year)",
    "The year %(value)s %(where)s is not the year of this report, %(year)s.",
    "Move the row to the report of its year, or correct the year.", lambda row, known: None, (),
    "Convention, Article VIII 7 a): one report a year",
)  # fmt: skip
"""Checked with the year that was asked for, which no single row knows."""

ALL = (*RULES, YEAR_ASKED)


def judge(row: ReportRow, known: Known, year: str = "") -> tuple[Finding, ...]:
    """Everything that is to be mended on a row, errors first. `year` is the year of the report, if it is known."""
    found = [(rule, fault) for rule in RULES if (fault := rule.check(row, known)) is not None]
    if year and len(row.year) == 4 and row.year.isdigit() and row.year != year:
        found.append((YEAR_ASKED, checks.Fault(row.year, {"year": year})))
    found.sort(key=lambda pair: pair[0].severity)
    return tuple(_finding(rule, fault, row, known) for rule, fault in found)


def _finding(rule: Rule, fault: checks.Fault, row: ReportRow, known: Known) -> Finding:
    where = said("on row %(row)s", row=row.line)
    if row.sheet:
        where = said("on row %(row)s of sheet “%(sheet)s”", row=row.line, sheet=row.sheet)
    words = {"value": fault.value, "where": where, **fault.words}
    verified = rule.verified(known)
    message = Said(rule.says, words)
    return Finding(
        rule.name,
        rule.severity,
        row.sheet,
        row.line,
        fault.field or rule.field,
        fault.value,
        message if verified else several((message, UNCHECKED)),
        Said(fault.remedy or rule.remedy, words),
        verified,
    )


def unmarked(finding: Finding) -> Finding:
    """The same without the sentence that its list was not checked, where that is shown as a mark."""
    message = finding.message
    if isinstance(message, Several) and message.parts[-1] == UNCHECKED:
        return finding._replace(message=message.parts[0])
    return finding


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How often each rule found something, in the order of the rules; rules without a finding are left out."""
    seen: dict[str, int] = {}
    for finding in findings:
        seen[finding.rule] = seen.get(finding.rule, 0) + 1
    return {rule.name: seen[rule.name] for rule in ALL if rule.name in seen}
