"""What can be done with an officer. Each act and its audit row are written together, or not at all."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kouprey.kernel.errors import Refused, UnusableInput
from kouprey.web.accounts import lockout, sessions
from kouprey.web.accounts.lockout import Admission
from kouprey.web.accounts.models import Authority, Officer
from kouprey.web.accounts.preferences import zones
from kouprey.web.core.actions import record
from kouprey.web.core.audit import DOOR, Act, By


def enrol_officer(
    *,
    username: str,
    full_name: str,
    email: str = "",
    password: str | None = None,
    password_is_temporary: bool | None = None,
    is_invented: bool = False,
    authority: Authority | None = None,
    by: By,
    at: datetime,
) -> Officer:
    """Give a person an account. Without a password the officer cannot sign in until one is set.

    A password that another officer chose is temporary: its owner chooses one at the first sign-in. Whoever
    enrols from the shell says whether it is; there it may be the owner who types.
    """
    officer = Officer(
        username=unicodedata.normalize("NFKC", username).strip(),
        full_name=unicodedata.normalize("NFC", full_name).strip(),
        email=email.strip(),
        enrolled_at=at,
        must_change_password=by.id is not None if password_is_temporary is None else password_is_temporary,
        is_invented=is_invented,
        authority=authority,
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
    """Give an officer a new password, which its owner must change; every open session of the officer ends.

    What it is stays out of the audit.
    """
    _give_password(officer, password)
    officer.must_change_password = by.id != officer.id
    with transaction.atomic():
        officer.save(update_fields=["password", "must_change_password"])
        sessions.end_all(officer, how="password set", by=by, at=at)
        _record(Act.OFFICER_PASSWORD_SET, officer, by, at, temporary=officer.must_change_password)


def change_own_password(*, officer: Officer, password: str, keep: UUID | None, at: datetime) -> None:
    """An officer chooses a password; every session ends but the one it is done in."""
    if officer.check_password(password):
        raise _unusable(_("This is the password you have now."), _("Choose another password."))
    _give_password(officer, password)
    officer.must_change_password = False
    with transaction.atomic():
        officer.save(update_fields=["password", "must_change_password"])
        sessions.end_all(officer, keep=keep, how="password changed", by=officer.actor, at=at)
        _record(Act.OFFICER_PASSWORD_SET, officer, officer.actor, at, temporary=False)


def choose_language(*, officer: Officer, language: str, at: datetime) -> None:
    """The language of pages for this officer; "" for the one the browser asks for."""
    if language and language not in dict(settings.LANGUAGES):
        raise _unusable(_("There is no such language on this node."))
    _choose(officer, "language", language, Act.OFFICER_LANGUAGE_CHANGED, at)


def choose_time_zone(*, officer: Officer, time_zone: str, at: datetime) -> None:
    """The time zone of pages for this officer; "" for the node's."""
    if time_zone and time_zone not in zones():
        raise _unusable(_("There is no such time zone."))
    _choose(officer, "time_zone", time_zone, Act.OFFICER_TIME_ZONE_CHANGED, at)


def demand_second_factor(*, officer: Officer, demanded: bool = True, by: By, at: datetime) -> None:
    """From now on this officer signs in with a second factor, or need not any more."""
    officer.must_use_second_factor = demanded
    with transaction.atomic():
        officer.save(update_fields=["must_use_second_factor"])
        _record(Act.OFFICER_SECOND_FACTOR_DEMANDED, officer, by, at, demanded=demanded)


