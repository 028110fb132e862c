"""What was sent is kept once, with its exact file, however often it is said; on a day on which it can have been."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain import seizures as sz
from kouprey.domain.access import Actor
from kouprey.formats import seizures as forms
from kouprey.kernel.errors import UnusableInput
from kouprey.kernel.ids import new_id
from kouprey.web.accounts.directory import country_of
from kouprey.web.accounts.people.deciding import held_authority
from kouprey.web.core.actions import record as write_down
from kouprey.web.core.audit import Act as Audit
from kouprey.web.records import vault
from kouprey.web.seizures.access import submissions
from kouprey.web.seizures.actions.sealing import sealing
from kouprey.web.seizures.models import Submission

FIRST_YEAR: Final = 1975
LONGEST: Final[int] = Submission._meta.get_field("recipient").max_length or 0
"""So many letters of a recipient are kept."""


def may_be_sent(*, duty: str, subject: str, on: date, at: datetime) -> None:
    """Whether what fills a duty can have been sent on a day: not in the future, and no report of a year before that
    year is over. Raises UnusableInput."""
    if on > at.date() or on.year < FIRST_YEAR:
        raise UnusableInput(
            _("It cannot have been sent on that day."), remedy=_("Write the day on which it was sent.")
        )
    rule = next((one for one in sz.obligations() if one.id == duty), None)
    over = sz.reported_until(rule, subject) if rule else None
    if over is not None and on <= over:
        raise UnusableInput(
            _("On %(day)s the year %(year)s was not over: its report cannot have been sent.")
            % {"day": on.isoformat(), "year": over.year},
            kept=_("Nothing was recorded. Drafts can be taken out all the same.")
            if duty in forms.FORMS
            else _("Nothing was recorded."),
            remedy=_("Record it after the year has ended, with the day on which it was sent."),
        )


def keep_sent(
    content: bytes, name: str, media: str, about: Mapping[str, Any], *, recipient: str, on: date, by: Actor,
    at: datetime,
) -> Submission:  # fmt: skip
    """One submission with its exact file. The same report, recipient, day and file of an agency again is the one that
    there is. Part of another act. Raises UnusableInput."""
    to, digest = _recipient(recipient), vault.digest(content)
    with sealing(authority=by.authority, at=at) as keep, transaction.atomic():
        held_authority(by.authority)  # of two clicks at once, the second finds what the first kept
        named = {key: about[key] for key in ("form", "year", "onward", "obligation", "subject") if key in about}
        before: Submission | None = (
            submissions(by).filter(agency=by.agency, recipient=to, on=on, sha256=digest, **named).first()
        )
        if before is not None:
            return before
        made: Submission = Submission.objects.create(
            id=new_id(at_ms=int(at.timestamp() * 1000)), authority=by.authority, agency=by.agency,
            country=country_of(by.authority), recipient=to, on=on, name=name, media=media, sha256=digest,
            file=keep(content), by=by.officer, by_label=by.label, at=at, **about,
        )  # fmt: skip
        said = {"recipient": to, "on": on.isoformat(), "sha256": digest, "onward": made.onward}
        write_down(act=Audit.REPORT_SUBMITTED, kind="submission", id=made.id, label=name, by=by, at=at, details=said)
    return made


def _recipient(given: str) -> str:
    to = " ".join(given.split())
    if not to:
        raise UnusableInput(_("The recipient is missing."), remedy=_("Say to whom it was sent."))
    if len(to) > LONGEST:
        raise UnusableInput(
            _("The recipient is longer than %(most)s letters.") % {"most": LONGEST},
            kept=_("Nothing was recorded."),
            remedy=_("Name whom it was sent to in fewer words."),
        )
    return to
