"""Everybody who may meet a case: its applicant, another one, and the city's staff with what they hold."""

from tests.apps.case_scenes import applicant, grants_of_staff, staff
from yici.demo.people import STAFF
from yici.domain.authority import Grants
from yici.domain.event import Actor

NOBODY = Grants()
FOOD, FIRE, REGISTRATION = "food-licence", "fire-check", "individual-registration"
WINDOW, OWNER = "window", "applicant"
SEES = {OWNER, WINDOW, "market", "lead", "fire", "fire2", "city", "health", "supervisor"}
"""Whoever has an approval of a restaurant with a promised fire check on the table, or watches the place."""
EVERYBODY = (OWNER, "another citizen", *(one.username for one in STAFF))


def who(name: str) -> tuple[Actor, Grants]:
    """This will give somebody by name, and what they hold."""
    if name in (OWNER, "another citizen"):
        return applicant("wang" if name == OWNER else "zhao"), NOBODY
    return staff(name), grants_of_staff(name)
