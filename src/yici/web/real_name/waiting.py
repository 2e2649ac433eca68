"""An identity that was just proven and waits, sealed in the session, until its owner says which account it opens."""

import base64
import json
import time
from dataclasses import asdict, dataclass
from typing import Final

from django.http import HttpRequest

from yici.domain.error import YiciError
from yici.ledger.keyring import keyring
from yici.people.firms import FirmClaim
from yici.people.identity import Person

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
    request.session[KEY] = base64.b64encode(keyring().wrap(json.dumps(held).encode(), BOUND)).decode()


def waiting_in(request: HttpRequest) -> Waiting | None:
    """This will give the identity that waits in a session; None where none does, or where it has waited too long."""
    sealed = request.session.get(KEY)
    if not isinstance(sealed, str):
        return None
    try:
        held = json.loads(keyring().unwrap(base64.b64decode(sealed), BOUND)[1])
    except (YiciError, ValueError):
        return None
    if time.time() - held["at"] > WAITS:
        done(request)
        return None
    person = held["person"]
    firms = tuple(FirmClaim(**firm) for firm in person.pop("firms"))
    return Waiting(held["identity"], Person(**person, firms=firms), held["next"])


def done(request: HttpRequest) -> None:
    """This will forget the identity that waits."""
    request.session.pop(KEY, None)
