"""Leaves the scene of a test standing where the next one plays in it, too: to copy it in takes as long as most tests.

Only scenes that a fixture sets which is named here, and only for tests that are undone by a rollback.
"""

from collections.abc import Hashable
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

from tests import set_once

FIXTURES = {
    "city": "tests.apps.case_scenes",
    "people": "tests.faces.desk_scene",
    "town": "tests.faces.application_scene",
    "guide": "tests.faces.guide_site",
}
"""Each sets one scene, on empty tables; and its module."""
Alike = tuple[Path, str]
_scenes: dict[Alike, Hashable] = {}
"""The scene of tests of one file with the same of these fixtures, as the first of them has asked for it: a file may
publish other definitions by it."""


def alike(item: pytest.Item) -> Alike | None:
    """This will say which tests play in the same scene as this one; None, where it is not one of these fixtures that
    sets a scene, or several do."""
    if not isinstance(item, pytest.Function) or item.get_closest_marker("lists_indexed"):
        return None
    marker = item.get_closest_marker("django_db")
    if "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction")):
        return None
    known = item._fixtureinfo.name2fixturedefs
    found = [name for name, module in FIXTURES.items() if name in known and known[name][-1].func.__module__ == module]
    return (item.path, found[0]) if len(found) == 1 else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of the test."""
    set_once.asked.clear()
    tests = alike(item)
    with item.config.stash[blocking_manager_key].unblock():
        set_once.leave_standing(_scenes.get(tests) if tests else None)


def pytest_runtest_call(item: pytest.Item) -> None:
    """Every fixture of the test has been set up."""
    tests = alike(item)
    if tests and set_once.asked:
        first = set_once.asked[0]
        assert _scenes.setdefault(tests, first) == first, (
            "tests of one file with the same fixture play in different scenes"
        )
