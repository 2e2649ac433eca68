"""Addresses of the desk."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
