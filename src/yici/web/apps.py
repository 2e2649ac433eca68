"""The pages for people."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """This will name the app."""

    name = "yici.web"
    label = "web"
