"""The public page for tips: no sign-in, few fields, a limit on how many come from one place, nothing kept of whom."""

from __future__ import annotations

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kouprey.domain.records.schema import Unfit
from kouprey.kernel.clock import now
from kouprey.kernel.errors import Refused
from kouprey.web.seizures.actions.tips import LONGEST, leave_tip, receiving_agency

MOST: Final = 6
"""Tips from one address in an hour."""
HOUR: Final = 3600
TRAP: Final = "website"
"""A field that people do not see: what fills it in is a program."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: HttpRequest) -> HttpResponse:
    """Say what was seen. The answer is a number to name later, and how to reach the office meanwhile."""
    typed = {name: request.POST.get(name, "") for name in LONGEST}
    shown = {"agency": receiving_agency(), "typed": typed}
    if request.method != "POST":
        return render(request, "incidents/tip_public.html", shown)
    if _too_many(request):
        return render(request, "incidents/tip_public.html", shown | {"too_many": True}, status=429)
    try:
        if request.POST.get(TRAP):
            return render(request, "incidents/tip_public.html", shown | {"problems": {}}, status=400)
        number = leave_tip(given=typed, at=now())
    except Unfit as unfit:
        return render(request, "incidents/tip_public.html", shown | {"problems": unfit.problems}, status=400)
    except Refused:
        return render(request, "incidents/tip_public.html", shown, status=400)
    return render(request, "incidents/tip_public.html", shown | {"number": number})


def _too_many(request: HttpRequest) -> bool:
    """Count by a digest that cannot be turned back and is forgotten after an hour: no address is kept."""
    hour = now().strftime("%Y%m%d%H")
    whence = f"{hour} {request.META.get('REMOTE_ADDR', '')}"
    key = f"tip:{salted_hmac('kouprey tip', whence).hexdigest()}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it ran out between the two
        return False
