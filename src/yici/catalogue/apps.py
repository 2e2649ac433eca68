"""The catalogue: published definitions and the one that holds now."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class CatalogueConfig(AppConfig):
    """This will name the app."""

    name = "yici.catalogue"
    label = "catalogue"
    verbose_name = gettext_lazy("目录")
