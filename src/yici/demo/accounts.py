"""Creating the demonstration's bodies, accounts and roles; running it again changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from yici.demo.people import BODIES, CITIZENS, LISTED_PLACE, MATCHER, PASSWORD, PLACE, STAFF, Body, Person
from yici.domain.error import NotFound
from yici.domain.event import Actor
from yici.people.identity import Person as Identified
from yici.people.identity import identity_checked
from yici.people.ids import new_id
from yici.people.queries.accounts import user_named
from yici.people.queries.organisations import organisations_at
from yici.people.queries.places import places
from yici.people.services import organisation_create, role_grant, user_create

PAST = timedelta(days=60)
"""The stories begin in the past, and so must the authority of those who act in them."""
SETUP = Actor(kind="system", id="demo", role="operator", channel="cli")


@dataclass(frozen=True, slots=True)
class Accounts:
    """Ids by user name, and the made-up people by user name."""

    users: dict[str, UUID]
    people: dict[str, Person]


def create_accounts(*, now: datetime) -> Accounts:
    """This will make sure that every body and account of the demonstration is there."""
    bodies = bodies_made(BODIES, now)
    people = (*STAFF, *CITIZENS)
    encoded = make_password(PASSWORD)
    users = {person.username: person_made(person, bodies, encoded, now) for person in people}
    return Accounts(users, {person.username: person for person in people})


def bodies_made(wanted: Iterable[Body], now: datetime) -> dict[str, UUID]:
    """This will make sure that bodies are there, and give the ids of all at the place, by code."""
    known = {row.code: row.id for row in organisations_at(PLACE)}
    for body in wanted:
        if body.code not in known:
            known[body.code] = organisation_create(
                organisation_id=new_id(), code=body.code, name=body.name, name_en=body.name_en, agency=body.agency,
                place_code=PLACE, now=now,
            )  # fmt: skip
    return known


def person_made(person: Person, bodies: dict[str, UUID], encoded: str, now: datetime) -> UUID:
    """This will make sure that somebody has an account with their role, or with their checked name, and give its id."""
    try:
        return user_named(person.username).id
    except NotFound:
        user = user_create(
            user_id=new_id(),
            username=person.username,
            encoded=encoded,
            kind="staff" if person.role else "citizen",
            display_name=person.name if person.role else "",
            now=now,
        )
    if person.role and person.body:
        for place in _places_of(person):
            role_grant(
                role_id=new_id(), user_id=user.id, role=person.role, organisation_id=bodies[person.body],
                place_code=place, actor=SETUP, now=now, valid_from=now - PAST,
            )  # fmt: skip
    else:
        shown = Identified(name=person.name, id_number=person.id_number, phone=person.phone)
        identity_checked(user_id=user.id, person=shown, actor=SETUP, now=now)
    return user.id


def _places_of(person: Person) -> tuple[str, ...]:
    """One of them works elsewhere, too, where that place is loaded."""
    return (PLACE, *places([LISTED_PLACE])) if person.username == MATCHER else (PLACE,)
