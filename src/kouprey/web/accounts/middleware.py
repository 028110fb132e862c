"""What holds on every page of an officer: the screen lock, the officer's language, the first things first.

The order matters (`settings.MIDDLEWARE`): a locked session is nobody's to those that come after.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from kouprey.domain.signin.sessions import State
from kouprey.kernel.clock import now
from kouprey.web.accounts import held, preferences, second_factor, sessions
from kouprey.web.core.audit import DOOR

Answer = Callable[[HttpRequest], HttpResponseBase]
WHILE_LOCKED = {"officer-locked", "officer-switch", "officer-return", "officer-device", "account_logout"}
"""What can be reached while the screen is locked."""
ALWAYS = WHILE_LOCKED | {"officer-lock", "officer-here", "officer-held"}
"""What an officer reaches who has first things to do."""
SET_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "account_reauthenticate"}
CONFIRM = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


def of_nobody(answer: HttpResponse) -> HttpResponse:
    """Say of an answer that it holds nothing of any officer: a browser may keep it as its view says."""
    answer.of_nobody = True  # type: ignore[attr-defined]
    return answer


class Lock:
    """Nothing of a session is shown once nobody was there for a while; nothing of an officer is left in a cache.

    Beyond its longest duration a session ends. What was sent to a locked session waits there for its officer.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Look at the session first, answer then, and let nobody keep the answer."""
        request.officer_session, request.is_locked = None, False
        request.idle_left, request.idle_limit = 0, int(settings.IDLE_LIMIT.total_seconds())
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._look(request)
        guarded = request.officer_session is not None
        if request.is_locked and request.method in {"GET", "HEAD"} and not _is_for_locked(request):
            answer: HttpResponseBase = _to_lock_page(request)
        else:
            answer = self.get_response(request)
        if (guarded or request.user.is_authenticated) and not getattr(answer, "of_nobody", False):
            add_never_cache_headers(answer)
        return answer

    def process_view(self, request: Any, _view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """A form that reaches a locked session: its token was checked by now."""
        if not request.is_locked or request.resolver_match.url_name in WHILE_LOCKED:
            return None
        held.keep(request)
        return _to_lock_page(request)

    def _look(self, request: Any) -> None:
        at, row = now(), sessions.of_browser(request.session)
        if row is None and sessions.MARK not in request.session:  # signed in by other ways than the page
            address, said = request.META.get("REMOTE_ADDR"), request.headers.get("User-Agent", "")
            row = sessions.begin(
                officer=request.user, session=request.session, address=address, user_agent=said, at=at
            )  # fmt: skip
        if row is None or row.officer_id != request.user.pk:
            _sign_out(request)
            return
        state = sessions.state_of(row, at=at)
        if state == State.OVER:
            sessions.end(row, how="too long", by=DOOR, at=at)
            _sign_out(request)
            return
        request.officer_session = row
        if state == State.LOCKED:
            sessions.lock(row, at=at)
            request.is_locked, request.user = True, AnonymousUser()
            return
        if _is_somebody_there(request):
            sessions.touch(row, at=at)
        request.idle_left = sessions.idle_left(row, at=at)


class Preferences:
    """Pages in the officer's own language and time."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set both for this one answer; the language is set anew for each request by Django's own."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        language = preferences.language(request.user)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        with timezone.override(preferences.time_zone(request.user)):
            return self.get_response(request)


class SecondFactor:
    """First things first: a password of one's own, then the second factor where the officer's work needs one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(self, request: Any, _view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """Lead the officer to what comes first."""
        name = request.resolver_match.url_name
        if not request.user.is_authenticated or name in ALWAYS:
            return None
        if request.user.must_change_password:
            return None if name == "account_change_password" else _lead(request, "account_change_password")
        if not second_factor.is_missing(request):
            return None
        if second_factor.must_set_up(request):
            return None if name in SET_UP else _lead(request, "mfa_index")
        return None if name in CONFIRM else _lead(request, "mfa_reauthenticate")


def _is_somebody_there(request: HttpRequest) -> bool:
    """Whether a person moved, or the page by itself: one that renews itself must not keep the screen open.

    Browsers tell it over https and on the own machine (Sec-Fetch-User); where they do not, every request counts.
    """
    return "Sec-Fetch-Mode" not in request.headers or request.headers.get("Sec-Fetch-User") == "?1"


def _is_for_locked(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in WHILE_LOCKED
    except Resolver404:
        return False


def _to_lock_page(request: HttpRequest) -> HttpResponseBase:
    return _lead(request, "officer-locked")


def _sign_out(request: Any) -> None:
    request.session.flush()
    request.user = AnonymousUser()


def _lead(request: HttpRequest, name: str) -> HttpResponseBase:
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return HttpResponseRedirect(reverse(name) + (f"?{urlencode(back)}" if back else ""))
