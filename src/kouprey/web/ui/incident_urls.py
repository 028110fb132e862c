"""Addresses of observations, their inbox, and the page for tips."""

from __future__ import annotations

from django.urls import path

from kouprey.web.ui import (
    incident_events,
    incident_handing,
    incident_inbox,
    incident_list,
    incident_offline,
    incident_sent,
    incident_views,
    tip_views,
)

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
    path("incidents/<uuid:id>/", incident_views.incident, name="incidents-one"),
    path("incidents/<uuid:id>/amend/", incident_views.amend, name="incidents-amend"),
    path("incidents/<uuid:id>/do/<slug:name>", incident_views.step, name="incidents-step"),
    path("incidents/<uuid:id>/hand-over/", incident_handing.offer, name="incidents-hand-over"),
    path("incidents/<uuid:id>/beside/<uuid:other>/", incident_events.beside, name="incidents-beside"),
    path("tip/", tip_views.tip, name="tip"),
]
