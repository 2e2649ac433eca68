"""Addresses of the whole site."""

from django.urls import include, path

from yici.api.v1.site import api
from yici.web import errors

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("", include("yici.web.urls")),
]
