"""Whose turn something is: found at the place, however many do the same elsewhere."""

from pathlib import Path

import pytest

from tests.apps.people_samples import COUNTY, MARKET, NOW, TOWN, VILLAGE, load_county, make_bodies, make_role, make_user
from yici.people.queries import accounts, duty

pytestmark = pytest.mark.django_db
REPLY, INSPECT = "case.reply", "approval.inspect"


@pytest.fixture
def offices(tmp_path: Path) -> None:
    """Ten in a village, whose accounts come first, and one each at the town and for the county."""
    load_county(tmp_path)
    make_bodies()
    for number in range(1, 11):
        make_role(make_user(number, username=f"a-{number:02}"), "officer", number=number, place=VILLAGE)
    make_role(make_user(20, username="of-the-town"), "officer", number=20, place=TOWN)
    make_role(make_user(21, username="of-the-county"), "officer", number=21, place=COUNTY, organisation=MARKET)


def test_who_is_on_duty_at_a_place_is_found_behind_any_number_of_others(
    offices: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty, "MOST", 1)
    [found] = duty.on_duty(REPLY, "market_regulation", TOWN, None, NOW)
    assert accounts.user_with(found).username in ("of-the-town", "of-the-county")  # type: ignore[union-attr]


def test_colleagues_of_a_place_are_offered_and_nobody_else(offices: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "MOST_STAFF", 2)
    found = accounts.staff_who_may(INSPECT, ["market_regulation"], TOWN, NOW)
    assert sorted(found) == ["of-the-county", "of-the-town"]
