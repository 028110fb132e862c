"""Addresses of the pages."""

from __future__ import annotations

from django.urls import include, path, re_path, register_converter

from kouprey.web.ui import audit_views, imports, map_views, named_views, report_views, upload_views, views
from kouprey.web.ui.addresses import FormInAddress, MeasureInAddress

register_converter(MeasureInAddress, "measure")
register_converter(FormInAddress, "form")

urlpatterns = [
    path("", include("kouprey.web.ui.record_urls")),
    path("", include("kouprey.web.ui.incident_urls")),
    path("", include("kouprey.web.ui.law_urls")),
    path("", include("kouprey.web.ui.picture_urls")),
    path("", views.home, name="home"),
    path("", include("kouprey.web.ui.people_urls")),
    path("trade/", views.study, name="trade"),
    path("trade/chart.svg", views.chart, name="trade-chart"),
    path("trade/map.svg", views.study_map, name="trade-map"),
    path("trade/map/", map_views.atlas, name="trade-map-page"),
    path("trade/map/ground/<int:number>.svg", map_views.ground_svg, name="trade-map-ground"),
    path("trade/map/outlines.json", map_views.outlines_json, name="trade-map-outlines"),
    path("trade/map/countries/<str:code>/", map_views.country, name="trade-map-country"),
    path("trade/map/flows.<slug:form>", map_views.flows_file, name="trade-map-file"),
    path("trade/<measure:measure>/", views.measure, name="trade-measure"),
    path("trade/<measure:measure>.<form:form>", views.answer_file, name="trade-file"),
    path("trade/<measure:measure>/chart.svg", views.chart, name="trade-measure-chart"),
    path("trade/<measure:measure>/row.svg", views.row_chart, name="trade-row-chart"),
    path("trade/quotas/lines/", views.lines, name="trade-quota-lines"),
    path("trade/import/", imports.imports, name="trade-import"),
    path("trade/import/uploads/", upload_views.begin, name="trade-upload"),
    path("trade/import/uploads/<uuid:id>/", upload_views.upload, name="trade-upload-one"),
    path("trade/import/uploads/<uuid:id>/finish", upload_views.finish, name="trade-upload-finish"),
    path("trade/import/uploads/<uuid:id>/drop", upload_views.drop, name="trade-upload-drop"),
    path("trade/import/<uuid:id>/", imports.one, name="trade-import-one"),
    path("trade/import/<uuid:id>/start", imports.start, name="trade-import-start"),
    path("trade/import/<uuid:id>/progress.json", imports.progress, name="trade-import-progress"),
    path("trade/import/<uuid:id>/delete", imports.delete, name="trade-import-delete"),
    path("trade/import/<uuid:id>/stop", imports.stop, name="trade-import-stop"),
    path("trade/import/<uuid:id>/rejects/<int:number>.csv", imports.rejects, name="trade-import-rejects"),
    path("audit/", audit_views.search, name="audit"),
    path("audit/print/", audit_views.printed, name="audit-print"),
    re_path(r"^audit/acts\.(?P<form>csv|json)$", audit_views.export, name="audit-export"),
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
