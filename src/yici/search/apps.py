"""Search: what can be found, by what it is found, and finding it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    """This will have places indexed whenever they are loaded (see `register`)."""

    name = "yici.search"
    label = "search"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
