"""The lists of places: matching with the basic items, and the publication of how often people must come."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ListsConfig(AppConfig):
    """This will tell Django of the app, and the ledger how a match folds (see `register`)."""

    name = "yici.lists"
    label = "lists"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
