"""Addresses of the whole site."""

from django.urls import include, path, re_path

from yici.api.v1.site import api
from yici.web import errors, signing

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault

urlpatterns = [
    # Accounts have no e-mail address: whoever forgot a password comes to the window with an identity card.
    re_path(r"^accounts/(password/(reset|set)|email|confirm-email|login/code)/", signing.no_such_way),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("", include("yici.web.urls")),
]
