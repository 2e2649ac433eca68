"""The site of a town that has published its catalogue. A test module names this file in `pytest_plugins`."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests.faces.guide_scene import MONDAY, PLACES, Visitor, definitions, set_clock
from yici.catalogue import queries as catalogue_queries
from yici.catalogue.services import catalogue_publish
from yici.people.load import load_places
from yici.people.present import now


@pytest.fixture
def guide(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of a site that has published its catalogue, on Monday 2 March 2026."""
    set_clock(monkeypatch, MONDAY)
    places = tmp_path / "places.csv"
    with places.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("code", "name", "level", "parent"), *PLACES])
    load_places(files=[places])
    # A catalogue of the same number may be left from another test of this process.
    catalogue_queries._known.number = -1
    catalogue_publish(reading=definitions(), actor="test", now=now())
    # A page that was asked for in English leaves its thread speaking English.
    with translation.override("zh-hans"):
        yield Visitor()
    catalogue_queries._known.number = -1
