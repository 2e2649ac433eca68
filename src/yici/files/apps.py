"""Uploaded files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class FilesConfig(AppConfig):
    """This will name the app."""

    name = "yici.files"
    label = "files"
    verbose_name = gettext_lazy("文件")
