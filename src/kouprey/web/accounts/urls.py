"""Addresses of sign-in: only the pages that exist here, out of all that allauth offers."""

from __future__ import annotations

from allauth.account import views as allauth_views
from django.urls import path

from kouprey.web.accounts.views import account, confirm, device, factors, lock, sign_in

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/second-factor/", sign_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("sign-up/", allauth_views.signup, name="account_signup"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("lock/", lock.lock, name="officer-lock"),
    path("locked/", lock.locked, name="officer-locked"),
    path("switch/", lock.switch, name="officer-switch"),
    path("return/<uuid:id>/", lock.come_back, name="officer-return"),
    path("here/", lock.here, name="officer-here"),
    path("device/", device.device, name="officer-device"),
    path("held/", lock.kept_form, name="officer-held"),
    path("account/", account.account, name="officer-account"),
    path("account/password/", account.password, name="account_change_password"),
    path("account/sessions/", account.own_sessions, name="officer-sessions"),
    path("account/sessions/end-others/", account.end_other_sessions, name="officer-sessions-end"),
    path("account/sessions/<uuid:id>/end/", account.end_session, name="officer-session-end"),
    path("confirm/", confirm.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("confirm/code/", confirm.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("confirm/key/", confirm.ConfirmByKey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("second-factor/", factors.Overview.as_view(), name="mfa_index"),
    path("second-factor/app/", factors.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("second-factor/app/remove/", factors.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("second-factor/keys/add/", factors.AddKey.as_view(), name="mfa_add_webauthn"),
    path("second-factor/keys/<int:pk>/name/", factors.RenameKey.as_view(), name="mfa_edit_webauthn"),
    path("second-factor/keys/<int:pk>/remove/", factors.RemoveKey.as_view(), name="mfa_remove_webauthn"),
    path("second-factor/codes/", factors.ShowCodes.as_view(), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", factors.MakeCodes.as_view(), name="mfa_generate_recovery_codes"),
]
