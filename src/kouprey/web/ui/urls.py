"""Addresses of the pages."""

from __future__ import annotations

from django.urls import include, path, re_path

from kouprey.web.ui import imports, named_views, report_views, views

urlpatterns = [
    path("", include("kouprey.web.ui.record_urls")),
    path("", views.home, name="home"),
    path("trade/", views.study, name="trade"),
    path("trade/chart.svg", views.study_chart, name="trade-chart"),
    path("trade/map.svg", views.study_map, name="trade-map"),
    path("trade/study.json", views.study_json, name="trade-json"),
    path("trade/study.csv", views.study_csv, name="trade-csv"),
    path("trade/import/", imports.imports, name="trade-import"),
    path("trade/import/<uuid:id>/", imports.one, name="trade-import-one"),
    path("trade/import/<uuid:id>/start", imports.start, name="trade-import-start"),
    path("trade/import/<uuid:id>/stop", imports.stop, name="trade-import-stop"),
    path("trade/import/<uuid:id>/rejects/<int:number>.csv", imports.rejects, name="trade-import-rejects"),
    path("taxa/", named_views.taxa, name="taxa"),
    path("taxa/<path:name>/years.svg", named_views.taxon_chart, name="taxon-chart"),
    path("taxa/<path:name>/<slug:part>.<slug:form>", named_views.taxon_file, name="taxon-file"),
    path("taxa/<path:name>/", named_views.taxon, name="taxon"),
    path("countries/", named_views.countries, name="countries"),
    path("countries/<str:code>/<slug:part>.<slug:form>", named_views.country_file, name="country-file"),
    path("countries/<str:code>/", named_views.country, name="country"),
    path("trade/report/", report_views.report, name="report"),
    path("trade/report/<str:token>/", report_views.report_check, name="report-check"),
    path("trade/report/<str:token>/remove/", report_views.report_remove, name="report-remove"),
    re_path(
        r"^trade/report/(?P<token>[\w-]+)/(?P<name>findings\.csv|layout\.csv|layout\.xlsx)$",
        report_views.report_file,
        name="report-file",
    ),
]
