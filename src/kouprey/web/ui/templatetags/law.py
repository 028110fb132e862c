"""How answers of law are written on a page: outcomes with a word and a shape, terms, who says so."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kouprey.domain.law.facts import kinds, split
from kouprey.domain.law.tree import named
from kouprey.domain.law.values import LIFE
from kouprey.kernel.words import unpacked
from kouprey.web.core.words import in_words, translated
from kouprey.web.ui.law_words import BASES, JOINED, LEVELS, OUTCOMES, PROVENANCE, VALUES, yes_no

register = template.Library()


@register.filter
def outcome(word: str) -> SafeString:
    """Met, not met, unknown; open, closed: with a shape before the word, for eyes that see no colour."""
    return format_html('<span class="k-outcome" data-outcome="{}">{}</span>', word, OUTCOMES.get(word, word))


@register.filter
def years(term: Any) -> str:
    """A prison term as a table of answers writes it."""
    if term is None:
        return _("unknown")
    if term in ("life", LIFE):
        return _("life")
    term = int(term) if term == int(term) else term
    return ngettext("%(years)s year", "%(years)s years", round(term)) % {"years": term}


@register.filter
def treaty(answer: bool | None) -> str:
    """Whether there is a treaty; none is unknown."""
    return yes_no(answer)


@register.simple_tag
def standing(verified: bool, provenance: str, source: str) -> SafeString:
    """Who says so, and that nobody has signed for it."""
    mark = "" if verified else format_html('<span class="k-unverified">{}</span> ', _("UNVERIFIED"))
    said = PROVENANCE.get(provenance, provenance)
    return format_html('{}<span class="k-source">{}: <span class="k-register">{}</span></span>', mark, said, source)


@register.filter
def basis(name: str | None) -> str:
    """A legal basis in words; articles go by their numbers."""
    return str(BASES.get(name or "", name or ""))


@register.filter
def joined(how: str) -> str:
    """How the parts of a step count."""
    return str(JOINED.get(how, ""))


@register.filter
def unpack(words: Any) -> str:
    """Words that were kept with an assessment, in the language of the reader."""
    return in_words(unpacked(words))


@register.filter
def question(fact: str) -> SafeString:
    """A fact as its question, and its name."""
    base, state = split(fact)
    kind = kinds().get(base)
    words = translated(named(kind.question, state)) if kind else fact
    return format_html('{} <span class="k-source"><code>{}</code></span>', words, fact)


@register.filter
def supplier(fact: str) -> str:
    """Who could supply a fact."""
    base, state = split(fact)
    kind = kinds().get(base)
    return str(translated(named(kind.who, state))) if kind else ""


@register.filter
def level(name: str) -> str:
    """A level of proof in words."""
    return str(LEVELS.get(name, name))


@register.filter
def value(given: Any) -> SafeString:
    """The value of a fact or an entry."""
    if isinstance(given, bool):
        return conditional_escape(yes_no(given))
    if isinstance(given, list | tuple):
        return conditional_escape(", ".join(str(VALUES.get(str(one), one)) for one in given))
    return conditional_escape("" if given is None else VALUES.get(str(given), given))
