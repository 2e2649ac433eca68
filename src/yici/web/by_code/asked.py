"""What a session knows of a code that was asked for: which address, what for, and, once it was proven, which accounts.

Sealed: an address is nothing that may lie about in a table of sessions.
"""

import secrets
import time
from dataclasses import asdict, dataclass, replace
from typing import Final, Literal
from uuid import UUID

from django.http import HttpRequest

from yici.people.sign_in_codes import Address
from yici.web.sealed_session import keep, kept

Purpose = Literal["sign_in", "password"]
KEY: Final = "by_code"
BOUND: Final = b"sign in by code"
LIVES: Final = 900
"""Seconds from asking until everything is done."""
ASKER_BYTES: Final = 16


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One code that was asked for. `accounts` are those that the right code opened, empty before."""

    address: Address
    purpose: Purpose
    next: str
    asker: str
    at: float
    accounts: tuple[UUID, ...] = ()


def begin(request: HttpRequest, address: Address, purpose: Purpose, after: str) -> Asked:
    """This will keep in the session what a code is asked for."""
    asked = Asked(address, purpose, after, secrets.token_hex(ASKER_BYTES), time.time())
    _keep(request, asked)
    return asked


def proven(request: HttpRequest, asked: Asked, accounts: list[UUID]) -> Asked:
    """This will keep in the session which accounts the right code opened."""
    done = replace(asked, accounts=tuple(accounts))
    _keep(request, done)
    return done


def asked_in(request: HttpRequest) -> Asked | None:
    """This will give what the session asked for; None where it is nothing, or too long ago."""
    held = kept(request, KEY, BOUND, LIVES)
    if held is None:
        return None
    accounts = tuple(UUID(one) for one in held.pop("accounts"))
    return Asked(**{**held, "address": Address(**held["address"]), "accounts": accounts})


def forget(request: HttpRequest) -> None:
    """This will forget it."""
    request.session.pop(KEY, None)


def _keep(request: HttpRequest, asked: Asked) -> None:
    keep(request, KEY, BOUND, {**asdict(asked), "accounts": [str(one) for one in asked.accounts]})
