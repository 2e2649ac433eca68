"""Addresses of the demonstration's identity provider."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from yici.demo.provider import face
from yici.demo.provider.register import PASSWORD, RESIDENTS
from yici.demo.provider.views import home, script

SHOWN = {"residents": RESIDENTS, "password": PASSWORD}

urlpatterns = [
    path("", home, name="home"),
    path("login/", LoginView.as_view(template_name="provider/login.html", extra_context=SHOWN), name="account_login"),
    path("logout/", LogoutView.as_view(next_page="home"), name="account_logout"),
    path("face/", face.begin, name="face_begin"),
    path("face.js", script, name="face_script"),
    path("face/<slug:check>/", face.look, name="face"),
    path("face/<slug:check>/result", face.result, name="face_result"),
    path("", include("allauth.idp.urls")),
]
