"""Editors who change the definitions with four eyes, for tests of proposals and of what a later release does."""

from datetime import datetime
from uuid import UUID

from tests.apps.case_scenes import MONDAY, PLACE
from yici.catalogue import queries
from yici.catalogue.proposals import change_prepare, proposal_make, proposal_release
from yici.catalogue.reading import Reading
from yici.catalogue.services import Published
from yici.domain.authority import Grant, Grants
from yici.domain.event import Actor
from yici.people.ids import id_at, new_id

EDITOR = Grants((Grant("catalogue_editor", str(id_at(1, 9)), "service_centre", PLACE),))


def editor(number: int) -> Actor:
    """This will give the nth editor."""
    return Actor(kind="staff", id=str(id_at(15, number)), role="catalogue_editor", channel="cli")


ANN, BEN = editor(1), editor(2)


def proposed(
    reading: Reading, *, by: Actor = ANN, now: datetime = MONDAY, note: str = "改进", proposal_id: UUID | None = None
) -> int:
    """This will propose files, without planning what they touch more than need be."""
    change = change_prepare(reading=reading, now=now)
    return proposal_make(
        proposal_id=proposal_id or new_id(), change=change, note=note, actor=by, grants=EDITOR, place=PLACE, now=now
    )


def release(number: int, *, by: Actor = BEN, now: datetime = MONDAY) -> Published:
    """This will release a proposal as the second editor."""
    return proposal_release(number=number, actor=by, grants=EDITOR, place=PLACE, now=now)


def released(reading: Reading, *, now: datetime = MONDAY, seen: bool = True) -> Published:
    """This will propose and release files; not `seen`: as another process would, of which this one does not know."""
    known = queries._known.number, queries._known.catalogue, queries._known.looked_at
    done = release(proposed(reading, now=now), now=now)
    if not seen:
        queries._known.number, queries._known.catalogue, queries._known.looked_at = known
    return done
