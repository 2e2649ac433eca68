"""Wang, who lets Zhao act for them; a village station whose helper acts for whoever asked it to."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apps.case_scenes import MONDAY, PLACE, account, application, person, planned
from yici.cases.services import Outcome, case_submit
from yici.domain.authority import Grant, Grants
from yici.domain.event import Actor
from yici.domain.mandate import Mandate, Period, Scope
from yici.ledger.queries import history
from yici.people import mandates
from yici.people.ids import id_at
from yici.people.mandates import Agent
from yici.people.models import Place
from yici.people.queries import Profile
from yici.people.queries.mandates import acting_under
from yici.people.services import organisation_create, profile_set, user_create

NOBODY = Grants()
STATION = id_at(31, 1)
HELPS = Grants((Grant("helper", str(STATION), "village", PLACE),))
CLERK = Grants((Grant("window_clerk", "body", "service_centre", PLACE),))
ALL_ACTS = ("apply", "supply", "withdraw", "receive", "read")
EVERYTHING = Scope(ALL_ACTS, everything=True)  # type: ignore[arg-type]
RESTAURANT = Scope(ALL_ACTS, bundles=("open-restaurant",))  # type: ignore[arg-type]
MONTH = Period(MONDAY, MONDAY + timedelta(days=30))
PAPER = "sha256:" + "b" * 64


def citizens(*usernames: str) -> None:
    """This will make accounts of people who told who they are."""
    for username in usernames or ("wang", "zhao", "chen"):
        user = user_create(user_id=account(username), username=username, now=MONDAY)
        who = person(username)
        profile = Profile(name=who.name, id_number=who.id_number, phone=who.phone)
        subject = id_at(32, account(username).int % 1000)
        profile_set(user_id=user.id, profile=profile, subject_id=subject, now=MONDAY)


def station() -> None:
    Place.objects.get_or_create(code=PLACE, defaults={"name": "衢州市", "level": 2, "path": "浙江省衢州市"})
    organisation_create(
        organisation_id=STATION, code="station", name="演示村便民服务站", agency="village", place_code=PLACE, now=MONDAY
    )


@pytest.fixture
def parties(city: None) -> None:
    """Those who may give a mandate or get one, in a city whose definitions are published."""
    citizens()
    station()


def citizen(username: str) -> Actor:
    return Actor(kind="person", id=str(account(username)), role="applicant", channel="web")


def helper(number: int = 1) -> Actor:
    return Actor(kind="staff", id=str(id_at(33, number)), role="helper", channel="web")


def named(username: str) -> Agent:
    who = person(username)
    return Agent(who.name, who.id_number)


def offer(
    number: int = 1, *, agent: Agent | None = None, scope: Scope = EVERYTHING, period: Period = MONTH,
    principal: str = "wang", now: datetime = MONDAY, **more: Any,
) -> Mandate:  # fmt: skip
    return mandates.mandate_offer(
        mandate_id=id_at(30, number), subject_id=id_at(34, number), principal=account(principal),
        agent=agent or named("zhao"), scope=scope, period=period, actor=citizen(principal), now=now, **more,
    ).mandate  # fmt: skip


def accept(mandate: Mandate, who: Actor | None = None, grants: Grants = NOBODY, now: datetime = MONDAY) -> Mandate:
    return mandates.mandate_accept(
        mandate_id=UUID(mandate.id), actor=who or citizen("zhao"), grants=grants, now=now
    ).mandate


def revoke(mandate: Mandate, who: Actor | None = None, now: datetime = MONDAY) -> Mandate:
    return mandates.mandate_revoke(
        mandate_id=UUID(mandate.id), actor=who or citizen("wang"), grants=NOBODY, now=now
    ).mandate


def living(number: int = 1, **more: Any) -> Mandate:
    return accept(offer(number, **more))


def agent(mandate: Mandate, who: Actor | None = None) -> Actor:
    return acting_under(mandate, who or citizen("zhao"), NOBODY).actor


def hand_in(
    mandate: Mandate, number: int = 1, *, who: Actor | None = None, grants: Grants = NOBODY, now: datetime = MONDAY
) -> Outcome:
    return case_submit(
        case_id=id_at(8, number), subject_id=id_at(9, number), application=application(planned(now=now), "wang"),
        actor=agent(mandate, who), grants=grants, now=now,
    )  # fmt: skip


def kinds(mandate: Mandate) -> list[str]:
    return [one.kind for one in history(UUID(mandate.id))]
