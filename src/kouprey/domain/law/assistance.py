"""Rules on mutual legal assistance: basis, contents, form, channel, refusal, use, and the rest of Art. 18."""

from __future__ import annotations

from kouprey.domain.law.asking import Asking, kept, once, rule
from kouprey.domain.law.extradition import Basis
from kouprey.domain.law.facts import SUSPECTED
from kouprey.domain.law.held import treaty_between
from kouprey.domain.law.logic import UNKNOWN, Node, all_of, any_of, labelled
from kouprey.domain.law.scope import offence_class
from kouprey.kernel.words import saying

_YES, _NO = frozenset({"yes"}), frozenset({"no"})
REFUSALS = (
    "not_in_conformity", "sovereignty_security_ordre_public_essential_interest",
    "domestic_law_would_bar_similar_action", "contrary_to_mla_law",
)  # fmt: skip
SAFE_DAYS = 15
"""UNTOC 18(27): the only hard count of days in Art. 18."""


@rule("MLA-BASIS")
def basis(asking: Asking, state: str) -> Node:
    """A treaty in force brings its own rules; otherwise 18(9) to (29) (UNTOC 18(6)-(7))."""
    return any_of(saying("A basis of assistance"), *(one.node for one in bases(asking)))


@once
def bases(asking: Asking) -> tuple[Basis, ...]:
    """Every basis of assistance in order."""
    return (
        Basis("bilateral treaty", bilateral(asking)),
        Basis("ASEAN MLAT", asking.rule("ASEAN-MLAT")),
        Basis("UNTOC 18(7)", convention(asking)),
        Basis("UNCAC 46", asking.rule("UNCAC")),
        Basis("reciprocity", _reciprocity(asking)),
    )


@kept("bilateral_mlat")
def bilateral(asking: Asking) -> Node:
    """A treaty between the two States; one on civil and criminal matters counts."""
    said = treaty_between(asking.register, "mla", asking.req, asking.rcv, asking.case.request_date)
    entry = asking.entry(saying("Treaties in the register"), said, "bilateral_mlat")
    return asking.known(saying("A treaty on assistance is in force"), entry, asking.yes("bilateral_mlat"))


@once
def convention(asking: Asking) -> Node:
    """UNTOC itself: both are parties, a serious crime or an offence of the Convention, and the trigger of 18(1)."""
    return all_of(
        saying("UNTOC 18"), asking.rule("UNTOC-PARTY"), offence_class(asking.at(SUSPECTED)), asking.rule("UNTOC-18-1")
    )


@kept("reciprocity")
def _reciprocity(asking: Asking) -> Node:
    by_law = asking.stated(
        labelled(saying("Reciprocity in %(state)s"), state=asking.rcv),
        asking.rcv,
        "reciprocity-mla",
        _YES,
        _NO,
        "reciprocity",
    )
    return asking.known(saying("Assists on reciprocity"), by_law, asking.yes("reciprocity"))


@rule(
    "MLA-CONTENT",
    "authority",
    "nature_of_case",
    "conducting_authority_name_function",
    "facts_summary",
    "service_of_documents",
    "assistance_description",
    "purpose",
    facts_only=True,
)
def contents(asking: Asking, state: str) -> Node:
    """All that 18(15) demands; the person (e) only warns; the facts (c) are not needed for service of documents."""
    facts = any_of(
        saying("(c) facts, unless documents are served"),
        asking.yes("facts_summary"),
        asking.yes("service_of_documents"),
    )
    return all_of(
        saying("Contents of the request"),
        asking.yes("authority"),
        asking.yes("nature_of_case"),
        asking.yes("conducting_authority_name_function"),
        facts,
        asking.yes("assistance_description"),
        asking.yes("purpose"),
    )


@rule(
    "MLA-FORM",
    "written_or_authenticable",
    "language",
    "rcv_accepted_languages",
    "urgent_oral",
    "oral_agreed",
    "confirmed_in_writing",
    facts_only=True,
)
def form(asking: Asking, state: str) -> Node:
    """Written and in an accepted language; oral only if urgent, agreed and confirmed at once (UNTOC 18(14))."""
    oral = map(asking.yes, ("urgent_oral", "oral_agreed", "confirmed_in_writing"))
    how = any_of(
        saying("Written, or oral by the rules"), asking.yes("written_or_authenticable"), all_of(saying("Oral"), *oral)
    )
    return all_of(saying("Form and language"), how, _language(asking))


def _language(asking: Asking) -> Node:
    accepted = asking.value("rcv_accepted_languages")
    if accepted is None:
        return asking.test("rcv_accepted_languages", lambda _: True, ("en",)).but(label=saying("Accepted language"))
    fold = {word.casefold() for word in accepted}
    found = asking.test("language", lambda said: said.casefold() in fold, accepted[0])
    return found.but(
        label=saying("Accepted language"), reasons=(*found.reasons, *asking.used("rcv_accepted_languages"))
    )


