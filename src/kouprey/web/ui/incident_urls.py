"""Addresses of observations, their inbox, and the page for tips."""

from __future__ import annotations

from django.urls import path

from kouprey.web.ui import (
    incident_calendar,
    incident_events,
    incident_handing,
    incident_imports,
    incident_inbox,
    incident_list,
    incident_offline,
    incident_reports,
    incident_sent,
    incident_views,
    tip_views,
)

REPORT = "incidents/reports/<slug:form>/<int:year>/"
DUTY = "incidents/calendar/<slug:obligation>/<slug:subject>/"
urlpatterns = [
    path("incidents/", incident_list.incidents, name="incidents"),
    path("incidents/as/<slug:form>", incident_list.file, name="incidents-file"),
    path("incidents/new/", incident_views.create, name="incidents-new"),
    path("incidents/new/worker.js", incident_offline.worker, name="incidents-worker"),
    path("incidents/new/shell/", incident_offline.shell, name="incidents-shell"),
    path("incidents/new/names.json", incident_offline.names, name="incidents-names"),
    path("incidents/new/send", incident_sent.send, name="incidents-send"),
    path("incidents/taxa.json", incident_views.taxa, name="incidents-taxa"),
    path("incidents/inbox/", incident_inbox.inbox, name="incidents-inbox"),
    path("incidents/tips/<uuid:id>/", incident_inbox.tip, name="incidents-tip"),
    path("incidents/tips/<uuid:id>/do/<slug:name>", incident_inbox.step, name="incidents-tip-step"),
    path("incidents/handed/<uuid:id>/do/<slug:name>", incident_handing.step, name="incidents-handed-step"),
    path("incidents/handed/<uuid:id>/receipt/", incident_handing.receipt, name="incidents-receipt"),
    path("incidents/judged/<uuid:id>/undo", incident_events.undo, name="incidents-undo"),
    path("incidents/imports/", incident_imports.imports, name="incidents-imports"),
    path("incidents/imports/<uuid:id>/", incident_imports.one, name="incidents-import"),
    path("incidents/imports/<uuid:id>/progress.json", incident_imports.progress, name="incidents-import-progress"),
    path("incidents/imports/<uuid:id>/rejected.csv", incident_imports.rejects, name="incidents-import-rejects"),
    path("incidents/imports/<uuid:id>/undo/", incident_imports.undo, name="incidents-import-undo"),
    path("incidents/imports/<uuid:id>/do/<slug:name>", incident_imports.step, name="incidents-import-step"),
    path("incidents/reports/", incident_reports.reports, name="incidents-reports"),
    path(REPORT, incident_reports.report, name="incidents-report"),
    path(f"{REPORT}do/<slug:name>", incident_reports.step, name="incidents-report-step"),
    path(f"{REPORT}as/<slug:suffix>", incident_reports.file, name="incidents-report-file"),
    path("incidents/sent/<uuid:id>/file", incident_reports.sent_file, name="incidents-sent"),
    path("incidents/calendar/", incident_calendar.calendar, name="incidents-calendar"),
    path("incidents/calendar/duties.ics", incident_calendar.ical, name="incidents-calendar-file"),
    path(f"{DUTY}filed/", incident_calendar.filing, name="incidents-filing"),
    path("incidents/<uuid:id>/", incident_views.incident, name="incidents-one"),
    path("incidents/<uuid:id>/amend/", incident_views.amend, name="incidents-amend"),
    path("incidents/<uuid:id>/do/<slug:name>", incident_views.step, name="incidents-step"),
    path("incidents/<uuid:id>/hand-over/", incident_handing.offer, name="incidents-hand-over"),
    path("incidents/<uuid:id>/beside/<uuid:other>/", incident_events.beside, name="incidents-beside"),
    path("tip/", tip_views.tip, name="tip"),
]
