"""Oversight: what-if trials, which a process of their own runs beside the worker."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """This will tell Django of the app."""

    name = "yici.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"
