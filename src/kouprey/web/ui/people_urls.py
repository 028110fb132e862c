"""Addresses of the pages about people, the directory and approvals."""

from __future__ import annotations

from django.urls import path

from kouprey.web.ui import (
    people_acting,
    people_approvals_views,
    people_directory,
    people_groups,
    people_invitation,
    people_role_views,
    people_views,
    token_views,
)

urlpatterns = [
    path("acting/", people_acting.acting, name="acting"),
    path("officers/tokens/", token_views.tokens, name="tokens"),
    path("officers/tokens/<uuid:id>/revoke/", token_views.revoke, name="token-revoke"),
    path("people/", people_views.officers, name="people"),
    path("people/roles/", people_views.roles, name="roles"),
    path("people/invite/", people_views.invite, name="person-invite"),
    path("people/<uuid:id>/", people_views.officer, name="person"),
    path("people/<uuid:id>/invite-again/", people_views.invite_again, name="person-invite-again"),
    path("people/<uuid:id>/depart/", people_views.depart, name="person-depart"),
    path("people/<uuid:id>/come-back/", people_views.come_back, name="person-come-back"),
    path("people/<uuid:id>/role/", people_role_views.ask, name="role-ask"),
    path("people/<uuid:id>/roles/<uuid:appointment>/move/", people_role_views.move, name="role-move"),
    path("people/<uuid:id>/roles/<uuid:appointment>/end/", people_views.end_role, name="role-end"),
    path("officers/invitation/<str:code>/", people_invitation.invitation, name="invitation"),
    path("directory/", people_directory.directory, name="directory"),
    path("directory/import/", people_directory.take_in, name="directory-import"),
    path("directory/enter/", people_directory.enter, name="directory-enter"),
    path("directory/authorities/<uuid:id>/", people_directory.authority, name="authority"),
    path("directory/authorities/<uuid:id>/<slug:act>/", people_directory.authority_act, name="authority-act"),
    path("directory/agencies/<uuid:id>/", people_directory.agency, name="agency"),
    path("directory/agencies/<uuid:id>/<slug:act>/", people_directory.agency_act, name="agency-act"),
    path("directory/groups/", people_groups.groups, name="groups"),
    path("directory/groups/<uuid:id>/", people_groups.group, name="group"),
    path("directory/groups/<uuid:id>/members/<uuid:member>/end/", people_groups.end_member, name="group-end"),
    path("directory/lists/", people_groups.lists, name="named-lists"),
    path("directory/lists/<uuid:id>/", people_groups.named_list, name="named-list"),
    path("directory/lists/<uuid:id>/members/<uuid:member>/end/", people_groups.take_off, name="named-list-end"),
    path("approvals/", people_approvals_views.approvals, name="approvals"),
    path("approvals/<uuid:id>/", people_approvals_views.approval, name="approval"),
]
