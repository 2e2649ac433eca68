"""Documents: issued, numbered, sealed; the templates that they are made from."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    """This will tell the ledger how documents fold and what their rows say (see `register`)."""

    name = "yici.documents"
    label = "documents"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
