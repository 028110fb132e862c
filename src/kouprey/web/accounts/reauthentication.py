"""Asking again who sits there, before a grave act. The officer comes back to where the act was begun."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from kouprey.web.accounts.queries import has_second_factor

View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Whether the officer of this session proved so lately. One who has a second factor proves it with that."""
    if not request.user.is_authenticated:
        return False
    with_factor = has_second_factor(request.user)
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if record["method"] == "mfa" or not with_factor]
    return any(time.time() - moment < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for moment in moments)


def required(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the page that asks, or None when nobody has to be asked.

    A form that was sent (without files) is kept with the session and done once the officer has proved. Who has
    nothing to prove by, because password and second factor were taken away, is told so on the page of the account.
    """
    if is_fresh(request):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return HttpResponseRedirect(f"{reverse('officer-account')}?proof=none")
    return suspend_request(request, methods[0]["url"])


def grave(view: View) -> View:
    """A view that only an officer may enter who has lately proved who sits there."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return required(request) or view(request, *args, **kwargs)

    return wrapped
