"""Uploaded files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """This will name the app."""

    name = "yici.files"
    label = "files"
