"""The smaller pages of law: routes of a request, protected species, what a lawyer must verify, claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from kouprey.domain import law
from kouprey.domain.law.register import register
from kouprey.domain.law.values import APART
from kouprey.kernel.errors import UnusableInput
from kouprey.trade.claims import claims as paper_claims
from kouprey.web.law.filters import day_of, edition_of, state_of
from kouprey.web.ui.law_words import BASES, CHANNELS, LISTS
from kouprey.web.ui.record_list import address_of
from kouprey.web.ui.trade_question import page_number

PER_PAGE: Final = 50


def routes(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Every channel from one State to another on a day. Raises UnusableInput for a State with itself."""
    one, other = state_of(asked.get("from") or "CN"), state_of(asked.get("to") or "VN")
    on, edition = day_of(asked), edition_of(asked)
    if one == other:
        raise UnusableInput(_("A route leads from one State to another."), remedy=_("Choose two different States."))
    found = law.route(one, other, on, edition)
    shown = [
        {
            "of": channel,
            "channel": CHANNELS[channel.channel],
            "first": at == 0 or found[at - 1].channel != channel.channel,
            "basis": BASES.get(channel.basis, channel.basis),
            "outcome": channel.outcome.word,
            "language": _("unknown") if channel.language == "unknown" else channel.language,
        }
        for at, channel in enumerate(found)
    ]
    return {
        "one": one,
        "other": other,
        "as_of": on,
        "edition": edition,
        "channels": shown,
        "named": register(edition).named(),
    }


def species(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a taxon is protected in a State on a day, by which provision."""
    taxon, on = str(asked.get("taxon", "")).strip(), day_of(asked)
    country, edition = state_of(asked.get("state") or "VN"), edition_of(asked)
    shown: dict[str, Any] = {"taxon": taxon, "country": country, "as_of": on, "edition": edition}
    if not taxon:
        return shown
    if len(taxon) > 200:
        raise UnusableInput(_("This is too long for the name of a taxon."), remedy=_("Write a scientific name."))
    accept = asked.get("accept") == "yes"
    found = law.protection(taxon, country, on, edition, accept=accept)
    return shown | {
        "accept": accept,
        "found": found,
        "outcome": found.outcome.word,
        "covers": [{"of": one, "outcome": one.outcome.word} for one in found.by],
    }


def verify(asked: QueryDict) -> dict[str, Any]:
    """Entries that nobody signed for, list by list and page by page; the standing questions with their sign-off."""
    edition, listed = edition_of(asked), str(asked.get("list", ""))
    every = law.unverified(edition)
    shown = [one for one in every if not listed or one.list == listed]
    page, address = page_number(asked), address_of(asked, "page")
    counts = {name: sum(one.list == name for one in every) for name in LISTS}
    return {
        "edition": edition,
        "listed": listed,
        "entries": [
            {"of": one, "list": LISTS.get(one.list, one.list)}
            for one in shown[(page - 1) * PER_PAGE : page * PER_PAGE]
        ],
        "page": page,
        "previous": f"{address}&page={page - 1}" if page > 1 else "",
        "next": f"{address}&page={page + 1}" if len(shown) > page * PER_PAGE else "",
        "total": len(every),
        "gating": sum(one.gates for one in every),
        "lists": [(name, LISTS[name], count) for name, count in counts.items() if count],
        "questions": law.questions(),
        "signed": sum(bool(one.verified_on) for one in law.questions()),
    }


def claims() -> dict[str, Any]:
    """Each claim of the paper beside what can be computed here."""
    found = paper_claims(settings.HOME)
    return {
        "claims": found,
        "computed": sum(one.status == "computed" for one in found),
        "agreeing": sum(one.agrees is True for one in found),
    }


def jurisdictions(on: date) -> list[dict[str, Any]]:
    """Every jurisdiction with how many provisions hold on a day; Hong Kong and Macao beside the States."""
    held = register(law.CURRENT)
    codes = (*law.STATES, *APART)
    return [
        {
            "code": code,
            "provisions": sum(one.country == code and one.span.holds(on) != law.NOT_MET for one in held.provisions),
        }
        for code in codes
    ]
