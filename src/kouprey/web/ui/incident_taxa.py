"""What the entry page says of taxa: names that it suggests, what a name means, and the kinds of specimen it gives."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.kernel.clock import now
from kouprey.web.ui.incident_words import NOT_SAID, SELDOM


def suggested(words: str, most: int = 8) -> list[dict[str, str]]:
    """Taxa that a word may mean, by any name the lists have: what is written into the box, and the accepted name."""
    wanted = words.strip().casefold()
    if len(wanted) < 2:
        return []
    found = {name: taxon for name, taxon in taxa_by_name().items() if wanted in name.casefold()}
    ordered = sorted(found.items(), key=lambda one: (not one[0].casefold().startswith(wanted), len(one[0]), one[0]))
    return [{"value": name, "taxon": taxon} for name, taxon in ordered[:most]]


def taxa_by_name() -> dict[str, str]:
    """Every name that the lists of taxa have, with the accepted name it stands for."""
    from kouprey.domain.taxa import builtin  # noqa: PLC0415 - the lists of taxa are read at first need

    found: dict[str, str] = {}
    for taxon in builtin.taxa().values():
        for name in (taxon.name, *(name.text for name in taxon.names)):
            found.setdefault(name, taxon.name)
    return found


def seldom(name: str) -> list[str]:
    """Codes of the kinds of specimen that the taxon behind a name does not give."""
    return list(sz.seldom_for(sz.identify(name).taxon, sz.book(now().date())))


def seldom_by_taxa() -> list[dict[str, list[str]]]:
    """The same for every taxon of the lists: kinds, and the taxa that do not give them."""
    book, found = sz.book(now().date()), dict[tuple[str, ...], list[str]]()
    for taxon in sorted(set(taxa_by_name().values())):
        found.setdefault(sz.seldom_for(taxon, book), []).append(taxon)
    return [{"terms": list(terms), "taxa": taxa} for terms, taxa in found.items() if terms]


def understood(name: str) -> str:
    """What the page says about a name that was typed: the accepted taxon, or why there is none."""
    found = sz.identify(name)
    if found.how == "accepted":
        return ""
    if found.taxon:
        return _("Understood as %(taxon)s.") % {"taxon": found.taxon}
    if found.how == "ambiguous":
        return _("This can be: %(taxa)s. It is kept as typed.") % {"taxa": ", ".join(found.candidates[:5])}
    return _("No list has this name. It is kept as typed.")


def kinds(name: str, chosen: str) -> list[tuple[str, list[Any]]]:
    """Kinds of specimen in groups: those that the taxon gives, then the others; a retired one only if chosen."""
    trade, last = sz.book(now().date()).trade, set(seldom(name))
    terms = [(code, _(word)) for code, word in trade.terms.items() if code not in trade.retired or code == chosen]
    terms.sort(key=lambda term: term[1])
    fits, others = ([term for term in terms if (term[0] in last) is later] for later in (False, True))
    return [("", [NOT_SAID, *fits]), *([(str(SELDOM), others)] if others else [])]
