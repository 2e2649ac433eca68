"""The pages for people."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    """This will name the app, and listen to who signs in (see `register`)."""

    name = "yici.web"
    label = "web"

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
