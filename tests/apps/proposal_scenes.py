"""Editors who change the definitions with four eyes, for tests of proposals and of what a later release does."""

from datetime import datetime
from uuid import UUID

import pytest

from tests.apps.case_scenes import DAY, HOUR, MONDAY, PLACE, everything
from tests.apps.catalogue_files import PLACE as PLACE_FILE
from tests.apps.catalogue_files import swapped, town
from tests.apps.changes_prepared import prepared
from yici.catalogue import queries
from yici.catalogue.proposals import (
    proposal_decline,
    proposal_make,
    proposal_release,
    proposal_withdraw,
)
from yici.catalogue.reading import Reading
from yici.catalogue.services import Published, catalogue_publish
from yici.domain.authority import Grant, Grants
from yici.domain.error import Refused
from yici.domain.event import Actor
from yici.people.ids import id_at, new_id

EDITOR = Grants((Grant("catalogue_editor", str(id_at(1, 9)), "service_centre", PLACE),))
TABLES = ("catalogue_release", "catalogue_proposal")
AFTER = MONDAY + HOUR


def editor(number: int) -> Actor:
    """This will give the nth editor."""
    return Actor(kind="staff", id=str(id_at(15, number)), role="catalogue_editor", channel="cli")


ANN, BEN = editor(1), editor(2)


def proposed(
    reading: Reading, *, by: Actor = ANN, now: datetime = MONDAY, note: str = "改进", proposal_id: UUID | None = None
) -> int:
    """This will propose files, without planning what they touch more than need be."""
    change = prepared(reading, now)
    return proposal_make(
        proposal_id=proposal_id or new_id(), change=change, note=note, actor=by, grants=EDITOR, place=PLACE, now=now
    )


def release(number: int, *, by: Actor = BEN, now: datetime = MONDAY) -> Published:
    """This will release a proposal as the second editor."""
    return proposal_release(number=number, actor=by, grants=EDITOR, place=PLACE, now=now)


def released(reading: Reading, *, now: datetime = MONDAY, seen: bool = True) -> Published:
    """This will propose and release files; not `seen`: as another process would, of which this one does not know."""
    known = queries._known.release, queries._known.catalogue, queries._known.looked_at
    done = release(proposed(reading, now=now), now=now)
    if not seen:
        queries._known.release, queries._known.catalogue, queries._known.looked_at = known
    return done


@pytest.fixture
def first(db: None) -> None:
    """An instance that its operator has set up."""
    catalogue_publish(reading=town(), actor="operator", now=MONDAY - DAY)


def renamed(name: str = "衢州") -> Reading:
    """This will give the small town's files with another name for its city."""
    return town(place=swapped(PLACE_FILE, "衢州市", name))


def refused(code: str, number: int, by: Actor = BEN) -> None:
    """This will try to release and see the refusal, and that nothing was done."""
    before = everything(TABLES)
    with pytest.raises(Refused) as refusal:
        release(number, by=by)
    assert refusal.value.code == code
    assert everything(TABLES) == before


def decline(number: int, *, by: Actor = BEN, reason: str = "依据不对") -> None:
    """This will decline a proposal an hour later, as the second editor unless said otherwise."""
    proposal_decline(number=number, reason=reason, actor=by, grants=EDITOR, place=PLACE, now=AFTER)


def withdraw(number: int, *, by: Actor) -> None:
    """This will take a proposal back an hour later."""
    proposal_withdraw(number=number, actor=by, grants=EDITOR, place=PLACE, now=AFTER)
