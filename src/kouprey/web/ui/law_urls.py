"""Addresses of the room of law."""

from __future__ import annotations

from django.urls import path, re_path

from kouprey.web.ui import law_assess_views, law_edit_views, law_views

urlpatterns = [
    path("law/", law_views.start, name="law"),
    path("law/gap/", law_views.gap, name="law-gap"),
    path("law/gap/<slug:which>.svg", law_views.gap_picture, name="law-gap-picture"),
    re_path(r"^law/gap/(?P<one>[A-Za-z]{2})-(?P<other>[A-Za-z]{2})/$", law_views.pair, name="law-pair"),
    path("law/routes/", law_views.routes, name="law-routes"),
    path("law/species/", law_views.species, name="law-species"),
    path("law/verify/", law_views.verify, name="law-verify"),
    path("law/claims/", law_views.claims, name="law-claims"),
    re_path(
        r"^law/(?P<name>table|gap|route|claims|unverified)\.(?P<form>csv|json)$", law_views.file, name="law-file"
    ),
    path("law/editions/", law_edit_views.released, name="law-editions"),
    re_path(r"^law/editions/(?P<digest>[0-9a-f]{64})\.json$", law_edit_views.edition_file, name="law-edition-file"),
    path("law/propose/<slug:listed>/", law_edit_views.propose, name="law-propose"),
    path("law/assess/", law_assess_views.assess, name="law-assess"),
    path("law/assessments/", law_assess_views.assessments, name="law-assessments"),
    path("law/assessments/<uuid:id>/", law_assess_views.assessment, name="law-assessment"),
    path("law/assessments/<uuid:id>/amend/", law_assess_views.amend, name="law-assessment-amend"),
    path("law/assessments/<uuid:id>/as/<slug:form>", law_assess_views.file, name="law-assessment-file"),
    re_path(r"^law/(?P<code>[A-Za-z]{2})/$", law_views.country, name="law-country"),
]
