"""The catalogue: published definitions and the one that holds now."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class CatalogueConfig(AppConfig):
    """This will name the app."""

    name = "yici.catalogue"
    label = "catalogue"
    verbose_name = pgettext_lazy("table", "目录")
