"""Intake: drafts on their way to an application, and the plans that applications are handed in under."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """This will name the app."""

    name = "yici.intake"
    label = "intake"
