"""The part of the test configuration that needs Django and PostgreSQL. The domain's tests run without it.

Importing it joins the database server and sets Django up, because test files import models when they are collected.
"""

import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from tests import server as servers
from yici.database.databases import create_database, drop_database, on_database
from yici.database.launcher import Running

_server = on_database(servers.join(), servers.run_name())
os.environ.update(servers.environment(_server.app_url, _server.url))

import django  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402

django.setup()
# A worker of this run would inherit it and load the settings before it has named a database of its own.
del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """The database of this process: a copy of the migrated template, used with the rights of the application's role."""
    create_database(_server, servers.run_name(), servers.template(_server))
    yield
    connections.close_all()
    drop_database(_server, servers.run_name())


@pytest.fixture(scope="session")
def owner_url(django_db_setup: None) -> str:
    """The URL of the same database for the role that owns the tables: migrations, and tests that tamper."""
    return _server.url


@pytest.fixture
def fresh_database(django_db_setup: None) -> Iterator[Callable[[], Running]]:
    """Makes further migrated databases, for a test that needs one to itself; they go when the test ends."""
    made: list[str] = []
    numbers = count()

    def make() -> Running:
        name = f"{servers.run_name()}_{next(numbers)}"
        made.append(name)
        return create_database(_server, name, servers.template(_server))

    yield make
    for name in made:
        drop_database(_server, name)


def _restore(self: TransactionTestCase) -> None:
    # Django would truncate as the application's role, which may not, and lose what the migrations put in.
    connections.close_all()
    servers.restore(_server)


TransactionTestCase._fixture_teardown = _restore  # type: ignore[method-assign]
