"""A city whose counties take in for each other: what tests of receiving in one place and handling in another share."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.apps.case_scenes import (
    DAY,
    MONDAY,
    SMALL,
    application,
    forget_everything_kept,
    new_subject,
    planned,
    publish,
    staff,
)  # fmt: skip
from tests.apps.catalogue_files import altered_files, definitions
from yici.cases.access import authorise_submission
from yici.cases.services import Outcome, case_submit
from yici.catalogue.reading import Reading
from yici.domain.authority import Grant, Grants
from yici.people.ids import id_at

CITY, A, B, C, VILLAGE, TOWN = (
    "330800000000", "330802000000", "330803000000", "330822000000", "330803001201", "330803001000"
)  # fmt: skip
FOOD, REGISTRATION, HEALTH = "food-licence", "individual-registration", "health-certificate"
MARKET = "market_regulation"
HALL_ID = {place: str(id_at(4, number)) for number, place in enumerate((CITY, A, B, C, TOWN))}


def clerk(place: str, item: str | None = None) -> Grants:
    """This will give what a window clerk of the hall of a place holds."""
    return Grants((Grant("window_clerk", HALL_ID[place], "service_centre", place, item),))


def officer(place: str, agency: str = MARKET, role: str = "lead") -> Grants:
    """This will give what somebody at an agency of a place holds."""
    return Grants((Grant(role, f"{agency} {place}", agency, place),))


@pytest.fixture
def counties(db: None) -> Iterator[None]:
    """The real definitions; beside them the city says that counties handle these items and take in for each other, and
    that the health certificate is the city's."""
    publish(_taking_in(), MONDAY - DAY)
    yield
    forget_everything_kept()


@cache
def _taking_in() -> Reading:
    said: dict[str, Any] = {
        name: {"handled_at": word("county"), "cross_region": word("city")} for name in (FOOD, REGISTRATION)
    }
    said[HEALTH] = {"handled_at": word("city"), "cross_region": word("city")}
    return altered_files(definitions(), f"place:{CITY}", items=said)


def word(value: str) -> dict[str, Any]:
    return {"claims": [{"value": value, "source": "Z04"}]}


def take_in(number: int, grants: Grants, *, place: str = VILLAGE, answers: Any = SMALL) -> Outcome:
    """This will hand the n-th application in at the window of somebody with these grants."""
    plan, actor = planned(answers, MONDAY, place), staff("window")
    return case_submit(
        case_id=id_at(8, number), subject_id=new_subject(number, "wang"), actor=actor, now=MONDAY,
        application=application(plan, "wang", own=False), received=authorise_submission(plan, actor, grants),
    )  # fmt: skip
