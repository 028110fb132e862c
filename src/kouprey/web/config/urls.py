"""The addresses of a node."""

from __future__ import annotations

from django.urls import include, path

handler500 = "kouprey.web.ui.accidents.accident"
urlpatterns = [
    path("", include("kouprey.web.ui.urls")),
    path("api/", include("kouprey.web.api.urls")),
    path("officers/", include("kouprey.web.accounts.urls")),
]
