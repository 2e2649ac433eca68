"""Cases: applications and their approvals, from submission to result."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CasesConfig(AppConfig):
    """This will tell the ledger how cases fold, what their rows say and how they settle (see `register`)."""

    name = "yici.cases"
    label = "cases"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