@rule(
    "MLA-CA",
    "request_channel",
    "rcv_central_authority",
    "diplomatic_channel_required",
    "interpol_urgent_agreed",
    facts_only=True,
)
def channel(asking: Asking, state: str) -> Node:
    """Through the central authority, unless the diplomatic channel is asked for, or INTERPOL is agreed (18(13))."""

    def by(name: str) -> Node:
        return asking.test("request_channel", lambda chosen: chosen == name, name).but(
            label=labelled(saying("Sent by %(name)s"), name=name)
        )

    central = all_of(
        saying("Central authority"),
        by("central_authority"),
        asking.yes("rcv_central_authority"),
        asking.no("diplomatic_channel_required"),
    )
    urgent = all_of(saying("INTERPOL, urgent and agreed"), by("interpol"), asking.yes("interpol_urgent_agreed"))
    return any_of(saying("Channel"), central, by("diplomatic"), urgent)


@rule("MLA-DC")
def dual_criminality(asking: Asking, state: str) -> Node:
    """The requested State may decline without dual criminality, for measures of coercion (UNTOC 18(9))."""
    return any_of(
        saying("No ground to decline"),
        asking.rule("EXT-DC"),
        asking.no("rcv_declines_without_dc"),
        asking.no("coercive_measure"),
    )


@rule("MLA-REFUSE", *REFUSALS, facts_only=True)
def refusal(asking: Asking, state: str) -> Node:
    """Any ground of 18(21)."""
    return any_of(saying("A ground to refuse"), *map(asking.yes, REFUSALS))


@rule("MLA-POSTPONE", "interferes_with_ongoing_proceedings", facts_only=True)
def postponement(asking: Asking, state: str) -> Node:
    """It would interfere with proceedings in the requested State (UNTOC 18(25))."""
    return all_of(saying("Postponement"), asking.yes("interferes_with_ongoing_proceedings"))


@rule("MLA-SPEC", "new_use", "stated_use", "prior_consent", "exculpatory", "exculpatory_notice", facts_only=True)
def use(asking: Asking, state: str) -> Node:
    """The stated use, or consent, or exculpatory with notice (UNTOC 18(19))."""
    stated = asking.value("stated_use")
    if stated is None:
        same = asking.test("stated_use", lambda _: True, "").but(wants=())
    else:
        same = asking.test("new_use", lambda new: new.casefold() == stated.casefold(), stated)
        same = same.but(reasons=(*same.reasons, *asking.used("stated_use")))
    exculpatory = all_of(
        saying("Exculpatory, with notice"), asking.yes("exculpatory"), asking.yes("exculpatory_notice")
    )
    return any_of(saying("Use"), same.but(label=saying("The stated use")), asking.yes("prior_consent"), exculpatory)


@rule("MLA-CONF", "confidentiality_requested", "rcv_can_comply", facts_only=True)
def confidential(asking: Asking, state: str) -> Node:
    """The requested State can keep it confidential, or nobody asked (UNTOC 18(20))."""
    return any_of(saying("Confidentiality"), asking.yes("rcv_can_comply"), asking.no("confidentiality_requested"))


@rule("MLA-SPONT", "info_concerns_criminal_matter", "originator_restrictions", "receiver_accepts", facts_only=True)
def spontaneous(asking: Asking, state: str) -> Node:
    """It concerns a criminal matter, and the receiver obeys the sender's restrictions (UNTOC 18(4)-(5))."""
    low = asking.at(SUSPECTED)
    restrictions = any_of(saying("Restrictions"), low.no("originator_restrictions"), low.yes("receiver_accepts"))
    return all_of(saying("Information without request"), low.yes("info_concerns_criminal_matter"), restrictions)


@rule("MLA-VIDEO", "in_person_not_possible_or_desirable", "witness_in_rcv", "rcv_law_allows", facts_only=True)
def video(asking: Asking, state: str) -> Node:
    """The witness is there, coming is not possible or not desirable, and the law allows it (UNTOC 18(18))."""
    needed = ("in_person_not_possible_or_desirable", "witness_in_rcv", "rcv_law_allows")
    return all_of(saying("Hearing by video"), *map(asking.yes, needed))


@rule("MLA-SAFE", "days_since_told_presence_not_required", "left_and_returned", facts_only=True)
def safe_conduct(asking: Asking, state: str) -> Node:
    """Within 15 days in a row, and the person did not leave and return (UNTOC 18(27))."""
    days = asking.test("days_since_told_presence_not_required", lambda n: n <= SAFE_DAYS, 0)
    return all_of(saying("Safe conduct"), days, asking.no("left_and_returned"))


@rule("MLA-COST", "substantial_or_extraordinary", facts_only=True)
def costs(asking: Asking, state: str) -> Node:
    """Ordinary costs fall on the requested State (UNTOC 18(28))."""
    return all_of(saying("Ordinary costs"), asking.no("substantial_or_extraordinary"))


@rule("MLA-SPEED", "deadline_suggested_with_reasons", "executed_on", facts_only=True)
def speed(asking: Asking, state: str) -> Node:
    """Executed by the deadline that was suggested with reasons (UNTOC 18(24)); UNTOC fixes no number of days."""
    deadline = asking.value("deadline_suggested_with_reasons")
    if deadline is None:
        missing = ("deadline_suggested_with_reasons", "executed_on")
        return Node(saying("On time"), UNKNOWN, "fact", (), asking.used("executed_on"), missing)
    found = asking.test("executed_on", lambda day: day <= deadline, deadline)
    return found.but(
        label=saying("On time"), reasons=(*found.reasons, *asking.used("deadline_suggested_with_reasons"))
    )
