"""The ways of the shell to observations: as an officer of the node, else as the node's own shell officer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kouprey.kernel import clock
from kouprey.kernel.errors import Refused
from kouprey.web.config.serve import set_up

if TYPE_CHECKING:
    from kouprey.domain.access import Actor
    from kouprey.formats.seizures import Imported
    from kouprey.web.seizures.actions.reporting import Written

SHELL_OFFICER: Final = "shell"
OWN_BODY: Final = "This node"
OWN_AGENCY: Final = "The shell of this node"


class Account(NamedTuple):
    """What an import did: rows read and rejected, observations made, amended and left alone."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    rejects_file: str | None
    dry_run: bool
    not_carried: tuple[str, ...]


def import_file(path: Path, *, officer: str, mapping: Mapping[str, str], country: str, dry_run: bool) -> Account:
    """Take in a table of observations as one act. Raises UnusableFile, UnusableInput, Refused."""
    set_up()
    from kouprey.domain import seizures as sz  # noqa: PLC0415 - Django first
    from kouprey.domain.access import Role  # noqa: PLC0415 - with the rest
    from kouprey.domain.handling import Handling  # noqa: PLC0415 - with the rest
    from kouprey.formats import seizures as forms  # noqa: PLC0415 - with the rest
    from kouprey.web.core import statistics  # noqa: PLC0415 - with the rest
    from kouprey.web.records.tenancy import acting  # noqa: PLC0415 - with the rest
    from kouprey.web.seizures.actions.importing import import_table, refuse_names, would_do  # noqa: PLC0415 - with the rest

    at = clock.now()
    found = forms.read_file(path, sz.book(at.date()), told=mapping or None, country=country)
    with acting(by := actor_of(officer, Role.RECORDER)):
        refuse_names(found)
        if dry_run:
            counts = would_do(found, by)
        else:
            run = import_table(found=found, name=path.name, marks=Handling(), by=by, at=at)
            counts = {"created": run.created, "updated": run.updated, "unchanged": run.unchanged}
    statistics.gather()
    return Account(
        found.read, counts["created"], counts["updated"], counts["unchanged"], len(found.rejected),
        _rejects(found, path), dry_run, found.not_carried,
    )  # fmt: skip


def write_report(form: str, *, officer: str, country: str, year: int, suffix: str, consent: bool | None) -> Written:
    """The report of a State and year. Raises UnusableInput."""
    set_up()
    from kouprey.domain.access import Role  # noqa: PLC0415 - Django first
    from kouprey.web.records.tenancy import acting  # noqa: PLC0415 - with the rest
    from kouprey.web.seizures.actions import reporting  # noqa: PLC0415 - with the rest

    with acting(by := actor_of(officer, Role.RECORDER)):
        return reporting.write_report(
            form=form, country=reporting.known_country(country), year=year, suffix=suffix, consent=consent, by=by,
            at=clock.now(),
        )  # fmt: skip


def actor_of(officer: str, role: Any) -> Actor:
    """An officer as one who acts from the shell, in the named role where it is held; without a name the node's own
    shell officer, which is made with a body and an agency of its own at first need. Raises NothingThere, Refused."""
    from kouprey.domain.access import Role  # noqa: PLC0415 - Django first
    from kouprey.web.accounts import acting  # noqa: PLC0415 - with the rest
    from kouprey.web.accounts.queries import officer_named  # noqa: PLC0415 - with the rest

    on = clock.now().date()
    name = officer or _own_officer(role)
    held = acting.held_by(officer_named(name), on)
    if not held:
        raise Refused(f"{name} has no role here.", remedy="kouprey officers role NAME --agency NAME --role recorder")
    chosen = next((one for one in held if one.role == role.value), held[0])
    # Whoever has the node's shell has the node: no second factor is asked there.
    return acting.actor_of(chosen, acting.default_purpose(Role(chosen.role)), strong=True, on=on)


def _own_officer(role: Any) -> str:
    from kouprey.kernel.errors import NothingThere  # noqa: PLC0415 - with the rest
    from kouprey.web.accounts import people  # noqa: PLC0415 - Django first
    from kouprey.web.accounts.actions import enrol_officer  # noqa: PLC0415 - with the rest
    from kouprey.web.accounts.queries import officer_named  # noqa: PLC0415 - with the rest
    from kouprey.web.core.audit import SHELL  # noqa: PLC0415 - with the rest

    try:
        return officer_named(SHELL_OFFICER).username
    except NothingThere:
        at = clock.now()
    body = people.enter_authority(country="XX", name=OWN_BODY, held=True, by=SHELL, at=at)
    agency = people.enter_agency(authority=body, kind="secretariat", name=OWN_AGENCY, by=SHELL, at=at)
    made = enrol_officer(username=SHELL_OFFICER, full_name="Shell of the node", by=SHELL, at=at)
    placed = people.place_officer(officer=made, authority=body, by=SHELL, at=at)
    people.give_role(officer=placed, agency=agency, role=role, starts_on=at.date(), by=SHELL, at=at)
    return SHELL_OFFICER


def _rejects(found: Imported, path: Path) -> str | None:
    """Every fault of every rejected row, beside nothing else, where the node keeps such files."""
    if not found.rejected:
        return None
    from django.conf import settings  # noqa: PLC0415 - Django first

    from kouprey.formats.seizures import rejects_csv  # noqa: PLC0415 - with the rest

    place = Path(settings.HOME) / "seizures" / "rejects" / f"{path.stem}-{found.sha256[:12]}.csv"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(rejects_csv(found.rejected), encoding="utf-8")
    return str(place)
