"""The rules of an observation: named objects that say what they ask, why, and how to mend. One set for all doors.

Entry, import and API ask the same. An error stands in the way of reporting (a draft is kept with its errors); a
notice asks to look again. Sentences have named places, so that pages can translate them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from kouprey.domain.seizures import checks, checks_route, checks_specimens
from kouprey.domain.seizures.book import Book
from kouprey.domain.seizures.checks import Check
from kouprey.domain.seizures.values import Incident
from kouprey.kernel.words import Said

ERROR, NOTICE = "error", "notice"
AITR = "AITR guidelines, as reporting.md 3.2 reconstructs them"
ETIS = "ETIS rules, reporting.md 3.6"
KOUPREY = "Kouprey"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `says` and `remedy` are whole sentences; `lists` are what it looks into."""

    name: str
    severity: str
    field: str
    asks: str
    says: str
    remedy: str
    check: Check
    source: str = KOUPREY
    lists: tuple[str, ...] = ()


class Finding(NamedTuple):
    """What a rule found: the field, the id of the line or leg, the value, the sentence and the remedy."""

    rule: str
    severity: str
    field: str
    part: str
    value: str
    says: str
    remedy: str
    words: dict[str, str]
    verified: bool

    @property
    def message(self) -> str:
        """The sentence."""
        return Said(self.says, self.words)

    @property
    def what_to_do(self) -> str:
        """The remedy."""
        return Said(self.remedy, self.words)

    def as_json(self) -> dict[str, Any]:
        """The finding as the shell and the API print it."""
        return {
            "rule": self.rule, "severity": self.severity, "field": self.field, "part": self.part,
            "value": self.value, "message": self.message, "remedy": self.what_to_do, "verified": self.verified,
        }  # fmt: skip


