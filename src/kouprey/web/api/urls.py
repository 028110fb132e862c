"""Addresses of the API. Whatever is none of them answers in JSON as well."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from kouprey.web.api.v1 import api, nowhere


def elsewhere(request: HttpRequest) -> HttpResponse:
    """An address under `/api/` that is none."""
    return nowhere(request, Http404())


urlpatterns = [path("v1/", api.urls), re_path(r"", elsewhere)]
