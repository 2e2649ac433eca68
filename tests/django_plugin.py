"""The part of the test configuration that needs Django and PostgreSQL. The domain's tests run without it.

Importing it sets Django up, because test files import models when they are collected. The server starts when the first
test needs it.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest
import pytest_django

from tests import server as servers
from yici.database.databases import drop_database, on_database
from yici.database.launcher import Running
from yici.database.url import django_database
from yici.domain.authority import Grants
from yici.domain.fault import Fault

os.environ.update(servers.environment(servers.PLACEHOLDER, servers.PLACEHOLDER))

import django
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation

from yici.ledger import keys

django.setup()
# A worker of this run would inherit it and load the settings before it has named a home of its own.
del os.environ["DJANGO_SETTINGS_MODULE"]

# The real algorithm, without the half second that it takes on purpose.
PBKDF2PasswordHasher.iterations = 1000


ID_LENGTH = 36


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A request leaves its language behind in the thread; the next test begins with the site's own."""
    yield
    translation.deactivate()


class Everywhere(Grants):
    """What a made-up name may do: everything."""

    def may(self, *_: object) -> bool:
        return True


@pytest.fixture(scope="session", autouse=True)
def operator_keys() -> None:
    """The operator's keys of this checkout's tests, made at the first run, whichever test comes first."""
    keys.ensure_keys()


@pytest.fixture(scope="session", autouse=True)
def made_up_officers() -> Iterator[Callable[..., dict[str, Grants]]]:
    """Most tests are not about who goes to look: a made-up name goes for somebody who may. Accounts are held to what
    they hold. It gives the real reading."""
    from yici.cases import people

    read = people.grants_of_staff

    def grants_of_staff(officers: Iterable[str], at: datetime) -> dict[str, Grants]:
        wanted = set(officers)
        known = {one for one in wanted if len(one) == ID_LENGTH}
        return read(known, at) | dict.fromkeys(wanted - known, Everywhere())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "grants_of_staff", grants_of_staff)
        yield read


@pytest.fixture(scope="session", autouse=True)
def spelling_program() -> Iterator[Callable[..., object]]:
    """Names are spelt in this process, which loads the dictionaries once, and not in another each time. It gives what
    asks the other."""
    from yici.search import speller

    with pytest.MonkeyPatch.context() as patch:

        @cache
        def spelling() -> ModuleType:
            from yici.search import spelling  # not before there is a name to spell: it takes its time

            patch.setattr(spelling, "dictionary", cache(spelling.dictionary))
            return spelling

        def asked(names: list[str], words: bool) -> list[speller.Spelling]:
            told = spelling().spell(names, words=words)
            return [speller.Spelling(tuple(syllables), tuple(found)) for syllables, found in told]

        program = speller._asked
        patch.setattr(speller, "_asked", asked)
        yield program


@pytest.fixture(scope="session", autouse=True)
def shipped_files_read_once() -> Iterator[None]:
    """The definitions that come with Yici are read once by a process, and not by every command that a test runs: that
    takes half a second."""
    from yici.catalogue import reading

    shipped = servers.CHECKOUT / "definitions"
    read, kept = reading.as_far_as_readable, dict[tuple[Path, int], tuple[reading.Read | None, list[Fault]]]()

    def as_far_as_readable(name: str, source: bytes | Path) -> tuple[reading.Read | None, list[Fault]]:
        if isinstance(source, bytes) or shipped not in source.parents:
            return read(name, source)
        key = source, source.stat().st_mtime_ns
        if key not in kept:
            kept[key] = read(name, source)
        found, faults = kept[key]
        return found and replace(found, file=name), [replace(fault, file=name) for fault in faults]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "as_far_as_readable", as_far_as_readable)
        yield


@pytest.fixture(scope="session")
def database(django_test_environment: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Running]:
    """The database of this process: a copy of the migrated template, used with the rights of the application's role."""
    from tests import set_once

    made = servers.copy(servers.database_name())
    os.environ.update(DATABASE_URL=made.app_url, DATABASE_OWNER_URL=made.url)
    connection.settings_dict.update(django_database(made.app_url))
    yield made
    with django_db_blocker.unblock():
        set_once.leave_standing(None)
    connections.close_all()
    drop_database(made, servers.database_name())
    servers.leave()


@pytest.fixture(scope="session")
def django_db_setup(database: Running) -> None:
    """What pytest-django asks for before the first test that uses the database."""


@pytest.fixture(scope="session")
def owner_url(database: Running) -> str:
    """The URL of the same database for the role that owns the tables: migrations, and tests that tamper."""
    return database.url


@pytest.fixture
def fresh_database(database: Running) -> Iterator[Callable[[], Running]]:
    """Makes further migrated databases, for a test that needs one to itself; they go when the test ends."""
    made: list[str] = []
    numbers = count(1)

    def make() -> Running:
        made.append(f"{servers.database_name()}_{next(numbers)}")
        return servers.copy(made[-1])

    yield make
    for name in made:
        drop_database(database, name)


def _restore(_: TransactionTestCase) -> None:
    connections.close_all()
    servers.restore(on_database(servers.server(), servers.database_name()))


# Django would truncate as the application's role, which may not, and lose what the migrations put in.
TransactionTestCase._fixture_teardown = _restore