RULES = (
    Rule("date-given", ERROR, "when", "a date is given, as far as it is known", "The date is missing.",
         "Write a day, a month, a year, or two of them.", checks.date_given, AITR),
    Rule("date-not-future", ERROR, "when", "the date is not after today", "The date %(value)s lies after today.",
         "Correct the date.", checks.date_not_future),
    Rule("date-not-ancient", NOTICE, "when", "the date is not before CITES", "The date %(value)s is before 1975.",
         "Check the year.", checks.date_not_ancient),
    Rule("date-in-one-year", NOTICE, "when", "the date lies in one year",
         "The date %(value)s spans two years; reports count it in %(year)s.",
         "Narrow the date if more is known.", checks.date_in_one_year),
    Rule("country-given", ERROR, "country", "the country is given", "The country is missing.",
         "Choose the country where it was found.", checks.country_given, AITR),
    Rule("country-listed", ERROR, "country", "the country is in its list", "%(value)s is no code of a country.",
         "Choose a country of the list.", checks.country_listed, AITR, ("countries",)),
    Rule("place-given", NOTICE, "place", "the place is given", "Only the country is given, no place.",
         "Choose a place of the list, or write its name.", checks.place_given, AITR),
    Rule("place-listed", ERROR, "post", "a listed place is in its list", "%(value)s is no place of the list.",
         "Choose a place of the list, or take it away.", checks.place_listed),
    Rule("place-in-country", ERROR, "post", "a listed place lies in the country",
         "The listed place %(place)s is in %(there)s, and the country is %(country)s.",
         "Choose %(there)s as the country, or take the listed place away.", checks.place_in_country),
    Rule("point-on-earth", ERROR, "place", "the point is complete and on the globe",
         "The point %(value)s is incomplete or not on the globe.",
         "Write latitude and longitude in degrees, such as 21.53 and 107.97.", checks.point_on_earth),
    Rule("agency-given", ERROR, "agency", "the detecting agency is given", "The detecting agency is missing.",
         "Choose the kind of agency.", checks.agency_given, AITR),
    Rule("offence-given", NOTICE, "offences", "a reason is given", "The reason for the seizure is missing.",
         "Choose the reason; the illegal trade report asks for it.", checks.offence_given, AITR),
    Rule("codes-listed", ERROR, "", "every code is in its list", "%(value)s is no code of its list.",
         "Choose a word of the list.", checks.codes_listed),
    Rule("open-and-hidden", NOTICE, "concealment", "what was not hidden has no other concealment",
         "It is said to be hidden and not hidden: %(value)s.", "Take one of them out.", checks.open_and_hidden),
    Rule("people-counted", ERROR, "people", "people are counted by nationality",
         "%(value)s is no nationality, or no number of people.",
         "Choose a country of the list, and write at least 1, or leave the number blank.",
         checks.people_counted, AITR),
    Rule("people-once", NOTICE, "people", "each nationality stands once", "The nationality %(value)s stands twice.",
         "Add the numbers together.", checks.people_once),
    Rule("names-in-text", NOTICE, "note", "free text names no person",
         "“%(value)s” may name a person (%(why)s).",
         "Take the name out; names belong to the case file.", checks.names_in_text, AITR, ("name-marks",)),
    Rule("media-graded", ERROR, "grade", "media reports and tips carry a grade",
         "The grade of the source is missing.",
         "Choose how far the source is trusted.", checks.media_graded),
    Rule("withdrawal-explained", ERROR, "stage", "a withdrawal says why", "The reason of the withdrawal is missing.",
         "Write in one sentence why.", checks.withdrawal_explained),
    Rule("live-animals-housed", NOTICE, "first_hour", "live animals have a place tonight",
         "Nobody has said where the live %(taxon)s go tonight.", "Write where they are taken.",
         checks.live_animals_housed, "Res. Conf. 17.8, as reporting.md 3.4 has it"),
    Rule("quarantine-told", NOTICE, "first_hour", "quarantine knows of a health risk",
         "There is a health risk (%(value)s), and quarantine is not said to know.",
         "Tell quarantine, then answer yes.", checks.quarantine_told),
    Rule("matter-known", ERROR, "first_hour", "the first hour is answered in words of its lists",
         "%(value)s is no answer to this question.", "Choose one of the answers.", checks.matter_known),
    Rule("specimen-given", ERROR, "specimens", "there is a line of specimens", "No specimen is given.",
         "Add what was found, even if the amount is not known.", checks_specimens.specimen_given, AITR),
    Rule("taxon-given", ERROR, "taxon", "each line names a taxon", "The taxon is missing.",
         "Choose a species, or a higher taxon such as Manidae spp.", checks_specimens.taxon_given, AITR),
    Rule("taxon-known", NOTICE, "taxon", "the taxon is in the list", "%(value)s is in no list of taxa.",
         "Check the spelling; keep it if the name is right.", checks_specimens.taxon_known, lists=("taxa",)),
    Rule("taxon-spelled", NOTICE, "taxon", "the taxon is spelled as in the list",
         "%(value)s is nearly %(near)s.", "Write %(near)s if that is meant.", checks_specimens.taxon_spelled,
         lists=("taxa", "taxa-names")),
    Rule("taxon-accepted", NOTICE, "taxon", "the accepted name stands beside the reported one",
         "%(value)s is known as %(taxon)s.", "Choose %(taxon)s; what was reported is kept beside it.",
         checks_specimens.taxon_accepted, lists=("taxa", "taxa-names")),
    Rule("appendix-listed", ERROR, "appendix", "the Appendix is I, II, III or N", "%(value)s is no Appendix.",
         "Choose I, II, III or N, or leave it blank.", checks_specimens.appendix_listed),
    Rule("appendix-on-date", NOTICE, "appendix", "the Appendix is that of the date",
         "%(taxon)s stood on %(held)s on %(when)s, as far as the list knows; %(value)s is given.",
         "Check the Appendix with Species+.", checks_specimens.appendix_on_date, lists=("taxa-listings", "taxa")),
    Rule("term-given", ERROR, "term", "each line says what kind of specimen", "The kind of specimen is missing.",
         "Choose it, such as LIV for live.", checks_specimens.term_given, AITR),
    Rule("term-listed", ERROR, "term", "the term is in its list", "%(value)s is no term of the list.",
         "Choose a term of the list.", checks_specimens.term_listed, AITR, ("terms",)),
    Rule("term-current", NOTICE, "term", "the term is in use", "The term %(value)s is retired.",
         "Choose a present term if one fits.", checks_specimens.term_current, AITR, ("terms",)),
    Rule("term-fits-taxon", NOTICE, "term", "such a taxon can give such a specimen",
         "%(value)s does not fit %(taxon)s; it is for %(allowed)s.", "Check taxon and specimen.",
         checks_specimens.term_fits_taxon, lists=("report-term-taxa", "taxa")),
    Rule("source-listed", ERROR, "source", "the source code is in its list",
         "%(value)s is no source code of the list.",
         "Choose a code of the list, such as W for wild, or leave it blank.",
         checks_specimens.source_listed, lists=("sources",)),
    Rule("unit-listed", ERROR, "unit", "the unit is in its list", "%(value)s is no unit of the list.",
         "Choose a unit of the list.", checks_specimens.unit_listed, AITR, ("units",)),
    Rule("unit-fits-term", NOTICE, "unit", "the unit is one of the term",
         "%(unit)s is no unit that the guidelines name for %(term)s (named: %(allowed)s).",
         "Use a named unit if the quantity can be given in it.", checks_specimens.unit_fits_term, AITR,
         ("terms", "units")),
    Rule("quantity-said", NOTICE, "quantity", "the quantity is given",
         "Nobody has said how much of %(taxon)s it was.",
         "Write the quantity, exact or estimated, when it is known.", checks_specimens.quantity_said, AITR),
    Rule("quantity-above-nought", ERROR, "quantity", "a quantity is above nought",
         "The quantity %(value)s is not above nought.",
         "Say that there was none, or correct the number.", checks_specimens.quantity_above_nought),
    Rule("quantity-whole", ERROR, "quantity", "pieces are whole numbers", "%(value)s is no whole number of pieces.",
         "Correct the number or the unit.", checks_specimens.quantity_whole),
    Rule("weight-beside-count", ERROR, "weight", "the second measure is a weight beside a count",
         "A second weight, or a second measure that is no weight, is given.",
         "Keep one weight.", checks_specimens.weight_is_one),
    Rule("quantity-plausible", NOTICE, "quantity", "the weight can be true",
         "%(value)s kg is more than can be expected.",
         "Check the number and the unit.", checks_specimens.quantity_plausible),
    Rule("value-currency", ERROR, "value", "a value has a currency of ISO 4217", "“%(value)s” is no currency.",
         "Choose the currency.", checks_specimens.value_has_currency, AITR, ("currencies",)),
    Rule("values-fit", NOTICE, "value", "lines are worth no more than the whole",
         "The lines are worth %(sum)s %(currency)s, the whole case only %(value)s.",
         "Check which value is meant: of the case, or of the line.", checks_specimens.values_fit, AITR),
    Rule("disposal-fits", NOTICE, "disposal", "the disposal fits live or dead specimens",
         "%(value)s does not fit the term %(term)s.", "Choose another.", checks_specimens.disposal_fits,
         "Res. Conf. 17.8, as reporting.md 3.4 has it", ("seizure-disposal",)),
    Rule("no-sale-of-appendix-i", NOTICE, "disposal", "specimens of Appendix I are not sold",
         "%(taxon)s of Appendix I is said to be sold.", "Check the disposal.",
         checks_specimens.sold_not_from_appendix_one, "Res. Conf. 17.8, as reporting.md 3.4 has it"),
    Rule("ids-unique", ERROR, "specimens", "lines and legs have ids of their own", "Two parts have the id %(value)s.",
         "Give the new part an id of its own.", checks_specimens.ids_unique),
    Rule("leg-country-listed", ERROR, "legs", "each leg names a country", "%(value)s is no code of a country.",
         "Choose a country of the list, or XX where it is not known.",
         checks_route.leg_country_listed, AITR, ("countries",)),
    Rule("leg-once", NOTICE, "legs", "a country stands once in each role", "%(value)s stands twice as %(role)s.",
         "Take one of them out.", checks_route.leg_once),
    Rule("leg-order", ERROR, "legs", "each leg has its own place in the order", "Two legs have the place %(value)s.",
         "Put the legs in order.", checks_route.leg_order),
    Rule("share-of-origin", ERROR, "legs", "shares are per cent of origins", "The share %(value)s is none.",
         "Give shares from 0 to 100 to countries of origin only.", checks_route.share_of_origin, ETIS),
    Rule("shares-sum", ERROR, "legs", "shares are no more than the whole", "The shares add up to %(value)s per cent.",
         "Correct the shares.", checks_route.shares_sum, ETIS),
    Rule("shares-complete", NOTICE, "legs", "shares make up the whole",
         "The shares add up to %(value)s per cent only.",
         "Add the missing origin, or correct the shares.", checks_route.shares_complete, ETIS),
    Rule("custody-of-transit", NOTICE, "legs", "custody is asked of transit countries",
         "%(value)s is no transit country, and its custody is given.",
         "Take it out, or correct the role.", checks_route.custody_of_transit, ETIS),
    Rule("one-destination", NOTICE, "legs", "there is one destination", "%(value)s is a second destination.",
         "Keep the last one as destination, others as transit.", checks_route.one_destination, ETIS),
    Rule("seized-on-route", NOTICE, "legs", "the route touches the country of the seizure",
         "The route does not name %(value)s, where it was seized.", "Add it to the route.",
         checks_route.seized_on_route, ETIS),
)  # fmt: skip
"""Every rule, in the order of the form."""


def judge(incident: Incident, book: Book) -> tuple[Finding, ...]:
    """Everything that is to be mended or looked at, errors first."""
    found = [
        Finding(
            rule.name, rule.severity, fault.field or rule.field, fault.part, fault.value, rule.says, rule.remedy,
            {"value": fault.value, **fault.words}, book.verified.issuperset(rule.lists),
        )
        for rule in RULES
        for fault in rule.check(incident, book)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda finding: finding.severity))


def errors(findings: Iterable[Finding]) -> int:
    """How many findings stand in the way of reporting."""
    return sum(1 for finding in findings if finding.severity == ERROR)
