"""One taxon as text or JSON: what it is called, when it was listed, where it occurs, and who says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kouprey.domain.taxa.listing import listed
from kouprey.domain.taxa.values import COMMON, RANKS, SYNONYM, Listing, Taxon, Unknown
from kouprey.kernel.jsontext import dumps

if TYPE_CHECKING:
    from kouprey.analytics.reference.library import Found

_COLUMNS = ("appendix", "from", "to", "as_of", "under", "annotation", "source", "verified")
_SHOWN = ("appendix", "from", "to", "said_up_to", "annotation", "source")


def as_json(found: Found, on: date | None) -> str:
    """The answer as one JSON object; `rows` are the listings in order of time."""
    taxon = _known(found)
    answer: dict[str, Any] = {
        "method": {"measure": "taxon", "asked_as": found.meant.how, "sources": list(found.sources)},
        "warnings": list(_warnings(taxon)),
        "taxon": {
            "name": taxon.name,
            "rank": taxon.rank,
            **{rank: taxon.ranks[rank] for rank in RANKS},
            "cites_accepted": taxon.accepted,
            "synonyms": [{"name": n.text, "author": n.author, "source": n.source} for n in taxon.of_kind(SYNONYM)],
            "common_names": [
                {
                    "name": n.text,
                    "language": n.language,
                    "script": n.script,
                    "source": n.source,
                    "verified": n.verified,
                }
                for n in taxon.of_kind(COMMON)
            ],
            "distribution": [{"country": o.country, "name": o.name, "status": o.status} for o in taxon.distribution],
        },
    }
    if on is not None:
        answer["on"] = _on(found, on)
    rows = [dict(zip(_COLUMNS, _row(listing), strict=True)) for listing in taxon.listings]
    return dumps(answer | {"columns": list(_COLUMNS), "rows": rows}) + "\n"


def as_text(found: Found, on: date | None) -> str:
    """The answer for a terminal."""
    from kouprey.formats.tables import text

    taxon = _known(found)
    ranks = ", ".join(taxon.ranks[rank] for rank in RANKS if taxon.ranks[rank])
    lines = [f"{taxon.name} ({', '.join(filter(None, (taxon.rank, ranks)))})"]
    for head, names in (("Synonyms", taxon.of_kind(SYNONYM)), ("Common names", taxon.of_kind(COMMON))):
        words = [f"{n.text} [{n.language}]" if n.language else n.text for n in names]
        lines.append(f"{head}: {', '.join(words) or 'none at hand'}")
    lines.append(f"Countries: {_countries(taxon) or 'none at hand'}")
    lines += [f"Sources: {'; '.join(found.sources)}", ""]
    if on is not None:
        lines += [_sentence(listed(taxon, on, found.above), on), ""]
    rows = [
        (x.appendix, _text(x.since), _text(x.until), _text(x.as_of), x.annotation, x.source) for x in taxon.listings
    ]
    return "\n".join(lines) + "\n" + text.as_table(_SHOWN, rows)


def _known(found: Found) -> Taxon:
    if found.taxon is None:
        raise AssertionError("only a taxon that was found can be shown")
    return found.taxon


def _warnings(taxon: Taxon) -> list[str]:
    if any(not listing.verified for listing in taxon.listings):
        return ["Listings were not checked against the official Appendices; do so before relying on one."]
    return []


def _on(found: Found, on: date) -> dict[str, Any]:
    answer = listed(_known(found), on, found.above)
    if isinstance(answer, Unknown):
        return {"date": on.isoformat(), "listed": "unknown", "appendix": None, "reason": answer.reason}
    state = "no" if answer.appendix == "N" else "yes"
    return {"date": on.isoformat(), "listed": state, **dict(zip(_COLUMNS, _row(answer), strict=True))}


def _sentence(answer: Listing | Unknown, on: date) -> str:
    day = on.isoformat()
    if isinstance(answer, Unknown):
        return f"On {day}: unknown. {answer.reason}"
    held = "not listed" if answer.appendix == "N" else f"Appendix {answer.appendix}"
    since = f" since {answer.since.isoformat()}" if answer.since else ""
    under = f", under {answer.under}" if answer.under else ""
    return f"On {day}: {held}{since}{under} ({answer.source})."


def _row(listing: Listing) -> tuple[Any, ...]:
    days = (_text(day) or None for day in (listing.since, listing.until, listing.as_of))
    return (listing.appendix, *days, listing.under, listing.annotation, listing.source, listing.verified)


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _countries(taxon: Taxon) -> str:
    by_status: dict[str, list[str]] = {}
    for occurrence in taxon.distribution:
        by_status.setdefault(occurrence.status, []).append(occurrence.country or occurrence.name)
    return "; ".join(f"{status} {', '.join(countries)}" for status, countries in by_status.items())
