"""Addresses of records, desk and received."""

from __future__ import annotations

from django.urls import path

from kouprey.web.ui import (
    desk_report,
    desk_rules,
    desk_views,
    received_events,
    received_views,
    record_ask,
    record_attachments,
    record_files,
    record_list,
    record_retention,
    record_views,
)

urlpatterns = [
    path("records/", record_list.records, name="records"),
    path("records/retention/", record_retention.retention, name="retention"),
    path("records/retention/destroyed/", record_retention.destroyed, name="retention-destroyed"),
    path("records/<uuid:id>/holds/", record_retention.holds, name="records-holds"),
    path("records/new/<slug:kind>/", record_views.create, name="records-new"),
    path("records/<uuid:id>/", record_views.record, name="records-one"),
    path("records/<uuid:id>/amend/", record_views.amend, name="records-amend"),
    path("records/<uuid:id>/marks/", record_views.marks, name="records-marks"),
    path("records/<uuid:id>/ask/", record_ask.ask, name="records-ask"),
    path("records/<uuid:id>/do/<slug:name>", record_views.step, name="records-step"),
    path("records/<uuid:id>/versions/<int:number>/", record_views.version, name="records-version"),
    path("records/<uuid:id>/as/<slug:form>", record_files.file, name="records-file"),
    path("records/<uuid:id>/files/", record_attachments.add, name="records-attach"),
    path("records/<uuid:id>/files/<uuid:attachment>/", record_attachments.one, name="records-attachment"),
    path(
        "records/<uuid:id>/files/<uuid:attachment>/remove",
        record_attachments.remove,
        name="records-attachment-remove",
    ),
    path("desk/", desk_views.desk, name="desk"),
    path("desk/asked/<uuid:id>/", desk_views.question, name="desk-question"),
    path("desk/rules/", desk_rules.rules, name="desk-rules"),
    path("desk/rules/new/", desk_rules.new, name="desk-rule-new"),
    path("desk/rules/<uuid:id>/", desk_rules.rule, name="desk-rule"),
    path("desk/rules/<uuid:id>/do/<slug:name>", desk_rules.change, name="desk-rule-change"),
    path("desk/report/", desk_report.report, name="desk-report"),
    path("desk/report/chart.svg", desk_report.chart, name="desk-chart"),
    path("desk/report/as/<slug:form>", desk_report.file, name="desk-report-file"),
    path("desk/left/<uuid:id>/", desk_report.left, name="desk-left"),
    path("received/", received_views.received, name="received"),
    path("received/<uuid:id>/", received_views.one, name="received-one"),
    path("received/<uuid:id>/acknowledge", received_views.acknowledge, name="received-acknowledge"),
    path("received/<uuid:id>/beside/<uuid:other>/", received_events.beside, name="received-beside"),
    path("received/<uuid:id>/as/<slug:form>", received_views.file, name="received-file"),
]
