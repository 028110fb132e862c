"""What the register says on a day: is a State bound, what is its position. Contradictions and doubt stay visible."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kouprey.domain.law.logic import MET, NOT_MET, UNKNOWN, Outcome, Reason
from kouprey.domain.law.register import Register
from kouprey.domain.law.values import Link, Position
from kouprey.kernel.words import said


class Said(NamedTuple):
    """What the entries say together. `accepted`: if unverified entries count and the later one prevails."""

    outcome: Outcome
    accepted: Outcome
    reasons: tuple[Reason, ...]
    conflict: bool = False
    links: tuple[Link, ...] = ()

    @property
    def leaning(self) -> Outcome | None:
        """What unverified entries would say; none where sound ones decide, or where they contradict each other."""
        return self.accepted if self.outcome == UNKNOWN != self.accepted and not self.conflict else None


class _Voice(NamedTuple):
    answer: bool
    sound: bool
    lapsed: bool
    link: Link


@lru_cache(maxsize=4096)
def bound(register: Register, treaty: str, country: str, on: date) -> Said:
    """Whether a State is bound by a treaty between many, on that day."""
    links = [link for link in register.links if link.treaty == treaty and link.country == country and not link.other]
    begins = register.begins.get(treaty)
    if begins is not None and on < begins:
        return Said(
            NOT_MET, NOT_MET, (Reason("entry", treaty, said("not before %(day)s", day=begins), "public source"),)
        )
    return _together(links, on)


@lru_cache(maxsize=4096)
def treaty_between(register: Register, kind: str, one: str, other: str, on: date) -> Said:
    """Whether two States have a treaty on assistance (mla) or extradition in force on that day.

    A treaty on civil and criminal matters counts as one on assistance: the register gives both the kind `mla`.
    """
    pair = {one, other}
    return _together(
        [link for link in register.links if link.treaty == kind and {link.country, link.other} == pair], on
    )


@lru_cache(maxsize=4096)
def position(register: Register, country: str, topic: str, on: date) -> tuple[Position | None, Outcome]:
    """What a State's position on a topic is on that day, and whether the span of the entry holds for certain."""
    for entry in register.positions:
        if entry.country == country and entry.topic == topic:
            holds = entry.span.holds(on)
            if holds != NOT_MET:
                return entry, holds
    return None, UNKNOWN


def _together(links: list[Link], on: date) -> Said:
    voices = [voice for link in links if (voice := _voice(link, on)) is not None]
    if not voices:
        return Said(UNKNOWN, UNKNOWN, (), links=tuple(links))
    yes = [voice for voice in voices if voice.answer]
    no = [voice for voice in voices if not voice.answer]
    sound_yes, sound_no = any(v.sound for v in yes), any(v.sound for v in no)
    # An old “no” that nobody repeated does not contradict a treaty that a source has seen.
    against = [voice for voice in no if not voice.lapsed]
    reasons = tuple(_reason(voice) for voice in voices)
    found = tuple(voice.link for voice in voices)
    accepted = MET if yes else NOT_MET
    if (sound_yes and against) or (sound_no and yes):
        return Said(UNKNOWN, accepted, reasons, True, found)
    if sound_yes or sound_no:
        return Said(accepted, accepted, reasons, False, found)
    return Said(UNKNOWN, accepted, reasons, bool(yes and no), found)


def _voice(link: Link, on: date) -> _Voice | None:
    sound = link.origin.sound
    if not link.answer:
        if link.standing or link.attested is None:
            return _Voice(False, sound, False, link)
        return _Voice(False, sound and on <= link.attested, on > link.attested, link)
    if link.attested is not None and on >= link.attested and sound:
        return _Voice(True, True, False, link)
    if link.since is None:
        return None
    if on < link.since.first:
        return _Voice(False, sound and link.dated, False, link)
    return _Voice(True, sound and link.dated, False, link) if on >= link.since.last else None


def _reason(voice: _Voice) -> Reason:
    link = voice.link
    standing = link.origin.provenance if voice.sound else "unverified"
    return Reason(
        "entry", link.id, "yes" if voice.answer else "no", standing, (link.origin.source,), link.origin.verified
    )
