"""Addresses of the pictures of seizures."""

from __future__ import annotations

from django.urls import path

from kouprey.web.ui import picture_views

urlpatterns = [
    path("incidents/pictures/", picture_views.pictures, name="incidents-pictures"),
    path("incidents/pictures/as/<slug:form>", picture_views.file, name="incidents-pictures-file"),
    path("incidents/map/", picture_views.places, name="incidents-map"),
    path("incidents/beside-trade/", picture_views.beside_trade, name="incidents-legal"),
]
