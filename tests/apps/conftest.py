import pytest

from yici.ledger import keys


@pytest.fixture(scope="session", autouse=True)
def operator_keys() -> None:
    """The operator's keys of this checkout's tests, made at the first run."""
    keys.ensure_keys()
