"""What can be done with an officer. Each act and its audit row are written together, or not at all."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.accounts.models import Officer
from kouprey.web.core.actions import record
from kouprey.web.core.audit import Act, By


def enrol_officer(
    *, username: str, full_name: str, email: str = "", password: str | None = None, by: By, at: datetime
) -> Officer:
    """Give a person an account. Without a password the officer cannot sign in until one is set."""
    officer = Officer(
        username=unicodedata.normalize("NFKC", username).strip(),
        full_name=unicodedata.normalize("NFC", full_name).strip(),
        email=email.strip(),
        enrolled_at=at,
    )
    _give_password(officer, password)
    _check(officer)
    try:
        with transaction.atomic():
            officer.save(force_insert=True)
            _record(Act.OFFICER_ENROLLED, officer, by, at, full_name=officer.full_name, email=officer.email)
    except IntegrityError:
        _check(officer)  # says so if another shell took the name in between
        raise
    return officer


def change_name(*, officer: Officer, full_name: str, by: By, at: datetime) -> None:
    """Correct or change the name an officer is shown by."""
    before, officer.full_name = officer.full_name, unicodedata.normalize("NFC", full_name).strip()
    try:
        _check(officer)
        with transaction.atomic():
            officer.save(update_fields=["full_name"])
            _record(Act.OFFICER_NAME_CHANGED, officer, by, at, before=before, after=officer.full_name)
    except Exception:
        officer.full_name = before
        raise


def set_password(*, officer: Officer, password: str, by: By, at: datetime) -> None:
    """Give an officer a new password. What it is stays out of the audit."""
    _give_password(officer, password)
    with transaction.atomic():
        officer.save(update_fields=["password"])
        _record(Act.OFFICER_PASSWORD_SET, officer, by, at)


def deactivate_officer(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """Close an officer's account from now on; everything the officer did stays."""
    _switch(officer, to=False, act=Act.OFFICER_DEACTIVATED, reason=reason, by=by, at=at)


def reactivate_officer(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """Open a closed account again."""
    _switch(officer, to=True, act=Act.OFFICER_REACTIVATED, reason=reason, by=by, at=at)


def note_sign_in(*, officer: Officer, at: datetime) -> None:
    """Write down that an officer signed in."""
    with transaction.atomic():
        _record(Act.OFFICER_SIGNED_IN, officer, officer.actor, at)


def _switch(officer: Officer, *, to: bool, act: Act, reason: str, by: By, at: datetime) -> None:
    """Open or close an account. The row is read again under a lock: two officers may act at once."""
    with transaction.atomic():
        current = Officer.objects.select_for_update().get(pk=officer.pk)
        if current.is_active is to:
            state = "active" if to else "deactivated"
            raise Refused(f"{officer.full_name} is {state} already.", remedy="Nothing needs to be done.")
        current.is_active, current.deactivated_at = to, None if to else at
        current.save(update_fields=["is_active", "deactivated_at"])
        _record(act, current, by, at, reason=reason)
    officer.is_active, officer.deactivated_at = current.is_active, current.deactivated_at


def _give_password(officer: Officer, password: str | None) -> None:
    if password is None:
        officer.set_unusable_password()
        return
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise _unusable(" ".join(error.messages), "Choose another password.") from error
    officer.set_password(password)


def _check(officer: Officer) -> None:
    try:
        officer.full_clean()
    except ValidationError as error:
        raise _unusable(" ".join(error.messages)) from error


def _unusable(what: str, remedy: str = "Correct it and try again.") -> UnusableInput:
    return UnusableInput(what, remedy=remedy)


def _record(act: Act, officer: Officer, by: By, at: datetime, **details: Any) -> None:
    record(act=act, kind="officer", id=officer.id, label=officer.username, by=by, at=at, details=details)