def reset_second_factor(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """Remove every second factor of an officer who lost them all; every open session of the officer ends.

    Whoever does this has made sure who asked: from here on the password alone opens the account.
    """
    with transaction.atomic():
        if not Authenticator.objects.filter(user_id=officer.pk).delete()[0]:
            raise Refused(f"{officer.full_name} has no second factor.", remedy="Nothing needs to be done.")
        sessions.end_all(officer, how="second factor reset", by=by, at=at)
        _record(Act.OFFICER_SECOND_FACTOR_RESET, officer, by, at, reason=reason)


def release_lockout(*, officer: Officer, by: By, at: datetime) -> None:
    """Let an officer who guessed too often try again at once."""
    with transaction.atomic():
        forgotten = lockout.release(lockout.counted("name", officer.username), lockout.counted("code", officer.id))
        if not forgotten:
            raise Refused(f"{officer.full_name} is not locked out.", remedy="Nothing needs to be done.")
        _record(Act.OFFICER_LOCKOUT_RELEASED, officer, by, at)


def deactivate_officer(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """Close an officer's account from now on; everything the officer did stays."""
    _switch(officer, to=False, act=Act.OFFICER_DEACTIVATED, reason=reason, by=by, at=at)


def reactivate_officer(*, officer: Officer, reason: str, by: By, at: datetime) -> None:
    """Open a closed account again."""
    _switch(officer, to=True, act=Act.OFFICER_REACTIVATED, reason=reason, by=by, at=at)


def note_sign_in(*, officer: Officer, at: datetime) -> None:
    """Write down that an officer signed in."""
    note(act=Act.OFFICER_SIGNED_IN, officer=officer, at=at)


def note(*, act: Act, officer: Officer, at: datetime, **details: Any) -> None:
    """Write down what an officer did at the door, of which somebody else's library kept the change itself."""
    with transaction.atomic():
        _record(act, officer, officer.actor, at, **details)


def note_failed_try(*, username: str | None = None, officer: Officer | None = None, admission: Admission,
                    address: str, at: datetime) -> None:  # fmt: skip
    """Write down a try that failed, and whether it shut the door for a while.

    A name that nobody here has is not written down: people type their password there. Its digest tells
    whether the same name was tried again.
    """
    officer = officer or Officer.objects.filter(username__iexact=username or "").first()
    kept: dict[str, Any] = {"kind": "officer", "id": officer.id, "label": officer.username} if officer else {
        "kind": "sign-in", "id": lockout.counted("name", username).digest[:16], "label": ""
    }  # fmt: skip
    details = {"address": address, "failures": admission.failures}
    with transaction.atomic():
        record(act=Act.OFFICER_SIGN_IN_FAILED, by=DOOR, at=at, details=details, **kept)
        if admission.next_wait:
            seconds = int(admission.next_wait.total_seconds())
            record(act=Act.OFFICER_LOCKED_OUT, by=DOOR, at=at, details=details | {"seconds": seconds}, **kept)


def _switch(officer: Officer, *, to: bool, act: Act, reason: str, by: By, at: datetime) -> None:
    """Open or close an account. The row is read again under a lock: two officers may act at once."""
    with transaction.atomic():
        current = Officer.objects.select_for_update().get(pk=officer.pk)
        if current.is_active is to:
            state = "active" if to else "deactivated"
            raise Refused(f"{officer.full_name} is {state} already.", remedy="Nothing needs to be done.")
        current.is_active, current.deactivated_at = to, None if to else at
        current.save(update_fields=["is_active", "deactivated_at"])
        if not to:
            sessions.end_all(current, how="account closed", by=by, at=at)
        _record(act, current, by, at, reason=reason)
    officer.is_active, officer.deactivated_at = current.is_active, current.deactivated_at


def _choose(officer: Officer, field: str, value: str, act: Act, at: datetime) -> None:
    before = getattr(officer, field)
    if before == value:
        return
    setattr(officer, field, value)
    with transaction.atomic():
        officer.save(update_fields=[field])
        _record(act, officer, officer.actor, at, before=before, after=value)


def _give_password(officer: Officer, password: str | None) -> None:
    if password is None:
        officer.set_unusable_password()
        return
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise _unusable(" ".join(error.messages), _("Choose another password.")) from error
    officer.set_password(password)


def _check(officer: Officer) -> None:
    try:
        officer.full_clean()
    except ValidationError as error:
        raise _unusable(" ".join(error.messages)) from error


def _unusable(what: str, remedy: str = "") -> UnusableInput:
    return UnusableInput(what, remedy=remedy or _("Correct it and try again."))


def _record(act: Act, officer: Officer, by: By, at: datetime, **details: Any) -> None:
    home = getattr(by, "authority", None) or officer.authority_id
    record(
        act=act, kind="officer", id=officer.id, label=officer.username, by=by, at=at, details=details, authority=home
    )
