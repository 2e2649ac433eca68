"""Messages: what people are told, and how it leaves the house."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy


class NoticesConfig(AppConfig):
    """This will tell Django of the app, and the ledger who reads its feed (see `register`)."""

    name = "yici.notices"
    label = "notices"
    verbose_name = gettext_lazy("消息")

    def ready(self) -> None:
        """Load `register`, which can only be imported once the models are there."""
        autodiscover_modules("register")
