"""The administration as Django knows it, with a site of our own."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """This will make our site the one that tables are registered at."""

    default_site = "yici.web.administration.site.Site"
