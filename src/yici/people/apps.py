"""Users, organisations, places and roles."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy


class PeopleConfig(AppConfig):
    """This will tell Django of the app, and the ledger how roles fold (see `register`)."""

    name = "yici.people"
    label = "people"
    verbose_name = gettext_lazy("机构与人员")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
