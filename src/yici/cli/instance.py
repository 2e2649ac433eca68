"""Bringing an instance up to date: schema, tables, the application's rights, keys, static files."""

import os
import subprocess
import sys
from collections.abc import Iterator

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yici.catalogue.services import catalogue_index
from yici.database import schema
from yici.domain.error import Refused
from yici.ledger.feed import begin_readers, has_moved
from yici.ledger.folds import outdated
from yici.ledger.keys import prepare_keys
from yici.ledger.register import REGISTER
from yici.ledger.verify import renew
from yici.search.places import places_index


def prepare_instance() -> Iterator[str]:
    """This will do whatever is still to be done, and tell each step: schema, migrations, rights, keys, static files."""
    app, owner = os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"]
    schema.prepare_schema(owner, app)
    if _behind() or has_moved():
        _migrate(owner)
        protection = schema.grant(owner, app, insert_only_tables())
        yield f"数据库已更新（事件只增不改：{protection.value}）。 Database migrated."
        if protection is schema.Protection.NONE:
            yield "注意：应用的数据库账户是超级用户，挡不住改动事件。 Warning: a superuser can change events."
        # An instance of before knows less than it can find now; what is indexed as it is split today stays.
        catalogue_index()
        places_index()
    prepare_keys()
    begin_readers()
    yield from rows_renewed()
    call_command("collectstatic", interactive=False, verbosity=0)
    yield "已就绪。 Ready."


def rows_renewed() -> Iterator[str]:
    """This will make rows anew where the same events lead to another state than when they were made, and tell it."""
    kinds = outdated(REGISTER)
    if kinds:
        yield "同样的事件，规则算出的结果变了：正在重建数据，请等待。 Making rows anew by the rules as they are now."
    report = renew()
    if report is not None:
        yield f"{sum(report.rows.values()):,} 条已从事件重建。 Made anew from their events."
        yield from map(str, report.faults)


def insert_only_tables() -> list[str]:
    """This will name every table that the application may only insert into."""
    return [name for app in apps.get_app_configs() for name in getattr(app.models_module, "INSERT_ONLY_TABLES", ())]


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connection.close()
    return behind


def _migrate(owner: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "--verbosity", "0"],
        env={**os.environ, "DATABASE_URL": owner},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused("database.migration_failed", told=done.stderr[-2000:], remedy="mend what it names, then again")
