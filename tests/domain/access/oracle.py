"""The rules of access once more, written by hand as plain questions and a table, without the access module.

Reads like the terms of use. Roles, acts and purposes are words here, so that a slip in the module's own lists shows.
"""

from __future__ import annotations

from typing import Any

READS = "record.read release.read people.read"
WRITES = f"{READS} record.create record.amend record.attach"
KEEPS = (
    f"{WRITES} record.file record.withdraw record.mark record.ask_wider release.ask record.hand_over record.take_over"
)
OUT = "record.export release.export"
PERIODS = "retention.ask retention.approve"
TRADE = "trade.import trade.check_report"
EVERYTHING = "prevention investigation prosecution administration statistics training"
CRIME = "prevention investigation prosecution"

TABLE = {
    # role: (acts, purposes, needs a second factor, reads what names persons)
    "recorder": (f"{KEEPS} {TRADE}", EVERYTHING, True, False),
    "verifier": (f"{READS} {OUT} record.verify record.attach", EVERYTHING, True, True),
    "releasing_officer": (
        f"{READS} {OUT} {PERIODS} release.ask release.decide release.recall release.set_rule release.report"
        " record.approve_wider",
        EVERYTHING, True, True,
    ),
    "custodian": (WRITES, EVERYTHING, True, False),
    "investigator": (f"{KEEPS} {OUT}", CRIME, True, True),
    "analyst": (f"{READS} {OUT} {TRADE}", EVERYTHING, True, False),
    "legal_officer": (
        f"{KEEPS} {OUT} {PERIODS} retention.hold law.propose law.approve", f"{CRIME} administration", True, True,
    ),
    "central_authority": (f"{KEEPS} {OUT} retention.hold release.report", f"{CRIME} administration", True, True),
    "plan_manager": (f"{KEEPS} {TRADE}", "administration statistics training", True, False),
    "drafter": (
        "record.create record.read record.amend record.attach trade.check_report", EVERYTHING, True, False,
    ),
    "partner": ("release.read", "prevention administration statistics training", False, False),
    "node_administrator": (
        "people.read people.manage role.ask role.approve directory.edit restore.ask restore.approve trade.import",
        "administration", True, False,
    ),
    "auditor": ("people.read audit.read role.approve release.report restore.approve", "administration", True, False),
}  # fmt: skip
STATES = {
    "record.amend": "draft reported verified",
    "record.attach": "draft reported verified",
    "record.withdraw": "draft reported verified",
    "record.mark": "draft reported verified",
    "record.ask_wider": "draft reported verified",
    "record.file": "draft",
    "record.verify": "reported",
    "record.approve_wider": "draft reported verified",
    "record.hand_over": "reported verified",
    "record.take_over": "reported verified",
    "release.ask": "reported verified",
    "release.decide": "reported verified",
    "retention.hold": "draft reported verified withdrawn",
    "retention.ask": "draft reported verified withdrawn",
    "retention.approve": "draft reported verified withdrawn",
}
OF_THE_AGENCY = (
    "record.amend record.attach record.withdraw record.mark record.ask_wider"
    " record.file record.verify record.hand_over"
)
OF_THE_AUTHORITY = "record.approve_wider release.ask release.decide"
BY_A_SECOND = "record.approve_wider release.decide"


def at_all(who: Any, act: str) -> bool:
    """Whether the officer may do this kind of act to anything."""
    acts, purposes, second_factor, _nominal = TABLE[who.role.value]
    if not who.active or act not in acts.split() or who.purpose.value not in purposes.split():
        return False
    return who.strong or not second_factor


def named(who: Any, label: str) -> set[Any]:
    """The names under which something of this label may be addressed to the officer."""
    names = {who.officer} | set(who.teams)
    if label == "RED":
        return names
    names |= {who.agency}
    if label == "AMBER_STRICT":
        return names
    names |= {who.authority}
    return names if label == "AMBER" else names | set(who.groups)


def usable(who: Any, thing: Any, *, home: bool) -> bool:
    """Purpose of use, H0 and H1."""
    if who.purpose.value not in {str(purpose) for purpose in thing.purposes}:
        return False
    if home:
        return True
    codes = {str(code) for code in thing.codes}
    if "H0" in codes and who.purpose.value not in CRIME.split():
        return False
    return not ("H1" in codes and who.purpose.value == "prosecution")


def sees(who: Any, thing: Any) -> bool:
    """Whether the officer may know that the record exists."""
    if thing.authority != who.authority:
        return False
    home, own = thing.agency == who.agency, thing.agency == who.agency and thing.recorded_by == who.officer
    told = bool(set(thing.reach) & named(who, thing.tlp.name)) or (thing.team is not None and thing.team in who.teams)
    if not (own or told or (home and thing.tlp.name != "RED")):
        return False
    if thing.team is not None and thing.team not in who.teams:
        return False
    if thing.compartment is not None and thing.compartment not in who.compartments:
        return False
    if thing.state.value == "draft" and not home:
        return False
    if who.role.value == "drafter" and not own:
        return False
    if thing.nominal and not own and not TABLE[who.role.value][3]:
        return False
    return usable(who, thing, home=home)


def may(who: Any, act: str, thing: Any) -> bool:
    """Whether the officer may do the act to the record."""
    if not at_all(who, act) or not sees(who, thing):
        return False
    home, codes = thing.agency == who.agency, {str(code) for code in thing.codes}
    bound = not home and ("H2" in codes or thing.tlp.name == "RED")
    if act == "record.read":
        return True
    if act == "record.export":
        return not bound
    if act == "retention.hold":
        return True
    if act in PERIODS.split() and who.officer in (thing.recorded_by, thing.amended_by):
        return False
    if act == "retention.ask":
        return True
    if act == "retention.approve":
        return thing.asked_by != who.officer
    if act in OF_THE_AUTHORITY.split() and bound:
        return False
    if act in OF_THE_AGENCY.split() and not home:
        return False
    if act == "record.take_over" and home:
        return False
    states = "draft" if who.role.value == "drafter" else STATES[act]
    if thing.received or thing.state.value not in states.split():
        return False
    if act == "record.verify" and who.officer in (thing.recorded_by, thing.amended_by):
        return False
    return not (act in BY_A_SECOND.split() and thing.asked_by == who.officer)


def may_read_release(who: Any, act: str, thing: Any) -> bool:
    """Whether the officer may read, or take out, what another authority released."""
    if not at_all(who, act) or thing.recalled or thing.recipient not in named(who, thing.tlp.name):
        return False
    if not usable(who, thing, home=False):
        return False
    return act == "release.read" or not ("H2" in {str(c) for c in thing.codes} or thing.tlp.name == "RED")
