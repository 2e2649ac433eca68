"""Projects: a stream of their own kind, and a reader of the feed that notes when a case of theirs has ended."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProjectsConfig(AppConfig):
    """This will tell Django of the app, and the ledger how a project folds and settles (see `register`)."""

    name = "yici.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
