"""The bodies that act in a history and their staff: made up, each with its own speed, in accounts nobody can enter."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from django.db import transaction

from yici.catalogue import queries as catalogue
from yici.demo.history.behaviour import Behaviour
from yici.domain.authority import Grant, Grants
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.people.ids import id_at
from yici.people.queries.accounts import user_named
from yici.people.queries.organisations import organisation_for
from yici.people.services import organisation_create, role_grant, user_create

HALL = "service_centre"
CLERKS, OFFICERS = 8, 3
AT_HALL = {"window_clerk": CLERKS, "supervisor": 1}
AT_OFFICE = {"chief_representative": 1, "lead": 1, "officer": OFFICERS}
SETUP = Actor(kind="system", id="demo", role="operator", channel="cli")
NO_PASSWORD = "!"  # noqa: S105 - what Django stores for an account that nobody can enter
FIRST_MS = 1_000_000_000_000
CHANCE_BITS = 74


@dataclass(frozen=True, slots=True)
class Office:
    """One department: who decides, who brings others together, who goes out, how fast and how often late it is."""

    chief: Actor
    lead: Actor
    officers: tuple[str, ...]
    speed: float
    late: float


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who works at a place, by names from which their ids follow, so that processes need not agree."""

    place: str
    seed: int
    behaviour: Behaviour

    def id(self, agency: str, role: str, number: int = 1) -> UUID:
        """This will give the id of a made-up member of staff: the same in every fill."""
        return _made(self.username(agency, role, number))

    def username(self, agency: str, role: str, number: int) -> str:
        """This will name the account."""
        return f"fill-{self.place}-{agency}-{role}-{number}"

    def actor(self, agency: str, role: str, number: int = 1) -> Actor:
        """This will give a member of staff as the actor of an event."""
        return Actor(kind="staff", id=str(self.id(agency, role, number)), role=role, channel="window")

    def clerk(self, number: int) -> Actor:
        """This will give one of the clerks at the windows of the hall."""
        return self.actor(HALL, "window_clerk", number % CLERKS + 1)

    def supervisor(self) -> Actor:
        """This will give who watches over limits."""
        return self.actor(HALL, "supervisor")

    def window(self) -> Grants:
        """This will give what a clerk at the windows holds. Raises NotFound where nobody was hired."""
        body = organisation_for(HALL, self.place)
        if body is None:
            raise NotFound("organisation.unknown", id=HALL, remedy="hire the staff first")
        return Grants((Grant("window_clerk", str(body.id), HALL, body.place),))

    def office(self, agency: str) -> Office:
        """This will give an agency's staff, and what this agency is like under a seed."""
        chance = Random(f"{self.seed} {agency}")
        officers = tuple(str(self.id(agency, "officer", number)) for number in range(1, OFFICERS + 1))
        chief, lead = self.actor(agency, "chief_representative"), self.actor(agency, "lead")
        speed, late = chance.uniform(*self.behaviour.speed), chance.uniform(*self.behaviour.late)
        return Office(chief, lead, officers, speed, late)

    def hire(self, agencies: Iterable[str], *, since: datetime, now: datetime) -> None:
        """This will see to it that the hall and each agency have a body and staff with roles since a moment.

        Raises NotFound for a place that is not loaded.
        """
        for agency in (HALL, *sorted(set(agencies) - {HALL})):
            wanted = AT_HALL if agency == HALL else AT_OFFICE
            missing = [
                (role, number)
                for role, count in wanted.items()
                for number in range(1, count + 1)
                if not _is_there(self.username(agency, role, number))
            ]
            if missing:
                self._hire(agency, missing, since, now)

    @transaction.atomic
    def _hire(self, agency: str, missing: list[tuple[str, int]], since: datetime, now: datetime) -> None:
        body = _body(agency, self.place, now)
        for role, number in missing:
            user = user_create(
                user_id=self.id(agency, role, number), username=self.username(agency, role, number),
                encoded=NO_PASSWORD, kind="staff", display_name=f"生成 {_name(agency)} {number}", now=now,
            )  # fmt: skip
            role_grant(
                role_id=_made(f"role of {user.id}"), user_id=user.id, role=role, organisation_id=body,
                place_code=self.place, actor=SETUP, now=now, valid_from=since,
            )  # fmt: skip


def _made(name: str) -> UUID:
    return id_at(FIRST_MS, int.from_bytes(hashlib.sha256(name.encode()).digest(), "big") % (1 << CHANCE_BITS))


def _is_there(username: str) -> bool:
    try:
        user_named(username)
    except NotFound:
        return False
    return True


def _body(agency: str, place: str, now: datetime) -> UUID:
    found = organisation_for(agency, place)
    if found is not None and found.place == place:
        return found.id
    code = f"fill-{place}-{agency}"
    return organisation_create(
        organisation_id=_made(code), code=code, name=f"{_name(agency)}(生成)", agency=agency, place_code=place, now=now
    )  # fmt: skip


def _name(agency: str) -> str:
    known = catalogue.current().agencies.get(agency)
    return known.name if known else "政务服务中心"
