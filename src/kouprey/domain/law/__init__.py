"""The law room: a dated register, the assessment under UNTOC, and the gap between jurisdictions. Pure, no database.

Pages, the API and the shell call what is named here and nothing deeper: `from kouprey.domain import law`.
"""

from kouprey.domain.law.answer import as_dict
from kouprey.domain.law.assessment import DISCLAIMER, Assessment, RuleResult, ToolResult, assess, rule_texts
from kouprey.domain.law.change import Opening, openings
from kouprey.domain.law.claims import Claim, claims, drafts
from kouprey.domain.law.explained import explanation, written
from kouprey.domain.law.facts import LEVELS, Case, Fact, Kind, case, kinds
from kouprey.domain.law.gap import Harmonisation, harmonisation
from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome, Reason
from kouprey.domain.law.register import Register, edition_for, register
from kouprey.domain.law.route import Channel, route
from kouprey.domain.law.schema import schema
from kouprey.domain.law.species import Protection, protection
from kouprey.domain.law.table import Row, Table, table
from kouprey.domain.law.tools import TOOLS
from kouprey.domain.law.tree import Step, Wanted, as_plain, lines, wanted, why
from kouprey.domain.law.unverified import Entry, Question, questions, unverified
from kouprey.domain.law.values import CURRENT, EDITIONS, PAPER_DAY, PAPER_EDITION, STATES

__all__ = [
    "CURRENT",
    "DISCLAIMER",
    "EDITIONS",
    "LEVELS",
    "MET",
    "NOT_MET",
    "PAPER_DAY",
    "PAPER_EDITION",
    "STATES",
    "TOOLS",
    "UNKNOWN",
    "Assessment",
    "Case",
    "Channel",
    "Claim",
    "Entry",
    "Fact",
    "Harmonisation",
    "Kind",
    "Opening",
    "Outcome",
    "Protection",
    "Question",
    "Reason",
    "Register",
    "Row",
    "RuleResult",
    "Step",
    "Table",
    "ToolResult",
    "Wanted",
    "as_dict",
    "as_plain",
    "assess",
    "case",
    "claims",
    "drafts",
    "edition_for",
    "explanation",
    "harmonisation",
    "kinds",
    "lines",
    "openings",
    "protection",
    "questions",
    "register",
    "route",
    "rule_texts",
    "schema",
    "table",
    "unverified",
    "wanted",
    "why",
    "written",
]
