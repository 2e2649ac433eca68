"""Users, organisations, places and roles."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """This will tell Django of the app."""

    name = "yici.people"
    label = "people"
    verbose_name = "people"
    default_auto_field = "django.db.models.BigAutoField"
