"""A station that does errands (帮办代办), made up as all bodies of the demonstration: its helper acts for whoever asked
it, and somebody did."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password

from yici.catalogue import queries as catalogue
from yici.demo.accounts import Accounts, bodies_made, person_made
from yici.demo.people import HELPER, PASSWORD, PLACE, STATION
from yici.demo.story import moment
from yici.domain.authority import Grants
from yici.domain.event import Actor
from yici.domain.mandate import Period, Scope
from yici.people.ids import new_id
from yici.people.mandates import Agent, mandate_accept, mandate_offer
from yici.people.queries.accounts import grants_of
from yici.people.queries.mandates import mandates_latest

ASKED_BY: Final = "chen"
"""She is seventy, has a small restaurant and no patience with forms."""
SCOPE: Final = Scope(("apply", "supply", "read"), bundles=("open-restaurant",))
LIVES: Final = timedelta(days=180)


def tell_errands(accounts: Accounts, *, now: datetime) -> int:
    """This will set the station up and let somebody ask it; 0 when that was done before."""
    bodies = bodies_made((STATION,), now)
    helper = person_made(HELPER, bodies, make_password(PASSWORD), now)
    principal = accounts.users[ASKED_BY]
    if mandates_latest(now=now, principal=principal, limit=1):
        return 0
    asked = moment(catalogue.calendar_for(PLACE), now, 2)
    mandate_id = new_id()
    mandate_offer(
        mandate_id=mandate_id, subject_id=new_id(), principal=principal, agent=Agent(organisation=bodies[STATION.code]),
        scope=SCOPE, period=Period(asked, asked + LIVES), now=asked,
        actor=Actor(kind="person", id=str(principal), role=None, channel="web"),
    )  # fmt: skip
    taken = asked + timedelta(minutes=20)
    grants: Grants = grants_of(helper, taken)
    actor = Actor(kind="staff", id=str(helper), role=HELPER.role, channel="web")
    mandate_accept(mandate_id=mandate_id, actor=actor, grants=grants, now=taken)
    return 1
