"""An identity that was just proven and waits, sealed in the session, until its owner says which account it opens."""

import time
from dataclasses import asdict, dataclass
from typing import Final

from django.http import HttpRequest

from yici.people.firms import FirmClaim
from yici.people.identity import Person
from yici.web.sealed_session import keep, kept

KEY: Final = "real_name_waits"
BOUND: Final = b"identity that waits"
WAITS: Final = 600
"""Seconds."""


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """One proven identity: what opens the account, and what is said of the person."""

    identity: str
    person: Person
    next: str


def wait(request: HttpRequest, waiting: Waiting) -> None:
    """This will keep a proven identity for a few minutes."""
    held = {"identity": waiting.identity, "person": asdict(waiting.person), "next": waiting.next, "at": time.time()}
    keep(request, KEY, BOUND, held)


def waiting_in(request: HttpRequest) -> Waiting | None:
    """This will give the identity that waits in a session; None where none does, or where it has waited too long."""
    held = kept(request, KEY, BOUND, WAITS)
    if held is None:
        return None
    person = held["person"]
    firms = tuple(FirmClaim(**firm) for firm in person.pop("firms"))
    return Waiting(held["identity"], Person(**person, firms=firms), held["next"])


def done(request: HttpRequest) -> None:
    """This will forget the identity that waits."""
    request.session.pop(KEY, None)
