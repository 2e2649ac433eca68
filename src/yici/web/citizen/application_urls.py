"""Addresses of applying and following."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
