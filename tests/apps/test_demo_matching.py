"""The demonstration confirms the plain pairs of the real list once, as its supervisor, and nothing where it may not."""

from datetime import timedelta

import pytest

from tests.apps.case_scenes import MONDAY, faults, forgetful, publish
from tests.apps.catalogue_files import definitions
from tests.apps.people_samples import ROWS, written
from yici.demo.accounts import create_accounts
from yici.demo.matching import confirm_plain
from yici.lists.queries import confirmed_items
from yici.people.load import load_places

__all__ = ["forgetful"]
GUANGAN = (
    ("510000000000", "四川省", "1", ""), ("511600000000", "广安市", "2", "510000000000"),
    ("511602000000", "广安区", "3", "511600000000"),
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("loaded", [True, False])
def test_the_plain_pairs_are_confirmed_once(tmp_path, loaded) -> None:
    publish(definitions(), MONDAY)
    load_places(files=[written(tmp_path, (*ROWS, *GUANGAN) if loaded else ROWS)])
    accounts = create_accounts(now=MONDAY)
    done = confirm_plain(accounts, now=MONDAY)
    assert (done > 30) == loaded == bool(done)
    assert len(confirmed_items("511602000000")) <= done
    assert confirm_plain(accounts, now=MONDAY + timedelta(hours=1)) == 0
    assert faults() == []
