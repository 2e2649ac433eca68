"""Pages name static files, which must have been collected before one can be rendered."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _static(static_files: None) -> None:
    """For every test of this folder."""
