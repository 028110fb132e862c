"""Options that the commands of `kouprey law` share: a day, States, an edition of the law."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date


def day(text: str | None) -> date:
    """A day as it was typed; today where none was. Raises UnusableInput."""
    from kouprey.kernel.clock import now
    from kouprey.kernel.errors import UnusableInput

    if not text:
        return now().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableInput(f"“{text}” is not a date.", remedy="Write it as 2021-01-29.") from None


def edition_option(parser: ArgumentParser) -> None:
    """--edition."""
    from kouprey.domain.law.values import EDITIONS

    parser.add_argument(
        "--edition", choices=EDITIONS, help="paper (frozen at 2021-01-29) or current (with later law)"
    )


def countries(text: str | None) -> tuple[str, ...]:
    """States as they were typed, each once. Raises UnusableInput for one that the register does not have."""
    from kouprey.domain.law.values import APART, STATES
    from kouprey.kernel.errors import UnusableInput

    found = tuple(dict.fromkeys(part.strip().upper() for part in (text or "").split(",") if part.strip()))
    unknown = [country for country in found if country not in (*STATES, *APART)]
    if unknown:
        raise UnusableInput(
            f"The register of law has no State {', '.join(unknown)}.",
            remedy=f"It has: {', '.join((*STATES, *APART))}.",
        )
    return found
