"""The catalogue: published definitions and the one that holds now."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """This will name the app."""

    name = "yici.catalogue"
    label = "catalogue"
