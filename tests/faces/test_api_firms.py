"""A firm's case over the API: handed in by whoever acts for it, followed by all who do, and by nobody else."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY
from tests.faces.api_samples import Told, World
from yici.people.firms import FirmClaim, firm_id, firms_told
from yici.people.ids import new_id
from yici.people.queries import Profile
from yici.people.services import profile_set

USCC = "91330802MA2DEM301K"
FIRM = FirmClaim(USCC, "衢州小面餐饮有限公司(演示)", "周敏", "authorised")


def acts_for(user: UUID, *firms: FirmClaim) -> None:
    """The real-name provider tells of these firms, and of no others."""
    profile_set(user_id=user, profile=Profile(name="周敏"), subject_id=new_id(), now=MONDAY)
    firms_told(user_id=user, firms=firms, now=MONDAY)


@pytest.fixture(autouse=True)
def _left(world: World) -> Iterator[None]:
    """The database is of all tests of the API: nobody acts for the firm when the next one begins."""
    yield
    for one in ("wang", "chen"):
        acts_for(world.users[one])


@pytest.fixture
def colleagues(world: World) -> None:
    for one in ("wang", "chen"):
        acts_for(world.users[one], FIRM)


def sent(world: World, who: str, **beside: Any) -> Told:
    return world.write("/cases", who, world.application() | beside)


@pytest.mark.usefixtures("colleagues")
def test_a_case_that_is_handed_in_for_a_firm_is_the_firms(world: World) -> None:
    told = sent(world, "wang", firm=USCC)
    assert told.status == 201, told.content
    case = told["case"]
    # Chen acts for it, too.
    assert world.call("GET", f"/cases/{case}", "chen").status == 200
    [submitted] = [
        one for one in world.get(f"/cases/{case}/events", "wang")["items"] if one["kind"] == "case.submitted"
    ]
    assert submitted["body"]["firm"] == str(firm_id(USCC))
    # Who acts for it no more does not follow it any more, though the account handed it in.
    acts_for(world.users["wang"])
    assert world.call("GET", f"/cases/{case}", "wang").status == 404
    assert world.call("GET", f"/cases/{case}", "chen").status == 200


@pytest.mark.usefixtures("colleagues")
def test_without_a_firm_it_is_the_persons_own(world: World) -> None:
    told = sent(world, "wang")
    assert world.call("GET", f"/cases/{told['case']}", "chen").status == 404


@pytest.mark.parametrize("who", ["chen", "window"])
def test_nobody_hands_in_for_a_firm_that_they_do_not_act_for(world: World, who: str) -> None:
    acts_for(world.users["wang"], FIRM)
    acts_for(world.users["chen"])
    told = sent(world, who, firm=USCC)
    assert (told.status, told["code"]) == (404, "firm.unknown")


def test_a_credit_code_that_is_none_is_no_firm_of_anybody(world: World) -> None:
    acts_for(world.users["wang"], FIRM)
    told = sent(world, "wang", firm="913308")
    assert (told.status, told["code"]) == (404, "firm.unknown")
