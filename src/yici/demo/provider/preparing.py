"""What the provider needs before it serves: tables, the people of its register, the one client."""

import os
from pathlib import Path
from typing import Final

from allauth.idp.oidc.models import Client
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yici.demo.provider import settings
from yici.demo.provider.register import PASSWORD, RESIDENTS

BACK: Final = ("/accounts/real-name/back/",)
SCOPES: Final = ("openid", "profile", "phone")


def prepare_provider() -> None:
    """This will create what is missing; running it again changes nothing but where the client may be."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    _people()
    _client(os.environ["DEMO_PROVIDER_CLIENT"], Path(os.environ["DEMO_PROVIDER_SECRET_FILE"]).read_text().strip())


def _people() -> None:
    known = set(User.objects.values_list("username", flat=True))
    encoded = make_password(PASSWORD)
    User.objects.bulk_create(
        User(username=one.key, password=encoded) for one in RESIDENTS if one.key not in known
    )  # fmt: skip


def _client(name: str, secret: str) -> None:
    client = Client.objects.filter(id=name).first() or Client(id=name)
    client.name = "一次"
    client.set_secret(secret)
    client.set_scopes(list(SCOPES))
    client.set_redirect_uris([f"{origin}{path}" for origin in settings.CLIENTS_AT for path in BACK])
    client.save()
