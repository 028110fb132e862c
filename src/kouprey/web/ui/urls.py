"""Addresses of the pages."""

from __future__ import annotations

from django.urls import path

from kouprey.web.ui import views

urlpatterns = [
    path("", views.home, name="home"),
    path("trade/", views.study, name="trade"),
    path("trade/chart.svg", views.study_chart, name="trade-chart"),
    path("trade/study.json", views.study_json, name="trade-json"),
    path("trade/study.csv", views.study_csv, name="trade-csv"),
]
