"""Leaves the scene of a test standing where the next one plays in it, too: to copy it in takes as long as most tests.

Only scenes that a fixture sets which is named here, and only for tests that are undone by a rollback.
"""

from collections.abc import Hashable

import pytest
from pytest_django.plugin import blocking_manager_key

from tests import set_once

FIXTURES = {
    "city": "tests.apps.case_scenes",
    "people": "tests.faces.desk_scene",
    "town": "tests.faces.application_scene",
    "guide": "tests.faces.guide_site",
}
"""Each sets one scene, always the same, on empty tables; and its module."""
_scenes: dict[str, Hashable] = {}
"""The scene of each fixture, as the first test of it has asked for it."""


def fixture_of(item: pytest.Item) -> str | None:
    """This will name the fixture that sets the scene of a test, if it is one of these, and no other sets another."""
    if not isinstance(item, pytest.Function) or item.get_closest_marker("lists_indexed"):
        return None
    marker = item.get_closest_marker("django_db")
    if "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction")):
        return None
    known = item._fixtureinfo.name2fixturedefs
    found = [name for name, module in FIXTURES.items() if name in known and known[name][-1].func.__module__ == module]
    return found[0] if len(found) == 1 else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of the test."""
    set_once.asked.clear()
    with item.config.stash[blocking_manager_key].unblock():
        set_once.leave_standing(_scenes.get(fixture_of(item) or ""))


def pytest_runtest_call(item: pytest.Item) -> None:
    """Every fixture of the test has been set up."""
    name = fixture_of(item)
    if name and set_once.asked:
        _scenes.setdefault(name, set_once.asked[0])
