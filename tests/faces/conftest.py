"""Pages name static files, which must have been collected before one can be rendered."""

import pytest

from tests.faces.api_samples import api_city, api_database, api_world, world

__all__ = ["api_city", "api_database", "api_world", "world"]


@pytest.fixture(autouse=True, scope="session")
def _static(static_files: None) -> None:
    """For every test of this folder."""
