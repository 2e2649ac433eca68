"""Licences: what approvals give, from issue to cancellation."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LicencesConfig(AppConfig):
    """This will tell the ledger how licences fold, what their rows say and how they settle (see `register`)."""

    name = "yici.licences"
    label = "licences"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
