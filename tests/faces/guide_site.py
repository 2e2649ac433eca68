"""The site of a town that has published its catalogue. A test module names this file in `pytest_plugins`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests.apps.catalogue_files import definitions
from tests.faces.guide_scene import MONDAY, Visitor, set_clock, settle_town


@pytest.fixture
def guide(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of a site that has published its catalogue, on Monday 2 March 2026."""
    set_clock(monkeypatch, MONDAY)
    settle_town(tmp_path, definitions())
    # A page that was asked for in English leaves its thread speaking English.
    with translation.override("zh-hans"):
        yield Visitor()
