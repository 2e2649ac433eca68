"""Publishing the shipped definitions in a demonstration: the first time as its operator, later as its two editors."""

from datetime import datetime
from uuid import UUID

from yici.catalogue import queries
from yici.catalogue.proposals import change_prepare, proposal_make, proposal_release
from yici.catalogue.reading import Reading
from yici.catalogue.services import catalogue_publish
from yici.demo.accounts import Accounts
from yici.demo.people import PLACE
from yici.domain.error import Refused
from yici.domain.event import Actor
from yici.people.ids import new_id
from yici.people.queries import grants_of

EDITORS = ("editor", "editor2")
NOTE = "随软件一起更新的定义"


def publish_definitions(reading: Reading, accounts: Accounts, *, now: datetime) -> int:
    """This will see to it that the definitions are published, and give the number of their release."""
    try:
        return catalogue_publish(reading=reading, actor="demo", now=now).number
    except Refused as refusal:
        if refusal.code != "catalogue.four_eyes":
            raise
    author, releaser = (accounts.users[name] for name in EDITORS)
    change = change_prepare(reading=reading, now=now)
    number = proposal_make(
        proposal_id=new_id(), change=change, note=NOTE, actor=_actor(author), grants=grants_of(author, now),
        place=PLACE, now=now,
    )  # fmt: skip
    proposal_release(
        number=number, actor=_actor(releaser), grants=grants_of(releaser, now), place=PLACE, now=now
    )  # fmt: skip
    return queries.release()


def _actor(user: UUID) -> Actor:
    return Actor(kind="staff", id=str(user), role="catalogue_editor", channel="cli")
