"""What is answered when a page could not be made: the node is busy, or something went wrong inside it."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error

from kouprey.web.core.busy import AGAIN, busy


def accident(request: HttpRequest) -> HttpResponse:
    """The answer to an error that nobody expected. It asks the database nothing: that may be what failed."""
    told = busy(sys.exc_info()[1])
    if told is None:
        return server_error(request)
    answer = render(request, "503.html", {"told": told}, status=503)
    answer["Retry-After"] = str(AGAIN)
    return answer
