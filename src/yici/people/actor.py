"""A user as the actor of an event: by id, never by name."""

from typing import Final
from uuid import UUID

from yici.domain.event import Actor
from yici.people.models import User

KINDS: Final = {User.Kind.CITIZEN: "person", User.Kind.STAFF: "staff", User.Kind.SYSTEM: "system"}


def actor_for(
    user: User,
    *,
    role: str | None,
    channel: str,
    on_behalf_of: UUID | str | None = None,
    mandate: UUID | str | None = None,
) -> Actor:
    """This will say who acts: `role` in which, `channel` through which, for whom (a subject's or organisation's id).

    `mandate` is the id of the mandate or of the role that allows it.
    """
    return Actor(
        kind=KINDS[User.Kind(user.kind)],
        id=str(user.pk),
        role=role,
        on_behalf_of=None if on_behalf_of is None else str(on_behalf_of),
        mandate=None if mandate is None else str(mandate),
        channel=channel,
    )
