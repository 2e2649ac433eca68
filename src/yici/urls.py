"""Addresses of the whole site."""

from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache

from yici.api.v1.site import api
from yici.web import errors, signing
from yici.web.by_code import views as by_code
from yici.web.real_name import face
from yici.web.real_name import views as real_name
from yici.web.security.sessions import sessions
from yici.web.security.views import Remove, Replace, SetUp

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault

urlpatterns = [
    # The library's own ways that are not ours: by e-mail address, and by providers of which it would take every word.
    re_path(r"^accounts/(password/reset|email|confirm-email|login/code|3rdparty|social)/", signing.no_such_way),
    # Before the library's own at the same addresses.
    path("accounts/2fa/totp/activate/", SetUp.as_view(), name="mfa_activate_totp"),
    path("accounts/2fa/totp/replace/", Replace.as_view(), name="replace_totp"),
    path("accounts/2fa/recovery-codes/", never_cache(view_recovery_codes), name="mfa_view_recovery_codes"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", Remove.as_view(), name="mfa_remove_webauthn"),
    path("accounts/sessions/", sessions, name="sessions"),
    path("accounts/code/", by_code.code_ask, name="code_ask"),
    path("accounts/code/enter/", by_code.code_enter, name="code_enter"),
    path("accounts/code/account/", by_code.code_account, name="code_account"),
    path("accounts/real-name/", real_name.real_name_start, name="real_name_start"),
    path("accounts/real-name/join/", real_name.real_name_join, name="real_name_join"),
    path("accounts/real-name/back/", real_name.real_name_back, name="real_name_back"),
    path("accounts/face/", face.face_start, name="face_start"),
    path("accounts/face/back/", face.face_back, name="face_back"),
    path("accounts/real-name/account/", real_name.real_name_account, name="real_name_account"),
    path("accounts/", include("allauth.urls")),
    path("administration/", admin.site.urls),
    path("api/v1/", api.urls),
    path("", include("yici.web.urls")),
]
