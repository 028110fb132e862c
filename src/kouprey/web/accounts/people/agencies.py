"""Agencies of the directory and their units: entered, changed, verified, closed. Never removed: records name them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from kouprey.domain.access import Act, PeopleFacts
from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.accounts.access import nothing_there
from kouprey.web.accounts.models import Agency, Authority, Unit
from kouprey.web.accounts.people.deciding import (
    changes,
    code_of,
    held_agency,
    held_authority,
    note,
    one_name,
    require,
    said,
    text,
)
from kouprey.web.core.audit import SHELL, By
from kouprey.web.core.audit import Act as Audit


def enter_agency(
    *, authority: Authority, kind: str, name: str, by: By, at: datetime, name_local: str = "", time_zone: str = "",
    source: str = "",
) -> Agency:  # fmt: skip
    """Put an agency into the directory: of the own authority, or of one that has no users here."""
    name, kind = _name(name), _kind(kind)
    with transaction.atomic():
        body = held_authority(authority.id)
        require(by, Act.DIRECTORY_EDIT, PeopleFacts(body.id, held=body.held))
        if body.closed_at is not None:
            raise Refused(_("The authority is closed."), remedy=_("Open it first, or choose another."))
        more = {"name_local": text(name_local), "time_zone": _zone(time_zone), "source": text(source)}
        agency, made = Agency.objects.get_or_create(authority=body, name=name, defaults={"kind": kind, **more})
        if not made and by is not SHELL:
            raise Refused(_("There is an entry of this name already."), remedy=_("Change that one."))
        note(Audit.AGENCY_ENTERED, agency, by, at, kind=kind)
    return agency


def change_agency(
    *, agency: UUID, kind: str, name: str, by: By, at: datetime, name_local: str = "", time_zone: str = "",
    source: str = "",
) -> Agency:  # fmt: skip
    """Correct an entry. What was changed is unverified until somebody looks again."""
    with transaction.atomic():
        found = _editable(agency, by)
        new = {"name": _name(name), "kind": _kind(kind), "time_zone": _zone(time_zone)}
        done = changes(found, **new, name_local=text(name_local), source=text(source))
        if done:
            found.verified_on, found.verified_by_label = None, ""
            found.save(update_fields=["verified_on", "verified_by_label"])
            note(Audit.AGENCY_CHANGED, found, by, at, **done)
    return found


def verify_agency(*, agency: UUID, source: str, by: By, at: datetime) -> Agency:
    """Say that the entry was checked, and against what."""
    with transaction.atomic():
        found = _editable(agency, by)
        source = said(source, _("The source is missing."), _("Say against what the entry was checked."))
        done = changes(found, source=source, verified_on=at.date(), verified_by_label=by.label)
        note(Audit.AGENCY_CHANGED, found, by, at, **done)
    return found


def close_agency(*, agency: UUID, reason: str, by: By, at: datetime) -> Agency:
    """Close an agency: nobody acts for it any more, and nothing is addressed to it. Its records stay."""
    with transaction.atomic():
        found = _editable(agency, by)
        reason = said(reason, _("The reason is missing."), _("Say why the entry is closed."))
        if found.closed_at is not None:
            raise Refused(_("It is closed already."), remedy=_("Nothing needs to be done."))
        if found.id == getattr(by, "agency", None):
            raise Refused(_("You act for this agency now."), remedy=_("Let an officer of another agency close it."))
        note(Audit.AGENCY_CHANGED, found, by, at, reason=reason, **changes(found, closed_at=at))
    return found


def reopen_agency(*, agency: UUID, reason: str, by: By, at: datetime) -> Agency:
    """Open a closed agency again; the roles its officers held count again as long as they run."""
    with transaction.atomic():
        found = _editable(agency, by)
        reason = said(reason, _("The reason is missing."), _("Say why the entry is opened again."))
        if found.closed_at is None:
            raise Refused(_("It is open already."), remedy=_("Nothing needs to be done."))
        if found.authority.closed_at is not None:
            raise Refused(_("The authority is closed."), remedy=_("Open it first, or choose another."))
        note(Audit.AGENCY_CHANGED, found, by, at, reason=reason, **changes(found, closed_at=None))
    return found


def enter_unit(*, agency: UUID, name: str, by: By, at: datetime, within: UUID | None = None) -> Unit:
    """Add a part of an agency, down to a border post; `within` is the unit above it."""
    with transaction.atomic():
        home = _editable(agency, by)
        name = said(name, _("The name is missing."), _("Write the name of the unit."))
        if within and not Unit.objects.filter(pk=within, agency=home, closed_at=None).exists():
            raise UnusableInput(_("This agency has no such unit."), remedy=_("Choose a unit of the agency."))
        with one_name():
            unit = Unit.objects.create(agency=home, within_id=within, name=name)
        note(Audit.UNIT_ENTERED, unit, by, at, agency=str(home.id))
    return unit


def rename_unit(*, unit: UUID, name: str, by: By, at: datetime) -> Unit:
    """Give a unit another name."""
    with transaction.atomic():
        found = _unit(unit, by)
        name = said(name, _("The name is missing."), _("Write the name of the unit."))
        done = changes(found, name=name)
        if done:
            note(Audit.UNIT_CHANGED, found, by, at, **done)
    return found


def close_unit(*, unit: UUID, by: By, at: datetime) -> Unit:
    """Close a unit that has no open unit below it. Roles that name it go on in the agency."""
    with transaction.atomic():
        found = _unit(unit, by)
        if found.closed_at is not None:
            raise Refused(_("It is closed already."), remedy=_("Nothing needs to be done."))
        if Unit.objects.filter(within=found, closed_at=None).exists():
            raise Refused(_("There are units below this one."), remedy=_("Close them first."))
        note(Audit.UNIT_CHANGED, found, by, at, **changes(found, closed_at=at))
    return found


def _editable(id: UUID, by: By) -> Agency:
    found = held_agency(id)
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(found.authority_id, held=found.authority.held))
    return found


def _unit(id: UUID, by: By) -> Unit:
    rows = Unit.objects.select_related("agency__authority").select_for_update(of=("self",))
    found = rows.filter(pk=id).first() or nothing_there()
    home = found.agency.authority
    require(by, Act.DIRECTORY_EDIT, PeopleFacts(home.id, held=home.held))
    return found


def _name(given: str) -> str:
    return said(given, _("The name is missing."), _("Write the name of the agency."))


def _kind(given: str) -> str:
    return code_of(given, "agency-kinds", _("“%(kind)s” is no kind of agency.") % {"kind": given})


def _zone(given: str) -> str:
    if given and given not in available_timezones():
        raise UnusableInput(
            _("There is no time zone “%(zone)s”.") % {"zone": given}, remedy=_("Write it as Asia/Phnom_Penh.")
        )
    return given
